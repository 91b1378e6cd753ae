package dev.florin.ledger.bench;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts a batch every ten milliseconds and waits for it. What an answer took beyond the appends of its time is what
 * everything but the disk took, background work included.
 */
final class GrowthPace {
    private static final long EVERY_NANOS = 10_000_000;

    private final Path folder;
    private final int accounts;
    private final GrowthIds ids;

    GrowthPace(Path folder, int accounts, GrowthIds ids) {
        this.folder = folder;
        this.accounts = accounts;
        this.ids = ids;
    }

    void run(int seconds, int perSecond) {
        TimedStorage storage = new TimedStorage(FileStorage.at(folder));
        GrowthTimes answers = new GrowthTimes("answer to a batch");
        GrowthTimes appends = new GrowthTimes("of that, the append and its force");
        GrowthTimes beyond = new GrowthTimes("beyond the force");
        long rounds = seconds * (1_000_000_000L / EVERY_NANOS);
        int batch = (int) (perSecond / (1_000_000_000L / EVERY_NANOS));
        try (Ledger ledger = Ledger.open(storage)) {
            Growth.openAccounts(ledger, accounts);
            SplittableRandom random = new SplittableRandom(3);
            long due = System.nanoTime();
            for (long round = 0; round < rounds; round++) {
                List<Transfer> transfers = Growth.batch(round * batch, batch, accounts, ids, random);
                due += EVERY_NANOS;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                TimedStorage.Figures before = storage.figures();
                long start = System.nanoTime();
                BenchBooks.requirePosted(ledger.submitAll(transfers));
                long took = System.nanoTime() - start;
                long append = storage.figures().since(before).nanos();
                if (round >= rounds / 10) { // the first tenth is for the compiler
                    answers.add(took);
                    appends.add(append);
                    beyond.add(took - append);
                }
            }
            List.of(answers, appends, beyond).forEach(times -> Growth.print("# " + times));
        }
        Growth.printFiles(folder, rounds * batch);
    }
}
