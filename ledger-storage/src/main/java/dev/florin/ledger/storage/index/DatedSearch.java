package dev.florin.ledger.storage.index;

import dev.florin.ledger.internal.index.DatedSums;
import dev.florin.ledger.internal.index.PairList;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Looks for the dated entries of an account up to a position.
 *
 * @param account the account's number
 * @param position entries behind it do not count
 */
record DatedSearch(int account, long position) {
    /** Adds up what is effective up to a time. */
    void sum(long untilNanos, DatedSums sums, View view, BlockReader reader) throws IOException {
        for (DatedCover.Piece piece : DatedCover.of(view.runs(), position)) {
            long key = piece.run().facts().groupAndAccount(account, piece.inGroup());
            if (piece.whole()) {
                piece.run().sum(key, untilNanos, sums, reader);
            } else {
                piece.run().sumUpTo(key, untilNanos, position, sums, reader);
            }
        }
        for (Recent part : view.recent()) {
            part.byEffectiveTime().sum(account, untilNanos, position, sums);
        }
    }

    /** Takes effective times and locators from one on, itself included, rising or falling. */
    void find(long fromNanos, long from, boolean ascending, int limit, PairList found, View view, BlockReader reader)
            throws IOException {
        Comparator<DatedWalk> order =
                Comparator.comparingLong(DatedWalk::effectiveNanos).thenComparingLong(DatedWalk::locator);
        PriorityQueue<DatedWalk> walks = new PriorityQueue<>(ascending ? order : order.reversed());
        for (DatedCover.Piece piece : DatedCover.of(view.runs(), position)) {
            long key = piece.run().facts().groupAndAccount(account, piece.inGroup());
            addNext(walks, new RunWalk(piece.run(), key, fromNanos, from, position, ascending, reader));
        }
        for (Recent part : view.recent()) {
            addNext(
                    walks,
                    DatedWalk.of(part.byEffectiveTime().find(account, fromNanos, from, position, ascending, limit)));
        }
        for (DatedWalk least = walks.poll(); least != null && found.wantsMore(); least = walks.poll()) {
            found.add(least.effectiveNanos(), least.locator());
            addNext(walks, least);
        }
    }

    private static void addNext(PriorityQueue<DatedWalk> walks, DatedWalk walk) throws IOException {
        if (walk.next()) {
            walks.add(walk);
        }
    }
}
