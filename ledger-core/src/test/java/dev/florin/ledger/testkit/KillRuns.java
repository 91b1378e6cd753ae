package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Processes that write books and are killed at random moments, while they open, recover or write. The next process is
 * started while the one before runs, and waits: a kill costs little more than the time it has to come.
 */
final class KillRuns {
    /** New books after so many kills: what is replayed at each opening stays short, and making books is killed, too. */
    private static final int KILLS_PER_BOOKS = 10;

    private static final int WRITING_MILLIS = 280;
    private static final int OPENING_MILLIS = 120;

    private final StorageKind kind;
    private final Path root;
    private final long seed;
    private final Random random;

    KillRuns(StorageKind kind, Path root, long seed) {
        this.kind = kind;
        this.root = root;
        this.seed = seed;
        random = new Random(seed);
    }

    /** What a killed process leaves behind, and what it had said. */
    @FunctionalInterface
    private interface Check {
        void run(long load, List<String> said, boolean lastOfItsBooks);
    }

    /** Threads post to a ledger. */
    void throughALedger(int kills) {
        long acknowledged = 0;
        for (int done = 0; done < kills; done += KILLS_PER_BOOKS) {
            Path folder = root.resolve("posted " + done);
            KilledBooks books = new KilledBooks(kind, folder);
            int these = Math.min(KILLS_PER_BOOKS, kills - done);
            kill(StorageChild.Job.POST, folder, these, done, (load, said, last) -> {
                books.take(load, said);
                // Now and then the next process is the first one to find what this one left.
                if (last || random.nextInt(3) > 0) {
                    books.check(last);
                }
            });
            acknowledged += books.acknowledged();
            say(done + these, kills, acknowledged + " commands acknowledged to callers, all of them found");
        }
        assertThat(acknowledged).as("something was acknowledged, and found").isPositive();
    }

    /** One thread appends groups of frames. */
    void ofAppends(int kills) {
        long acknowledged = 0;
        for (int done = 0; done < kills; done += KILLS_PER_BOOKS) {
            Path folder = root.resolve("appended " + done);
            KilledFrames books = new KilledFrames(kind, folder);
            long[] batches = new long[1];
            int these = Math.min(KILLS_PER_BOOKS, kills - done);
            kill(StorageChild.Job.APPEND, folder, these, done, (load, said, last) -> {
                long told = said.isEmpty() ? 0 : Long.parseLong(said.get(said.size() - 1));
                batches[0] = Math.max(batches[0], told);
                books.check(load, told);
            });
            acknowledged += batches[0];
            say(done + these, kills, acknowledged + " batches acknowledged, all of them found");
        }
        assertThat(acknowledged).as("something was acknowledged, and found").isPositive();
    }

    private void say(int done, int kills, String what) {
        System.out.println(
                kind.getClass().getName() + ", seed " + seed + ": " + done + " of " + kills + " kills, " + what);
    }

    private void kill(StorageChild.Job job, Path folder, int kills, int done, Check check) {
        ChildProcess next = ChildProcess.start(kind, job, folder, done);
        try {
            for (int i = 0; i < kills; i++) {
                try (ChildProcess child = next) {
                    child.go();
                    boolean last = i == kills - 1;
                    if (!last) {
                        next = ChildProcess.start(kind, job, folder, done + i + 1L);
                    }
                    check.run(done + i, killed(child, last), last);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("kill " + (done + i + 1) + " of the run with -Dflorin.seed=" + seed, e);
                }
            }
        } finally {
            next.close();
        }
    }

    /**
     * Kills a process at a random moment, one time in four soon after it began to open the books, else mostly after it
     * acknowledged something, as the last one always does. What it said till then.
     */
    private List<String> killed(ChildProcess child, boolean last) {
        List<String> said = new ArrayList<>();
        if (!last && random.nextInt(4) == 0) {
            killIn(child, random.nextInt(OPENING_MILLIS));
            said.addAll(child.lines());
            said.remove("open");
        } else {
            child.told();
            // However long the storage takes for the first one.
            if (last || random.nextInt(4) > 0) {
                said.add(child.told());
            }
            killIn(child, 20 + random.nextInt(WRITING_MILLIS));
            said.addAll(child.lines());
        }
        child.requireKilled();
        return said;
    }

    private static void killIn(ChildProcess child, int millis) {
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            child.kill();
        });
        killer.setDaemon(true);
        killer.start();
    }
}
