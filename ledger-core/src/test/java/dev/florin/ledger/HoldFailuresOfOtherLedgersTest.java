package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.money.Split;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures that other ledgers had in public with holds, refunds and splits, each as a test of this one. */
@Timeout(60)
class HoldFailuresOfOtherLedgersTest {
    private static final long START_NANOS = 1_800_000_000_000_000_000L;

    private final AtomicLong time = new AtomicLong(START_NANOS);
    private final Storage storage = InMemoryStorage.create();
    private Ledger ledger = open();

    private Ledger open() {
        return Ledger.open(storage, LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000)));
    }

    @BeforeEach
    void fund() {
        openBank(ledger);
        openUser(ledger, "alice", 1_000);
        openUser(ledger, "shop", 0);
        openUser(ledger, "fees", 0);
    }

    @AfterEach
    void close() {
        assertThat(ledger.trialBalance().isBalanced()).isTrue();
        ledger.close();
    }

    private void reopen() {
        Fingerprints before = ledger.fingerprints();
        ledger.close();
        ledger = open();
        assertThat(ledger.fingerprints()).isEqualTo(before);
    }

    private CommandId hold(long amount) {
        CommandId id = CommandId.next();
        ledger.reserve(Hold.of(transfer(id, "alice", "shop", amount)));
        return id;
    }

    private static RejectionReason reason(Outcome outcome) {
        return ((Outcome.Rejected) outcome).rejection().reason();
    }

    private static SignedAmount amount(long minorUnits) {
        return SignedAmount.of(minorUnits);
    }

    /** Two captures of one hold at the same moment both succeeded, and the customer paid twice. */
    @Test
    void twoCapturesOfOneHoldAtTheSameMoment() {
        for (int round = 0; round < 10; round++) {
            long before = posted(ledger, "shop");
            CommandId hold = hold(50);
            List<Outcome> outcomes = Callers.run(32, caller -> ledger.submit(Capture.of(CommandId.next(), hold)));
            assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize(1);
            assertThat(outcomes.stream().filter(outcome -> !outcome.isPosted()))
                    .allMatch(outcome -> reason(outcome) == RejectionReason.HOLD_CAPTURED);
            assertThat(posted(ledger, "shop")).isEqualTo(before + 50);
            assertThat(ledger.balance("alice").pendingDebits()).isEqualTo(Amount.ZERO);
        }
    }

    /** Captures in parts, raced, took more than the hold had. */
    @Test
    void racingPartsNeverTakeMoreThanTheHoldHas() {
        CommandId hold = hold(100);
        List<Outcome> outcomes = Callers.run(
                32, caller -> ledger.submit(Capture.of(CommandId.next(), hold).total(30)));
        assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize(3);
        assertThat(outcomes.stream().filter(outcome -> !outcome.isPosted()))
                .allMatch(outcome -> reason(outcome) == RejectionReason.MORE_THAN_LEFT);
        assertThat(posted(ledger, "shop")).isEqualTo(90);
        assertThat(ledger.balance("alice").pendingDebits()).isEqualTo(Amount.of(10));
    }

    /** A repeated refund was answered with an error, and moved the money all the same. */
    @Test
    void aRepeatedRefundThatAnswersWithAnError() {
        CommandId sale = CommandId.next();
        ledger.post(transfer(sale, "alice", "shop", 100));
        Refund refund = Refund.of(CommandId.next(), sale).total(70);
        Receipt first = ledger.refund(refund);
        assertThat(posted(ledger, "shop")).isEqualTo(30);
        Fingerprints before = ledger.fingerprints();
        Outcome.AlreadyPosted again = (Outcome.AlreadyPosted) ledger.submit(refund);
        assertThat(again.receipt()).isEqualTo(first);
        assertThat(again.decision()).isEqualTo(new Decision.Moved(List.of(Amount.of(70), Amount.of(70))));
        assertThat(ledger.fingerprints()).isEqualTo(before);

        Refund tooMuch = Refund.of(CommandId.next(), sale).total(70);
        Outcome rejected = ledger.submit(tooMuch);
        assertThat(reason(rejected)).isEqualTo(RejectionReason.MORE_THAN_LEFT);
        reopen();
        assertThat(ledger.submit(tooMuch)).isEqualTo(rejected);
        assertThat(ledger.submit(refund)).isEqualTo(again);
        assertThat(posted(ledger, "shop")).isEqualTo(30);
        assertThat(posted(ledger, "alice")).isEqualTo(970);
    }

    /** A hold that was rejected could be captured. */
    @Test
    void aHoldThatWasRejectedAndIsCaptured() {
        CommandId hold = CommandId.next();
        Outcome rejected = ledger.submit(Hold.of(transfer(hold, "alice", "shop", 1_001)));
        assertThat(reason(rejected)).isEqualTo(RejectionReason.BELOW_LOWER_LIMIT);
        for (Command command : List.of(
                Capture.of(CommandId.next(), hold),
                Release.of(CommandId.next(), hold),
                Reversal.of(CommandId.next(), hold),
                Refund.of(CommandId.next(), hold))) {
            assertThat(((Outcome.Rejected) ledger.submit(command)).rejection())
                    .isEqualTo(new OriginRejection.OriginRejected(hold, RejectionReason.BELOW_LOWER_LIMIT.number()));
        }
        reopen();
        assertThat(ledger.hold(hold)).isEmpty();
        assertThat(ledger.holds(HoldQuery.all()).holds()).isEmpty();
        assertThat(posted(ledger, "alice")).isEqualTo(1_000);
        assertThat(ledger.balance("alice").available()).isEqualTo(amount(1_000));
    }

    /** Open holds were not counted in the available balance, and the money was spent twice. */
    @Test
    void openHoldsCountInTheAvailableBalance() {
        List<Outcome> outcomes = Callers.run(
                32,
                caller -> caller % 2 == 0
                        ? ledger.submit(Hold.of(transfer("alice", "shop", 300)))
                        : ledger.submit(transfer("alice", "fees", 300)));
        assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize(3);
        Balance alice = ledger.balance("alice");
        assertThat(alice.available()).isEqualTo(amount(100));
        assertThat(alice.posted()).isEqualTo(alice.available().plus(SignedAmount.ofPositive(alice.pendingDebits())));
        reopen();
        assertThat(ledger.balance("alice")).isEqualTo(alice);
        Outcome.Rejected more = (Outcome.Rejected) ledger.submit(transfer("alice", "fees", 101));
        assertThat(more.rejection())
                .isEqualTo(new Rejection.BelowLowerLimit(
                        AccountId.of("alice"), amount(0), amount(100), Amount.of(101), Amount.of(100)));
    }

    /** A hold expired between the check of its capture and the effect: the money was given back and taken, too. */
    @Test
    void expiryBetweenCheckAndEffect() throws InterruptedException {
        int holds = 400;
        List<CommandId> ids = new ArrayList<>();
        for (int i = 0; i < holds; i++) {
            ids.add(CommandId.next());
        }
        ledger.submitAll(ids.stream()
                .map(id -> Hold.of(transfer(id, "alice", "shop", 2)).timeout(Duration.ofSeconds(10)))
                .toList());
        Thread clock = new Thread(() -> {
            while (time.get() < START_NANOS + Duration.ofSeconds(11).toNanos()) {
                time.addAndGet(Duration.ofMillis(100).toNanos());
                LockSupport.parkNanos(20_000);
            }
        });
        clock.start();
        List<List<Outcome>> outcomes = Callers.run(4, caller -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = caller; i < holds; i += 4) {
                own.add(ledger.submit(
                        Capture.of(CommandId.derived("capture", ids.get(i).toString()), ids.get(i))));
            }
            return own;
        });
        clock.join();
        long captured = 0;
        for (List<Outcome> own : outcomes) {
            for (Outcome outcome : own) {
                captured += outcome.isPosted() ? 1 : 0;
                assertThat(outcome.isPosted() || reason(outcome) == RejectionReason.HOLD_EXPIRED)
                        .as("%s", outcome)
                        .isTrue();
            }
        }
        ledger.post(transfer(BANK, "fees", 1)); // what is due by now has expired before it
        for (CommandId id : ids) {
            HoldView hold = ledger.hold(id).orElseThrow();
            boolean posted = ledger.outcome(CommandId.derived("capture", id.toString()))
                    .orElseThrow()
                    .isPosted();
            assertThat(hold.status()).isEqualTo(posted ? HoldStatus.CAPTURED : HoldStatus.EXPIRED);
        }
        assertThat(posted(ledger, "shop")).isEqualTo(2 * captured);
        assertThat(posted(ledger, "alice")).isEqualTo(1_000 - 2 * captured);
        assertThat(ledger.balance("alice").available()).isEqualTo(amount(1_000 - 2 * captured));
        reopen();
    }

    /** A hold was captured with other rounding than it was made with, and a unit stayed reserved for ever. */
    @Test
    void aHoldCapturedInPartsLeavesNoResidue() {
        Random random = new Random(1);
        for (int round = 0; round < 30; round++) {
            CommandId id = CommandId.next();
            long total = 10L + random.nextInt(20);
            List<Amount> parts = Split.equally(Amount.of(total), 3);
            ledger.reserve(Transfer.of(id)
                    .debit("alice", total)
                    .credit(AccountId.of("shop"), parts.get(0))
                    .credit(AccountId.of("fees"), parts.get(1))
                    .credit(AccountId.of(BANK), parts.get(2))
                    .hold());
            long left = total;
            while (left > 0) {
                long part = 1L + random.nextInt((int) left);
                Outcome.Posted posted = (Outcome.Posted)
                        ledger.submit(Capture.of(CommandId.next(), id).total(part));
                List<Amount> amounts = ((Decision.Moved) posted.decision()).amounts();
                assertThat(amounts.get(0)).isEqualTo(Amount.of(part));
                assertThat(amounts.get(1).plus(amounts.get(2)).plus(amounts.get(3)))
                        .isEqualTo(Amount.of(part));
                left -= part;
            }
            HoldView hold = ledger.hold(id).orElseThrow();
            assertThat(hold.status()).isEqualTo(HoldStatus.CAPTURED);
            assertThat(hold.captured().subList(1, 4)).isEqualTo(parts);
            for (String account : List.of("alice", "shop", "fees", BANK)) {
                assertThat(ledger.balance(account).pendingDebits()).isEqualTo(Amount.ZERO);
                assertThat(ledger.balance(account).pendingCredits()).isEqualTo(Amount.ZERO);
            }
            CommandId back = CommandId.next();
            ledger.post(
                    Transfer.of(back).debit(BANK, total).credit("alice", total).build());
        }
    }

    /** Splits did not sum up to the whole, and a unit was lost or made at each sale and each refund. */
    @Test
    void splitsAndTheirRefundsSumUpToTheWhole() {
        long before = posted(ledger, "alice");
        for (long total = 1; total <= 100; total++) {
            List<Amount> split = Split.inProportion(Amount.of(total), 85, 15);
            assertThat(split.get(0).plus(split.get(1))).isEqualTo(Amount.of(total));
            CommandId sale = CommandId.next();
            Transfer.Builder builder = Transfer.of(sale).debit("alice", total);
            List<String> payees = List.of("shop", "fees");
            for (int i = 0; i < 2; i++) {
                if (!split.get(i).isZero()) {
                    builder.credit(AccountId.of(payees.get(i)), split.get(i));
                }
            }
            ledger.post(builder.build());
            long third = total / 3;
            if (third > 0) {
                ledger.refund(Refund.of(CommandId.next(), sale).total(third));
                ledger.refund(Refund.of(CommandId.next(), sale).total(third));
            }
            ledger.refund(Refund.of(CommandId.next(), sale));
            assertThat(posted(ledger, "alice")).isEqualTo(before);
            assertThat(posted(ledger, "shop")).isZero();
            assertThat(posted(ledger, "fees")).isZero();
            assertThat(reason(ledger.submit(Refund.of(CommandId.next(), sale).total(1))))
                    .isEqualTo(RejectionReason.NOTHING_LEFT);
        }
    }
}
