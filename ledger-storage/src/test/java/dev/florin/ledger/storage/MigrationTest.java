package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.file.Restore;
import dev.florin.ledger.testkit.Agreement;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.ModelLedger;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moves between storages of every kind: what arrives, and what is refused. */
class MigrationTest {
    @TempDir
    private Path root;

    private static Migration.Result move(Storage from, Storage to) {
        return Migration.from(from).to(to).groupBytes(2_000).run();
    }

    private static Fingerprints fingerprints(Storage storage) {
        try (Ledger ledger = Ledger.open(storage)) {
            return ledger.fingerprints();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#moves")
    void booksThatMoveThereAndBackAnswerAsBefore(Place from, Place to) {
        long firstSeed = Long.getLong("florin.seed", (from + " " + to).hashCode());
        for (long seed = firstSeed; seed < firstSeed + Long.getLong("florin.runs", 2); seed++) {
            ModelLedger model = new ModelLedger();
            RandomCommands commands = new RandomCommands(seed);
            Storage first = from.in(root.resolve("first-" + seed));
            Storage second = to.in(root.resolve("second-" + seed));
            Storage third = from.in(root.resolve("third-" + seed));
            Journals.fill(first, model, commands, 120);
            Fingerprints before = fingerprints(first);
            Migration.Result result = move(first, second);
            assertThat(result.fingerprints()).isEqualTo(before);
            assertThat(result.effects()).isEqualTo(before.position());
            assertThat(result.positionBefore()).isZero();
            assertAgree(second, model, before);

            Journals.fill(second, model, commands, 60);
            Fingerprints later = fingerprints(second);
            assertThat(move(second, third).fingerprints()).isEqualTo(later);
            assertAgree(third, model, later);
            assertThat(Journals.contents(third)).containsExactlyElementsOf(Journals.contents(second));
            assertThat(Journals.contents(third))
                    .startsWith(Journals.contents(first).toArray(byte[][]::new));
        }
    }

    private static void assertAgree(Storage storage, ModelLedger model, Fingerprints expected) {
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.fingerprints()).isEqualTo(expected);
            Agreement.onTheWholeVocabulary(ledger, model);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void everyFrameSaysWhatWasForcedInTheTarget(Place place) {
        Storage source = Place.MEMORY.in(root);
        Journals.fill(source, 1, 80);
        Storage target = place.in(root.resolve("target"));
        Migration.Result result = move(source, target);
        List<EffectBatch> frames = Journals.frames(target);
        assertThat(frames).hasSize((int) result.batches()).allMatch(EffectBatch::isWhole);
        long groupForced = 0;
        long groupBytes = 0;
        for (EffectBatch frame : frames) {
            if (groupBytes >= 2_000) {
                groupForced = frame.sequence() - 1;
                groupBytes = 0;
            }
            assertThat(frame.forcedSequence()).isEqualTo(groupForced);
            groupBytes += frame.length();
        }
        assertThat(groupForced).isPositive();
        assertThat(result.bytes())
                .isEqualTo(frames.stream().mapToLong(EffectBatch::length).sum());
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void aFurtherMigrationBringsWhatIsNew(Place place) {
        ModelLedger model = new ModelLedger();
        RandomCommands commands = new RandomCommands(3);
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = place.in(root.resolve("target"));
        Journals.fill(source, model, commands, 50);
        Migration.Result first = move(source, target);
        Migration.Result again = move(source, target);
        assertThat(again).isEqualTo(new Migration.Result(0, 0, 0, first.effects(), first.fingerprints()));
        Journals.fill(source, model, commands, 50);
        Migration.Result more = move(source, target);
        assertThat(more.positionBefore()).isEqualTo(first.effects());
        assertThat(first.effects() + more.effects())
                .isEqualTo(more.fingerprints().position());
        assertThat(more.effects()).isPositive();
        assertAgree(target, model, fingerprints(source));
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void booksWithoutABatchMoveToo(Place place) {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = place.in(root.resolve("target"));
        Migration.Result result = Migration.from(source).to(target).run();
        assertThat(result.batches()).isZero();
        assertThat(result.fingerprints().position()).isZero();
        assertThat(fingerprints(target)).isEqualTo(result.fingerprints());
        Journals.fill(target, 1, 20);
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void aTargetThatWentOnIsRefused(Place place) {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = place.in(root.resolve("target"));
        Journals.fill(source, 1, 40);
        long position = move(source, target).fingerprints().position();
        post(target, "a", 1);
        post(target, "b", 1);
        assertRefused(
                source,
                target,
                "have 4 batches of their own, from position " + (position + 1) + ", recorded 20",
                "have all of the source (books in " + root.resolve("source") + ") and went on since",
                "Nothing was changed");
        assertThat(move(target, source).positionBefore())
                .as("the other way it is an ordinary migration")
                .isEqualTo(position);
    }

    private static void post(Storage storage, String user, long amount) {
        try (Ledger ledger = Ledger.open(storage)) {
            if (ledger.account(SmallBooks.BANK).isEmpty()) {
                SmallBooks.openBank(ledger);
                SmallBooks.openUser(ledger, user, amount);
            } else {
                ledger.post(SmallBooks.transfer(SmallBooks.BANK, "a", amount));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void booksThatPartedAreRefusedAndToldFromWhereOn(Place place) {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = place.in(root.resolve("target"));
        Journals.fill(source, 1, 40);
        long position = move(source, target).fingerprints().position();
        post(target, "a", 7);
        for (int i = 0; i < 5; i++) {
            post(source, "a", 100);
        }
        assertRefused(
                source,
                target,
                "have 3 batches of their own, from position " + (position + 1),
                "share what is before, and each went on by itself");
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void otherBooksAreRefused(Place place) {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = place.in(root.resolve("target"));
        Journals.fill(source, 1, 40);
        post(target, "a", 0);
        assertRefused(
                source, target, "have 2 batches of their own, from position 1", "are other books than the source");
        Storage empty = Place.FILES.in(root.resolve("empty"));
        assertRefused(empty, target, "have 2 batches of their own, from position 1");
    }

    private static void assertRefused(Storage source, Storage target, String... messages) {
        List<byte[]> before = Journals.contents(target);
        List<byte[]> sourceBefore = Journals.contents(source);
        assertThatThrownBy(() -> move(source, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(messages);
        assertThat(Journals.contents(target)).containsExactlyElementsOf(before);
        assertThat(Journals.contents(source)).containsExactlyElementsOf(sourceBefore);
    }

    @Test
    void booksDoNotMoveToWhereTheyAre() {
        Storage source = Place.FILES.in(root.resolve("source"));
        Journals.fill(source, 1, 10);
        assertThatThrownBy(() -> move(source, source))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot move to where it is");
        assertThatThrownBy(() -> move(source, Place.FILES.in(root.resolve("source"))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("source and target must be two places")
                .hasMessageContaining("are open in this process already");
    }

    @Test
    void booksInUseDoNotMove() {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = Place.FILES.in(root.resolve("target"));
        try (Ledger ledger = Ledger.open(source)) {
            assertThat(ledger.fingerprints().position()).isZero();
            assertThatThrownBy(() -> move(source, target)).hasMessageContaining("are open in this process already");
        }
        assertThat(root.resolve("target")).doesNotExist();
    }

    @Test
    void aFileThatIsDamagedIsNamedAndNothingMoves() throws IOException {
        Storage source = Place.FILES.in(root.resolve("source"));
        Storage target = Place.FILES.in(root.resolve("target"));
        Journals.fill(source, 1, 40);
        Path segment = root.resolve("source/journal/0000000001.flj");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[4096 + 300] ^= 1;
        Files.write(segment, bytes, StandardOpenOption.WRITE);
        assertThatThrownBy(() -> move(source, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R6]")
                .hasMessageContaining("offset 4096");
        assertThat(root.resolve("target")).doesNotExist();
    }

    /** Everything but the checksum, which whoever changes it makes again. */
    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void aBatchThatDoesNotFollowIsRefusedAndWhatIsBeforeItStays(Place place) {
        Storage source = Place.MEMORY.in(root);
        Journals.fill(source, 1, 100);
        List<byte[]> all = Journals.contents(source);
        int middle = all.size() / 2;
        for (int at : List.of(EffectBatch.STATE_DIGEST, EffectBatch.HEADER_BYTES + 40, EffectBatch.CHAIN)) {
            Storage damaged = Journals.with(source, "batch", (call, position) -> {
                EffectBatch batch = (EffectBatch) call.go();
                return batch.sequence() == middle + 1 ? altered(batch, at) : batch;
            });
            Storage target = place.in(root.resolve("target-" + at));
            assertThatThrownBy(() -> move(damaged, target))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("cannot be moved behind batch " + middle + ", position ")
                    .hasMessageContaining("batch " + (middle + 1))
                    .hasMessageContaining("Verify the source");
            List<byte[]> there = Journals.contents(target);
            assertThat(there.size()).isBetween(1, middle);
            assertThat(there).containsExactlyElementsOf(all.subList(0, there.size()));
            move(source, target);
            assertThat(Journals.contents(target)).containsExactlyElementsOf(all);
        }
    }

    private static EffectBatch altered(EffectBatch batch, int at) {
        byte[] bytes = Frames.bytes(batch);
        bytes[at] ^= 1;
        EffectBatch altered = new EffectBatch(bytes, 0, bytes.length);
        EffectLayout.putInt(bytes, EffectBatch.CHECKSUM, altered.checksum());
        return altered;
    }

    @Test
    void aBatchThatIsReadWithAnotherChecksumIsRefused() {
        Storage source = Place.MEMORY.in(root);
        Journals.fill(source, 1, 20);
        Storage damaged = Journals.with(source, "batch", (call, position) -> {
            EffectBatch batch = (EffectBatch) call.go();
            byte[] bytes = Frames.bytes(batch);
            bytes[EffectBatch.FORCED_SEQUENCE] ^= 1;
            return new EffectBatch(bytes, 0, bytes.length);
        });
        assertThatThrownBy(() -> move(damaged, Place.MEMORY.in(root)))
                .hasMessageContaining("cannot be moved behind batch 0, position 0")
                .hasMessageContaining("another checksum");
    }

    /** A target that answers, and keeps something else. */
    @Test
    void aTargetThatLosesWhatItAcknowledgedIsFound() {
        Storage source = Place.MEMORY.in(root);
        Journals.fill(source, 1, 40);
        Storage losing = Journals.with(Place.MEMORY.in(root), "append", (call, group) -> null);
        assertThatThrownBy(() -> move(source, losing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("does not hold the books that were moved")
                .hasMessageContaining("position=0");
    }

    @Test
    void nothingFallsDueMeanwhileAndTheIncarnationStays() {
        AtomicLong clock = new AtomicLong(1_700_000_000_000_000_000L);
        LedgerOptions options = LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1_000));
        Path original = root.resolve("original");
        try (Ledger ledger = Ledger.open(FileStorage.at(original), options)) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 100);
            ledger.submit(
                    Hold.of(SmallBooks.transfer("ada", SmallBooks.BANK, 30)).timeout(Duration.ofSeconds(5)));
        }
        Path restored = root.resolve("restored");
        Restore.of(original, restored).run();
        Storage target = Place.MEMORY.in(root);
        Migration.Result result = move(FileStorage.at(restored), target);
        assertThat(result.fingerprints().position()).isEqualTo(5);
        List<EffectBatch> frames = Journals.frames(target);
        assertThat(frames.get(frames.size() - 1).incarnation()).isEqualTo(2);
        clock.addAndGet(Duration.ofDays(1_000).toNanos());
        try (Ledger ledger = Ledger.open(target, options)) {
            SmallBooks.openUser(ledger, "bob", 1);
            assertThat(ledger.balance("ada").available().toLong()).isEqualTo(100);
        }
    }

    @Test
    void progressGoesThroughBothStages() {
        Storage source = Place.MEMORY.in(root);
        Journals.fill(source, 1, 80);
        List<Migration.Progress> told = new ArrayList<>();
        Migration.Result result = Migration.from(source)
                .to(Place.MEMORY.in(root))
                .groupBytes(2_000)
                .progress(told::add)
                .run();
        for (Migration.Stage stage : Migration.Stage.values()) {
            List<Migration.Progress> of =
                    told.stream().filter(progress -> progress.stage() == stage).toList();
            assertThat(of).hasSizeGreaterThan(3);
            assertThat(of).extracting(Migration.Progress::bytes).isSorted();
            assertThat(of.get(0).percent()).isBetween(1, 60);
            assertThat(of.get(of.size() - 1))
                    .isEqualTo(new Migration.Progress(
                            stage, result.batches(), result.effects(), result.bytes(), result.bytes()));
            assertThat(of.get(of.size() - 1).percent()).isEqualTo(100);
        }
    }
}
