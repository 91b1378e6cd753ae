package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.SmallBooks;
import dev.florin.ledger.testkit.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repair keeps every batch before the damage, says what is lost behind it, and leaves the damaged books as they are. */
class BooksRepairTest {
    private static final int START = SegmentHeader.BYTES;

    @TempDir
    Path folder;

    private Path books = Path.of("");
    private Path target = Path.of("");
    private final List<Fingerprints> after = new ArrayList<>();

    @BeforeEach
    void write() {
        books = folder.resolve("books");
        target = folder.resolve("repaired");
        try (Ledger ledger = open(books)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "user", 0);
            for (Command command : SmallRun.commands().subList(1, 9)) {
                ledger.submit(command);
                after.add(ledger.fingerprints());
            }
            for (int i = 0; i < 120; i++) {
                ledger.post(Transfer.of(CommandId.of("long " + i))
                        .debit(SmallBooks.BANK, 1)
                        .credit("user", 1)
                        .reference("x".repeat(1_000))
                        .build());
                after.add(ledger.fingerprints());
            }
        }
    }

    private static Ledger open(Path path) {
        return Ledger.open(FileStorage.at(path).segmentBytes(64 << 10));
    }

    private Path segment(int number) {
        return books.resolve("journal").resolve(SegmentName.of(number));
    }

    private void flip(int number, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(segment(number));
        bytes[at] ^= 1;
        Files.write(segment(number), bytes);
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(books.resolve("journal"))) {
            for (Path path : all.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private BooksRepair.Plan plan() {
        return BooksRepair.of(books).plan().orElseThrow();
    }

    /** Runs the plan; the original is left alone, and the books that are made are what they were at that position. */
    private Restore.Result repair(BooksRepair.Plan plan) throws IOException {
        Map<String, byte[]> before = files();
        Restore.Result result = BooksRepair.of(books).run(plan, target);
        assertThat(files()).usingRecursiveComparison().isEqualTo(before);
        assertThat(result.restored()).isEqualTo(plan.kept());
        assertThat(result.incarnation()).isEqualTo(2);
        assertThat(after).contains(plan.kept());
        try (Ledger ledger = open(target)) {
            assertThat(ledger.recovery().lastPosition()).isEqualTo(plan.kept().position() + 1);
            assertThat(ledger.recovery().notes()).allMatch(note -> note.startsWith("[I1]"));
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
            assertThat(ledger.submit(SmallRun.commands().get(2))).isInstanceOf(Outcome.AlreadyPosted.class);
            ledger.post(SmallBooks.transfer(SmallBooks.BANK, "user", 1));
        }
        return result;
    }

    @Test
    void booksThatOpenNeedNoRepair() {
        assertThat(BooksRepair.of(books).plan()).isEmpty();
    }

    @Test
    void aDamagedBatchCostsWhatIsBehindIt() throws IOException {
        int second = START + EffectLayout.getInt(Files.readAllBytes(segment(2)), START + EffectBatch.LENGTH);
        flip(2, second + 100);
        BooksRepair.Plan plan = plan();
        assertThat(plan.problem()).startsWith("[R6] " + segment(2) + ", offset " + second);
        assertThat(plan.place()).isEqualTo(segment(2) + ", offset " + second);
        Fingerprints last = after.get(after.size() - 1);
        long lost = last.position() - plan.kept().position();
        assertThat(plan.loss().effects()).as("all but the damaged one").isEqualTo(lost - 1);
        assertThat(plan.loss().batches()).isEqualTo(lost - 1);
        assertThat(plan.loss().lastPosition()).isEqualTo(last.position());
        assertThat(plan.loss().accounts()).isEqualTo(2);
        assertThat(plan.loss().first())
                .isAfter(plan.recorded())
                .isBefore(plan.loss().last());
        Restore.Result result = repair(plan);
        assertThat(result.recorded()).isEqualTo(plan.recorded());
    }

    @Test
    void aDamagedHeaderCostsNothing() throws IOException {
        flip(2, 60);
        BooksRepair.Plan plan = plan();
        assertThat(plan.problem()).startsWith("[R10] " + segment(2));
        assertThat(plan.kept()).isEqualTo(after.get(after.size() - 1));
        assertThat(plan.loss()).isEqualTo(new BooksRepair.Loss(0, 0, 0, 0, null, null));
        repair(plan);
    }

    @Test
    void aMissingSegmentCostsWhatIsBehindIt() throws IOException {
        Files.delete(segment(2));
        BooksRepair.Plan plan = plan();
        assertThat(plan.problem()).startsWith("[R11] " + segment(2));
        assertThat(plan.loss().effects()).isPositive();
        repair(plan);
    }

    /** Somebody wrote other amounts, and made the checksum anew: the chain knows. */
    @Test
    void aForgedBatchCostsItAndWhatIsBehindIt() throws IOException {
        byte[] bytes = Files.readAllBytes(segment(2));
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        byte[] frame = Arrays.copyOfRange(bytes, START, START + length);
        frame[length - 1] ^= 1;
        System.arraycopy(Frames.sealed(frame).bytes(), 0, bytes, START, length);
        Files.write(segment(2), bytes);
        BooksRepair.Plan plan = plan();
        assertThat(plan.problem()).startsWith("[R14] " + segment(2) + ", offset " + START);
        assertThat(plan.loss().lastPosition())
                .isEqualTo(after.get(after.size() - 1).position());
        repair(plan);
    }

    @Test
    void booksOfALaterVersionAreNotRepaired() throws IOException {
        byte[] bytes = Files.readAllBytes(segment(1));
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        byte[] frame = Arrays.copyOfRange(bytes, START, START + length);
        EffectLayout.putShort(frame, EffectBatch.RULES, 99);
        System.arraycopy(Frames.sealed(frame).bytes(), 0, bytes, START, length);
        Files.write(segment(1), bytes);
        assertThatThrownBy(this::plan)
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageContaining("[R16]");
    }

    @Test
    void whatIsNotThereOrNotFreeOrOtherwiseThanPlannedIsNotRepaired() throws IOException {
        assertThatThrownBy(() -> BooksRepair.of(folder.resolve("nothing")).plan())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there are no books");
        Ledger ledger = open(books);
        assertThatThrownBy(this::plan).isInstanceOf(StorageException.class).hasMessageContaining("are in use");
        ledger.close();
        flip(2, START + 100);
        BooksRepair.Plan plan = plan();
        flip(1, START + 400);
        assertThatThrownBy(() -> BooksRepair.of(books).run(plan, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("plan it again");
        assertThat(target).doesNotExist();
        Files.createDirectories(target);
        Files.writeString(target.resolve("letter.txt"), "dear");
        BooksRepair.Plan again = plan();
        assertThatThrownBy(() -> BooksRepair.of(books).run(again, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("letter.txt");
        assertThat(target.resolve("letter.txt")).hasContent("dear");
    }

    /** Damage in the very first batch leaves nothing to keep. */
    @Test
    void ifNothingCanBeKeptNothingIsMade() throws IOException {
        flip(1, START + 100);
        BooksRepair.Plan plan = plan();
        assertThat(plan.batches()).isZero();
        assertThat(plan.recorded()).isNull();
        assertThatThrownBy(() -> BooksRepair.of(books).run(plan, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("nothing to restore");
        assertThat(target.resolve("journal")).doesNotExist();
    }
}
