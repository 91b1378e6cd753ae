package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.testkit.CountedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Balances of the past, by recorded and by effective time, in days of June. */
@Timeout(60)
class PastBalancesTest {
    private final AtomicLong clock = new AtomicLong(LedgerClock.nanosOf(june(1)));
    private final CountedStorage storage = CountedStorage.of(InMemoryStorage.create());
    private final Ledger ledger =
            Ledger.open(storage, LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1_000)));

    @BeforeEach
    void open() {
        openBank(ledger);
        ledger.open(Account.named("alice", USD));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Instant june(int day) {
        return Instant.parse("2026-06-01T00:00:00Z").plus(Duration.ofDays(day - 1));
    }

    /** Posts on a day, effective on another one or, if that is 0, when it is recorded. */
    private void pay(int day, int effective, String from, String to, long amount) {
        clock.set(LedgerClock.nanosOf(june(day)));
        Details details = effective == 0 ? Details.NONE : Details.NONE.withEffectiveTime(june(effective));
        ledger.post(Transfer.of(CommandId.next())
                .debit(from, amount)
                .credit(to, amount)
                .details(details)
                .build());
    }

    private long posted(Moment moment) {
        return ledger.balanceAt("alice", moment).posted().toLong();
    }

    @Test
    void aBackDatedMovementCountsForThePastByEffectiveTimeAlone() {
        pay(10, 0, BANK, "alice", 100);
        pay(20, 5, BANK, "alice", 7);
        pay(21, 30, BANK, "alice", 1_000);
        assertThat(posted(Moment.recordedAt(june(6)))).isZero();
        assertThat(posted(Moment.effectiveAt(june(6)))).isEqualTo(7);
        assertThat(posted(Moment.recordedAt(june(15)))).isEqualTo(100);
        assertThat(posted(Moment.effectiveAt(june(15)))).isEqualTo(107);
        assertThat(posted(Moment.recordedAt(june(22)))).isEqualTo(1_107);
        assertThat(posted(Moment.effectiveAt(june(22)))).isEqualTo(107);
        assertThat(posted(Moment.effectiveAt(june(30)))).isEqualTo(1_107);
        assertThat(posted(Moment.now())).isEqualTo(1_107);
    }

    @Test
    void aMomentCountsWhatIsOfExactlyItsTime() {
        pay(10, 5, BANK, "alice", 7);
        assertThat(posted(Moment.effectiveAt(june(5)))).isEqualTo(7);
        assertThat(posted(Moment.effectiveAt(june(5).minusNanos(1)))).isZero();
        assertThat(posted(Moment.recordedAt(june(10)))).isEqualTo(7);
        assertThat(posted(Moment.recordedAt(june(10).minusNanos(1)))).isZero();
        assertThat(posted(Moment.effectiveAt(june(5)).asKnownOn(june(10)))).isEqualTo(7);
        assertThat(posted(Moment.effectiveAt(june(5)).asKnownOn(june(10).minusNanos(1))))
                .isZero();
    }

    /** What the end of June looked like on the 3rd of July, and after what came in late. */
    @Test
    void theSameDayIsSeenAsItWasKnownThenAndAsItIsKnownNow() {
        pay(29, 0, BANK, "alice", 100);
        pay(33, 30, BANK, "alice", 20);
        pay(40, 29, "alice", BANK, 50);
        Moment endOfJune = Moment.effectiveAt(june(30));
        assertThat(posted(endOfJune.asKnownOn(june(28)))).isZero();
        assertThat(posted(endOfJune.asKnownOn(june(30)))).isEqualTo(100);
        assertThat(posted(endOfJune.asKnownOn(june(34)))).isEqualTo(120);
        assertThat(posted(endOfJune)).isEqualTo(70);
        assertThat(posted(Moment.recordedAt(june(50)).asKnownOn(june(34)))).isEqualTo(120);
    }

    @Test
    void holdsReservedWhatTheyReservedThen() {
        pay(2, 0, BANK, "alice", 100);
        clock.set(LedgerClock.nanosOf(june(3)));
        CommandId hold = CommandId.next();
        ledger.reserve(Hold.of(transfer(hold, "alice", BANK, 60)));
        clock.set(LedgerClock.nanosOf(june(4)));
        ledger.capture(Capture.of(CommandId.next(), hold).total(25));
        clock.set(LedgerClock.nanosOf(june(5)));
        ledger.release(Release.of(CommandId.next(), hold));
        assertThat(availableAndPosted(2)).containsExactly(100L, 100L);
        assertThat(availableAndPosted(3)).containsExactly(40L, 100L);
        assertThat(availableAndPosted(4)).containsExactly(40L, 75L);
        assertThat(availableAndPosted(5)).containsExactly(75L, 75L);
        assertThat(ledger.balanceAt("alice", Moment.effectiveAt(june(3))).available())
                .as("holds have no effective time")
                .isEmpty();
    }

    private List<Long> availableAndPosted(int day) {
        PastBalance balance = ledger.balanceAt("alice", Moment.recordedAt(june(day)));
        return List.of(
                balance.available().orElseThrow().toLong(), balance.posted().toLong());
    }

    @Test
    void anAccountHadNothingBeforeItWasOpenedAndIsUnknownIfItNeverWas() {
        pay(2, 0, BANK, "alice", 100);
        PastBalance before = ledger.balanceAt("alice", Moment.recordedAt(Instant.EPOCH));
        assertThat(before.posted()).isEqualTo(SignedAmount.ZERO);
        assertThat(before.position()).isZero();
        assertThat(before.isFinal()).isTrue();
        assertThat(posted(Moment.effectiveAt(Instant.MIN))).isZero();
        assertThatThrownBy(() -> ledger.balanceAt("nobody", Moment.now())).isInstanceOf(UnknownAccountException.class);
    }

    /** Limits are judged in the order of recording: in that order, and in no other, they hold. */
    @Test
    void byEffectiveTimeABalanceMayBeBelowItsLimit() {
        pay(2, 20, BANK, "alice", 100);
        pay(3, 10, "alice", BANK, 40);
        assertThat(posted(Moment.effectiveAt(june(15)))).isEqualTo(-40);
        assertThat(posted(Moment.effectiveAt(june(20)))).isEqualTo(60);
    }

    @Test
    void theNormalSideOfTodaySignsThePast() {
        pay(2, 0, BANK, "alice", 100);
        clock.set(LedgerClock.nanosOf(june(3)));
        ledger.update(AccountUpdate.of(CommandId.next(), AccountId.of(BANK)).normalSide(Side.CREDIT));
        assertThat(ledger.balanceAt(BANK, Moment.recordedAt(june(2))).posted().toLong())
                .isEqualTo(-100);
    }

    @Test
    void byRecordedTimeAnAnswerIsFinalOnceSomethingWasRecordedThenOrLater() {
        pay(2, 0, BANK, "alice", 100);
        Moment moment = Moment.recordedAt(june(5));
        assertThat(ledger.balanceAt("alice", moment).isFinal())
                .as("a clock that is set back may still record something before")
                .isFalse();
        clock.set(LedgerClock.nanosOf(june(5)));
        ledger.open(Account.named("somebody else", USD));
        assertThat(ledger.balanceAt("alice", moment).isFinal()).isTrue();
        assertThat(ledger.balanceAt("alice", moment.asKnownOn(june(9))).isFinal())
                .isTrue();
        assertThat(ledger.balanceAt("alice", Moment.recordedAt(june(9)).asKnownOn(june(5)))
                        .isFinal())
                .isTrue();
        assertThat(ledger.balanceAt("alice", Moment.recordedAt(june(9))).isFinal())
                .isFalse();
    }

    @Test
    void byEffectiveTimeAnAnswerIsFinalOnlyAsKnownOnADayThatHasPassed() {
        pay(2, 0, BANK, "alice", 100);
        pay(8, 0, BANK, "alice", 100);
        Moment moment = Moment.effectiveAt(june(5));
        assertThat(ledger.balanceAt("alice", moment).isFinal()).isFalse();
        assertThat(ledger.balanceAt("alice", moment.asKnownOn(june(8))).isFinal())
                .isTrue();
        assertThat(ledger.balanceAt("alice", moment.asKnownOn(june(8).plusNanos(1)))
                        .isFinal())
                .isFalse();
        assertThat(ledger.balanceAt("alice", Moment.effectiveAt(june(100)).asKnownOn(june(8)))
                        .isFinal())
                .isTrue();
    }

    @Test
    void aMomentTakesAsMuchWorkWithManyEntriesAsWithFew() {
        Random random = new Random(1);
        List<Transfer> payments = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            payments.add(Transfer.of(CommandId.next())
                    .debit(BANK, 1)
                    .credit("alice", 1)
                    .details(i % 3 == 0 ? Details.NONE : Details.NONE.withEffectiveTime(june(1 + random.nextInt(30))))
                    .build());
        }
        ledger.submitAll(payments);
        Instant middle = ledger.transfer(payments.get(25_000).id())
                .orElseThrow()
                .receipt()
                .recordedTime();
        for (Moment moment : List.of(
                Moment.recordedAt(middle),
                Moment.effectiveAt(june(15)),
                Moment.effectiveAt(june(15)).asKnownOn(middle),
                Moment.effectiveAt(middle).asKnownOn(middle))) {
            storage.takeReads();
            storage.takeSearches();
            PastBalance unused = ledger.balanceAt("alice", moment);
            assertThat(unused.posted()).isGreaterThan(SignedAmount.ZERO);
            assertThat(storage.takeReads()).as("%s", moment).isLessThan(40);
            assertThat(storage.takeSearches()).as("%s", moment).isLessThan(5);
        }
    }
}
