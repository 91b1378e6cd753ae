package dev.florin.ledger.internal.books;

import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.spi.CommandBlock;
import java.util.Arrays;
import java.util.List;

/**
 * What the storage knows of the ids of commands that are about to be decided, all asked at once: looking for one after the
 * other waits for memory or the disk each time. The bookkeeper's thread only.
 *
 * <p>It stays right until ids leave {@link History}: an id that was recent when this was asked would then be in neither.
 */
final class KnownCommands {
    private final History history;
    private final LookAhead ahead;
    private final CommandCursor command = new CommandCursor();
    private long[] ids = new long[2 * 64];
    private long[] positions = new long[64];
    private int count;

    KnownCommands(History history, LookAhead ahead) {
        this.history = history;
        this.ahead = ahead;
    }

    /** Looks for all commands from one on: the block that holds it, and its index there. */
    void look(List<CommandBlock> blocks, int firstBlock, int firstCommand) {
        count = 0;
        ahead.clear();
        int skip = firstCommand;
        for (int i = firstBlock; i < blocks.size(); i++) {
            CommandBlock block = blocks.get(i);
            reserve(block.count());
            command.wrap(block.bytes(), block.length());
            for (int at = 0; at < block.count() && command.next(); at++) {
                if (at >= skip) {
                    ids[2 * count] = command.idHigh();
                    ids[2 * count + 1] = command.idLow();
                    count++;
                    ahead.add(command);
                }
            }
            skip = 0;
        }
        history.durablePositions(ids, count, positions);
    }

    private void reserve(int more) {
        if (count + more > positions.length) {
            int room = Math.max(count + more, 2 * positions.length);
            ids = Arrays.copyOf(ids, 2 * room);
            positions = Arrays.copyOf(positions, room);
        }
    }

    /** Where a command was settled, by its index from the first one on, or {@link History#NOT_SETTLED}. */
    long position(int index, CommandCursor decided) {
        ahead.reach(index, ids);
        return positions[index] != History.NOT_SETTLED
                ? positions[index]
                : history.recent(decided.idHigh(), decided.idLow());
    }
}
