package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.testkit.ModelLedger;
import dev.florin.ledger.testkit.RandomCommands;
import dev.florin.ledger.testkit.Timeless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books that are restored: they are what they were at the moment, and forget nothing from before it. */
class RestoreTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path root;

    private final AtomicLong clock = new AtomicLong(LedgerClock.nanosOf(START));
    private Path books;
    private Path restored;

    @BeforeEach
    void name() {
        books = root.resolve("books");
        restored = root.resolve("restored");
    }

    private Ledger open(Path folder) {
        return Ledger.open(
                FileStorage.at(folder).segmentBytes(64 << 10),
                LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1)));
    }

    private static Transfer transfer(String id, long amount) {
        return Transfer.of(CommandId.of(id))
                .debit("cash", amount)
                .credit("alice", amount)
                .build();
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("cash", USD).debitNormal().unlimited());
        ledger.open(Account.named("alice", USD));
    }

    /** One transfer of 1 a second, from the start on. */
    private void post(String... ids) {
        try (Ledger ledger = open(books)) {
            openAccounts(ledger);
            for (String id : ids) {
                clock.addAndGet(1_000_000_000);
                ledger.post(transfer(id, 1));
            }
        }
    }

    private static Receipt receipt(Outcome outcome) {
        return outcome instanceof Outcome.AlreadyPosted again ? again.receipt() : ((Outcome.Posted) outcome).receipt();
    }

    private Receipt receipt(Path folder, String id) {
        try (Ledger ledger = open(folder)) {
            return receipt(ledger.outcome(CommandId.of(id)).orElseThrow());
        }
    }

    /** Other ledgers moved money again after a restore that forgot which ids were used, reversed or captured. */
    @Test
    void aRetryAfterARestoreMovesNoMoneyAgain() {
        List<Command> commands = List.of(
                transfer("paid", 100),
                transfer("undone", 30),
                Reversal.of(CommandId.of("the reversal"), CommandId.of("undone")),
                transfer("given back in part", 50),
                Refund.of(CommandId.of("the refund"), CommandId.of("given back in part"))
                        .total(20),
                new Hold(transfer("captured", 10), null),
                Capture.of(CommandId.of("the capture"), CommandId.of("captured"))
                        .total(7),
                new Hold(transfer("released", 5), null),
                Release.of(CommandId.of("the release"), CommandId.of("released")),
                Reversal.of(CommandId.of("rejected"), CommandId.of("nothing")));
        List<Outcome> first;
        try (Ledger ledger = open(books)) {
            openAccounts(ledger);
            first = ledger.submitAll(commands);
        }
        Path copy = root.resolve("copy");
        Backup.of(books, copy).run();
        Restore.of(copy, restored).run();
        for (int opened = 0; opened < 2; opened++) {
            try (Ledger ledger = open(restored)) {
                SignedAmount before = ledger.balance("alice").posted();
                assertThat(before).isEqualTo(SignedAmount.of(100 + 50 - 20 + 7));
                for (int i = 0; i < commands.size(); i++) {
                    Outcome again = ledger.submit(commands.get(i));
                    if (first.get(i) instanceof Outcome.Posted posted) {
                        assertThat(again).isEqualTo(new Outcome.AlreadyPosted(posted.receipt(), posted.decision()));
                    } else {
                        assertThat(again).isEqualTo(first.get(i));
                    }
                }
                assertRejected(
                        ledger.check(Reversal.of(CommandId.of("again"), CommandId.of("undone"))),
                        OriginRejection.AlreadyReversed.class);
                assertRejected(
                        ledger.check(Refund.of(CommandId.of("again"), CommandId.of("given back in part"))
                                .total(31)),
                        OriginRejection.MoreThanLeft.class);
                assertRejected(
                        ledger.check(Capture.of(CommandId.of("again"), CommandId.of("captured"))
                                .total(4)),
                        OriginRejection.MoreThanLeft.class);
                assertRejected(
                        ledger.check(Capture.of(CommandId.of("again"), CommandId.of("released"))),
                        OriginRejection.HoldReleased.class);
                assertThat(ledger.balance("alice").posted()).isEqualTo(before);
            }
        }
    }

    private static void assertRejected(Outcome outcome, Class<?> reason) {
        assertThat(((Outcome.Rejected) outcome).rejection()).isInstanceOf(reason);
    }

    @Test
    void aRestoreToEachBatchIsWhatTheModelIsThere() {
        for (int seed = 0; seed < 3; seed++) {
            Path from = root.resolve("run " + seed);
            Path copy = root.resolve("copy " + seed);
            List<Command> commands = new RandomCommands(seed).take(60);
            Map<Long, Fingerprints> then = new TreeMap<>();
            Map<Long, Integer> done = new TreeMap<>();
            try (Ledger ledger = open(from)) {
                for (int i = 0; i < commands.size(); i++) {
                    ledger.submit(commands.get(i));
                    then.putIfAbsent(ledger.fingerprints().position(), ledger.fingerprints());
                    done.put(ledger.fingerprints().position(), i + 1);
                }
            }
            then.remove(0L);
            Backup.of(from, copy).run();
            for (Fingerprints fingerprints : then.values()) {
                Path to = root.resolve("restored " + seed + " " + fingerprints.position());
                Restore.Result result = Restore.of(copy, to)
                        .untilPosition(fingerprints.position())
                        .run();
                assertThat(result.restored()).isEqualTo(fingerprints);
                assertIsAsAfter(to, commands, done.get(fingerprints.position()));
            }
        }
    }

    private void assertIsAsAfter(Path folder, List<Command> commands, int count) {
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = open(folder)) {
            commands.subList(0, count).forEach(model::submit);
            List<AccountView> accounts = model.accounts();
            List<AccountId> ids =
                    accounts.stream().map(view -> view.account().id()).toList();
            assertThat(ledger.balances(ids))
                    .isEqualTo(accounts.stream().map(AccountView::balance).toList());
            assertThat(ledger.trialBalance().lines())
                    .isEqualTo(model.trialBalance().lines());
            for (Command command : commands) {
                assertThat(ledger.outcome(command.id()).map(Timeless::of)).isEqualTo(model.outcome(command.id()));
            }
            for (Command command : commands.subList(0, count)) {
                assertThat(Timeless.of(ledger.submit(command))).isEqualTo(model.submit(command));
            }
            for (HoldView hold : model.holds(null)) {
                assertThat(ledger.hold(hold.hold().id()).map(Timeless::of)).contains(hold);
            }
        }
    }

    @Test
    void aMomentKeepsWhatWasRecordedByThen() {
        post("one", "two", "three", "four");
        Instant last = START.plusSeconds(4);
        Restore.Result result =
                Restore.of(books, restored).until(START.plusSeconds(2)).run();
        assertThat(result.batches()).isEqualTo(4);
        assertThat(result.restored().position()).isEqualTo(4);
        assertThat(result.recorded()).isEqualTo(START.plusSeconds(2));
        assertThat(result.incarnation()).isEqualTo(2);
        assertThat(result.leftOut()).contains(new Restore.LeftOut(2, START.plusSeconds(3), last));
        try (Ledger ledger = open(restored)) {
            assertThat(ledger.fingerprints().chain()).isEqualTo(result.chain());
            assertThat(ledger.outcome(CommandId.of("two"))).isPresent();
            assertThat(ledger.outcome(CommandId.of("three"))).isEmpty();
            assertThat(ledger.submit(transfer("three", 1))).isInstanceOf(Outcome.Posted.class);
            assertThat(ledger.recovery().notes()).allMatch(note -> note.contains("The index is made again"));
            assertThat(ledger.recovery().cleanShutdown()).isTrue();
        }
        assertThat(Restore.of(books, root.resolve("one before"))
                        .until(START.plusSeconds(2).minusNanos(1))
                        .run()
                        .restored()
                        .position())
                .isEqualTo(3);
        assertThat(Restore.of(books, root.resolve("all")).until(last).run().leftOut())
                .isEqualTo(Optional.empty());
    }

    @Test
    void theRestOfABatchThatHoldsThePositionIsKept() {
        try (Ledger ledger = open(books)) {
            openAccounts(ledger);
            ledger.submitAll(List.of(transfer("a", 1), transfer("b", 1), transfer("c", 1)));
            ledger.post(transfer("d", 1));
        }
        Restore.Result result = Restore.of(books, restored).untilPosition(3).run();
        assertThat(result.restored().position()).isEqualTo(5);
        assertThat(result.leftOut().orElseThrow().effects()).isEqualTo(1);
    }

    @Test
    void whatCannotBeRestoredIsRefusedAndLeavesNoFolder() {
        assertThatThrownBy(() -> Restore.of(books, restored).run()).hasMessageContaining("there are no books in");
        open(books).close();
        assertThatThrownBy(() -> Restore.of(books, restored).run())
                .hasMessageContaining("the books in " + books + " have no batch");
        post("one");
        assertThatThrownBy(() -> Restore.of(books, restored).untilPosition(4).run())
                .hasMessageContaining("position 4 is not in " + books + ", which ends with position 3");
        assertThatThrownBy(() ->
                        Restore.of(books, restored).until(START.minusNanos(1)).run())
                .hasMessageContaining("the first batch in " + books + " was recorded up to " + START);
        assertThatThrownBy(() -> Restore.of(books, restored).untilPosition(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(restored).doesNotExist();
    }

    @Test
    void onlyANewOrEmptyFolderIsRestoredInto() throws IOException {
        post("one");
        assertThatThrownBy(() -> Restore.of(books, books).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("into a new or an empty folder")
                .hasMessageContaining("Nothing was changed");
        Files.createDirectories(restored);
        Files.writeString(restored.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> Restore.of(books, restored).run()).hasMessageContaining("letter.txt is there");
        Files.delete(restored.resolve("letter.txt"));
        assertThat(Restore.of(books, restored).run().incarnation()).isEqualTo(2);
        assertThat(restored.toFile().list()).containsExactlyInAnyOrder("LOCK", "journal");
    }

    @Test
    void aRestoreThatWasInterruptedIsNoBooksAndGoesOnWhenItIsRunAgain() throws IOException {
        post("one", "two", "three", "four");
        assertThatThrownBy(() -> Restore.of(books, restored)
                        .untilPosition(4)
                        .progress(progress -> {
                            throw new IllegalStateException("power lost");
                        })
                        .run())
                .hasMessageContaining("power lost");
        assertThatThrownBy(() -> open(restored)).hasMessageContaining("is not a file of books");
        assertThatThrownBy(() -> Backup.of(restored, root.resolve("copy")).run())
                .hasMessageContaining("there are no books in");
        assertThatThrownBy(() -> Restore.of(books, restored).untilPosition(3).run())
                .hasMessageContaining("remains of an interrupted restore to a later moment");
        assertThat(Restore.of(books, restored).run().restored().position()).isEqualTo(6);
        assertThat(receipt(restored, "four").position()).isEqualTo(6);
    }

    /** It has the mark of the first restore behind what was kept, so it is not the beginning of the backup. */
    @Test
    void aRestoreThatWasInterruptedAtItsVeryEndIsNotTakenForAnother() throws IOException {
        post("one");
        Restore.of(books, root.resolve("whole")).run();
        Path journal = Files.createDirectories(restored.resolve("restoring")).resolve("journal");
        Files.move(root.resolve("whole").resolve("journal"), journal);
        assertThatThrownBy(() -> Restore.of(books, restored).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is not the beginning of these books");
    }

    @Test
    void incarnationsOfReceiptsStayThroughReopeningAndFurtherRestores() {
        post("one");
        Restore.of(books, restored).run();
        try (Ledger ledger = open(restored)) {
            assertThat(ledger.post(transfer("two", 1)).incarnation()).isEqualTo(2);
        }
        Path third = root.resolve("third");
        assertThat(Restore.of(restored, third).run().incarnation()).isEqualTo(3);
        try (Ledger ledger = open(third)) {
            assertThat(ledger.post(transfer("three", 1)).incarnation()).isEqualTo(3);
        }
        assertThat(receipt(third, "one").incarnation()).isEqualTo(1);
        assertThat(receipt(third, "two").incarnation()).isEqualTo(2);
        assertThat(receipt(third, "three").incarnation()).isEqualTo(3);
        Path back = root.resolve("back");
        Restore.Result result = Restore.of(third, back).untilPosition(3).run();
        assertThat(result.incarnation()).isEqualTo(2);
        assertThat(receipt(back, "one").incarnation()).isEqualTo(1);
    }

    @Test
    void whatFellDueSinceExpiresWhenTheRestoredBooksAreOpened() {
        try (Ledger ledger = open(books)) {
            openAccounts(ledger);
            ledger.submit(new Hold(transfer("hold", 5), Duration.ofSeconds(10)));
        }
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        Restore.of(books, restored).run();
        try (Ledger ledger = open(restored)) {
            assertRejected(
                    ledger.submit(Capture.of(CommandId.of("late"), CommandId.of("hold"))),
                    OriginRejection.HoldExpired.class);
        }
    }

    @Test
    void damageInABackupIsFoundByRestoring() throws IOException {
        post("one", "two", "three");
        Path segment = books.resolve("journal").resolve("0000000001.flj");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[SegmentHeader.BYTES + 300] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> Restore.of(books, restored).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R6]")
                .hasMessageContaining(segment.toString());
        assertThat(restored).doesNotExist();
    }

    @Test
    void progressIsTold() throws IOException {
        post("one", "two");
        List<CopyProgress> progress = new ArrayList<>();
        Restore.of(books, restored).untilPosition(3).progress(progress::add).run();
        assertThat(progress).hasSize(1);
        assertThat(progress.get(0).position()).isEqualTo(3);
        assertThat(progress.get(0).lastPosition()).isEqualTo(4);
        try (Stream<Path> files = Files.list(restored)) {
            assertThat(files).hasSize(2);
        }
    }
}
