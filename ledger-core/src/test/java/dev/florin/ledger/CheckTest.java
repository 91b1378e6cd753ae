package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check says what would become of a command, and nobody can tell afterwards that it was made. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckTest {
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());

    private Ledger open() {
        Ledger ledger = Ledger.open(storage);
        openBank(ledger);
        openUser(ledger, "user", 10);
        return ledger;
    }

    @Test
    void itSaysWhatTheCommandThenGetsAndLeavesNoTrace() {
        try (Ledger ledger = open()) {
            Fingerprints before = ledger.fingerprints();
            int appends = storage.appends();
            Transfer good = transfer("user", BANK, 10);
            Transfer tooMuch = transfer("user", BANK, 11);
            for (int i = 0; i < 3; i++) {
                Receipt would = ((Outcome.Posted) ledger.check(good)).receipt();
                assertThat(would.position()).isEqualTo(before.position() + 1);
                assertThat(ledger.check(tooMuch))
                        .isInstanceOfSatisfying(
                                Outcome.Rejected.class,
                                rejected ->
                                        assertThat(rejected.rejection()).isInstanceOf(Rejection.BelowLowerLimit.class));
            }
            assertThat(ledger.fingerprints()).isEqualTo(before);
            assertThat(storage.appends()).isEqualTo(appends);
            assertThat(ledger.outcome(good.id())).isEmpty();
            assertThat(posted(ledger, "user")).isEqualTo(10);

            Receipt would = ((Outcome.Posted) ledger.check(good)).receipt();
            Receipt receipt = ledger.post(good);
            assertThat(receipt.position()).isEqualTo(would.position());
            assertThat(receipt.recordedNanos()).isGreaterThanOrEqualTo(would.recordedNanos());
            assertThat(ledger.check(tooMuch)).isEqualTo(ledger.submit(tooMuch));
        }
    }

    @Test
    void anIdThatIsSettledAnswersAsItDoesToTheCommand() {
        try (Ledger ledger = open()) {
            Transfer first = transfer("user", BANK, 4);
            Transfer other = transfer(first.id(), "user", BANK, 5);
            Transfer rejected = transfer("user", BANK, 1_000);
            Receipt receipt = ledger.post(first);
            ledger.submit(rejected);
            assertThat(ledger.check(first)).isEqualTo(new Outcome.AlreadyPosted(receipt));
            assertThat(ledger.check(other)).isEqualTo(ledger.submit(other));
            assertThat(ledger.check(rejected)).isEqualTo(ledger.submit(rejected));
        }
    }

    @Test
    void whatIsMalformedIsRefusedAsItIsWhenItIsSubmitted() {
        try (Ledger ledger = open()) {
            AccountUpdate nothing = AccountUpdate.of(CommandId.next(), AccountId.of("user"));
            Throwable told = Faults.thrownBy(() -> ledger.submit(nothing));
            assertThat(told).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.check(nothing))
                    .isInstanceOf(MalformedCommandException.class)
                    .hasMessage(told.getMessage());
            assertThat(ledger.check(transfer("user", BANK, 1)).isPosted()).isTrue();
        }
    }

    /** What a check saw may still be lost, so that nobody may be told of it yet. */
    @Test
    void theAnswerWaitsUntilWhatItRestsOnIsDurable() throws InterruptedException {
        try (Ledger ledger = open()) {
            Gate gate = new Gate();
            storage.before(append -> gate.pass());
            CompletableFuture<Outcome> spent =
                    ledger.submitAsync(transfer("user", BANK, 10)).toCompletableFuture();
            gate.awaitReached();
            Callers<Outcome> checks = Callers.start(3, caller -> ledger.check(transfer("user", BANK, 1)));
            Thread.sleep(200);
            assertThat(checks.done()).isZero();
            assertThat(spent).isNotDone();
            gate.open();
            assertThat(checks.results()).noneMatch(Outcome::isPosted);
            assertThat(spent.join().isPosted()).isTrue();
        }
    }

    @Test
    void noAnswerIsGivenOnWhatIsLost() throws InterruptedException {
        try (Ledger ledger = open()) {
            Gate gate = new Gate();
            storage.before(append -> {
                gate.pass();
                throw new StorageException("the disk is full");
            });
            CompletableFuture<Outcome> spent =
                    ledger.submitAsync(transfer("user", BANK, 10)).toCompletableFuture();
            gate.awaitReached();
            Callers<Throwable> check =
                    Callers.start(1, caller -> Faults.thrownBy(() -> ledger.check(transfer("user", BANK, 1))));
            Thread.sleep(100);
            gate.open();
            assertThat(check.results().get(0)).isInstanceOf(LedgerFailedException.class);
            assertThat(Faults.thrownBy(spent::join)).isInstanceOf(OutcomeUnknownException.class);
            assertThatThrownBy(() -> ledger.check(transfer("user", BANK, 1))).isInstanceOf(LedgerFailedException.class);
        }
    }

    /** Others spend the money meanwhile: each check is right at its moment, and reads after it are not behind it. */
    @Test
    void checksBesideCommandsAreRightAtTheirMoment() {
        try (Ledger ledger = open()) {
            AtomicBoolean more = new AtomicBoolean(true);
            Callers<Integer> checkers = Callers.start(3, caller -> {
                int checks = 0;
                long last = 0;
                while (more.get() || checks < 100) {
                    long before = ledger.balance("user").position();
                    Outcome outcome = ledger.check(transfer("user", BANK, 10));
                    long after = ledger.balance("user").position();
                    if (outcome instanceof Outcome.Posted wouldBe) {
                        long position = wouldBe.receipt().position();
                        assertThat(position).isGreaterThan(before).isGreaterThanOrEqualTo(last);
                        assertThat(position)
                                .as("all that it rests on is published")
                                .isLessThanOrEqualTo(after + 1);
                        last = position;
                    } else {
                        Rejection rejection = ((Outcome.Rejected) outcome).rejection();
                        assertThat(((Rejection.BelowLowerLimit) rejection).available())
                                .isEqualTo(SignedAmount.of(9));
                    }
                    checks++;
                }
                return checks;
            });
            for (int i = 0; i < 1_000; i++) {
                ledger.post(transfer("user", BANK, 1));
                ledger.post(transfer(BANK, "user", 1));
            }
            more.set(false);
            assertThat(checkers.results()).allMatch(checks -> checks >= 100);
            assertThat(ledger.fingerprints().position()).isEqualTo(3 + 2_000);
        }
    }

    @Test
    void aDependentStageIsNotAllowedToWaitForACheck() {
        try (Ledger ledger = open()) {
            Gate attached = new Gate();
            storage.before(append -> attached.pass());
            CompletableFuture<Throwable> check = ledger.submitAsync(transfer("user", BANK, 1))
                    .toCompletableFuture()
                    .thenApply(outcome -> Faults.thrownBy(() -> ledger.check(transfer("user", BANK, 1))));
            attached.open();
            assertThat(check.join()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aClosedLedgerChecksNothingAndClosingWaitsForNoCheck() {
        Ledger ledger = open();
        Callers<Throwable> checkers = Callers.start(3, caller -> {
            Throwable told = null;
            while (told == null) {
                told = Faults.thrownBy(() -> ledger.check(transfer("user", BANK, 1)));
            }
            return told;
        });
        for (int i = 0; i < 100; i++) {
            ledger.post(transfer(BANK, "user", 1));
        }
        ledger.close();
        assertThat(checkers.results()).allMatch(told -> told instanceof LedgerClosedException);
        assertThatThrownBy(() -> ledger.check(transfer("user", BANK, 1))).isInstanceOf(LedgerClosedException.class);
    }

    /** At the end of time no further effect can be recorded, which is a fault and no answer. */
    @Test
    void aFaultInACheckStopsTheLedgerAsOneInACommandDoes() {
        LedgerOptions endOfTime = LedgerOptions.defaults().clock(() -> Long.MAX_VALUE);
        try (Ledger ledger = Ledger.open(storage, endOfTime)) {
            openBank(ledger);
            assertThatThrownBy(() -> ledger.check(transfer(BANK, "user", 1)))
                    .isInstanceOf(LedgerFailedException.class)
                    .hasCauseInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> ledger.balance(BANK)).isInstanceOf(LedgerFailedException.class);
        }
    }
}
