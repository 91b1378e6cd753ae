package dev.florin.ledger.internal.books;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of origins, by their positions: of all of which that may not be durable, and of the others that were asked for
 * last, so that a transfer with thousands of refunds is not folded from the storage for each of them. One thread.
 *
 * <p>Whatever has no note is in the storage whole.
 *
 * @param <V> what is noted
 */
final class Notes<V extends Notes.Value> {
    /** Something that was found out about an origin. */
    interface Value {
        /** The position of the last effect that it rests on. */
        long position();

        /** How many amounts it has. */
        int amountCount();
    }

    /** A note counts as so many amounts, beside those it has. */
    private static final int NOTE = 4;

    private final int mostAmounts;

    private final Map<Long, V> notes = new LinkedHashMap<>(16, 0.75f, true);
    private long durable;
    private int amounts;

    /** {@code mostAmounts}: how much is kept beside what may not be durable. */
    Notes(int mostAmounts) {
        this.mostAmounts = mostAmounts;
    }

    @Nullable
    V get(long origin) {
        return notes.get(origin);
    }

    void put(long origin, V value) {
        weigh(notes.put(origin, value), -1);
        weigh(value, 1);
        trim();
    }

    void remove(long origin) {
        weigh(notes.remove(origin), -1);
    }

    /** Takes note that the storage has everything up to a position. */
    void durable(long position) {
        durable = position;
        trim();
    }

    int size() {
        return notes.size();
    }

    private void weigh(@Nullable V value, int sign) {
        amounts += value == null ? 0 : sign * (NOTE + value.amountCount());
    }

    /** What was asked for longest ago goes first, up to one that must stay: all behind it were asked for since. */
    private void trim() {
        if (amounts <= mostAmounts) {
            return;
        }
        Iterator<V> oldest = notes.values().iterator();
        while (amounts > mostAmounts && oldest.hasNext()) {
            V value = oldest.next();
            if (value.position() > durable) {
                return;
            }
            oldest.remove();
            weigh(value, -1);
        }
    }
}
