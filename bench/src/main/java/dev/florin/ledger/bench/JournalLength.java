package dev.florin.ledger.bench;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

/**
 * Speed by the length of the journal: fills books, and tells behind each tenth how fast that was, and how long it takes to open
 * the books, which have a snapshot as in use. Arguments: the file to which figures are appended; accounts; transfers.
 */
public final class JournalLength {
    private static final int TENTHS = 10;
    private static final int BATCH = 8_190;
    private static final int UNDER_WAY = 4;

    private final int accounts;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>(UNDER_WAY);
    private long posted;

    private JournalLength(int accounts) {
        this.accounts = accounts;
    }

    /** Fills and opens; see above. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        try (BenchFolder folder = new BenchFolder()) {
            new JournalLength(Integer.parseInt(arguments[1])).run(folder.path(), Long.parseLong(arguments[2]), file);
        }
    }

    private void run(Path folder, long transfers, Path file) throws IOException {
        Ledger ledger = Ledger.open(FileStorage.at(folder));
        try {
            Growth.openAccounts(ledger, accounts);
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                append(file, "transfers by length of the journal", "transfers/s", post(ledger, transfers / TENTHS));
                ledger.close();
                long start = System.nanoTime();
                ledger = Ledger.open(FileStorage.at(folder));
                append(file, "opening by length of the journal", "ms", (System.nanoTime() - start) / 1e6);
            }
        } finally {
            ledger.close();
        }
    }

    /** Posts so many more, and says how many a second that were. */
    private double post(Ledger ledger, long count) {
        long start = System.nanoTime();
        for (long left = count; left > 0; left -= BATCH) {
            int size = (int) Math.min(left, BATCH);
            if (underWay.size() == UNDER_WAY) {
                await();
            }
            underWay.add(ledger.submitAllAsync(Growth.batch(posted, size, accounts, GrowthIds.ORDERED, random)));
            posted += size;
        }
        while (!underWay.isEmpty()) {
            await();
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    private void await() {
        BenchBooks.requirePosted(underWay.remove().toCompletableFuture().join());
    }

    private void append(Path file, String plot, String unit, double value) throws IOException {
        Figure figure = new Figure(plot, "Florin", (double) posted, unit, value, value, value, "");
        System.out.println(figure.line());
        Files.writeString(file, figure.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
