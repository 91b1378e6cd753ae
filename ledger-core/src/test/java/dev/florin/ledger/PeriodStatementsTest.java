package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.testkit.CountedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements between two moments, in days of June. */
@Timeout(60)
class PeriodStatementsTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    private final AtomicLong clock = new AtomicLong(LedgerClock.nanosOf(june(1)));
    private final CountedStorage storage = CountedStorage.of(InMemoryStorage.create());
    private final Ledger ledger =
            Ledger.open(storage, LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1_000)));

    @BeforeEach
    void open() {
        openBank(ledger);
        openUser(ledger, "alice", 0);
        openUser(ledger, "bob", 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Instant june(int day) {
        return START.plus(Duration.ofDays(day - 1));
    }

    private void pay(int day, int effective, long amount) {
        clock.set(LedgerClock.nanosOf(june(day)));
        ledger.post(payment(effective, amount));
    }

    private static Transfer payment(int effective, long amount) {
        return Transfer.of(CommandId.next())
                .debit(BANK, amount)
                .credit("alice", amount)
                .details(effective == 0 ? Details.NONE : Details.NONE.withEffectiveTime(june(effective)))
                .build();
    }

    /** Days 10 to 20 have: by recording 2, 4, 8; by effective time 16, 2, 8 and 1, on days 10, 12, 18 and 19. */
    private void payAll() {
        pay(5, 19, 1);
        pay(12, 0, 2);
        pay(13, 25, 4);
        pay(18, 0, 8);
        pay(21, 10, 16);
    }

    private static StatementQuery period() {
        return StatementQuery.oldestFirst().between(june(10), june(20));
    }

    /** Opening balance, amounts with the balance after each, closing balance. */
    private String statement(StatementQuery query) {
        StatementPage page = ledger.statement("alice", query);
        return page.lines().stream()
                .map(line -> line.amount() + ">" + line.balanceAfter().toLong())
                .collect(Collectors.joining(
                        " ",
                        page.opening().toLong() + "| ",
                        " |" + page.closing().toLong()));
    }

    @Test
    void byRecordedTimeAPeriodHasWhatWasRecordedInIt() {
        payAll();
        assertThat(statement(period())).isEqualTo("1| 2>3 4>7 8>15 |15");
        assertThat(statement(StatementQuery.newestFirst().between(june(10), june(20))))
                .isEqualTo("1| 8>15 4>7 2>3 |15");
        assertThat(statement(period().asKnownOn(june(13)))).isEqualTo("1| 2>3 4>7 |7");
    }

    @Test
    void byEffectiveTimeAPeriodHasWhatIsEffectiveInItWithTheBalancesOfThatOrder() {
        payAll();
        assertThat(statement(period().byEffectiveTime())).isEqualTo("0| 16>16 2>18 8>26 1>27 |27");
        assertThat(statement(
                        StatementQuery.newestFirst().between(june(10), june(20)).byEffectiveTime()))
                .isEqualTo("0| 1>27 8>26 2>18 16>16 |27");
        assertThat(statement(period().byEffectiveTime().asKnownOn(june(20)))).isEqualTo("0| 2>2 8>10 1>11 |11");
        assertThat(statement(StatementQuery.oldestFirst().byEffectiveTime()))
                .isEqualTo("0| 16>16 2>18 8>26 1>27 4>31 |31");
    }

    @Test
    void theBeginningIsInThePeriodAndTheEndIsNot() {
        pay(10, 0, 1);
        pay(20, 0, 2);
        pay(21, 10, 4);
        pay(22, 20, 8);
        assertThat(statement(period())).isEqualTo("0| 1>1 |1");
        assertThat(statement(period().byEffectiveTime())).isEqualTo("0| 1>1 4>5 |5");
    }

    @Test
    void onePeriodClosesWithWhatTheNextOneOpensWith() {
        payAll();
        for (boolean effective : List.of(false, true)) {
            StatementQuery first = StatementQuery.oldestFirst().between(Instant.MIN, june(12));
            StatementQuery second = first.between(june(12), june(19));
            StatementQuery third = first.between(june(19), Instant.MAX);
            StatementPage one = ledger.statement("alice", effective ? first.byEffectiveTime() : first);
            StatementPage two = ledger.statement("alice", effective ? second.byEffectiveTime() : second);
            StatementPage three = ledger.statement("alice", effective ? third.byEffectiveTime() : third);
            assertThat(one.opening().toLong()).isZero();
            assertThat(two.opening()).isEqualTo(one.closing());
            assertThat(three.opening()).isEqualTo(two.closing());
            assertThat(three.closing()).isEqualTo(ledger.balance("alice").posted());
            assertThat(one.lines().size() + two.lines().size() + three.lines().size())
                    .isEqualTo(5);
        }
    }

    @Test
    void anEmptyPeriodHasItsBalances() {
        payAll();
        assertThat(statement(StatementQuery.oldestFirst().between(june(6), june(7))))
                .isEqualTo("1|  |1");
        assertThat(statement(
                        StatementQuery.newestFirst().between(june(26), june(27)).byEffectiveTime()))
                .isEqualTo("31|  |31");
    }

    @Test
    void aStatementIsFinalAsItsEndIs() {
        pay(5, 0, 1);
        assertThat(ledger.statement("alice", period()).isFinal()).isFalse();
        pay(20, 12, 2);
        assertThat(ledger.statement("alice", period()).isFinal()).isTrue();
        assertThat(ledger.statement("alice", period().byEffectiveTime()).isFinal())
                .isFalse();
        assertThat(ledger.statement("alice", period().byEffectiveTime().asKnownOn(june(20)))
                        .isFinal())
                .isTrue();
        assertThat(ledger.statement("alice", period().byEffectiveTime().asKnownOn(june(21)))
                        .isFinal())
                .isFalse();
    }

    @Test
    void aStatementThatLacksWhatCameSinceItsFirstPageIsNotFinal() {
        pay(11, 0, 1);
        pay(12, 0, 2);
        StatementPage first = ledger.statement("alice", period().limit(1));
        pay(13, 0, 4);
        pay(25, 0, 8);
        StatementPage second =
                ledger.statement("alice", period().after(first.cursor().orElseThrow()));
        assertThat(second.closing().toLong()).isEqualTo(3);
        assertThat(second.isFinal()).isFalse();
        StatementPage again = ledger.statement("alice", period());
        assertThat(again.closing().toLong()).isEqualTo(7);
        assertThat(again.isFinal()).isTrue();
    }

    @Test
    void aCursorOfALineThatIsEffectiveBeforeThePeriodIsRefused() {
        pay(12, 9, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.statement(
                        "alice", period().byEffectiveTime().after(new StatementQuery.Cursor(4, 1, 4))));
    }

    @Test
    void withoutAPeriodThereAreNoBalancesOfOne() {
        StatementPage page = ledger.statement("alice", StatementQuery.oldestFirst());
        assertThatIllegalStateException().isThrownBy(page::opening).withMessageContaining("see StatementQuery.between");
        assertThatIllegalStateException().isThrownBy(page::closing);
        assertThatIllegalStateException().isThrownBy(page::isFinal);
    }

    /** The whole statement takes long; its pages do not, wherever they are. */
    @Test
    void aPageInTheMiddleTakesNoMoreWorkThanTheFirst() {
        Random random = new Random(1);
        List<Transfer> payments = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            payments.add(payment(i % 3 == 0 ? 0 : 1 + random.nextInt(30), 1));
        }
        clock.set(LedgerClock.nanosOf(june(15)));
        ledger.submitAll(payments);
        for (StatementQuery order : List.of(StatementQuery.oldestFirst(), StatementQuery.newestFirst())) {
            StatementQuery query = order.byEffectiveTime().limit(8_000);
            query = query.after(ledger.statement("alice", query).cursor().orElseThrow())
                    .limit(100);
            storage.takeReads();
            storage.takeSearches();
            assertThat(ledger.statement("alice", query).lines()).hasSize(100);
            assertThat(storage.takeReads()).isLessThan(200);
            assertThat(storage.takeSearches()).isLessThan(20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1:", ":1", "1:0:0", "1:0@", "1:0@x", "-1:0", "1:4096", "2:0@1", "1:0@2251799813685248"
            })
    void aTextThatIsNoCursorIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementQuery.Cursor.parse(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:0", "4711:0", "1:4095", "4711:3@4711", "1:0@2251799813685247"})
    void aCursorIsReadAsItWasWritten(String text) {
        assertThat(StatementQuery.Cursor.parse(text)).hasToString(text);
    }

    @Test
    void aCursorOfAStatementWithoutAPeriodIsNoneOfOneWithAPeriod() {
        StatementQuery plain = StatementQuery.oldestFirst();
        StatementQuery.Cursor ofPlain = new StatementQuery.Cursor(4, 1);
        StatementQuery.Cursor ofPeriod = new StatementQuery.Cursor(4, 1, 9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> period().after(ofPlain))
                .withMessage("the cursor 4:1 came from a statement without a period, not from a page of this one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.after(ofPeriod))
                .withMessage("the cursor 4:1@9 came from a statement of a period, not from a page of this one");
    }

    /** Positions: 1 to 3 opened accounts, 4 to 8 paid to alice; entry 1 is hers. */
    @ParameterizedTest
    @CsvSource({
        "5:1@8, false, true",
        "6:1@8, false, true",
        "7:1@8, false, true", // lines of the period
        "4:1@8, true, true",
        "5:1@8, true, true",
        "7:1@8, true, true",
        "8:1@8, true, true",
        "4:1@8, false, false",
        "8:1@8, false, false",
        "6:1@8, true, false", // lines outside of it
        "5:0@8, false, false",
        "5:0@8, true, false",
        "5:2@8, false, false", // entries of others, or none
        "1:0@8, false, false",
        "1:0@8, true, false",
        "0:0@8, true, false", // no movements
        "5:1@9, false, false",
        "5:1@9, true, false" // known more than there is
    })
    void aCursorThatIsNoLineOfTheStatementIsRefused(String cursor, boolean effective, boolean isLine) {
        payAll();
        StatementQuery query = effective ? period().byEffectiveTime() : period();
        StatementQuery next = query.after(StatementQuery.Cursor.parse(cursor));
        if (isLine) {
            assertThat(ledger.statement("alice", next).closing().toLong()).isEqualTo(effective ? 27 : 15);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ledger.statement("alice", next))
                    .withMessage("the cursor " + cursor + " did not come from a page of this statement of account "
                            + AccountId.of("alice"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.statement("bob", next));
    }

    @Test
    void aCursorThatKnowsMoreThanWasAskedForIsRefused() {
        payAll();
        StatementQuery query = period().asKnownOn(june(13));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.statement("alice", query.after(new StatementQuery.Cursor(5, 1, 7))));
        assertThat(ledger.statement("alice", query.after(new StatementQuery.Cursor(5, 1, 6)))
                        .lines())
                .hasSize(1);
    }
}
