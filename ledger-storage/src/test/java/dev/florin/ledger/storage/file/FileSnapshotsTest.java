package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a ledger at full speed, on files. */
class FileSnapshotsTest {
    private static final int USERS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void snapshotsTakenAtFullSpeedOpenToTheSameBooks() throws IOException {
        FileStorage storage = FileStorage.at(folder).segmentBytes(1 << 20).snapshotEvery(64 << 10);
        Fingerprints before;
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            for (int i = 0; i < USERS; i++) {
                SmallBooks.openUser(ledger, "users:" + i, 0);
            }
            CompletableFuture.allOf(post(ledger, 0), post(ledger, 1)).join();
            before = ledger.fingerprints();
        }
        assertThat(names("snapshots")).hasSize(2);
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.recovery().snapshotPosition()).isGreaterThan(USERS);
            assertThat(ledger.recovery().notes()).isEmpty();
            assertThat(ledger.fingerprints()).isEqualTo(before);
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
        }
        for (String name : names("snapshots")) {
            Files.delete(folder.resolve("snapshots").resolve(name));
        }
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.recovery().snapshotPosition()).isZero();
            assertThat(ledger.fingerprints()).isEqualTo(before);
        }
    }

    private static CompletableFuture<Void> post(Ledger ledger, int caller) {
        return CompletableFuture.runAsync(() -> {
            for (int batch = 0; batch < 60; batch++) {
                List<Command> commands = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    int user = (batch * 500 + i * 7 + caller) % USERS;
                    commands.add(SmallBooks.transfer(SmallBooks.BANK, "users:" + user, 1 + i));
                }
                ledger.submitAll(commands);
            }
        });
    }

    private List<String> names(String within) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(within))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
