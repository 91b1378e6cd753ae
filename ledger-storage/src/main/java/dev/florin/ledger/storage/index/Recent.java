package dev.florin.ledger.storage.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.internal.index.AccountsAhead;
import dev.florin.ledger.internal.index.DatedEntries;
import dev.florin.ledger.internal.index.EffectContents;
import dev.florin.ledger.internal.index.LongList;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.util.function.ToIntFunction;

/**
 * The index of consecutive batches in memory: of the newest effects, until they are on the disk. A long for each half of
 * an id, two for its place, four for an entry, and hash tables.
 *
 * <p>One thread adds; any thread finds. Whatever is found has its place here, since places are stored first.
 */
final class Recent {
    /** How many longs say where an effect is: place, then checksum (upper half) and offset in its frame (lower). */
    private static final int PLACE_LONGS = 2;

    /** An entry that names an effective time is in a chain and in the tree, with its amount and sums. */
    private static final int DATED_WEIGHT = 4;

    /** A label is often the only one of its kind, and then has a slot of its own. */
    private static final int LABEL_WEIGHT = 2;

    private final long seed;
    private final long first;
    private final LongList places = new LongList();
    private final RecentIds ids;
    private final Chains undated;
    private final Chains dated;
    private final Chains pending;
    private final Chains labels;
    private final Chains references;
    private final DatedEntries byEffectiveTime = DatedEntries.ofFew();
    private final EffectContents contents = new EffectContents(new Keeping());
    /** Of {@link #load}, as what follows. */
    private final AccountsAhead accountsAhead = new AccountsAhead();

    private int[] loading = new int[0];

    /** So that loads with no other purpose are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    private Tip tip;

    /**
     * An index of nothing yet.
     *
     * @param before the batch before the first one
     */
    Recent(long seed, Tip before) {
        this(seed, before, 0, kind -> 0);
    }

    private Recent(long seed, Tip before, int effects, ToIntFunction<Kind> keys) {
        this.seed = seed;
        this.first = before.position() + 1;
        this.tip = before;
        this.ids = new RecentIds(seed, first, effects);
        this.undated = new Chains(keys.applyAsInt(Kind.UNDATED));
        this.dated = new Chains(keys.applyAsInt(Kind.DATED));
        this.pending = new Chains(keys.applyAsInt(Kind.PENDING));
        this.labels = new Chains(keys.applyAsInt(Kind.LABELS));
        this.references = new Chains(keys.applyAsInt(Kind.REFERENCES));
    }

    /** An index of what comes behind this one, with room for as much. The adding thread. */
    Recent next() {
        return new Recent(seed, tip, effectCount(), kind -> chains(kind).keys());
    }

    /** The first position, if there is one. */
    long first() {
        return first;
    }

    /** The last position; the one before the first if there is none. */
    long last() {
        return first + places.size() / PLACE_LONGS - 1;
    }

    int effectCount() {
        return (int) (places.size() / PLACE_LONGS);
    }

    /** The last batch. The adding thread, or who was handed this index by it. */
    Tip tip() {
        return tip;
    }

    RecentIds ids() {
        return ids;
    }

    /** The records of a kind whose keys are not ids. */
    Chains chains(Kind kind) {
        return switch (kind) {
            case UNDATED -> undated;
            case DATED -> dated;
            case PENDING -> pending;
            case LABELS -> labels;
            case REFERENCES -> references;
            case IDS, SUMS -> throw new IllegalArgumentException(kind + " are no chains");
        };
    }

    /** The entries that name an effective time. */
    DatedEntries byEffectiveTime() {
        return byEffectiveTime;
    }

    /** How many records of a kind there are. */
    int count(Kind kind) {
        return switch (kind) {
            case IDS -> ids.count();
            case SUMS -> byEffectiveTime.count();
            case UNDATED, DATED, PENDING, LABELS, REFERENCES -> chains(kind).count();
        };
    }

    /** How much there is besides ids, in units of what an undated entry takes. */
    int weight() {
        return undated.count() + DATED_WEIGHT * dated.count() + pending.count() + LABEL_WEIGHT * labels.count();
    }

    /**
     * Adds a batch.
     *
     * @throws IllegalArgumentException if it does not follow, or its effects do not fit its frame; the index is useless then
     */
    void add(EffectBatch batch, long place) {
        long before = last();
        EffectCursor cursor = batch.cursor();
        while (cursor.next()) {
            int offset = cursor.offset() - batch.offset();
            places.append(place + offset);
            places.append((long) Located.checksum(cursor) << 32 | offset);
        }
        if (batch.firstPosition() != before + 1 || last() != before + batch.count()) {
            throw new IllegalArgumentException("batch " + batch.sequence() + " claims " + batch.count()
                    + " effects from position " + batch.firstPosition() + ", has " + (last() - before)
                    + ", and position " + (before + 1) + " is next");
        }
        addContents(batch);
        tip = new Tip(batch.lastPosition(), place, batch.chain());
    }

    private void addContents(EffectBatch batch) {
        EffectCursor accounts = batch.cursor();
        EffectCursor commands = batch.cursor();
        EffectCursor cursor = batch.cursor();
        for (int effects = load(accounts, commands); effects > 0; effects = load(accounts, commands)) {
            for (int i = 0; i < effects && cursor.next(); i++) {
                long high = cursor.idHigh();
                long low = cursor.idLow();
                ids.add(high, low, Filter.hash(seed, high, low));
                contents.tell(cursor);
            }
        }
    }

    /** Loads into the caches where the next effects go, by their accounts and by their ids; returns how many effects those are. */
    private int load(EffectCursor accounts, EffectCursor commands) {
        int effects = accountsAhead.take(accounts);
        long bits = 0;
        for (int i = 0; i < effects && commands.next(); i++) {
            bits ^= ids.touch(Filter.hash(seed, commands.idHigh(), commands.idLow()));
        }
        int count = accountsAhead.count();
        if (count > loading.length) {
            loading = new int[count];
        }
        for (int i = 0; i < count; i++) {
            loading[i] = undated.place(accountsAhead.account(i));
        }
        for (int i = 0; i < count; i++) {
            loading[i] = undated.touch(loading[i]);
        }
        for (int i = 0; i < count; i++) {
            bits ^= undated.touchLink(loading[i]);
        }
        loaded = bits;
        return effects;
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
            labels.add(hash, position);
        }

        @Override
        public void reference(long origin, long position) {
            references.add(origin, position);
        }
    }

    /** Where the effect at a position from the first to the last is. */
    Located locate(long position) {
        long at = (position - first) * PLACE_LONGS;
        long second = places.get(at + 1);
        return new Located(places.get(at), (int) (second >>> 32), (int) second);
    }

    /** The records of a kind, put in order; when nothing is added any more. */
    Records sorted(Kind kind) {
        return kind == Kind.IDS ? SortedRecent.ids(ids, first) : SortedRecent.chains(chains(kind));
    }

    /** The records of {@link Kind#SUMS}, in order, in groups of so many positions. */
    Records amounts(int groupBits) {
        return new RunningSums(new RecentAmounts(byEffectiveTime, first, groupBits));
    }
}
