package dev.florin.ledger.testkit;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * What {@link ChildProcess} runs: books opened in another process. It waits for a line, opens the books, says {@code open},
 * and from then on says what was acknowledged, once it was. Each line ends with {@link #END}, so that one that was torn by
 * a kill is told.
 */
public final class StorageChild {
    static final String END = ";";

    private static final String OPEN = "open";

    /** What the child does with the books. */
    public enum Job {
        /** Holds them open until its input ends. */
        HOLD,
        /** Has threads post to a ledger until it is killed. */
        POST,
        /** Appends groups of frames until it is killed. */
        APPEND,
        /** Posts until the ledger fails, and says how. */
        FILL
    }

    private StorageChild() {}

    /**
     * Begins.
     *
     * @param args the class of the {@link StorageKind}, the {@link Job}, the folder, a seed
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        StorageKind kind = Class.forName(args[0])
                .asSubclass(StorageKind.class)
                .getConstructor()
                .newInstance();
        Path folder = Path.of(args[2]);
        long seed = Long.parseLong(args[3]);
        if (System.in.read() < 0) {
            return;
        }
        switch (Job.valueOf(args[1])) {
            case HOLD -> hold(kind.at(folder));
            case POST -> post(kind.at(folder), seed);
            case APPEND -> append(kind.at(folder), seed);
            case FILL -> fill(kind.inLargeFiles(folder));
        }
    }

    private static void say(String line) {
        System.out.println(line + END);
    }

    private static void hold(Storage storage) throws IOException {
        try (Storage.Session session = storage.open(batch -> {})) {
            say(OPEN);
            while (System.in.read() >= 0) {
                // until it ends
            }
        } catch (StorageException e) {
            say(e.getMessage());
        }
    }

    private static void post(Storage storage, long load) {
        Ledger ledger = Ledger.open(storage);
        say(OPEN);
        KillLoad.openAccounts(ledger);
        List<Long> never = Callers.run(KillLoad.THREADS, thread -> {
            Random random = new Random(load + thread);
            long posted = 0;
            while (true) {
                List<Outcome> outcomes = ledger.submitAll(
                        KillLoad.commands(load, thread, posted + 1, 1 + random.nextInt(KillLoad.MOST_AT_ONCE)));
                posted += outcomes.size();
                say(new KillLoad.Acknowledged(thread, posted, KillLoad.position(outcomes)).toString());
            }
        });
        throw new AssertionError(never);
    }

    private static void append(Storage storage, long seed) {
        FrameLoad load = new FrameLoad(seed);
        Storage.Session session = storage.open(load::goOnBehind);
        say(OPEN);
        while (true) {
            session.append(load.nextGroup());
            say(Long.toString(load.lastSequence()));
        }
    }

    private static void fill(Storage storage) {
        try (Ledger ledger = Ledger.open(storage)) {
            say(OPEN);
            KillLoad.openAccounts(ledger);
            for (long posted = 0; ; ) {
                posted += ledger.submitAll(KillLoad.commands(0, 0, posted + 1, KillLoad.MOST_AT_ONCE))
                        .size();
                say(Long.toString(posted));
            }
        } catch (LedgerException e) {
            say(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
