package dev.florin.ledger.bench.peers;

import java.util.List;
import java.util.Optional;

/**
 * Something that keeps accounts and posts transfers between them. Every outcome is durable when it is given. Used by one thread,
 * but for what it hands out and for {@link #close()}, which the end of the process may call.
 */
interface Peer extends AutoCloseable {
    /** As figures call it. */
    String name();

    /** What has happened before a transfer counts as posted. */
    String durability();

    /** Starts it and makes the accounts, each of which holds as much as said and must not fall below zero. Called once. */
    void prepare(int accounts, long startBalance) throws Exception;

    /** One caller more. */
    Caller caller() throws Exception;

    /** One caller of batches. */
    Batches batches() throws Exception;

    /** What its books say once all callers are gone. */
    Totals totals() throws Exception;

    /** What it takes on the disk now. */
    Optional<Space> space() throws Exception;

    /** What its own log says last, if it has one: for whoever asks why it failed. */
    default String said() {
        return "";
    }

    /** Ends it, in whatever state it is; what it keeps need not last. May be called again, then does nothing. */
    @Override
    void close();

    /** Asks for one thing at a time, from one thread. */
    interface Caller extends AutoCloseable {
        /** Posts a transfer; returns when it is durable, and throws if it was not posted. */
        void post(Move move) throws Exception;

        /** The balance of an account. */
        long balance(int account) throws Exception;

        /** The balances of several accounts, asked for together, in the order of the accounts. */
        long[] balances(int[] accounts) throws Exception;

        @Override
        void close();
    }

    /** Posts batches from one thread, several under way at a time. */
    interface Batches extends AutoCloseable {
        /** How many batches this peer gains from having under way. */
        int underWay();

        /** Begins to post a batch. */
        Pending post(List<Move> batch) throws Exception;

        @Override
        void close();
    }

    /** A batch under way. */
    interface Pending {
        /** Waits until all of it is durable, looks at every outcome, and throws if one was not posted. */
        void await() throws Exception;
    }

    /**
     * What books add up to.
     *
     * @param balances  the sum of the balances of all accounts
     * @param transfers how many transfers were posted since the accounts were made
     */
    record Totals(long balances, long transfers) {}

    /**
     * Bytes on the disk.
     *
     * @param bytes how many
     * @param what  which of the peer's files they are
     */
    record Space(long bytes, String what) {}
}
