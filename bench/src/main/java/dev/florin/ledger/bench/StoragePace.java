package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.Location;
import dev.florin.ledger.storage.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One storage beside another: the same work on books at a location. Transfers between random accounts in batches and one by one
 * from many callers, then questions that go to the storage, then what the books take on the disk and how long they take to open.
 *
 * <p>Arguments: a location, or {@code memory}; accounts; seconds for each step; transfers in all before the questions.
 */
public final class StoragePace {
    private static final Asset USD = Asset.of("USD", 2);
    private static final int BATCH = 1_000;
    private static final int UNDER_WAY = 4;
    private static final int CALLERS = 64;

    private final String location;
    private final Storage storage;
    private final AccountId[] accounts;
    private final long seconds;
    private final long transfers;
    private final List<CommandId> known = new ArrayList<>();

    private StoragePace(String location, int accounts, long seconds, long transfers) {
        this.location = location;
        this.storage = location.equals("memory") ? InMemoryStorage.create() : Storages.at(location);
        this.accounts = new AccountId[accounts];
        this.seconds = seconds;
        this.transfers = transfers;
    }

    /** Measures and prints a line for each step. */
    public static void main(String[] args) throws Exception {
        new StoragePace(args[0], Integer.parseInt(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3])).run();
    }

    private void run() throws Exception {
        long closing;
        try (Ledger ledger = Ledger.open(storage)) {
            openAccounts(ledger);
            // Once to warm up, once to measure.
            batches(ledger, seconds);
            print(
                    "transfers a second in batches of %d, %d under way".formatted(BATCH, UNDER_WAY),
                    batches(ledger, seconds));
            callers(ledger, CALLERS, seconds);
            print("transfers a second one by one, %d callers".formatted(CALLERS), callers(ledger, CALLERS, seconds));
            print("transfers a second one by one, 1 caller", callers(ledger, 1, seconds));
            RandomTransfers more = new RandomTransfers(accounts, 3);
            while (ledger.fingerprints().position() < transfers) {
                BenchBooks.requirePosted(ledger.submitAll(batch(more)));
            }
            ask(ledger, false);
            ask(ledger, true);
            closing = System.nanoTime();
        }
        print("ms to close", (System.nanoTime() - closing) / 1e6);
        printBytes();
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            Ledger ledger = Ledger.open(storage);
            print(
                    "ms to open " + ledger.recovery().lastPosition() + " effects, of which "
                            + ledger.recovery().snapshotPosition() + " in a snapshot",
                    (System.nanoTime() - start) / 1e6);
            ledger.close();
        }
    }

    private void openAccounts(Ledger ledger) {
        List<OpenAccount> openings = new ArrayList<>();
        for (int i = 0; i < accounts.length; i++) {
            Account account = Account.named("users:" + i, USD).unlimited();
            accounts[i] = account.id();
            openings.add(OpenAccount.of(account));
            if (openings.size() == 8_000 || i == accounts.length - 1) {
                BenchBooks.requirePosted(ledger.submitAll(openings));
                openings.clear();
            }
        }
    }

    private List<Transfer> batch(RandomTransfers source) {
        List<Transfer> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(source.next());
        }
        known.add(batch.get(0).id());
        return batch;
    }

    private double batches(Ledger ledger, long forSeconds) {
        RandomTransfers source = new RandomTransfers(accounts, System.nanoTime());
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        long start = System.nanoTime();
        long posted = 0;
        while (System.nanoTime() - start < forSeconds * 1_000_000_000L) {
            underWay.add(
                    ledger.submitAllAsync(batch(source)).toCompletableFuture().thenAccept(BenchBooks::requirePosted));
            posted += BATCH;
            if (underWay.size() == UNDER_WAY) {
                underWay.remove(0).join();
            }
        }
        underWay.forEach(CompletableFuture::join);
        return posted / ((System.nanoTime() - start) / 1e9);
    }

    private double callers(Ledger ledger, int count, long forSeconds) throws InterruptedException {
        AtomicLong posted = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        long start = System.nanoTime();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomTransfers source = new RandomTransfers(accounts, System.nanoTime() + i);
            callers.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() - start < forSeconds * 1_000_000_000L) {
                            BenchBooks.requirePosted(ledger.submit(source.next()));
                            posted.incrementAndGet();
                        }
                    },
                    threads));
        }
        callers.forEach(CompletableFuture::join);
        threads.shutdown();
        return posted.get() / ((System.nanoTime() - start) / 1e9);
    }

    private void ask(Ledger ledger, boolean told) {
        SplittableRandom random = new SplittableRandom(5);
        GrowthTimes byId = new GrowthTimes("a transfer by its id");
        GrowthTimes statement = new GrowthTimes("the newest 20 lines of a statement");
        GrowthTimes newId = new GrowthTimes("an id that settled nothing");
        for (int i = 0; i < 4_000; i++) {
            CommandId id = known.get(random.nextInt(known.size()));
            if (byId.time(() -> ledger.transfer(id)).isEmpty()) {
                throw new IllegalStateException("transfer " + id + " is not there");
            }
            AccountId account = accounts[random.nextInt(accounts.length)];
            statement.time(
                    () -> ledger.statement(account, StatementQuery.newestFirst().limit(20)));
            CommandId unknown = CommandId.of(random.nextLong(), random.nextLong());
            newId.time(() -> ledger.outcome(unknown));
        }
        long sum = 0;
        long start = System.nanoTime();
        int reads = 5_000_000;
        for (int i = 0; i < reads; i++) {
            sum += ledger.balance(accounts[random.nextInt(accounts.length)]).position();
        }
        double balances = reads / ((System.nanoTime() - start) / 1e9);
        if (told && sum > 0) {
            print("balances a second by id, from memory, 1 thread", balances);
            System.out.println(location + " | " + byId);
            System.out.println(location + " | " + statement);
            System.out.println(location + " | " + newId);
        }
    }

    private void printBytes() {
        if (location.equals("memory")) {
            return;
        }
        Path folder = Location.of(location).folder().orElseThrow();
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            try (Ledger ledger = Ledger.open(storage)) {
                print(
                        "bytes on the disk a transfer, once closed",
                        (double) bytes / (ledger.fingerprints().position() - accounts.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String what, double figure) {
        System.out.printf(Locale.ROOT, "%s | %s: %,.1f%n", location, what, figure);
    }
}
