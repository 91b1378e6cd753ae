package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Fills one account with many entries and asks for its balances and statements of past moments: how long answers take, and how
 * that grows with its history. Each step is a process of its own, so that its heap can be limited; {@code bench/past.sh} runs
 * them.
 *
 * <pre>
 *   fill DIR ENTRIES plain|dated    posts; plain: no transfer names an effective time; dated: each does, in any order
 *   ask DIR ENTRIES plain|dated SECONDS     asks each question for so long, and prints a line for each
 * </pre>
 */
public final class PastReads {
    private static final int OTHERS = 1_000;
    private static final int BATCH = 8_190;
    private static final int IN_FLIGHT = 4;
    private static final int PAGE = 100;
    private static final int LEAST_ROUNDS = 20;

    /** Effective times are of the ten years from here on, each microsecond as likely as another. */
    private static final Instant FIRST_EFFECTIVE = Instant.parse("2020-01-01T00:00:00Z");

    private static final long EFFECTIVE_MICROS =
            ChronoUnit.DECADES.getDuration().toSeconds() * 1_000_000;

    private final Ledger ledger;
    private final boolean dated;
    private final long roundNanos;
    private final AccountId account = Growth.account(0);
    private final SplittableRandom random = new SplittableRandom(2);
    private final long firstNanos;
    private final long lastNanos;

    private PastReads(Ledger ledger, boolean dated, long seconds) {
        this.ledger = ledger;
        this.dated = dated;
        this.roundNanos = seconds * 1_000_000_000L;
        this.firstNanos = recorded(StatementQuery.oldestFirst());
        this.lastNanos = recorded(StatementQuery.newestFirst());
    }

    /** Runs a step; see above. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        long entries = Long.parseLong(arguments[2]);
        boolean dated = arguments[3].equals("dated");
        switch (arguments[0]) {
            case "fill" -> fill(folder, entries, dated);
            case "ask" -> {
                try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
                    Growth.print(String.format(Locale.ROOT, "# %,d entries, %s", entries, arguments[3]));
                    new PastReads(ledger, dated, Long.parseLong(arguments[4])).ask();
                }
            }
            default -> throw new IllegalArgumentException("fill or ask, not " + arguments[0]);
        }
    }

    private static void fill(Path folder, long entries, boolean dated) {
        long start = System.nanoTime();
        try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
            Growth.openAccounts(ledger, 1 + OTHERS);
            SplittableRandom random = new SplittableRandom(1);
            Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(IN_FLIGHT);
            for (long next = 0; next < entries; next += BATCH) {
                if (underWay.size() == IN_FLIGHT) {
                    BenchBooks.requirePosted(
                            underWay.remove().toCompletableFuture().join());
                }
                underWay.add(ledger.submitAllAsync(batch(next, Math.min(entries, next + BATCH), dated, random)));
            }
            underWay.forEach(stage ->
                    BenchBooks.requirePosted(stage.toCompletableFuture().join()));
        }
        Growth.print(String.format(
                Locale.ROOT,
                "# %,d entries, %s: filled in %.1f s",
                entries,
                dated ? "dated" : "plain",
                (System.nanoTime() - start) / 1e9));
        Growth.printFiles(folder, entries);
    }

    private static List<Transfer> batch(long from, long to, boolean dated, SplittableRandom random) {
        List<Transfer> made = new ArrayList<>();
        for (long number = from; number < to; number++) {
            long amount = random.nextLong(1, 10_001);
            AccountId hot = Growth.account(0);
            AccountId other = Growth.account(1 + random.nextInt(OTHERS));
            boolean pays = random.nextBoolean();
            Transfer.Builder transfer = Transfer.of(GrowthIds.ORDERED.of(number))
                    .debit(pays ? hot : other, amount)
                    .credit(pays ? other : hot, amount);
            made.add((dated ? transfer.effectiveTime(effective(random)) : transfer).build());
        }
        return made;
    }

    private static Instant effective(SplittableRandom random) {
        return FIRST_EFFECTIVE.plus(random.nextLong(EFFECTIVE_MICROS), ChronoUnit.MICROS);
    }

    private long recorded(StatementQuery query) {
        return ledger.statement(account, query.limit(1))
                .lines()
                .get(0)
                .receipt()
                .recordedNanos();
    }

    private Instant recordedMoment() {
        return LedgerClock.instantOf(random.nextLong(firstNanos, lastNanos + 1));
    }

    /** Undated entries are effective when they were recorded. */
    private Instant effectiveMoment() {
        return dated ? effective(random) : recordedMoment();
    }

    private void ask() {
        time("balance as recorded", () -> ledger.balanceAt(account, Moment.recordedAt(recordedMoment())));
        time("balance by effective time", () -> ledger.balanceAt(account, Moment.effectiveAt(effectiveMoment())));
        time(
                "balance by effective time as known then",
                () -> ledger.balanceAt(
                        account, Moment.effectiveAt(effectiveMoment()).asKnownOn(recordedMoment())));
        StatementQuery oldest = StatementQuery.oldestFirst().limit(PAGE);
        StatementQuery newest = StatementQuery.newestFirst().limit(PAGE);
        Instant end = LedgerClock.instantOf(lastNanos).plus(36_500, ChronoUnit.DAYS);
        time("first page, no period", () -> ledger.statement(account, oldest));
        time("first page as recorded", () -> ledger.statement(account, oldest.between(Instant.EPOCH, end)));
        time("page from a moment as recorded", () -> ledger.statement(account, oldest.between(recordedMoment(), end)));
        time(
                "page back from a moment as recorded",
                () -> ledger.statement(account, newest.between(Instant.EPOCH, recordedMoment())));
        StatementQuery all = oldest.between(Instant.EPOCH, end).byEffectiveTime();
        time("first page by effective time", () -> ledger.statement(account, all));
        time(
                "page from a moment by effective time",
                () -> ledger.statement(
                        account, oldest.between(effectiveMoment(), end).byEffectiveTime()));
        time(
                "page back from a moment by effective time, as known then",
                () -> ledger.statement(
                        account,
                        newest.between(Instant.EPOCH, effectiveMoment())
                                .byEffectiveTime()
                                .asKnownOn(recordedMoment())));
        behindACursor("page behind a cursor by effective time", all);
    }

    /** Each page behind the one before it. */
    private void behindACursor(String what, StatementQuery query) {
        StatementPage[] last = {ledger.statement(account, query)};
        time(what, () -> {
            last[0] =
                    ledger.statement(account, last[0].cursor().map(query::after).orElse(query));
            return last[0];
        });
    }

    private void time(String what, Supplier<?> question) {
        GrowthTimes unmeasured = new GrowthTimes(what);
        run(question, unmeasured, roundNanos / 4);
        GrowthTimes times = new GrowthTimes(what);
        run(question, times, roundNanos);
        Growth.print(times.toString());
    }

    private static void run(Supplier<?> question, GrowthTimes times, long nanos) {
        long start = System.nanoTime();
        for (int i = 0; i < LEAST_ROUNDS || System.nanoTime() - start < nanos; i++) {
            times.time(question);
        }
    }
}
