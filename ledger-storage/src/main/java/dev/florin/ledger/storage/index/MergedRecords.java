package dev.florin.ledger.storage.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several sequences of records as one, in order. */
final class MergedRecords implements Records {
    private final List<Records> rest = new ArrayList<>();
    private @Nullable Records least;
    private long first;
    private long second;

    MergedRecords(List<? extends Records> parts) throws IOException {
        for (Records part : parts) {
            if (part.next()) {
                rest.add(part);
            }
        }
    }

    @Override
    public boolean next() throws IOException {
        if (least != null && !least.next()) {
            rest.remove(least);
        }
        if (rest.isEmpty()) {
            return false;
        }
        Records found = rest.get(0);
        first = found.get(0);
        second = found.get(1);
        for (int i = 1; i < rest.size(); i++) {
            Records other = rest.get(i);
            long otherFirst = other.get(0);
            if (otherFirst < first || (otherFirst == first && isBelow(other, found))) {
                found = other;
                first = otherFirst;
                second = other.get(1);
            }
        }
        least = found;
        return true;
    }

    /** Of two whose first longs are the same; keys that are the same in two longs have a third. */
    private boolean isBelow(Records other, Records found) {
        long otherSecond = other.get(1);
        return otherSecond < second || (otherSecond == second && other.get(2) < found.get(2));
    }

    @Override
    public long get(int index) {
        return Objects.requireNonNull(least).get(index);
    }
}
