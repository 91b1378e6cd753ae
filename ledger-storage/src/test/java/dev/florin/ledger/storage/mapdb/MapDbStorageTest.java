package dev.florin.ledger.storage.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.storage.file.Backup;
import dev.florin.ledger.storage.file.BooksRepair;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.file.Restore;
import dev.florin.ledger.storage.file.Verification;
import dev.florin.ledger.storage.file.VerificationReport;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.StorageContractTest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage with its index in MapDB keeps the contract of storages, and shares its folder with the file storage. */
class MapDbStorageTest extends StorageContractTest {
    @TempDir
    Path folder;

    private final Frames frames = new Frames(1, 5);

    @Override
    protected Storage storage() {
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
    void interruptsDisturbNeitherReadingNorAppendingNorClosingNorOpening() {
        Thread.currentThread().interrupt();
        Storage.Session session = storage().open(batch -> {});
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        session.append(frames.group(2));
        assertThat(session.read(2).position()).isEqualTo(2);
        session.close();
        assertThat(Thread.interrupted()).isTrue();
        try (Storage.Session again = storage().open(batch -> {})) {
            assertThat(again.recovered().cleanShutdown()).isTrue();
            assertThat(again.recovered().notes()).isEmpty();
        }
    }

    @Test
    @DecisionRow("M1")
    void aDatabaseThatMayBeHalfWrittenIsBegunAnew() throws IOException {
        List<EffectBatch> written = write(3);
        Files.createFile(books().resolve("index.mapdb.unfinished"));
        assertThat(Verification.of(books()).run().notes()).anyMatch(note -> note.startsWith("[M1]"));
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThat(session.recovered().notes())
                    .anyMatch(note -> note.startsWith("[M1] " + database()) && note.endsWith("It is begun anew."))
                    .anyMatch(note -> note.startsWith("[I1]"));
            assertThat(session.batch(1).chain()).isEqualTo(written.get(0).chain());
        }
        assertThat(books().resolve("index.mapdb.unfinished")).doesNotExist();
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThat(session.recovered().notes()).isEmpty();
        }
    }

    @Test
    @DecisionRow("M2")
    void aDatabaseThatMapDbCannotReadIsBegunAnew() throws IOException {
        List<EffectBatch> written = write(3);
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
                assertThat(session.batch(1).chain()).isEqualTo(written.get(0).chain());
            }
        }
    }

    /** New books, written and closed. */
    private List<EffectBatch> write(int batches) {
        List<EffectBatch> group = frames.group(batches);
        try (Storage.Session session = storage().open(batch -> {})) {
            session.append(group);
        }
        frames.force();
        return group;
    }

    @Test
    void theOtherStorageOpensTheSameFolderAndEachCatchesUp() {
        List<byte[]> all = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            Storage storage =
                    round % 2 == 0 ? storage() : FileStorage.at(books()).segmentBytes(64 << 10);
            AtomicLong replayed = new AtomicLong();
            try (Storage.Session session = storage.open(batch -> replayed.incrementAndGet())) {
                assertThat(replayed.get()).isEqualTo(all.size());
                assertThat(session.recovered().notes()).allMatch(note -> note.startsWith("[I1]"));
                List<EffectBatch> group = frames.group(2);
                session.append(group);
                group.forEach(batch -> all.add(batch.chain()));
                frames.force();
                EffectBatch last = group.get(group.size() - 1);
                assertThat(session.batch(last.lastPosition()).chain()).isEqualTo(last.chain());
                assertThat(session.batch(1).chain()).isEqualTo(all.get(0));
            }
        }
        VerificationReport report = Verification.of(books()).run();
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void verifyBackupRestoreAndRepairWork() throws IOException {
        write(4);
        VerificationReport report = Verification.of(books()).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
        Path copy = folder.resolve("copy");
        assertThat(Backup.of(books(), copy).run().batches()).isEqualTo(4);
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
