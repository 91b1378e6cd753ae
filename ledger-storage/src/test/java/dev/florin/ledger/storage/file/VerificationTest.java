package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Refund;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexSizes;
import dev.florin.ledger.storage.journal.IndexEnd;
import dev.florin.ledger.testkit.ChildProcess;
import dev.florin.ledger.testkit.StorageChild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole books are whole, and whoever changes them is found, however well he knows the format. */
class VerificationTest {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final AccountId CASH = AccountId.of("cash");
    private static final AccountId ALICE = AccountId.of("alice");
    private static final long SEGMENT = 64L << 10;

    @TempDir
    private Path folder;

    private Ledger open(Path books) {
        return Ledger.open(FileStorage.at(books).segmentBytes(SEGMENT));
    }

    private static Transfer deposit(String id, long amount) {
        return Transfer.of(CommandId.of(id))
                .debit(CASH, amount)
                .credit(ALICE, amount)
                .build();
    }

    /** Closed books with deposits, a batch each, and the fingerprints after each of them. */
    private List<Fingerprints> fill(Path books, int deposits) {
        List<Fingerprints> all = new ArrayList<>();
        try (Ledger ledger = open(books)) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            for (int i = 0; i < deposits; i++) {
                ledger.post(deposit("d" + i, 100 + i));
                all.add(ledger.fingerprints());
            }
        }
        return all;
    }

    private static VerificationReport verify(Path books) {
        return Verification.of(books).run();
    }

    private static String problem(Path books) {
        VerificationReport report = verify(books);
        assertThat(report.isWhole()).isFalse();
        assertThat(report.problems()).hasSize(1);
        return report.problems().get(0);
    }

    @Test
    void wholeBooksAreWholeAndTheReportSaysWhatTheyAre() {
        Path books = folder.resolve("books");
        Fingerprints last;
        List<Verification.Progress> progress = new ArrayList<>();
        try (Ledger ledger = open(books)) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            ledger.open(Account.named("bob", EUR));
            ledger.post(deposit("d", 1_000));
            ledger.reserve(Hold.of(Transfer.of(CommandId.of("h"))
                    .debit(ALICE, 300)
                    .credit(AccountId.of("bob"), 300)
                    .build()));
            ledger.refund(Refund.of(CommandId.of("r"), CommandId.of("d")).total(100));
            ledger.refund(Refund.of(CommandId.of("r2"), CommandId.of("d")).total(50));
            last = ledger.fingerprints();
        }
        VerificationReport report =
                Verification.of(books).progress(progress::add).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.fingerprints()).isEqualTo(last);
        assertThat(report.sealed()).isTrue();
        assertThat(report.inUse()).isFalse();
        assertThat(report.accounts()).isEqualTo(3);
        assertThat(report.openHolds()).isEqualTo(1);
        assertThat(report.sums().isBalanced()).isTrue();
        assertThat(progress).hasSize((int) report.batches());
        assertThat(progress.get(progress.size() - 1).position()).isEqualTo(last.position());
    }

    @Test
    void aHashThatWasNotedProvesThatNothingBeforeItWasChanged() {
        Path books = folder.resolve("books");
        List<Fingerprints> all = fill(books, 2_000);
        for (int i = 0; i < all.size(); i += 333) {
            Fingerprints noted = all.get(i);
            VerificationReport report =
                    Verification.of(books).since(noted.chain()).run();
            assertThat(report.isWhole()).isTrue();
            assertThat(report.unchangedSince().orElseThrow().position()).isEqualTo(noted.position());
        }
    }

    /** Whoever makes every hash again has books that are whole; the hash that was noted is not among theirs. */
    @Test
    void booksThatWereMadeAgainWithAnotherAmountDoNotHaveTheHash() {
        Path original = folder.resolve("original");
        String noted = fill(original, 20).get(19).chain();
        Path forged = folder.resolve("forged");
        try (Ledger ledger = open(forged)) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            for (int i = 0; i < 25; i++) {
                ledger.post(deposit("d" + i, i == 7 ? 1_000_000 : 100 + i));
            }
        }
        assertThat(verify(forged).isWhole()).isTrue();
        VerificationReport report = Verification.of(forged).since(noted).run();
        assertThat(report.problems()).singleElement().asString().contains("has the chain hash " + noted);
    }

    @Test
    void anAmountThatWasChangedWithItsChecksumDoesNotFitTheRoot() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.pay(index, 900, true).checksum(index).done();
        assertThat(problem(books))
                .contains(
                        "[R14]",
                        SegmentName.of(1),
                        "offset " + forger.frame(index).offset())
                .contains("batch " + forger.frame(index).sequence(), "an effect was changed after it was written")
                .contains("Restore the folder from a backup");
    }

    @Test
    void anAmountThatWasChangedWithTheRootBreaksTheChain() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.pay(index, 900, true).root(index).checksum(index).done();
        assertThat(problem(books))
                .contains("batch " + forger.frame(index).sequence(), "does not follow from the batch before it");
    }

    @Test
    void anAmountThatWasChangedWithTheChainDoesNotFitTheDigestOrTheNextBatch() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.pay(index, 900, true).root(index).chain(index).checksum(index).done();
        assertThat(problem(books)).contains("differs from the digest that the batch carries");
    }

    @Test
    void anAmountWithoutItsSumsDoesNotAddUp() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.pay(index, 900, false).root(index).chain(index).checksum(index).done();
        assertThat(problem(books)).contains("carries other sums than its account's entries add up to");
    }

    @Test
    void batchesThatChangedPlacesAreOutOfPlace() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.exchange(index).done();
        assertThat(problem(books)).contains("[R7]", "expected batch " + (index + 1) + " from position " + (index + 1));
    }

    @Test
    void batchesThatChangedPlacesAndNumbersBreakTheChain() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int index = forger.transfer();
        forger.exchange(index)
                .renumber(index)
                .checksum(index)
                .checksum(index + 1)
                .done();
        assertThat(problem(books)).contains("does not follow from the batch before it");
    }

    @Test
    void batchesThatWereDroppedBeforeTheSealAreMissed() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        forger.drop(forger.count() - 2, false).done();
        assertThat(problem(books)).contains("[R6]", "expected batch " + (forger.count() - 1), "the seal at offset");
    }

    @Test
    void batchesThatWereDroppedWithTheSealAreMissedByWhoeverNotedAHash() throws IOException {
        Path books = folder.resolve("books");
        List<Fingerprints> all = fill(books, 5);
        Forger forger = new Forger(books, 1);
        forger.drop(forger.count() - 2, true).done();
        VerificationReport report = verify(books);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.notes()).singleElement().asString().contains("does not end with a seal");
        VerificationReport since =
                Verification.of(books).since(all.get(4).chain()).run();
        assertThat(since.problems())
                .singleElement()
                .asString()
                .contains(all.get(4).chain(), "changed or cut");
        assertThat(Verification.of(books).since(all.get(2).chain()).run().isWhole())
                .isTrue();
    }

    @Test
    void aSegmentOfOtherBooksIsForeign() throws IOException {
        Path books = folder.resolve("books");
        Path others = folder.resolve("others");
        fill(books, 600);
        fill(others, 600);
        String second = SegmentName.of(2);
        Files.copy(
                others.resolve("journal").resolve(second),
                books.resolve("journal").resolve(second),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(problem(books)).contains("[R12]", second, "expected a header with number 2");
    }

    @Test
    void aSegmentThatIsGoneIsMissed() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 1_000);
        Files.delete(books.resolve("journal").resolve(SegmentName.of(2)));
        assertThat(problem(books)).contains("[R11]", SegmentName.of(2) + " is missing");
    }

    @Test
    void theRemainsOfAWriteAreToldAndLeftWhereTheyAre() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 5);
        Forger forger = new Forger(books, 1);
        int last = forger.count() - 1;
        Path segment = books.resolve("journal").resolve(SegmentName.of(1));
        byte[] bytes = Files.readAllBytes(segment);
        int at = forger.frame(last - 1).offset() + forger.frame(last - 1).length();
        Arrays.fill(bytes, at + 200, bytes.length, (byte) 0);
        Files.write(segment, bytes);
        Map<String, byte[]> before = files(books);
        VerificationReport report = verify(books);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.batches()).isEqualTo(last);
        assertThat(report.notes())
                .anyMatch(note -> note.contains("bytes from offset " + at + " on are no whole batch"));
        assertThat(files(books)).containsExactlyInAnyOrderEntriesOf(before);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void booksThatAreWrittenMeanwhileAreVerifiedAsFarAsTheyGoAndStayHeld() throws Exception {
        Path books = folder.resolve("books");
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try (Ledger ledger = open(books)) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            Future<?> posting = callers.submit(() -> {
                for (int i = 0; i < 4_000; i++) {
                    ledger.post(deposit("d" + i, 1));
                }
            });
            long verified = 0;
            do {
                long before = ledger.fingerprints().position();
                VerificationReport report = verify(books);
                assertThat(report.problems()).isEmpty();
                assertThat(report.inUse()).isTrue();
                assertThat(report.notes()).anyMatch(note -> note.contains("A ledger has the books open"));
                verified = report.fingerprints().position();
                assertThat(verified).isGreaterThanOrEqualTo(before);
            } while (!posting.isDone());
            posting.get();
            assertThat(verify(books).fingerprints()).isEqualTo(ledger.fingerprints());
            assertThatThrownBy(() -> Ledger.open(FileStorage.at(books), LedgerOptions.defaults()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("open in this process already");
        } finally {
            callers.shutdownNow();
        }
    }

    /** Books with refunds and holds, of which snapshots were taken while they were filled. */
    private Path withSnapshots() throws InterruptedException, IOException {
        Path books = folder.resolve("books");
        Path snapshots = books.resolve("snapshots");
        try (Ledger ledger =
                Ledger.open(FileStorage.at(books).segmentBytes(SEGMENT).snapshotEvery(4_000))) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            for (int i = 0; i < 500 || snapshots(snapshots).isEmpty(); i++) {
                ledger.post(deposit("d" + i, 100));
                ledger.refund(Refund.of(CommandId.of("r" + i), CommandId.of("d" + i % 100))
                        .total(1));
                ledger.reserve(Hold.of(deposit("h" + i, 1)));
                assertThat(i).as("deposits without a snapshot").isLessThan(100_000);
            }
        }
        return books;
    }

    private static List<Path> snapshots(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".fls"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void snapshotsAreTheBooksAtTheirPosition() throws Exception {
        Path books = withSnapshots();
        VerificationReport report = verify(books);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void aSnapshotThatIsDamagedOrOfOtherBooksIsNamed() throws Exception {
        Path books = withSnapshots();
        Path snapshot = snapshots(books.resolve("snapshots")).get(0);
        byte[] whole = Files.readAllBytes(snapshot);
        byte[] changed = whole.clone();
        changed[whole.length - 20] ^= 1;
        Files.write(snapshot, changed);
        assertThat(problem(books)).contains(snapshot.toString(), "checksum is not the one its header says");
        Files.write(snapshot, Arrays.copyOf(whole, 40));
        assertThat(problem(books)).contains(snapshot.toString(), "expected the header of a snapshot");
        Path others = folder.resolve("others");
        fill(others, 3);
        Files.createDirectories(others.resolve("snapshots"));
        Files.write(others.resolve("snapshots").resolve(snapshot.getFileName()), whole);
        assertThat(problem(others)).contains("expected books ", "found ");
    }

    /** Books of which the index is on the disk up to some position. */
    private Path withIndex() throws IOException {
        Path books = folder.resolve("books");
        fill(books, 20);
        UUID id = verify(books).books();
        Disk index = new NioDisk(books.resolve("index"));
        for (String name : index.list()) {
            index.delete(name);
        }
        try (Segments segments = new Segments(new NioDisk(books.resolve("journal")));
                FileIndex made = FileIndex.open(
                        index,
                        Objects.requireNonNull(id),
                        tip -> IndexEnd.isIn(segments, tip),
                        new IndexSizes(5, 20, 1, 3, 1, 1),
                        Runnable::run,
                        new ArrayList<>())) {
            new JournalWalk(new NioDisk(books.resolve("journal"))).run((batch, place) -> {
                try {
                    made.add(batch, place);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(made.covered()).isPositive();
        }
        return books;
    }

    @Test
    void theIndexIsThatOfTheJournal() throws IOException {
        VerificationReport report = verify(withIndex());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void anIndexThatIsDamagedIsNamed() throws IOException {
        Path positions = withIndex().resolve("index/positions");
        byte[] bytes = Files.readAllBytes(positions);
        bytes[4096 + 24] ^= 1;
        Files.write(positions, bytes);
        assertThat(problem(folder.resolve("books")))
                .contains("the index in " + folder.resolve("books/index"), "is not where it says", "move the folder");
    }

    @Test
    void batchesThatWereDroppedAreMissedByAnIndexThatSawThem() throws IOException {
        Path books = withIndex();
        new Forger(books, 1).drop(3, true).done();
        assertThat(problem(books)).contains("[I6]", "the journal has no such batch there");
    }

    @Test
    void withoutAnIndexNothingIsWrong() throws IOException {
        Path books = withIndex();
        Files.delete(books.resolve("index/manifest"));
        VerificationReport report = verify(books);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().startsWith("[I1]");
    }

    @Test
    void batchesThatWereDroppedAreMissedByASnapshotThatSawThem() throws Exception {
        Path books = withSnapshots();
        try (Stream<Path> files = Files.list(books.resolve("journal"))) {
            for (Path segment : files.sorted().skip(1).toList()) {
                Files.delete(segment);
            }
        }
        List<String> problems = verify(books).problems();
        assertThat(problems)
                .isNotEmpty()
                .allMatch(problem -> problem.contains(" was durable, and the journal ends with position "));
    }

    @Test
    void booksThatAnotherProcessHoldsAreVerifiedAndStayHeld() throws Exception {
        Path books = folder.resolve("books");
        fill(books, 5);
        try (ChildProcess holder = ChildProcess.start(new FileStorageTest.Kind(), StorageChild.Job.HOLD, books, 0)
                .go()) {
            assertThat(holder.told()).isEqualTo("open");
            VerificationReport report = verify(books);
            assertThat(report.isWhole()).isTrue();
            assertThat(report.inUse()).isTrue();
            assertThatThrownBy(() -> open(books)).hasMessageContaining("in use by another process");
        }
        assertThat(verify(books).inUse()).isFalse();
    }

    @Test
    void whereThereAreNoBooksThereIsNothingToVerify() {
        assertThatThrownBy(() -> verify(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there are no books in " + folder);
        assertThatThrownBy(() -> Verification.of(folder).since("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hex digits");
    }
}
