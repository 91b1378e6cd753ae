package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.spi.Storage;
import org.jspecify.annotations.Nullable;

/** Balances of past moments, read from the storage on the caller's thread. */
public final class PastBalances {
    private final Reads reads;
    private final Times times;
    private final PastSums sums;

    public PastBalances(Reads reads, Storage.Reader storage, Times times) {
        this.reads = reads;
        this.times = times;
        this.sums = new PastSums(storage);
    }

    public PastBalance balanceAt(AccountId account, Moment moment) {
        Reads.At at = reads.at(account);
        long known = times.lastKnown(moment.knownOn(), at.position());
        return moment.clock() == Moment.Clock.RECORDED ? recorded(at, moment, known) : effective(at, moment, known);
    }

    private PastBalance recorded(Reads.At at, Moment moment, long known) {
        long position = times.lastAt(Times.nanos(moment.at()), known);
        Sums pending = sums.pending(at.number(), position);
        return balance(
                at,
                sums.posted(at.number(), position),
                new PastBalance.Pending(pending.debits(), pending.credits()),
                moment,
                position,
                // Whichever of the two moments is the earlier one: what comes now is recorded behind both.
                hasPassed(at, Math.min(Times.nanos(moment.at()), knownNanos(moment))));
    }

    /** What is effective when it was recorded counts if that is not after the moment, as all that is recorded then. */
    private PastBalance effective(Reads.At at, Moment moment, long known) {
        long nanos = Times.nanos(moment.at());
        Sums undated = sums.undated(at.number(), times.lastAt(nanos, known));
        Sums dated = sums.datedUntil(at.number(), nanos, known);
        return balance(at, undated.plus(dated), null, moment, known, hasPassed(at, knownNanos(moment)));
    }

    private static long knownNanos(Moment moment) {
        return moment.knownOn() == null ? Long.MAX_VALUE : Times.nanos(moment.knownOn());
    }

    /** Whether all that is recorded from now on is recorded after a time. */
    private boolean hasPassed(Reads.At at, long nanos) {
        return times.nanosAt(at.position()) >= nanos;
    }

    private static PastBalance balance(
            Reads.At at,
            Sums posted,
            PastBalance.@Nullable Pending pending,
            Moment moment,
            long position,
            boolean isFinal) {
        return new PastBalance(
                at.account().id(),
                at.account().asset(),
                at.account().normalSide(),
                posted.debits(),
                posted.credits(),
                pending,
                moment,
                position,
                isFinal);
    }
}
