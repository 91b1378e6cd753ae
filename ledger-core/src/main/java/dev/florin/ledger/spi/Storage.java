package dev.florin.ledger.spi;

import dev.florin.ledger.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Keeps the effects of one set of books. Describes where they are; {@link #open} takes hold of them.
 *
 * <p><b>Level.</b> A durable storage has forced a batch to the disk when {@link Session#append} returns; a volatile one
 * keeps it until the process ends. What each level promises is in tests, which ledger-core's test-jar brings for anyone who
 * writes a storage: {@code StorageContractTest} stands for both levels, {@code DurableStorageContractTest} for what a durable
 * storage promises besides; {@code docs/own-storage.md} is the guide. The ledger computes hashes and digests; a storage keeps bytes as they are, and may
 * read them as rows through {@link EffectCursor}.
 */
public interface Storage {
    /**
     * Takes hold of the books, so that no other process can, and replays what it holds: every whole batch in order, or a
     * snapshot and the batches behind it. What it replays is forced before this returns, since it may never have been.
     *
     * @param replay takes what is there
     * @return the session, ready to append behind what was replayed
     * @throws StorageException if the books are in use, damaged or cannot be read; says which file, where, and what to
     *     do
     */
    Session open(Replay replay);

    /** Takes what a storage holds: the state of a snapshot, if it wants one and there is one, and the batches behind it. */
    @FunctionalInterface
    interface Replay {
        /**
         * Called once, before anything else.
         *
         * @param past finds all effects before the batch that is being accepted; to be used during the replay only
         */
        default void begin(Reader past) {}

        /**
         * Offers the newest snapshot that is whole. At most one is taken, and none after the first batch.
         *
         * @param body what {@link SnapshotBody#writeTo} wrote
         * @return whether it is taken; if not, nothing was changed, and an older one may be offered
         * @throws IOException if the body cannot be read
         * @throws StorageException if it is not what such a body can be
         */
        default boolean restore(InputStream body) throws IOException {
            return false;
        }

        /**
         * Takes the next batch. After a snapshot that was begun at a position, batches that end before it may come first,
         * as far back as the storage likes.
         *
         * @param batch valid during the call only
         * @throws StorageException if it does not follow the batch before
         */
        void accept(EffectBatch batch);

        /**
         * Called behind the last batch, before the storage changes anything: what was accepted may be taken in on another
         * thread meanwhile, and only now it is known to be right.
         *
         * @throws StorageException if something of it is not
         */
        default void end() {}
    }

    /** Writes the state of the books as they are now, beside whatever goes on. */
    @FunctionalInterface
    interface SnapshotBody {
        /**
         * Writes the state. It tells what the books were at some position that lies behind the one at which writing began,
         * and needs the batches from there on to be understood.
         *
         * @param out where to; not closed
         * @throws IOException as the stream does
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Finds what was appended. Any number of threads at the same time. What a call finds includes every batch whose append
     * had returned before it began.
     */
    interface Reader {
        /** The position of an id that settled nothing. */
        long NOT_FOUND = -1;

        /**
         * Finds the effects that settled commands: many at once, since looking for one after the other takes longer.
         * Exact, and for ever.
         *
         * @param ids upper and lower half of each id
         * @param count how many ids there are
         * @param positions takes the position for each, or {@link #NOT_FOUND}
         * @throws StorageException if that cannot be told
         */
        void find(long[] ids, int count, long[] positions);

        /**
         * Reads the effect at a position that was appended before.
         *
         * @param position the position
         * @return a cursor of its own on this effect, valid as long as it is held
         * @throws StorageException if it cannot be read, or is damaged
         */
        EffectCursor read(long position);

        /**
         * Reads the whole batch that holds a position that was appended before.
         *
         * @param position the position
         * @return the batch, in bytes of its own
         * @throws StorageException if it cannot be read, or is damaged
         */
        EffectBatch batch(long position);

        /**
         * Finds entries of an account, in the order of recording.
         *
         * @param which which of its entries
         * @param account the account's number
         * @param from where to begin, as {@link EntryLocator} packs it: this locator itself is included
         * @param ascending true for the order of recording, false for backwards
         * @param limit the most locators to return
         * @return locators of the entries found, in the order asked for
         */
        long[] entries(Entries which, int account, long from, boolean ascending, int limit);

        /**
         * Finds the {@linkplain Entries#DATED dated} entries of an account in the order of their effective times; those of one
         * time in the order of recording.
         *
         * @param account the account's number
         * @param fromNanos the effective time to begin with
         * @param from the locator to begin with among those of that time, itself included
         * @param position entries behind this position are not found
         * @param ascending true for rising times, false for falling ones
         * @param limit the most entries to return
         * @return effective time and locator of each entry found, in the order asked for
         */
        long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit);

        /**
         * Sums the {@linkplain Entries#DATED dated} entries of an account up to an effective time. Takes at most logarithmic
         * time, whatever time and position.
         *
         * @param account the account's number
         * @param untilNanos the last effective time that counts
         * @param position entries behind this position do not count
         * @return lower and upper half of the sum of debits, then of the sum of credits
         */
        long[] datedSums(int account, long untilNanos, long position);

        /**
         * Finds movements, and updates of accounts, by a label. What merely has the same {@linkplain Label#hash hash} may be found, too.
         *
         * @param label the label
         * @param from the position to begin with, itself included
         * @param ascending true for rising positions, false for falling ones
         * @param limit the most positions to return
         * @return their positions, in the order asked for
         */
        long[] labelled(Label label, long from, boolean ascending, int limit);

        /**
         * Finds the effects that refer to an effect, as {@link EffectCursor#originPosition} says.
         *
         * @param origin the position of the effect referred to
         * @param after the position behind which to begin
         * @param limit the most positions to return
         * @return their positions, rising
         */
        long[] references(long origin, long after, int limit);
    }

    /** Which entries of an account. An entry with an amount of zero moves nothing. */
    enum Entries {
        /** What moved something posted: lines of the account's statement. */
        POSTED,
        /** Of those, the ones whose movement is effective when it was recorded. */
        UNDATED,
        /** Of those, the ones whose movement names an {@linkplain EffectCursor#hasEffectiveTime effective time}. */
        DATED,
        /** What carries the account's {@linkplain EffectCursor#hasPending pending sums}, whatever its amount. */
        PENDING
    }

    /**
     * Books that are open. One thread appends and closes, one at a time keeps snapshots; the other methods may be called from
     * any thread at the same time.
     */
    interface Session extends Reader, AutoCloseable {
        /**
         * Makes batches durable, all together: one force for a group. After a failure the state of the group is unknown
         * and nothing more may be appended.
         *
         * <p>A storage may take for granted that effects name only what is there: accounts that an effect before them opened, and
         * positions before their own. Nothing else about them is promised, their figures and what they refer to included.
         *
         * @param group consecutive batches, in order, each {@linkplain EffectBatch valid} during the call only
         * @throws StorageException if any of it may not be durable
         */
        void append(Iterable<EffectBatch> group);

        /**
         * Whether so much was appended since the last snapshot that another one would shorten the next opening enough.
         * Cheap.
         *
         * @return false also if this storage opens without snapshots
         */
        boolean wantsSnapshot();

        /**
         * Keeps a snapshot, durably, and lets go of ones that are no longer needed. The journal stays whole. A snapshot that
         * fails harms nothing.
         *
         * @param from the last position that is published when writing begins: the snapshot needs all batches behind it
         * @param body called once, on this thread
         * @throws StorageException if it could not be kept
         */
        void keepSnapshot(long from, SnapshotBody body);

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
