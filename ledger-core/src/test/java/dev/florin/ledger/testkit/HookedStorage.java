package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Another storage with hooks around its appends, before it looks for ids and before it reads batches, which may wait or throw, and a copy of every
 * frame that went through.
 * Hooks run on the thread that appends and may be replaced at any time, by any thread.
 */
public final class HookedStorage implements Storage {
    /** What happens around an append. */
    @FunctionalInterface
    public interface Hook {
        /** Called with the number of the append, from 1 over all sessions. */
        void on(int append);
    }

    private final Storage storage;
    private final AtomicInteger appends = new AtomicInteger();
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private volatile Hook before = append -> {};
    private volatile Hook after = append -> {};
    private volatile Runnable finding = () -> {};
    private volatile LongConsumer reading = position -> {};

    public HookedStorage(Storage storage) {
        this.storage = storage;
    }

    /** Sets what happens before frames are given to the storage. */
    public HookedStorage before(Hook hook) {
        before = hook;
        return this;
    }

    /** Sets what happens once the storage has the frames. */
    public HookedStorage after(Hook hook) {
        after = hook;
        return this;
    }

    /** Sets what happens before ids are looked for, on the thread that looks. */
    public HookedStorage finding(Runnable hook) {
        finding = hook;
        return this;
    }

    /** Sets what happens before the batch of a position is read, on the thread that reads. */
    public HookedStorage reading(LongConsumer hook) {
        reading = hook;
        return this;
    }

    /** Every frame that the storage has taken in sessions of this object, in order; copies. */
    public List<EffectBatch> frames() {
        return frames.stream()
                .map(bytes -> new EffectBatch(bytes, 0, bytes.length))
                .toList();
    }

    /** How many appends were tried. */
    public int appends() {
        return appends.get();
    }

    @Override
    public Session open(Replay replay) {
        return new HookedSession(storage.open(replay));
    }

    private final class HookedSession extends ForwardingSession {
        HookedSession(Session session) {
            super(session);
        }

        @Override
        public void append(Iterable<EffectBatch> group) {
            List<byte[]> copies = new ArrayList<>();
            group.forEach(batch -> copies.add(Frames.bytes(batch)));
            int append = appends.incrementAndGet();
            before.on(append);
            session.append(group);
            frames.addAll(copies);
            after.on(append);
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            finding.run();
            session.find(ids, count, positions);
        }

        @Override
        public EffectBatch batch(long position) {
            reading.accept(position);
            return session.batch(position);
        }
    }
}
