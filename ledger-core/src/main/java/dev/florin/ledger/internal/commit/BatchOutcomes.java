package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one submission. Most commands are posted, and of those a receipt is made only when it is asked for;
 * the others are kept as objects. Immutable once it was given to a caller.
 */
final class BatchOutcomes extends AbstractList<Outcome> implements RandomAccess {
    private final List<? extends Command> commands;
    private final long[] positions;
    private final long batchPosition;
    private final long batchTimeNanos;
    private final int incarnation;
    private @Nullable Outcome @Nullable [] others;

    BatchOutcomes(List<? extends Command> commands, long batchPosition, long batchTimeNanos, int incarnation) {
        this.commands = commands;
        this.positions = new long[commands.size()];
        this.batchPosition = batchPosition;
        this.batchTimeNanos = batchTimeNanos;
        this.incarnation = incarnation;
    }

    void posted(int index, long position) {
        positions[index] = position;
    }

    void other(int index, Outcome outcome) {
        if (others == null) {
            others = new Outcome[positions.length];
        }
        others[index] = outcome;
    }

    @Override
    public Outcome get(int index) {
        Outcome other = others == null ? null : others[index];
        if (other != null) {
            return other;
        }
        long position = positions[index];
        long timeNanos = batchTimeNanos + (position - batchPosition);
        return new Outcome.Posted(new Receipt(commands.get(index).id(), position, timeNanos, incarnation));
    }

    @Override
    public int size() {
        return positions.length;
    }
}
