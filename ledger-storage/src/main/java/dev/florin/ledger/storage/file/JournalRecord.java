package dev.florin.ledger.storage.file;

import java.time.Instant;

/** What stands in a segment of the journal, as {@link Inspection} finds it. Immutable. */
public sealed interface JournalRecord {
    /**
     * Where it begins.
     *
     * @return its offset in the file
     */
    long offset();

    /**
     * How long it is.
     *
     * @return in bytes
     */
    long length();

    /**
     * A whole batch: its checksum is right. Whether it follows from the one before, {@link Verification} tells.
     *
     * @param segment the number of the segment
     * @param offset where it begins
     * @param length in bytes
     * @param formatVersion of its bytes
     * @param rulesVersion of its effects
     * @param sequence of the batch
     * @param order that the sequencer gave it
     * @param firstPosition of its effects
     * @param count how many effects it holds
     * @param recorded when the first of them was recorded
     * @param forcedSequence the last batch that was known to be forced when this one was written
     * @param incarnation of the books
     * @param stateDigest behind it, 32 hex digits
     * @param root over its effects, 64 hex digits
     * @param chain 64 hex digits
     */
    record Batch(
            long segment,
            long offset,
            long length,
            int formatVersion,
            int rulesVersion,
            long sequence,
            long order,
            long firstPosition,
            int count,
            Instant recorded,
            long forcedSequence,
            int incarnation,
            String stateDigest,
            String root,
            String chain)
            implements JournalRecord {
        /**
         * The position of the last effect.
         *
         * @return the position
         */
        public long lastPosition() {
            return firstPosition + count - 1;
        }
    }

    /**
     * A whole seal: an orderly close, or what another writer left.
     *
     * @param segment the number of the segment
     * @param offset where it begins
     * @param sequence of the batch that it says is the last one
     * @param position the last position
     * @param chain of that batch, 64 hex digits
     */
    record Seal(long segment, long offset, long sequence, long position, String chain) implements JournalRecord {
        @Override
        public long length() {
            return dev.florin.ledger.storage.file.Seal.BYTES;
        }
    }

    /**
     * Bytes that are no whole batch or seal, up to the next one that is, or to the last byte that is not zero.
     *
     * @param segment the number of the segment
     * @param offset where they begin
     * @param length in bytes
     * @param why what is to be seen there, a clause
     */
    record Damaged(long segment, long offset, long length, String why) implements JournalRecord {}
}
