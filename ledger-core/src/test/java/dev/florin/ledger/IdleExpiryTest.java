package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.HookedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds expire when their time has come although nobody says anything to the ledger. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleExpiryTest {
    /** Far more than the fraction of a second that it takes on a machine with nothing else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration DAY = Duration.ofDays(1);

    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private final AtomicLong time = new AtomicLong(LedgerClock.system().nanos());

    private Ledger open(LedgerOptions options) {
        Ledger ledger = Ledger.open(storage, options);
        openBank(ledger);
        openUser(ledger, "user", 0);
        return ledger;
    }

    /** A clock that a test sets, and that is believed whatever it says. */
    private LedgerOptions byHand() {
        return LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000));
    }

    /** A little more, since effects are recorded a nanosecond apart however still the clock stands. */
    private void pass(Duration duration) {
        time.addAndGet(duration.plusMillis(1).toNanos());
    }

    /** Reserves 1 in favour of the user; returns the hold's id. */
    private static CommandId reserve(Ledger ledger, Duration timeout) {
        Hold hold = Hold.of(transfer(BANK, "user", 1)).timeout(timeout);
        ledger.reserve(hold);
        return hold.id();
    }

    private static HoldStatus status(Ledger ledger, CommandId hold) {
        return ledger.hold(hold).orElseThrow().status();
    }

    private static long reserved(Ledger ledger) {
        return ledger.balance("user").pendingCredits().toLong();
    }

    private static void awaitExpired(Ledger ledger, CommandId hold) {
        await().atMost(PATIENCE).until(() -> status(ledger, hold) == HoldStatus.EXPIRED);
    }

    @Test
    void aHoldExpiresSoonAfterItsTimeAndNotBefore() {
        try (Ledger ledger = open(LedgerOptions.defaults())) {
            for (int millis : new int[] {1, 120, 400}) {
                CommandId hold = reserve(ledger, Duration.ofMillis(millis));
                Instant due = ledger.hold(hold).orElseThrow().expiresAt().orElseThrow();
                while (Instant.now().isBefore(due)) {
                    HoldStatus status = status(ledger, hold);
                    assertThat(status == HoldStatus.OPEN || !Instant.now().isBefore(due))
                            .isTrue();
                }
                awaitExpired(ledger, hold);
                assertThat(reserved(ledger)).isZero();
            }
        }
    }

    @Test
    void aClockThatIsMovedByDaysExpiresWhatIsDueByThenAndNothingElse() {
        try (Ledger ledger = open(byHand())) {
            CommandId late = reserve(ledger, DAY.multipliedBy(4));
            CommandId early = reserve(ledger, DAY);
            CommandId middle = reserve(ledger, DAY.multipliedBy(2));
            pass(DAY.multipliedBy(3));
            awaitExpired(ledger, early);
            awaitExpired(ledger, middle);
            assertThat(status(ledger, late)).isEqualTo(HoldStatus.OPEN);
            pass(DAY);
            awaitExpired(ledger, late);
            assertThat(reserved(ledger)).isZero();
        }
    }

    @Test
    void whatFellDueWhileTheBooksWereClosedExpiresWhenTheyAreOpenedAgain() {
        CommandId due;
        CommandId notDue;
        try (Ledger ledger = open(byHand())) {
            due = reserve(ledger, DAY);
            notDue = reserve(ledger, DAY.multipliedBy(3));
        }
        pass(DAY.multipliedBy(2));
        try (Ledger ledger = Ledger.open(storage, byHand())) {
            awaitExpired(ledger, due);
            assertThat(status(ledger, notDue)).isEqualTo(HoldStatus.OPEN);
            pass(DAY);
            awaitExpired(ledger, notDue);
        }
    }

    /** An expiry cannot be undone: a clock that is wrong by days must not cause any. */
    @Test
    void aLeapThatIsNotBelievedExpiresNothingUntilTheBooksAreOpenedAgain() throws InterruptedException {
        LedgerOptions wary = byHand().maxClockLeap(Duration.ofHours(1));
        CommandId hold;
        try (Ledger ledger = open(wary)) {
            hold = reserve(ledger, DAY);
            pass(DAY.multipliedBy(2));
            Thread.sleep(200);
            assertThat(ledger.check(transfer(BANK, "user", 1)).isPosted()).isTrue();
            ledger.post(transfer(BANK, "user", 1));
            assertThat(status(ledger, hold)).isEqualTo(HoldStatus.OPEN);
            pass(DAY.multipliedBy(-2));
            CommandId soon = reserve(ledger, Duration.ofMinutes(30));
            pass(Duration.ofMinutes(40));
            awaitExpired(ledger, soon);
            assertThat(status(ledger, hold)).isEqualTo(HoldStatus.OPEN);
            pass(DAY.multipliedBy(2));
        }
        try (Ledger ledger = Ledger.open(storage, wary)) {
            awaitExpired(ledger, hold);
        }
    }

    @Test
    void aCheckSeesNoHoldThatIsPastItsTime() {
        try (Ledger ledger = open(byHand())) {
            ledger.post(transfer(BANK, "user", 5));
            Hold hold = Hold.of(transfer("user", BANK, 5)).timeout(DAY);
            ledger.reserve(hold);
            assertThat(ledger.check(transfer("user", BANK, 5)).isPosted()).isFalse();
            pass(DAY);
            assertThat(ledger.check(transfer("user", BANK, 5)).isPosted()).isTrue();
            // The check itself has no effect: what was due has expired before it, as before any command.
            assertThat(status(ledger, hold.id())).isEqualTo(HoldStatus.EXPIRED);
        }
    }

    @Test
    void thousandsThatAreDueAtOnceExpireTogether() {
        try (Ledger ledger = open(byHand())) {
            List<Hold> holds = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                holds.add(Hold.of(transfer(BANK, "user", 1)).timeout(DAY.plusNanos(i % 100)));
            }
            assertThat(ledger.submitAll(holds)).allMatch(Outcome::isPosted);
            assertThat(reserved(ledger)).isEqualTo(10_000);
            pass(DAY.multipliedBy(2));
            await().atMost(PATIENCE).until(() -> reserved(ledger) == 0);
        }
    }

    @RepeatedTest(5)
    void closingWhileHoldsExpireLosesNone() {
        List<CommandId> holds = new ArrayList<>();
        try (Ledger ledger = open(LedgerOptions.defaults())) {
            for (int i = 0; i < 100; i++) {
                holds.add(reserve(ledger, Duration.ofMillis(1 + i)));
            }
        }
        try (Ledger ledger = Ledger.open(storage)) {
            await().atMost(PATIENCE).until(() -> reserved(ledger) == 0);
            assertThat(holds).allMatch(hold -> status(ledger, hold) == HoldStatus.EXPIRED);
        }
    }

    @Test
    void aFaultWhileAHoldExpiresStopsTheLedger() {
        try (Ledger ledger = open(byHand())) {
            reserve(ledger, DAY);
            storage.before(append -> {
                throw new StorageException("the disk is full");
            });
            pass(DAY);
            await().atMost(PATIENCE)
                    .until(() -> Faults.thrownBy(ledger::fingerprints) instanceof LedgerFailedException);
        }
    }

    @Test
    void theTickersThreadIsThereOnlyIfSomethingCanFallDue() {
        Set<Thread> others = tickers();
        try (Ledger ledger = open(byHand())) {
            ledger.reserve(Hold.of(transfer(BANK, "user", 1)));
            assertThat(others).containsAll(tickers());
            reserve(ledger, DAY);
            assertThat(tickers()).filteredOn(thread -> !others.contains(thread)).hasSize(1);
        }
        await().until(() -> others.containsAll(tickers()));
    }

    private static Set<Thread> tickers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("florin-ticker"))
                .collect(Collectors.toSet());
    }
}
