package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Fills books with many transfers, opens them again and asks them: how speed, memory and files take it. Each step is a
 * process of its own, so that its heap can be limited; {@code bench/growth.sh} runs them.
 *
 * <pre>
 *   fill DIR ACCOUNTS TRANSFERS random|ordered    posts, and prints a line of CSV for every hundredth of it
 *   pace DIR ACCOUNTS SECONDS PER_SECOND random|ordered   posts at a fixed rate, and prints how long answers took
 *   snapshots DIR ACCOUNTS PER_SECOND plain|named posts at a fixed rate, takes snapshots, and prints how long answers took meanwhile
 *   open DIR                                      opens, and prints how long that took
 *   ask DIR ACCOUNTS TRANSFERS random|ordered     asks for outcomes and statements
 * </pre>
 */
public final class Growth {
    private static final Asset ASSET = Asset.of("USD", 2);
    private static final int BATCH = 8_190;
    private static final int IN_FLIGHT = 4;
    private static final int ROWS = 100;

    private Growth() {}

    /** Runs a step; see above. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "fill" ->
                fill(folder, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]), ids(arguments[4]));
            case "pace" ->
                new GrowthPace(folder, Integer.parseInt(arguments[2]), ids(arguments[5]))
                        .run(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            case "snapshots" ->
                new GrowthSnapshots(folder, Integer.parseInt(arguments[2]), arguments[4].equals("named"))
                        .run(Integer.parseInt(arguments[3]));
            case "open" -> open(folder);
            case "ask" -> ask(folder, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]), ids(arguments[4]));
            default -> throw new IllegalArgumentException("fill, pace, snapshots, open or ask, not " + arguments[0]);
        }
    }

    private static GrowthIds ids(String name) {
        return GrowthIds.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void fill(Path folder, int accounts, long transfers, GrowthIds ids) {
        TimedStorage storage = new TimedStorage(FileStorage.at(folder));
        try (Ledger ledger = Ledger.open(storage)) {
            openAccounts(ledger, accounts);
            print("transfers,seconds,transfers_a_second,heap_used_mib,bytes_a_transfer,forces,force_ms_mean");
            Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(IN_FLIGHT);
            SplittableRandom random = new SplittableRandom(1);
            long start = System.nanoTime();
            long rowStart = start;
            long rowFrom = 0;
            TimedStorage.Figures before = storage.figures();
            long row = Math.max(1, transfers / ROWS);
            for (long next = 0; next < transfers; ) {
                int count = (int) Math.min(BATCH, transfers - next);
                if (underWay.size() == IN_FLIGHT) {
                    BenchBooks.requirePosted(
                            underWay.remove().toCompletableFuture().join());
                }
                underWay.add(ledger.submitAllAsync(batch(next, count, accounts, ids, random)));
                next += count;
                if (next / row > rowFrom / row || next == transfers) {
                    long now = System.nanoTime();
                    TimedStorage.Figures since = storage.figures().since(before);
                    print(String.format(
                            Locale.ROOT,
                            "%d,%.2f,%.0f,%d,%.1f,%d,%.2f",
                            next,
                            (now - start) / 1e9,
                            (next - rowFrom) / ((now - rowStart) / 1e9),
                            usedHeap() >> 20,
                            since.bytes() / (double) (next - rowFrom),
                            since.appends(),
                            since.nanos() / 1e6 / since.appends()));
                    before = storage.figures();
                    rowStart = now;
                    rowFrom = next;
                }
            }
            underWay.forEach(stage ->
                    BenchBooks.requirePosted(stage.toCompletableFuture().join()));
            double seconds = (System.nanoTime() - start) / 1e9;
            print(String.format(
                    Locale.ROOT,
                    "# %,d transfers in %.1f s, %,.0f a second; heap after a collection %d MiB",
                    transfers,
                    seconds,
                    transfers / seconds,
                    heapAfterCollection() >> 20));
            print("# fingerprints " + ledger.fingerprints());
        }
        printFiles(folder, transfers);
    }

    static void openAccounts(Ledger ledger, int accounts) {
        openAccounts(ledger, accounts, false);
    }

    static void openAccounts(Ledger ledger, int accounts, boolean named) {
        for (int from = 0; from < accounts; from += BATCH) {
            List<OpenAccount> openings = new ArrayList<>();
            for (int number = from; number < Math.min(accounts, from + BATCH); number++) {
                Account account = Account.of(account(number), ASSET).unlimited();
                // Neighbours in the order of names are far from each other in the order of openings.
                openings.add(OpenAccount.of(named ? account.name("users:" + Integer.reverse(number)) : account));
            }
            BenchBooks.requirePosted(ledger.submitAll(openings));
        }
    }

    static AccountId account(int number) {
        return AccountId.of(7, number + 1L);
    }

    static List<Transfer> batch(long from, int count, int accounts, GrowthIds ids, SplittableRandom random) {
        Transfer[] made = new Transfer[count];
        Arrays.setAll(made, i -> {
            int debit = random.nextInt(accounts);
            int credit = random.nextInt(accounts - 1);
            long amount = random.nextLong(1, 10_001);
            return Transfer.of(ids.of(from + i))
                    .debit(account(debit), amount)
                    .credit(account(credit < debit ? credit : credit + 1), amount)
                    .build();
        });
        return List.of(made);
    }

    private static void open(Path folder) {
        long start = System.nanoTime();
        try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
            double seconds = (System.nanoTime() - start) / 1e9;
            long last = ledger.recovery().lastPosition();
            print(String.format(
                    Locale.ROOT,
                    "# opened %,d positions in %.2f s, %,.0f a second; heap after a collection %d MiB",
                    last,
                    seconds,
                    last / seconds,
                    heapAfterCollection() >> 20));
            print("# recovery " + ledger.recovery());
            print("# fingerprints " + ledger.fingerprints());
        }
    }

    private static void ask(Path folder, int accounts, long transfers, GrowthIds ids) {
        try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
            SplittableRandom random = new SplittableRandom(2);
            GrowthTimes known = new GrowthTimes("outcome of a known id");
            GrowthTimes unknown = new GrowthTimes("outcome of an unknown id");
            GrowthTimes newest = new GrowthTimes("newest 100 lines of a statement");
            GrowthTimes oldest = new GrowthTimes("oldest 100 lines of a statement");
            for (int i = 0; i < 20_000; i++) {
                long number = random.nextLong(transfers);
                if (known.time(() -> ledger.outcome(ids.of(number))).isEmpty()) {
                    throw new IllegalStateException("transfer " + number + " was posted, and its id is not known");
                }
                if (unknown.time(() -> ledger.outcome(ids.of(transfers + number)))
                        .isPresent()) {
                    throw new IllegalStateException("an id is known that was never used");
                }
            }
            for (int i = 0; i < 1_000; i++) {
                AccountId account = account(random.nextInt(accounts));
                newest.time(() ->
                        ledger.statement(account, StatementQuery.newestFirst().limit(100)));
                oldest.time(() ->
                        ledger.statement(account, StatementQuery.oldestFirst().limit(100)));
            }
            Stream.of(known, unknown, newest, oldest).forEach(times -> print("# " + times));
        }
    }

    static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long heapAfterCollection() {
        System.gc();
        return usedHeap();
    }

    static void printFiles(Path folder, long transfers) {
        for (String part : List.of("journal", "index", "snapshots")) {
            long bytes = bytes(folder.resolve(part));
            print(String.format(
                    Locale.ROOT, "# %s: %,d bytes, %.1f a transfer", part, bytes, bytes / (double) transfers));
        }
    }

    private static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut") // what a script reads
    static void print(String line) {
        System.out.println(line);
    }
}
