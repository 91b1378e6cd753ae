package dev.florin.ledger.internal.read;

import java.util.function.Supplier;

/** Runs a read on the publisher's thread, between two publications. */
@FunctionalInterface
public interface Between {
    /** The result of the work; faults of the ledger are thrown as they are. */
    <T> T call(Supplier<T> work);
}
