package dev.florin.ledger.internal.sequence;

import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscBlockingConsumerVarHandleArrayQueue;

/**
 * The order of a single machine: a bounded queue, first come, first served, drained into batches by one thread.
 *
 * <p>A batch takes what waits, up to {@value #MAX_BATCH_COMMANDS} commands or {@value #MAX_BATCH_BYTES} bytes; when the
 * stage behind is busy, more gathers for the next.
 */
public final class LocalSequencer implements Sequencer, Runnable {
    /** As many as one call can hand over at once. */
    static final int MAX_BATCH_COMMANDS = 8_190;

    static final int MAX_BATCH_BYTES = 1 << 20;

    /** The queue is full, too, when the commands in it take so many bytes. */
    private static final long MAX_QUEUED_BYTES = 256L << 20;

    private static final int MORE_THAN_IS_ANSWERED_AT_ONCE = 1 << 20;

    private static final CommandBlock END = CommandBlock.of(new byte[0], 0);

    private final LedgerClock clock;
    private final MpscBlockingConsumerVarHandleArrayQueue<CommandBlock> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final GroupDelay delay;
    private final Thread thread = new Thread(this, "florin-sequencer");
    private long order;

    /** Set once, before the thread starts. */
    private volatile Downstream downstream = new NotStarted();

    /** Set by {@link #stop}: what waits is not delivered. */
    private volatile boolean stopped;

    /** Set by the sequencer's thread when it takes nothing more from the queue; see {@link #offer}. */
    private volatile boolean ended;

    /** What comes first waits for nobody. */
    public LocalSequencer(LedgerClock clock, int queueCapacity, long lastOrder) {
        this(clock, queueCapacity, lastOrder, GroupDelay.none());
    }

    /** What comes first waits for others as {@code delay} says. */
    public LocalSequencer(LedgerClock clock, int queueCapacity, long lastOrder, GroupDelay delay) {
        this.clock = clock;
        this.queue = new MpscBlockingConsumerVarHandleArrayQueue<>(queueCapacity);
        this.order = lastOrder;
        this.delay = delay;
    }

    @Override
    public void start(Downstream target) {
        downstream = target;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean offer(CommandBlock block) {
        if (queuedBytes.get() > MAX_QUEUED_BYTES) {
            return false;
        }
        queuedBytes.addAndGet(block.length());
        if (!queue.offer(block)) {
            queuedBytes.addAndGet(-block.length());
            return false;
        }
        // Either the thread's last look at the queue comes after this offer, or this look at `ended` after its store.
        if (ended) {
            returnUndelivered();
        }
        return true;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more && !stopped) {
                more = deliverNext();
            }
        } catch (Throwable t) {
            downstream.failed(t);
        }
        ended = true;
        returnUndelivered();
    }

    /** Delivers a batch; false if the end was met. */
    private boolean deliverNext() throws InterruptedException {
        CommandBlock block = queue.take();
        if (block == END) {
            return false;
        }
        if (stopped) {
            downstream.undelivered(block);
            return false;
        }
        delay.await(this::waiting);
        List<CommandBlock> blocks = new ArrayList<>();
        int commands = 0;
        int bytes = 0;
        do {
            blocks.add(block);
            commands += block.count();
            bytes += block.length();
            block = queue.peek();
            if (block == null
                    || block == END
                    || commands + block.count() > MAX_BATCH_COMMANDS
                    || bytes + block.length() > MAX_BATCH_BYTES) {
                break;
            }
            block = queue.poll();
        } while (block != null);
        queuedBytes.addAndGet(-bytes);
        deliver(blocks);
        return true;
    }

    /** How many blocks wait, the one that was taken included; where no more find room, as many as anybody may wait for. */
    private int waiting() {
        int size = queue.size();
        return size < queue.capacity() ? 1 + size : MORE_THAN_IS_ANSWERED_AT_ONCE;
    }

    /** Whoever waits for these commands is answered, too, if the clock fails or this thread is told to end. */
    private void deliver(List<CommandBlock> blocks) throws InterruptedException {
        try {
            downstream.accept(new CommandBatch(++order, clock.nanos(), blocks));
        } catch (Throwable t) {
            downstream.failed(t);
            blocks.forEach(downstream::undelivered);
            throw t;
        }
    }

    /** The lock is for the single consumer that the queue allows: it is free once the thread has ended. */
    private synchronized void returnUndelivered() {
        for (CommandBlock block = queue.poll(); block != null; block = queue.poll()) {
            if (block != END) {
                downstream.undelivered(block);
            }
        }
    }

    @Override
    public void close() {
        end();
        Threads.join(thread);
    }

    @Override
    public void stop() {
        stopped = true;
        // Wakes a thread that waits for commands; on a full queue it does not wait.
        boolean unused = queue.offer(END);
    }

    private void end() {
        while (!ended && !queue.offer(END)) {
            LockSupport.parkNanos(50_000);
        }
    }

    private static final class NotStarted implements Downstream {
        @Override
        public void accept(CommandBatch batch) {
            throw new IllegalStateException("the sequencer was not started");
        }

        @Override
        public void undelivered(CommandBlock block) {
            throw new IllegalStateException("the sequencer was not started");
        }

        @Override
        public void failed(Throwable cause) {
            throw new IllegalStateException("the sequencer was not started", cause);
        }
    }
}
