package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
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
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        return session.entries(which, account, from, ascending, limit);
    }

    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        return session.dated(account, fromNanos, from, position, ascending, limit);
    }

    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        return session.datedSums(account, untilNanos, position);
    }

    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        return session.labelled(label, from, ascending, limit);
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
