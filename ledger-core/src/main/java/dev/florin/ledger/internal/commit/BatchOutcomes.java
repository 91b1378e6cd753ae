package dev.florin.ledger.internal.commit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.internal.codec.CommandCursor;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one submission. Most commands are posted, and of those a receipt is made only when it is asked for;
 * the others are kept as objects. Immutable once it was given to a caller.
 */
final class BatchOutcomes extends AbstractList<Outcome> implements RandomAccess {
    /** Of each posted command, where it starts in {@link #bytes}, and how far behind the first position its effect is. */
    private final int[] places;

    private final byte[] bytes;
    private final long batchPosition;
    private final long batchTimeNanos;
    private final int incarnation;
    private @Nullable Outcome @Nullable [] others;

    BatchOutcomes(Submission submission, long batchPosition, long batchTimeNanos, int incarnation) {
        this.places = new int[2 * submission.count()];
        this.bytes = submission.bytes();
        this.batchPosition = batchPosition;
        this.batchTimeNanos = batchTimeNanos;
        this.incarnation = incarnation;
    }

    void posted(int index, int offset, long position) {
        places[2 * index] = offset;
        places[2 * index + 1] = (int) (position - batchPosition);
    }

    void other(int index, Outcome outcome) {
        if (others == null) {
            others = new Outcome[size()];
        }
        others[index] = outcome;
    }

    @Override
    public Outcome get(int index) {
        Outcome other = others == null ? null : others[index];
        if (other != null) {
            return other;
        }
        int behind = places[2 * index + 1];
        CommandId id = CommandCursor.id(bytes, places[2 * index]);
        return new Outcome.Posted(new Receipt(id, batchPosition + behind, batchTimeNanos + behind, incarnation));
    }

    @Override
    public int size() {
        return places.length / 2;
    }
}
