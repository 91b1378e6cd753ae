package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.ChildProcess;
import dev.florin.ledger.testkit.DurableStorageContractTest;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.StorageChild;
import dev.florin.ledger.testkit.StorageKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file storage keeps the contract of durable storages, in segments small enough to roll over and with snapshots. */
class FileStorageTest extends DurableStorageContractTest {
    /** Small segments, many snapshots. */
    public static final class Kind implements StorageKind {
        @Override
        public Storage at(Path folder) {
            return FileStorage.at(folder).segmentBytes(64 << 10).snapshotEvery(1);
        }

        /** Segments of 1 and 2 MiB, the second of which cannot be made whole. */
        @Override
        public Storage inLargeFiles(Path folder) {
            return FileStorage.at(folder).segmentBytes(4 << 20);
        }
    }

    @TempDir
    Path folder;

    private final Frames frames = new Frames(1, 5);

    @Override
    protected StorageKind kind() {
        return new Kind();
    }

    @Test
    void makesTheFoldersOnTheWay() {
        FileStorage storage = FileStorage.at(folder.resolve("some/where/books"));
        storage.open(batch -> {}).close();
        assertThat(folder.resolve("some/where/books/journal/0000000001.flj"))
                .isRegularFile()
                .hasSize(1 << 20);
        assertThat(folder.resolve("some/where/books/LOCK")).isRegularFile();
    }

    @Test
    @DecisionRow("F1")
    void finishesBooksThatWereHalfMade() throws IOException {
        Files.createFile(folder.resolve("LOCK"));
        FileStorage.at(folder).open(batch -> {}).close();
        Path half = Files.createDirectories(folder.resolve("half"));
        Files.createDirectory(half.resolve("journal"));
        try (Storage.Session session = FileStorage.at(half).open(batch -> {})) {
            session.append(frames.group(1));
        }
    }

    /** Nothing is left of the journal itself; that there was one, the index knows. */
    @Test
    void booksWhoseJournalIsGoneAreNotTakenForNewOnes() throws IOException {
        Path books = folder.resolve("lost");
        try (Storage.Session session = FileStorage.at(books).open(batch -> {})) {
            session.append(frames.group(3));
        }
        Files.delete(books.resolve("journal/0000000001.flj"));
        try (Storage.Session session = FileStorage.at(books).open(batch -> {})) {
            assertThat(session.recovered().cleanShutdown()).isFalse();
            assertThat(session.recovered().notes()).anyMatch(note -> note.startsWith("[I4]"));
        }
        try (Storage.Session session = FileStorage.at(books).open(batch -> {})) {
            assertThat(session.recovered().notes()).isEmpty();
        }
    }

    @Test
    @DecisionRow("F2")
    void refusesAFolderOfOtherThings() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> FileStorage.at(folder).open(batch -> {}))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(letter.toString())
                .hasMessageContaining("Choose an empty folder");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(letter);
        }
    }

    @Test
    @DecisionRow("F6")
    void saysWhichFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path path : List.of(file, file.resolve("books"), Path.of("/proc/florin/books"))) {
            assertThatThrownBy(() -> FileStorage.at(path).open(batch -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("[F6]")
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void refusesSegmentSizesOutOfRange() {
        for (long bytes : new long[] {0, -4096, 4096, (64 << 10) + 1, (1L << 30) + 4096}) {
            assertThatThrownBy(() -> FileStorage.at(folder).segmentBytes(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Long.toString(bytes));
        }
    }

    @Test
    void segmentsDoubleUpToTheSizeAskedFor() throws IOException {
        Path books = folder();
        try (Storage.Session session =
                FileStorage.at(books).segmentBytes(4 << 20).open(batch -> {})) {
            for (int i = 0; i < 12; i++) {
                session.append(List.of(frames.transfers(10_000)));
            }
        }
        try (Stream<Path> files = Files.list(books.resolve("journal"))) {
            assertThat(files.sorted().map(file -> file.toFile().length() >> 20).toList())
                    .containsExactly(1L, 2L, 4L, 4L, 4L);
        }
    }

    @Test
    void damageUnderAnOpenSessionIsFoundByReading() throws IOException {
        try (Storage.Session session = storage().open(batch -> {})) {
            session.append(List.of(frames.transfers(3)));
            try (RandomAccessFile file = new RandomAccessFile(
                    folder().resolve("journal/0000000001.flj").toFile(), "rw")) {
                file.seek(SegmentHeader.BYTES + 192 + 96 + 50);
                file.write(0x77);
            }
            assertThat(session.read(1).position()).isEqualTo(1);
            assertThatThrownBy(() -> session.read(2))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("position 2 is damaged")
                    .hasMessageContaining("0000000001.flj, offset " + (SegmentHeader.BYTES + 192 + 96));
            assertThat(session.read(3).position()).isEqualTo(3);
        }
    }

    @Test
    @DecisionRow("F4")
    void theBooksAreOpenOnceInAProcess() {
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThatThrownBy(() -> storage().open(batch -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[F4]", folder().toString(), "in this process already");
            session.append(frames.group(1));
        }
    }

    @Test
    @DecisionRow("F5")
    void aLockFileThatNobodyHoldsKeepsNobodyOut() throws IOException {
        storage().open(batch -> {}).close();
        assertThat(folder().resolve("LOCK"))
                .hasContent("pid " + ProcessHandle.current().pid());
        Files.writeString(folder().resolve("LOCK"), "pid 1");
        try (Storage.Session session = storage().open(batch -> {})) {
            assertThat(session.recovered().cleanShutdown()).isTrue();
        }
    }

    @Test
    @DecisionRow("F3")
    void anotherProcessKeepsTheBooksToItself() {
        try (ChildProcess other =
                ChildProcess.start(kind(), StorageChild.Job.HOLD, folder(), 0).go()) {
            assertThat(other.told()).isEqualTo("open");
            assertThatThrownBy(() -> storage().open(batch -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[F3]", "in use by another process (pid " + other.pid() + ")");
            other.end();
        }
        try (Storage.Session session = storage().open(batch -> {})) {
            // A second try in this process must not give up the lock of the first.
            assertThatThrownBy(() -> storage().open(batch -> {})).hasMessageContaining("in this process already");
            try (ChildProcess refused = ChildProcess.start(kind(), StorageChild.Job.HOLD, folder(), 0)
                    .go()) {
                assertThat(refused.told()).contains("in use by another process");
            }
            assertThat(session.recovered().cleanShutdown()).isTrue();
        }
    }
}
