package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Open holds with what is left of them, how the others were closed, and what was given back of movements. Keyed by the
 * position of the origin's effect. The bookkeeper's thread only.
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

    /**
     * How a hold was closed, and where. What had been captured by then is kept for each entry only if it was neither
     * nothing nor all: most holds are closed for ever.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Closed(HoldStatus how, long position, long[] captured) {
        private static final long[] NOTHING = new long[0];
        private static final long[] ALL = new long[0];

        static Closed of(Open hold, HoldStatus how, long position) {
            if (hold.left.isNothing()) {
                return new Closed(how, position, ALL);
            }
            boolean nothing = Remainder.isNothing(hold.captured);
            return new Closed(how, position, nothing ? NOTHING : hold.captured);
        }

        /** Replaces what was reserved by what was captured. */
        void takeCaptured(Remainder reserved) {
            if (captured == NOTHING) {
                Arrays.fill(reserved.amounts, 0);
            } else if (captured != ALL) {
                System.arraycopy(captured, 0, reserved.amounts, 0, captured.length);
            }
        }
    }

    /**
     * What was given back of each entry of a movement, and where it was reversed, 0 if it was not. After a reversal
     * nobody asks for the amounts any more, and none are kept.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Returned(long[] amounts, long reversedAt) {}

    private record Due(long timeNanos, long position) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return timeNanos != other.timeNanos
                    ? Long.compare(timeNanos, other.timeNanos)
                    : Long.compare(position, other.position);
        }
    }

    private final Undo undo;
    private final StateDigest digest;
    private final Map<Long, Open> open = new HashMap<>();
    private final Map<Long, Closed> closed = new HashMap<>();
    private final Map<Long, Returned> returned = new HashMap<>();
    private final TreeMap<Due, Open> due = new TreeMap<>();

    Holds(Undo undo, StateDigest digest) {
        this.undo = undo;
        this.digest = digest;
    }

    @Nullable
    Open open(long position) {
        return open.get(position);
    }

    /** All open holds, in no order. */
    Collection<Open> allOpen() {
        return open.values();
    }

    @Nullable
    Closed closed(long position) {
        return closed.get(position);
    }

    @Nullable
    Returned returned(long position) {
        return returned.get(position);
    }

    /** When the next open hold expires, {@link #NEVER} if none does. */
    long nextDueNanos() {
        return due.isEmpty() ? NEVER : due.firstKey().timeNanos;
    }

    /** The hold that expires next, of those due by a time: the first by due time, then by position. */
    @Nullable
    Open nextDue(long byNanos) {
        return nextDueNanos() <= byNanos && !due.isEmpty() ? due.firstEntry().getValue() : null;
    }

    void place(Open hold) {
        put(hold);
        digest.addHold(hold);
        if (undo.isOn()) {
            undo.note(() -> take(hold));
        }
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
        closed.put(hold.position, Closed.of(hold, how, position));
        if (undo.isOn()) {
            undo.note(() -> {
                closed.remove(hold.position);
                put(hold);
            });
        }
    }

    /** Takes note that amounts were given back of a movement; {@code reversedAt} is 0 for a refund. */
    void giveBack(CommandId id, long origin, long[] amounts, long reversedAt) {
        Returned before = returned.get(origin);
        long[] sums = amounts.clone();
        if (before != null) {
            Remainder.add(sums, before.amounts);
            digest.removeReturned(id, before);
        }
        Returned after = new Returned(sums, reversedAt);
        digest.addReturned(id, after);
        returned.put(origin, reversedAt == 0 ? after : new Returned(Closed.NOTHING, reversedAt));
        if (undo.isOn()) {
            undo.note(() -> {
                if (before == null) {
                    returned.remove(origin);
                } else {
                    returned.put(origin, before);
                }
            });
        }
    }
}
