package dev.florin.ledger.spi;

import dev.florin.ledger.StorageException;

/**
 * Keeps the effects of one set of books. Describes where they are; {@link #open} takes hold of them.
 *
 * <p><b>Level.</b> A durable storage has forced a batch to the disk when {@link Session#append} returns; a volatile one
 * keeps it until the process ends. The ledger computes hashes and digests; a storage keeps bytes as they are, and may
 * read them as rows through {@link EffectCursor}.
 */
public interface Storage {
    /**
     * Takes hold of the books, so that no other process can, and replays every whole batch in order. What it replays is
     * forced before this returns, since it may never have been.
     *
     * @param replay takes the batches
     * @return the session, ready to append behind what was replayed
     * @throws StorageException if the books are in use, damaged or cannot be read; says which file, where, and what to
     *     do
     */
    Session open(Replay replay);

    /** Takes the batches that a storage holds. */
    @FunctionalInterface
    interface Replay {
        /**
         * Takes the next batch.
         *
         * @param batch valid during the call only
         * @throws StorageException if it does not follow the batch before
         */
        void accept(EffectBatch batch);
    }

    /**
     * Books that are open. One thread appends and closes; the other methods may be called from any thread at the same
     * time.
     */
    interface Session extends AutoCloseable {
        /**
         * Makes batches durable, all together: one force for a group. After a failure the state of the group is unknown
         * and nothing more may be appended.
         *
         * @param group consecutive batches, in order, each {@linkplain EffectBatch valid} during the call only
         * @throws StorageException if any of it may not be durable
         */
        void append(Iterable<EffectBatch> group);

        /**
         * Reads the effect at a position that was appended before.
         *
         * @param position the position
         * @return a cursor of its own on this effect, valid as long as it is held
         * @throws StorageException if it cannot be read, or is damaged
         */
        EffectCursor read(long position);

        /**
         * Finds entries of an account.
         *
         * @param account the account's number
         * @param from where to begin, as {@link EntryLocator} packs it: this locator itself is included
         * @param ascending true for the order of recording, false for backwards
         * @param limit the most locators to return
         * @return locators of the entries found, in the order asked for
         */
        long[] entries(int account, long from, boolean ascending, int limit);

        /**
         * What opening found and did.
         *
         * @return the facts for {@link dev.florin.ledger.RecoveryReport}
         */
        Recovered recovered();

        /**
         * Seals the end, if nothing failed, and lets go of the books. Closing twice does nothing.
         *
         * @throws StorageException if the end could not be sealed; everything appended is durable
         */
        @Override
        void close();
    }

    /**
     * What opening a storage found and did.
     *
     * @param cleanShutdown whether the end was sealed
     * @param bytesCut how many bytes of an unfinished write were cut
     * @param notes what an operator should know, in sentences
     */
    record Recovered(boolean cleanShutdown, long bytesCut, java.util.List<String> notes) {
        /** Copies the list. */
        public Recovered {
            notes = java.util.List.copyOf(notes);
        }
    }
}
