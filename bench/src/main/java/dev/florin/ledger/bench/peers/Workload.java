package dev.florin.ledger.bench.peers;

import java.util.List;
import java.util.Locale;

/**
 * Work that every peer does.
 *
 * @param kind    what a caller asks for
 * @param callers how many there are
 * @param size    how many transfers or accounts one call has
 * @param hot     whether one account is in every transfer
 */
record Workload(Kind kind, int callers, int size, boolean hot) {
    enum Kind {
        /** Transfers one by one. */
        POST,
        /** Transfers in batches. */
        POST_BATCH,
        /** Balances one by one. */
        READ,
        /** Balances of several accounts at a time. */
        READ_BATCH
    }

    private static final int BATCH = 1_000;

    /** The most that TigerBeetle takes at a time. */
    private static final int GREATEST_BATCH = 8_189;

    /** All of it, in the order in which it is done. */
    static final List<Workload> ALL = List.of(
            new Workload(Kind.POST, 1, 1, false),
            new Workload(Kind.POST, 32, 1, false),
            new Workload(Kind.POST, 64, 1, false),
            new Workload(Kind.POST, 32, 1, true),
            new Workload(Kind.POST, 64, 1, true),
            new Workload(Kind.POST_BATCH, 1, BATCH, false),
            new Workload(Kind.POST_BATCH, 1, GREATEST_BATCH, false),
            new Workload(Kind.READ, 1, 1, false),
            new Workload(Kind.READ, 64, 1, false),
            new Workload(Kind.READ_BATCH, 1, GREATEST_BATCH, false));

    /** The plot, in which each peer is a bar. */
    String plot() {
        String who = callers == 1 ? "1 caller" : callers + " callers";
        return "peers: "
                + switch (kind) {
                    case POST -> "transfers one by one, " + who + (hot ? ", one hot account" : "");
                    case POST_BATCH -> String.format(Locale.ROOT, "transfers in batches of %,d, %s", size, who);
                    case READ -> "balances one by one, " + who;
                    case READ_BATCH -> String.format(Locale.ROOT, "balances in batches of %,d, %s", size, who);
                };
    }

    String unit() {
        return posts() ? "transfers/s" : "balances/s";
    }

    boolean posts() {
        return kind == Kind.POST || kind == Kind.POST_BATCH;
    }
}
