package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Sequencer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One committed log for several ledgers, as a replicated sequencer has it, in memory: whatever any of them offers is
 * delivered to all of them, in one order, in the same batches, with one stamp. {@link #replica} is the factory for
 * {@link dev.florin.ledger.LedgerOptions#sequencer}; a ledger that is opened again goes on where its storage ends.
 *
 * <p>The ledger that offered the first block of a batch stamps it, with its own clock. How many blocks make a batch is
 * drawn from a seed. Everything is guarded by the log's monitor.
 */
public final class CommittedLog {
    private static final int MOST_BLOCKS = 4;

    private record Offered(CommandBlock block, LedgerClock clock) {}

    private final Random random;
    private final Deque<Offered> pending = new ArrayDeque<>();
    private final List<CommandBatch> batches = new ArrayList<>();

    public CommittedLog(long seed) {
        random = new Random(seed);
    }

    /** Makes the sequencer of one of the ledgers. */
    public Sequencer replica(LedgerClock clock, int queueCapacity, long lastOrder) {
        return new Replica(clock, queueCapacity, lastOrder);
    }

    /** How many batches the log holds, those that left no effects included. */
    public synchronized int size() {
        return batches.size();
    }

    /** The batch behind an order, made of what was offered if need be; null if there is none yet. */
    private @Nullable CommandBatch after(long order) {
        if (order == batches.size() && !pending.isEmpty()) {
            List<CommandBlock> blocks = new ArrayList<>();
            long stamp = pending.getFirst().clock.nanos();
            for (int left = 1 + random.nextInt(MOST_BLOCKS); left > 0 && !pending.isEmpty(); left--) {
                blocks.add(pending.removeFirst().block);
            }
            batches.add(new CommandBatch(order + 1, stamp, blocks));
            notifyAll();
        }
        return order < batches.size() ? batches.get((int) order) : null;
    }

    private final class Replica implements Sequencer, Runnable {
        private final LedgerClock clock;
        private final int queueCapacity;
        private final Thread thread = new Thread(this, "replica");

        /** Blocks that were offered here and not yet delivered here: their callers wait for these very objects. */
        private final Set<CommandBlock> own = Collections.newSetFromMap(new IdentityHashMap<>());

        private long order;
        private @Nullable Downstream downstream;
        private boolean closing;
        private boolean stopped;
        private boolean ended;

        Replica(LedgerClock clock, int queueCapacity, long lastOrder) {
            this.clock = clock;
            this.queueCapacity = queueCapacity;
            this.order = lastOrder;
        }

        @Override
        public void start(Downstream target) {
            downstream = target;
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public boolean offer(CommandBlock block) {
            synchronized (CommittedLog.this) {
                if (!ended) {
                    if (own.size() >= queueCapacity) {
                        return false;
                    }
                    own.add(block);
                    pending.add(new Offered(block, clock));
                    CommittedLog.this.notifyAll();
                    return true;
                }
            }
            downstream().undelivered(block);
            return true;
        }

        @Override
        public void run() {
            try {
                for (CommandBatch batch = next(); batch != null; batch = next()) {
                    downstream().accept(batch);
                }
            } catch (Throwable t) {
                downstream().failed(t);
            }
            List<CommandBlock> undelivered;
            synchronized (CommittedLog.this) {
                ended = true;
                undelivered = List.copyOf(own);
                own.clear();
            }
            undelivered.forEach(downstream()::undelivered);
        }

        /** Waits for the next batch; null if this replica is to end. */
        private @Nullable CommandBatch next() throws InterruptedException {
            synchronized (CommittedLog.this) {
                CommandBatch committed = after(order);
                while (committed == null && !stopped && !closing) {
                    CommittedLog.this.wait();
                    committed = after(order);
                }
                if (committed == null || stopped) {
                    return null;
                }
                order = committed.order();
                List<CommandBlock> blocks = new ArrayList<>();
                for (CommandBlock block : committed.blocks()) {
                    blocks.add(own.remove(block) ? block : asIfReceived(block));
                }
                return new CommandBatch(order, committed.stampNanos(), blocks);
            }
        }

        private CommandBlock asIfReceived(CommandBlock block) {
            return CommandBlock.of(Arrays.copyOf(block.bytes(), block.length()), block.count());
        }

        @Override
        public void close() {
            synchronized (CommittedLog.this) {
                closing = true;
                CommittedLog.this.notifyAll();
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void stop() {
            synchronized (CommittedLog.this) {
                stopped = true;
                CommittedLog.this.notifyAll();
            }
        }

        private Downstream downstream() {
            if (downstream == null) {
                throw new IllegalStateException("the sequencer was not started");
            }
            return downstream;
        }
    }
}
