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
        first = found.first();
        second = found.second();
        for (int i = 1; i < rest.size(); i++) {
            Records other = rest.get(i);
            long otherFirst = other.first();
            if (otherFirst < first || (otherFirst == first && other.second() < second)) {
                found = other;
                first = otherFirst;
                second = other.second();
            }
        }
        least = found;
        return true;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long second() {
        return second;
    }

    @Override
    public long third() {
        return Objects.requireNonNull(least).third();
    }
}
