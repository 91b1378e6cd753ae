package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of books in folders, beside a ledger or not. */
class BackupTest {
    private static final Asset USD = Asset.of("USD", 2);

    @TempDir
    private Path root;

    private Path books;
    private Path copy;

    @BeforeEach
    void name() {
        books = root.resolve("books");
        copy = root.resolve("backups").resolve("copy");
    }

    private Ledger open(Path folder) {
        return Ledger.open(FileStorage.at(folder).segmentBytes(64 << 10));
    }

    private void post(Path folder, String... ids) {
        try (Ledger ledger = open(folder)) {
            ledger.open(Account.named("cash", USD).debitNormal().unlimited());
            ledger.open(Account.named("alice", USD));
            for (String id : ids) {
                ledger.post(transfer(id));
            }
        }
    }

    private static Transfer transfer(String id) {
        return Transfer.of(CommandId.of(id)).debit("cash", 1).credit("alice", 1).build();
    }

    private Fingerprints fingerprints(Path folder) {
        try (Ledger ledger = open(folder)) {
            return ledger.fingerprints();
        }
    }

    @Test
    void theFirstBackupCopiesAllAndEachFurtherOneWhatIsNew() {
        post(books, "one", "two");
        Backup.Result first = Backup.of(books, copy).run();
        assertThat(first.batches()).isEqualTo(4);
        assertThat(first.positionBefore()).isZero();
        assertThat(first.position()).isEqualTo(4);
        assertThat(first.chain()).isEqualTo(fingerprints(books).chain());
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));

        Backup.Result nothing = Backup.of(books, copy).run();
        assertThat(nothing).isEqualTo(new Backup.Result(first.books(), 0, 0, 4, 4, first.chain()));

        post(books, "three");
        Backup.Result second = Backup.of(books, copy).run();
        assertThat(second.batches()).isEqualTo(1);
        assertThat(second.positionBefore()).isEqualTo(4);
        assertThat(second.position()).isEqualTo(5);
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
    }

    @Test
    void nothingButTheJournalIsCopied() throws IOException {
        post(books, "one");
        Files.writeString(books.resolve("index").resolve("foreign"), "x");
        Backup.of(books, copy).run();
        assertThat(copy.resolve("index")).isEmptyDirectory();
        assertThat(copy.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void anOpenLedgerIsBackedUpUpToItsLastAcknowledgedCommand() {
        try (Ledger ledger = open(books)) {
            ledger.open(Account.named("cash", USD).debitNormal().unlimited());
            ledger.open(Account.named("alice", USD));
            for (int i = 0; i < 20; i++) {
                long position = ledger.post(transfer("t" + i)).position();
                assertThat(Backup.of(books, copy).run().position()).isEqualTo(position);
            }
            assertThat(Backup.of(books, copy).run().chain())
                    .isEqualTo(ledger.fingerprints().chain());
        }
    }

    @Test
    @Timeout(60)
    void backupsBesideALedgerThatPostsFromTwoThreadsAreWholeBeginningsOfIt() throws Exception {
        List<Backup.Result> results = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (Ledger ledger = Ledger.open(FileStorage.at(books).segmentBytes(256 << 10))) {
            ledger.open(Account.named("cash", USD).debitNormal().unlimited());
            ledger.open(Account.named("alice", USD));
            List<Thread> threads = IntStream.range(0, 2)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int group = 0; !done.get(); group++) {
                            String id = thread + " " + group + " ";
                            ledger.submitAll(IntStream.range(0, group % 50)
                                    .mapToObj(i -> transfer(id + i))
                                    .toList());
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (int i = 0; i < 12; i++) {
                long acknowledged = ledger.fingerprints().position();
                results.add(Backup.of(books, copy).run());
                assertThat(results.get(i).position()).isGreaterThanOrEqualTo(acknowledged);
            }
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(results.get(11).position()).isGreaterThan(results.get(0).position());
        Path early = root.resolve("early");
        Backup.Result middle = results.get(5);
        Restore.Result restored =
                Restore.of(books, early).untilPosition(middle.position()).run();
        assertThat(restored.restored().position()).isEqualTo(middle.position());
        assertThat(restored.restored().chain()).isEqualTo(middle.chain());
        Backup.of(books, copy).run();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
    }

    @Test
    void progressIsTold() {
        post(books, "one", "two");
        List<CopyProgress> progress = new ArrayList<>();
        Backup.Result result = Backup.of(books, copy).progress(progress::add).run();
        assertThat(progress).containsExactly(new CopyProgress(4, result.bytes(), 4, 4));
    }

    @Test
    void aBackupThatIsWrittenToIsNoBackupAnyMore() {
        post(books, "one");
        Backup.of(books, copy).run();
        post(copy, "elsewhere");
        post(books, "two", "three");
        assertThatThrownBy(() -> Backup.of(books, copy).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(copy.toString())
                .hasMessageContaining("is not the beginning of these books: it ends with batch 4")
                .hasMessageContaining("choose a new folder");
        assertThat(fingerprints(copy).position()).isEqualTo(4);
    }

    @Test
    void aBackupGoesOnBehindARestoreOfAllOfIt() {
        post(books, "one");
        Backup.of(books, copy).run();
        Path restored = root.resolve("restored");
        Restore.of(copy, restored).run();
        post(restored, "two");
        assertThat(Backup.of(restored, copy).run().batches()).isEqualTo(2);
        assertThatThrownBy(() -> Backup.of(books, copy).run()).hasMessageContaining("is not the beginning");
    }

    @Test
    void foldersThatCannotBeUsedAreRefusedAndLeftAsTheyWere() throws IOException {
        assertThatThrownBy(() -> Backup.of(books, copy).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there are no books in " + books);
        assertThat(copy).doesNotExist();

        post(books, "one");
        assertThatThrownBy(() -> Backup.of(books, books).run()).hasMessageContaining("cannot be its own backup");
        Path foreign = Files.createDirectories(root.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> Backup.of(books, foreign).run())
                .hasMessageContaining("letter.txt is not a file of books");
        assertThat(foreign.toFile().list()).containsExactly("letter.txt");

        Path file = Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> Backup.of(books, file).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("could not be copied to " + file);

        Path other = root.resolve("other");
        post(other, "one");
        assertThatThrownBy(() -> Backup.of(books, other).run()).hasMessageContaining("holds other books");
        try (Ledger held = open(copy)) {
            assertThat(held.recovery().lastPosition()).isZero();
            assertThatThrownBy(() -> Backup.of(books, copy).run()).hasMessageContaining("are open in this process");
        }
    }
}
