package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Receipt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be reversed and refunded: a transfer, a sweep, or a hold, of which what was captured. */
final class ModelOrigin {
    final List<Entry> entries;
    final List<CommandId> refunds = new ArrayList<>();

    /** For each entry, how much it has posted; of a hold, it grows with the captures. */
    List<BigInteger> posted;

    /** For each entry, how much of that was posted back by refunds and by the reversal. */
    List<BigInteger> returned;

    @Nullable
    Receipt reversal;

    ModelOrigin(List<Entry> entries) {
        this.entries = entries;
        this.posted = Collections.nCopies(entries.size(), BigInteger.ZERO);
        this.returned = posted;
    }

    ModelOrigin copy() {
        ModelOrigin copy = new ModelOrigin(entries);
        copy.refunds.addAll(refunds);
        copy.posted = posted;
        copy.returned = returned;
        copy.reversal = reversal;
        return copy;
    }

    List<BigInteger> left() {
        return minus(posted, returned);
    }

    static List<BigInteger> plus(List<BigInteger> a, List<BigInteger> b) {
        List<BigInteger> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sums.add(a.get(i).add(b.get(i)));
        }
        return sums;
    }

    static List<BigInteger> minus(List<BigInteger> a, List<BigInteger> b) {
        return plus(a, b.stream().map(BigInteger::negate).toList());
    }

    static boolean isNothing(List<BigInteger> amounts) {
        return amounts.stream().allMatch(amount -> amount.signum() == 0);
    }
}
