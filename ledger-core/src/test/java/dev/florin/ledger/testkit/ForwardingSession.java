package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;

/** A session that passes every call on to another one. */
abstract class ForwardingSession implements Storage.Session {
    final Storage.Session session;

    ForwardingSession(Storage.Session session) {
        this.session = session;
    }

    @Override
    public void append(Iterable<EffectBatch> group) {
        session.append(group);
    }

    @Override
    public EffectCursor read(long position) {
        return session.read(position);
    }

    @Override
    public EffectBatch batch(long position) {
        return session.batch(position);
    }

    @Override
    public long[] entries(int account, long from, boolean ascending, int limit) {
        return session.entries(account, from, ascending, limit);
    }

    @Override
    public void find(long[] ids, int count, long[] positions) {
        session.find(ids, count, positions);
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        return session.references(origin, after, limit);
    }

    @Override
    public boolean wantsSnapshot() {
        return session.wantsSnapshot();
    }

    @Override
    public void keepSnapshot(long from, Storage.SnapshotBody body) {
        session.keepSnapshot(from, body);
    }

    @Override
    public Storage.Recovered recovered() {
        return session.recovered();
    }

    @Override
    public void close() {
        session.close();
    }
}
