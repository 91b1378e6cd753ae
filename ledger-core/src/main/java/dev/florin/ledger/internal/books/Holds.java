package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Open holds with what is left of them, how the others were closed, and what was given back of movements. Keyed by the
 * position of the origin's effect. The bookkeeper's thread only.
 *
 * <p>Open ones are in memory. What became of the others, and of movements, is folded from the storage when it is asked for;
 * here are only {@link Notes} of what the storage may not have yet.
 *
 * <p>Each change notes how to take it back while an attempt is under way, but for the digest, which the attempt keeps.
 */
final class Holds {
    /** The due time of a hold without a time-out. */
    static final long NEVER = EffectCodec.NEVER;

    /** An open hold: what is left and what was captured of each entry. */
    static final class Open {
        final CommandId id;
        final long position;
        final long dueNanos;
        final Remainder left;
        final long[] captured;

        Open(CommandId id, long position, long dueNanos, Remainder left) {
            this.id = id;
            this.position = position;
            this.dueNanos = dueNanos;
            this.left = left;
            this.captured = new long[left.amounts.length];
        }
    }

    /** How a hold was closed, and where, and what had been captured of each entry by then. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Closed(HoldStatus how, long position, long[] captured) implements Notes.Value {
        @Override
        public int amountCount() {
            return captured.length / 2;
        }
    }

    /**
     * What was given back of each entry of a movement, where it was reversed, 0 if it was not, and where it was given back
     * last. After a reversal nobody asks for the amounts any more, and none are kept.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Returned(long[] amounts, long reversedAt, long position) implements Notes.Value {
        private static final long[] NO_AMOUNTS = new long[0];

        /** Nothing, so far. */
        private static final Returned NOTHING = new Returned(NO_AMOUNTS, 0, 0);

        static Returned reversed(long reversedAt) {
            return new Returned(NO_AMOUNTS, reversedAt, reversedAt);
        }

        @Override
        public int amountCount() {
            return amounts.length / 2;
        }
    }

    private final Undo undo;
    private final StateDigest digest;
    private final History history;
    private final Map<Long, Open> open = new HashMap<>();
    private final Notes<Closed> closed;
    private final Notes<Returned> returned;
    private final TreeMap<Due, Open> due = new TreeMap<>();

    /** {@code mostNoted} is how many amounts are kept of origins that the storage can tell all about. */
    Holds(Undo undo, StateDigest digest, History history, int mostNoted) {
        this.undo = undo;
        this.digest = digest;
        this.history = history;
        this.closed = new Notes<>(mostNoted);
        this.returned = new Notes<>(mostNoted);
    }

    @Nullable
    Open open(long position) {
        return open.get(position);
    }

    /** All open holds, in no order. */
    Collection<Open> allOpen() {
        return open.values();
    }

    /** How the hold that was placed at a position was closed; it is not open. */
    Closed closed(long position) {
        Closed known = closed.get(position);
        if (known == null) {
            Aftermath fold = recall(position);
            known = fold == null ? null : fold.closed();
        }
        if (known == null) {
            throw new IllegalStateException("the hold at position " + position + " is neither open nor closed");
        }
        return known;
    }

    /** What was given back of the movement at a position; null if nothing was. */
    @Nullable
    Returned returned(long position) {
        Returned known = returned.get(position);
        if (known == null) {
            Aftermath fold = recall(position);
            return fold == null ? null : fold.returned();
        }
        return known.position == 0 ? null : known;
    }

    /** What the storage tells of an origin; it is noted where nothing newer is. */
    private @Nullable Aftermath recall(long position) {
        Aftermath fold = Aftermath.of(position, history);
        Closed how = fold == null ? null : fold.closed();
        if (how != null && closed.get(position) == null) {
            closed.put(position, how);
        }
        if (returned.get(position) == null) {
            Returned sums = fold == null ? null : fold.returned();
            returned.put(position, sums == null ? Returned.NOTHING : sums);
        }
        return fold;
    }

    /** Takes note that the storage finds everything up to a position. */
    void durable(long position) {
        closed.durable(position);
        returned.durable(position);
    }

    /** How many holds are open. */
    int openCount() {
        return open.size();
    }

    /** How many notes are kept of what became of origins. */
    int noteCount() {
        return closed.size() + returned.size();
    }

    /** Which hold expires first, or null. */
    @Nullable
    Due firstDue() {
        return due.isEmpty() ? null : due.firstKey();
    }

    void place(Open hold) {
        put(hold);
        digest.addHold(hold);
        if (undo.isOn()) {
            undo.note(() -> take(hold));
        }
    }

    /** Puts in an open hold of a snapshot, whose term is in the digest. */
    void load(Open hold) {
        put(hold);
    }

    private void put(Open hold) {
        open.put(hold.position, hold);
        if (hold.dueNanos != NEVER) {
            due.put(new Due(hold.dueNanos, hold.position), hold);
        }
    }

    private void take(Open hold) {
        open.remove(hold.position);
        if (hold.dueNanos != NEVER) {
            due.remove(new Due(hold.dueNanos, hold.position));
        }
    }

    /** Moves amounts from what is left to what was captured. */
    void capture(Open hold, long[] amounts) {
        digest.removeHold(hold);
        Remainder.subtract(hold.left.amounts, amounts);
        Remainder.add(hold.captured, amounts);
        digest.addHold(hold);
        if (undo.isOn()) {
            long[] taken = amounts.clone();
            undo.note(() -> {
                Remainder.add(hold.left.amounts, taken);
                Remainder.subtract(hold.captured, taken);
            });
        }
    }

    /** Closes a hold; what is still left of it is free. */
    void close(Open hold, HoldStatus how, long position) {
        digest.removeHold(hold);
        take(hold);
        closed.put(hold.position, new Closed(how, position, hold.captured));
        if (undo.isOn()) {
            undo.note(() -> {
                closed.remove(hold.position);
                put(hold);
            });
        }
    }

    /** Takes note that amounts were given back of a movement by the effect at {@code position}. */
    void giveBack(CommandId id, long origin, long[] amounts, long position, boolean reverses) {
        Returned before = returned(origin);
        long[] sums = amounts.clone();
        if (before != null) {
            Remainder.add(sums, before.amounts);
            digest.removeReturned(id, before);
        }
        Returned after = new Returned(sums, reverses ? position : 0, position);
        digest.addReturned(id, after);
        returned.put(origin, reverses ? Returned.reversed(position) : after);
        if (undo.isOn()) {
            undo.note(() -> returned.put(origin, before == null ? Returned.NOTHING : before));
        }
    }
}
