package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other ledgers did in public: stall for a second at every checkpoint. */
class BackgroundWorkTest {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final int PORTION = 500;

    /** A run of the index, a snapshot that is being written. */
    private static final Pattern HELD = Pattern.compile(".*\\.(run|tmp)");

    @TempDir
    private Path folder;

    /** Closed: whoever makes one of these waits. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    private Disk disk(String name) throws IOException {
        return new NioDisk(Files.createDirectories(folder.resolve(name)));
    }

    private Disk held(Disk disk) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    if (method.getName().equals("create")
                            && HELD.matcher((String) args[0]).matches()) {
                        waiting.add((String) args[0]);
                        gate.await();
                    }
                    try {
                        return method.invoke(disk, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Ledger open(Folders folders) {
        ExecutorService segments = Spares.executor();
        ExecutorService index = FileIndex.executor();
        Settings settings = new Settings(1 << 20, 1, new IndexSizes(PORTION, 1 << 20, 8, 4, 4, 12), segments, index);
        Storage storage = replay -> {
            try {
                return FileSession.open(
                        folders,
                        settings,
                        () -> {
                            segments.shutdown();
                            index.shutdown();
                        },
                        replay);
            } catch (IOException e) {
                throw FileStorage.couldNotOpen(folder.toString(), e);
            }
        };
        return Ledger.open(storage);
    }

    private static void post(Ledger ledger, int from, int to) {
        for (int i = from; i < to; i++) {
            ledger.post(Transfer.of(CommandId.of("t" + i))
                    .debit("cash", 1)
                    .credit("alice", 1)
                    .build());
        }
    }

    @Test
    @Timeout(600)
    void postingWaitsNeitherForTheIndexNorForASnapshot() throws IOException {
        Fingerprints posted;
        try (Ledger ledger = open(new Folders(disk("journal"), held(disk("index")), held(disk("snapshots"))))) {
            try {
                ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
                ledger.open(Account.named("alice", EUR));
                post(ledger, 0, PORTION);
                await().atMost(Duration.ofMinutes(1)).until(() -> waiting.size() == 2);
                post(ledger, PORTION, 3 * PORTION);
                assertThat(gate.getCount()).as("both still wait").isOne();
                assertThat(ledger.balance("alice").posted().toLong()).isEqualTo(3 * PORTION);
                assertThat(ledger.outcome(CommandId.of("t0"))).isPresent();
                posted = ledger.fingerprints();
            } finally {
                gate.countDown();
            }
        }
        try (Ledger again = open(new Folders(disk("journal"), disk("index"), disk("snapshots")))) {
            assertThat(again.fingerprints()).isEqualTo(posted);
        }
    }
}
