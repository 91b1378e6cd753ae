package dev.florin.ledger.storage.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.storage.file.Backup;
import dev.florin.ledger.storage.file.BooksRepair;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.file.Restore;
import dev.florin.ledger.storage.file.Verification;
import dev.florin.ledger.storage.file.VerificationReport;
import dev.florin.ledger.storage.maps.InMemory;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the storage with its index in MapDB keeps what, and how it shares its folder with the file storage. */
class MapDbStorageTest {
    @TempDir(factory = InMemory.class)
    Path folder;

    private final Frames frames = new Frames(1, 5);

    private Storage storage() {
        return MapDbStorage.at(books()).segmentBytes(64 << 10);
    }

    private Path books() {
        return folder.resolve("books");
    }

    private Path database() {
        return books().resolve("index.mapdb");
    }

    @Test
    void makesTheIndexInMapDbAndNoFolderOfIt() {
        storage().open(batch -> {}).close();
        assertThat(books().resolve("journal/0000000001.flj")).isRegularFile();
        assertThat(database()).isRegularFile();
        assertThat(books().resolve("index")).doesNotExist();
        assertThat(books().resolve("index.mapdb.unfinished")).doesNotExist();
        assertThat(storage()).hasToString("books in " + books() + ", with their index in MapDB");
    }

    @Test
    void sizesAreThoseOfTheFileStorage() {
        MapDbStorage storage = MapDbStorage.at(folder);
        assertThatThrownBy(() -> storage.segmentBytes(4096)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.snapshotEvery(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBooksAreOpenOnceWhicheverStorageOpensThem() {
        try (Storage.Session session = storage().open(batch -> {})) {
            for (Storage other : List.of(storage(), FileStorage.at(books()))) {
                assertThatThrownBy(() -> other.open(batch -> {}))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContainingAll("[F4]", books().toString());
            }
            session.append(frames.group(1));
        }
    }

    @Test
    @DecisionRow("M1")
    void aDatabaseThatMayBeHalfWrittenIsBegunAnew() throws IOException {
        post(storage());
        Files.createFile(books().resolve("index.mapdb.unfinished"));
        assertThat(Verification.of(books()).run().notes()).anyMatch(note -> note.startsWith("[M1]"));
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThat(session.recovered().notes())
                    .anyMatch(note -> note.startsWith("[M1] " + database()) && note.endsWith("It is begun anew."))
                    .anyMatch(note -> note.startsWith("[I1]"));
            assertThat(session.batch(1).sequence()).isEqualTo(1);
        }
        assertThat(books().resolve("index.mapdb.unfinished")).doesNotExist();
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThat(session.recovered().notes()).isEmpty();
        }
    }

    @Test
    @DecisionRow("M2")
    void aDatabaseThatMapDbCannotReadIsBegunAnew() throws IOException {
        post(storage());
        byte[] whole = Files.readAllBytes(database());
        List<byte[]> damaged = new ArrayList<>(List.of(new byte[0], new byte[100], new byte[1 << 20]));
        for (int at : new int[] {0, 8, 20, 40, 3_000}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            damaged.add(flipped);
        }
        for (byte[] bytes : damaged) {
            Files.write(database(), bytes);
            assertThat(Verification.of(books()).run().problems())
                    .singleElement()
                    .asString()
                    .contains(database().toString(), "made again from the journal");
            try (Storage.Session session = storage().open(batch -> {})) {
                assertThat(session.recovered().notes()).anyMatch(note -> note.startsWith("[M2] " + database()));
                assertThat(session.batch(1).sequence()).isEqualTo(1);
            }
        }
    }

    /** Posts as a ledger does, whose batches can be verified; returns what the user has then. */
    private static long post(Storage storage) {
        try (Ledger ledger = Ledger.open(storage)) {
            if (ledger.account("user").isEmpty()) {
                SmallBooks.openBank(ledger);
                SmallBooks.openUser(ledger, "user", 0);
            }
            for (int i = 0; i < 5; i++) {
                ledger.post(SmallBooks.transfer(SmallBooks.BANK, "user", 1));
            }
            return SmallBooks.posted(ledger, "user");
        }
    }

    @Test
    void theOtherStorageOpensTheSameFolderAndEachCatchesUp() {
        for (int round = 0; round < 6; round++) {
            Storage storage =
                    round % 2 == 0 ? storage() : FileStorage.at(books()).segmentBytes(64 << 10);
            assertThat(post(storage)).isEqualTo(5L * (round + 1));
            try (Storage.Session session = storage.open(batch -> {})) {
                assertThat(session.recovered().notes()).isEmpty();
                assertThat(session.read(1).position()).isEqualTo(1);
            }
        }
        assertThat(Verification.of(books()).run().problems()).isEmpty();
    }

    @Test
    void verifyBackupRestoreAndRepairWork() throws IOException {
        post(storage());
        VerificationReport report = Verification.of(books()).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
        Path copy = folder.resolve("copy");
        assertThat(Backup.of(books(), copy).run().batches()).isEqualTo(report.batches());
        assertThat(copy.resolve("index.mapdb")).doesNotExist();
        Path restored = folder.resolve("restored");
        Restore.of(copy, restored).run();
        try (Storage.Session session = MapDbStorage.at(restored).open(batch -> {})) {
            assertThat(session.batch(1).sequence()).isEqualTo(1);
        }
        assertThat(BooksRepair.of(books()).plan()).isEmpty();
        try (RandomAccessFile file =
                new RandomAccessFile(books().resolve("journal/0000000001.flj").toFile(), "rw")) {
            file.seek(4096 + 200);
            int there = file.read();
            file.seek(4096 + 200);
            file.write(there ^ 1);
        }
        assertThat(BooksRepair.of(books()).plan()).isPresent();
    }
}
