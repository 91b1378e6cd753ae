package dev.florin.ledger.bench;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts a batch every ten milliseconds and waits for it, with snapshots one behind the other half of the time. What an
 * answer took beyond the appends of its time is compared: while a snapshot was being taken, and while none was.
 */
final class GrowthSnapshots {
    private static final long EVERY_NANOS = 10_000_000;
    private static final int SNAPSHOTS = 3;
    private static final int WARM_UP = 300;
    private static final int REST = 300;
    private static final int MOST_ROUNDS = 30_000;

    private final Path folder;
    private final int accounts;
    private final boolean named;

    GrowthSnapshots(Path folder, int accounts, boolean named) {
        this.folder = folder;
        this.accounts = accounts;
        this.named = named;
    }

    void run(int perSecond) {
        TimedStorage storage = new TimedStorage(FileStorage.at(folder).snapshotEvery(Long.MAX_VALUE));
        GrowthTimes[] beyond = {
            new GrowthTimes("beyond the force, no snapshot being taken"),
            new GrowthTimes("beyond the force, while one is being taken")
        };
        GrowthTimes[] forces = {
            new GrowthTimes("append and force, no snapshot being taken"),
            new GrowthTimes("append and force, while one is being taken")
        };
        int batch = (int) (perSecond / (1_000_000_000L / EVERY_NANOS));
        try (Ledger ledger = Ledger.open(storage)) {
            Growth.openAccounts(ledger, accounts, named);
            SplittableRandom random = new SplittableRandom(3);
            long due = System.nanoTime();
            int rest = WARM_UP + REST;
            int told = 0;
            for (int round = 0; round < MOST_ROUNDS && (told < SNAPSHOTS || rest > 0); round++) {
                List<Transfer> transfers =
                        Growth.batch((long) round * batch, batch, accounts, GrowthIds.RANDOM, random);
                due = Math.max(due + EVERY_NANOS, System.nanoTime());
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (told < storage.snapshots()) {
                    told++;
                    rest = REST;
                    Growth.print(String.format(Locale.ROOT, "# a snapshot took %.2f s", storage.snapshotNanos() / 1e9));
                } else if (--rest == 0 && told < SNAPSHOTS) {
                    storage.wantSnapshot();
                }
                int which = storage.isInSnapshot() ? 1 : 0;
                TimedStorage.Figures before = storage.figures();
                long start = System.nanoTime();
                BenchBooks.requirePosted(ledger.submitAll(transfers));
                long took = System.nanoTime() - start;
                long append = storage.figures().since(before).nanos();
                if (round >= WARM_UP) {
                    beyond[which].add(took - append);
                    forces[which].add(append);
                }
            }
            List.of(beyond[0], beyond[1], forces[0], forces[1]).forEach(times -> Growth.print("# " + times));
            Growth.print("# fingerprints " + ledger.fingerprints());
        }
        Growth.printFiles(folder, accounts);
    }
}
