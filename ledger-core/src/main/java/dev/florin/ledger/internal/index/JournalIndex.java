package dev.florin.ledger.internal.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where the effects of a journal are, which command each one settled, the entries of each account, which effects
 * refer to which, and which have which label; all in memory. Takes four longs a batch, one an effect and about five for its
 * id, one an entry, eleven more for one that names an effective time, some for a reference or a label.
 *
 * <p>One thread adds batches; any thread looks. What a looker finds through the other methods it also finds through {@link
 * #batchOf}, since they are stored after their batch, each with release.
 */
public final class JournalIndex {
    /** The longs of a batch in {@link #batches}. */
    private static final int FIRST_POSITION = 0;

    private static final int PLACE = 1;

    /** The length of the frame in the upper half, the number of effects in the lower. */
    private static final int LENGTH_AND_COUNT = 2;

    private static final int FIRST_TIME = 3;
    private static final int BATCH_LONGS = 4;

    private final LongList batches = new LongList();

    /** By position, from 1: the effect's offset in its frame. */
    private final LongList effects = new LongList();

    private final EntryIndex undated = new EntryIndex();
    private final EntryIndex dated = new EntryIndex();
    private final EntryIndex pending = new EntryIndex();
    private final DatedEntries byEffectiveTime = DatedEntries.ofMany();
    private final IdMap ids;

    /** From the position of an effect to the positions of those that refer to it. */
    private final ConcurrentMap<Long, RisingPositions> references = new ConcurrentHashMap<>();

    /** From the hash of a label to the positions of the movements that have it. */
    private final ConcurrentMap<Long, RisingPositions> labels = new ConcurrentHashMap<>();

    private final EffectContents contents = new EffectContents(new Keeping());

    /**
     * An index of nothing.
     *
     * @param seed mixed into hashes of ids; best a number that nobody outside can know
     */
    public JournalIndex(long seed) {
        ids = new IdMap(seed);
    }

    /**
     * Adds the batch that follows.
     *
     * @param batch the batch, whole
     * @param place where its frame is, in the storage's own terms
     * @throws IllegalArgumentException if its effects do not fit its frame, or do not follow; the index is useless then
     */
    public void add(EffectBatch batch, long place) {
        long last = lastPosition();
        EffectCursor cursor = batch.cursor();
        while (cursor.next()) {
            effects.append(cursor.offset() - batch.offset());
        }
        if (batch.firstPosition() != last + 1 || effects.size() != last + batch.count()) {
            throw new IllegalArgumentException("batch " + batch.sequence() + " claims " + batch.count()
                    + " effects from position " + batch.firstPosition() + ", has " + (effects.size() - last)
                    + ", and position " + (last + 1) + " is next");
        }
        batches.append(batch.firstPosition());
        batches.append(place);
        batches.append((long) batch.length() << 32 | batch.count());
        batches.append(batch.firstTimeNanos());
        addContents(batch.cursor());
    }

    private void addContents(EffectCursor cursor) {
        while (cursor.next()) {
            ids.add(cursor.idHigh(), cursor.idLow(), cursor.position());
            contents.tell(cursor);
        }
    }

    private final class Keeping implements EffectContents.Sink {
        @Override
        public void undated(int account, long locator) {
            undated.add(account, locator);
        }

        @Override
        public void dated(int account, long effectiveNanos, long locator, Side side, long low, long high) {
            dated.add(account, locator);
            byEffectiveTime.add(account, effectiveNanos, locator, side, low, high);
        }

        @Override
        public void pending(int account, long locator) {
            pending.add(account, locator);
        }

        @Override
        public void label(long hash, long position) {
            labels.computeIfAbsent(hash, label -> new RisingPositions()).add(position);
        }

        @Override
        public void reference(long origin, long position) {
            references.computeIfAbsent(origin, effect -> new RisingPositions()).add(position);
        }
    }

    /**
     * How many batches were added.
     *
     * @return the number
     */
    public long batchCount() {
        return batches.size() / BATCH_LONGS;
    }

    /**
     * The last position that was added.
     *
     * @return 0 if there is none
     */
    public long lastPosition() {
        long count = batchCount();
        return count == 0 ? 0 : lastPosition(count - 1);
    }

    /**
     * Finds the batch that holds a position.
     *
     * @param position the position
     * @return the batch's ordinal, from 0; -1 if no batch holds it
     */
    public long batchOf(long position) {
        long low = 0;
        long high = batchCount();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (of(middle, FIRST_POSITION) <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long batch = low - 1;
        return batch < 0 || position > lastPosition(batch) ? -1 : batch;
    }

    /**
     * Where the frame of a batch is.
     *
     * @param batch its ordinal
     * @return what was given to {@link #add}
     */
    public long place(long batch) {
        return of(batch, PLACE);
    }

    /**
     * How long the frame of a batch is.
     *
     * @param batch its ordinal
     * @return its length in bytes
     */
    public int length(long batch) {
        return (int) (of(batch, LENGTH_AND_COUNT) >>> 32);
    }

    /**
     * Where an effect starts.
     *
     * @param position its position
     * @return its offset in the frame
     */
    public int start(long position) {
        return (int) effects.get(position - 1);
    }

    /**
     * Where an effect ends.
     *
     * @param batch the ordinal of the batch that holds it
     * @param position its position
     * @return the offset in the frame of what is behind it
     */
    public int end(long batch, long position) {
        return position == lastPosition(batch) ? length(batch) : start(position + 1);
    }

    /**
     * When an effect was recorded.
     *
     * @param batch the ordinal of the batch that holds it
     * @param position its position
     * @return nanoseconds since 1970-01-01T00:00Z
     */
    public long timeNanos(long batch, long position) {
        return of(batch, FIRST_TIME) + (position - of(batch, FIRST_POSITION));
    }

    /**
     * Finds entries of an account, as {@link Storage.Reader#entries} promises.
     *
     * @param which which of its entries
     * @param account the account's number
     * @param from the locator to begin with
     * @param ascending the order
     * @param limit the most locators to return
     * @return the locators found
     */
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return switch (which) {
            case POSTED ->
                Locators.merged(
                        undated.find(account, from, ascending, limit),
                        dated.find(account, from, ascending, limit),
                        ascending,
                        limit);
            case UNDATED -> undated.find(account, from, ascending, limit);
            case DATED -> dated.find(account, from, ascending, limit);
            case PENDING -> pending.find(account, from, ascending, limit);
        };
    }

    /**
     * Finds dated entries, as {@link Storage.Reader#dated} promises.
     *
     * @param account the account's number
     * @param fromNanos the effective time to begin with
     * @param from the locator to begin with among those of that time
     * @param position the last position that counts
     * @param ascending the order
     * @param limit the most entries to return
     * @return effective time and locator of each
     */
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return byEffectiveTime.find(account, fromNanos, from, position, ascending, limit);
    }

    /**
     * Sums dated entries, as {@link Storage.Reader#datedSums} promises.
     *
     * @param account the account's number
     * @param untilNanos the last effective time that counts
     * @param position the last position that counts
     * @return the sums
     */
    public long[] datedSums(int account, long untilNanos, long position) {
        DatedSums sums = new DatedSums();
        byEffectiveTime.sum(account, untilNanos, position, sums);
        return sums.toArray();
    }

    /**
     * Finds movements by a label, as {@link Storage.Reader#labelled} promises.
     *
     * @param label the label
     * @param from the position to begin with
     * @param ascending the order
     * @param limit the most positions to return
     * @return the positions found
     */
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        RisingPositions found = labels.get(label.hash());
        return found == null ? new long[0] : found.from(from, ascending, limit);
    }

    /**
     * Finds effects by the ids they settled, as {@link Storage.Reader#find} promises.
     *
     * @param wanted upper and lower half of each id
     * @param count how many ids there are
     * @param positions takes the position for each
     */
    public void find(long[] wanted, int count, long[] positions) {
        for (int i = 0; i < count; i++) {
            positions[i] = ids.get(wanted[2 * i], wanted[2 * i + 1]);
        }
    }

    /**
     * Finds what refers to an effect, as {@link Storage.Reader#references} promises.
     *
     * @param origin the position of the effect
     * @param after the position behind which to begin
     * @param limit the most positions to return
     * @return the positions found
     */
    public long[] references(long origin, long after, int limit) {
        RisingPositions found = references.get(origin);
        return found == null ? new long[0] : found.after(after, limit);
    }

    private long lastPosition(long batch) {
        return of(batch, FIRST_POSITION) + (int) of(batch, LENGTH_AND_COUNT) - 1;
    }

    private long of(long batch, int field) {
        return batches.get(batch * BATCH_LONGS + field);
    }
}
