package dev.florin.ledger.internal.books;

import dev.florin.ledger.internal.index.IdMap;

/**
 * What the bookkeeper must know of the past: which commands are settled, and where. Answers are a function of the
 * effects before, those not yet forced included. The bookkeeper's thread only.
 */
public interface History {
    long NOT_SETTLED = IdMap.NONE;

    /** The position of the effect that settled a command, or {@link #NOT_SETTLED}. */
    long position(long idHigh, long idLow);

    /** Takes note that a command was settled. */
    void settled(long idHigh, long idLow, long position);

    /** A history that keeps every id in memory; {@code ids} may be read by other threads. */
    static History inMemory(IdMap ids) {
        return new History() {
            @Override
            public long position(long idHigh, long idLow) {
                return ids.get(idHigh, idLow);
            }

            @Override
            public void settled(long idHigh, long idLow, long position) {
                ids.add(idHigh, idLow, position);
            }
        };
    }
}
