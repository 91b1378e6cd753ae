package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.ids;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.sum;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.HookedStorage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that other ledgers had in public, each as a test of this one. */
@Timeout(60)
class FailuresOfOtherLedgersTest {
    private static final int CALLERS = 64;

    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private Ledger ledger = Ledger.open(storage);

    @BeforeEach
    void open() {
        openBank(ledger);
    }

    @AfterEach
    void close() {
        assertThat(ledger.trialBalance().isBalanced()).isTrue();
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = Ledger.open(storage);
    }

    /** Parallel spending past the balance: each saw the money and took it. */
    @Test
    void parallelSpendingPastTheBalance() {
        openUser(ledger, "alice", 100);
        openUser(ledger, "bob", 0);
        List<Outcome> outcomes = Callers.run(CALLERS, caller -> ledger.submit(transfer("alice", "bob", 60)));
        assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize(1);
        assertThat(posted(ledger, "alice")).isEqualTo(40);
        assertThat(posted(ledger, "bob")).isEqualTo(60);
    }

    /** Concurrent first use of an account just opened: lost first transfers, two rows of one account, half an account. */
    @Test
    void concurrentFirstUseOfAnAccountJustOpened() {
        for (int round = 0; round < 50; round++) {
            String fresh = "fresh" + round;
            AccountId id = AccountId.of(fresh);
            List<Long> credited = Callers.run(8, caller -> {
                switch (caller) {
                    case 0, 1 -> {
                        ledger.open(Account.named(fresh, USD).code(7).metadata("k", "v"));
                        assertThat(posted(ledger, fresh)).isNotNegative();
                        return 0L;
                    }
                    case 2, 3 -> {
                        return look(id);
                    }
                    default -> {
                        return firstUse(fresh);
                    }
                }
            });
            assertThat(posted(ledger, fresh))
                    .isEqualTo(credited.stream().mapToLong(Long::longValue).sum());
            assertThat(ledger.accounts(AccountQuery.prefix(fresh)).accounts()).hasSize(1);
        }
    }

    /** Until the account is there it is not at all; from then on it is whole. */
    private long look(AccountId id) {
        while (ledger.account(id).isEmpty()) {
            Thread.onSpinWait();
        }
        AccountView view = ledger.account(id).orElseThrow();
        assertThat(view.account().code()).isEqualTo(7);
        assertThat(view.account().metadata()).containsEntry("k", "v");
        assertThat(view.balance().posted().signum()).isNotNegative();
        assertThat(ledger.handle(id).balance().asset()).isEqualTo(USD);
        assertThat(ledger.balances(List.of(id))).hasSize(1);
        return 0;
    }

    private long firstUse(String fresh) {
        while (true) {
            Outcome outcome = ledger.submit(transfer(BANK, fresh, 3));
            if (outcome.isPosted()) {
                assertThat(posted(ledger, fresh)).isGreaterThanOrEqualTo(3);
                return 3;
            }
            assertThat(((Outcome.Rejected) outcome).rejection())
                    .isEqualTo(new Rejection.UnknownAccount(AccountId.of(fresh)));
        }
    }

    /** A transfer from an account to itself: money was doubled, or the balance written before it was read. */
    @Test
    void aTransferFromAnAccountToItself() {
        openUser(ledger, "alice", 100);
        assertThat(rejection(transfer("alice", "alice", 50))).isEqualTo(new Rejection.NoEffect());
        assertThat(posted(ledger, "alice")).isEqualTo(100);
        openUser(ledger, "bob", 0);
        Transfer partly = Transfer.of(CommandId.next())
                .debit("alice", 150)
                .credit("alice", 120)
                .credit("bob", 30)
                .build();
        ledger.post(partly);
        assertThat(posted(ledger, "alice")).isEqualTo(70);
        assertThat(ledger.balance("alice").debits()).isEqualTo(Amount.of(150));
        assertThat(ledger.balance("alice").credits()).isEqualTo(Amount.of(220));
    }

    /** Wrong resulting balances when one transfer touches an account in several entries: the last entry won. */
    @Test
    void resultingBalancesWhenOneTransferTouchesAnAccountInSeveralEntries() {
        openUser(ledger, "alice", 100);
        openUser(ledger, "bob", 1);
        Transfer several = Transfer.of(CommandId.next())
                .debit("alice", 10)
                .credit("bob", 4)
                .debit("alice", 20)
                .credit("bob", 5)
                .credit("alice", 1)
                .credit("bob", 20)
                .build();
        ledger.post(several);
        assertThat(ledger.transfer(several.id()).orElseThrow().balancesAfter())
                .containsExactly(signed(90, 5, 70, 10, 71, 30));
        assertThat(ledger.statement(AccountId.of("alice"), StatementQuery.oldestFirst())
                        .lines())
                .extracting(StatementLine::balanceAfter)
                .containsExactly(signed(100, 90, 70, 71));
        assertThat(posted(ledger, "alice")).isEqualTo(71);
        assertThat(posted(ledger, "bob")).isEqualTo(30);
        assertThat(ledger.balance("alice").version()).isEqualTo(4);
        reopen();
        assertThat(posted(ledger, "alice")).isEqualTo(71);
    }

    private static SignedAmount[] signed(long... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> SignedAmount.of(values[i]))
                .toArray(SignedAmount[]::new);
    }

    /** The same id twice in one batch, in two threads, and again after a restart: the retry was paid twice. */
    @Test
    void theSameIdTwiceInOneBatchInManyThreadsAndAgainAfterARestart() {
        openUser(ledger, "alice", 1_000);
        openUser(ledger, "bob", 0);
        Transfer once = transfer("alice", "bob", 10);
        List<Outcome> batch = ledger.submitAll(List.of(once, once, transfer("alice", "bob", 1), once));
        assertThat(batch.get(0)).isInstanceOf(Outcome.Posted.class);
        Outcome first = new Outcome.AlreadyPosted(((Outcome.Posted) batch.get(0)).receipt());
        assertThat(batch.get(1)).isEqualTo(first);
        assertThat(batch.get(3)).isEqualTo(first);

        Transfer raced = transfer("alice", "bob", 100);
        List<Outcome> race = Callers.run(
                CALLERS,
                caller -> caller % 2 == 0
                        ? ledger.submit(raced)
                        : ledger.submitAll(List.of(raced, once)).get(0));
        assertThat(race.stream().filter(outcome -> outcome instanceof Outcome.Posted))
                .hasSize(1);
        assertThat(race).allMatch(Outcome::isPosted);
        assertThat(posted(ledger, "bob")).isEqualTo(111);

        Transfer tooMuch = transfer("alice", "bob", 100_000);
        Outcome rejected = ledger.submit(tooMuch);
        reopen();
        assertThat(ledger.submit(once)).isEqualTo(first);
        assertThat(ledger.submit(raced)).isInstanceOf(Outcome.AlreadyPosted.class);
        ledger.post(transfer(BANK, "alice", 1_000_000));
        assertThat(ledger.submit(tooMuch)).as("final, though it would pass now").isEqualTo(rejected);
        assertThat(posted(ledger, "bob")).isEqualTo(111);
    }

    /** A failed call that left a trace: half a transfer, a used-up number, a changed "updated at". */
    @Test
    void aFailedCallThatLeftATrace() {
        openUser(ledger, "alice", 100);
        openUser(ledger, "bob", 0);
        Transfer known = transfer("alice", "bob", 10);
        Transfer refused = transfer("alice", "bob", 1_000);
        ledger.post(known);
        Outcome rejected = ledger.submit(refused);
        Fingerprints before = ledger.fingerprints();
        List<byte[]> bytes = bytes();
        List<Balance> balances = ledger.balances(ids(BANK, "alice", "bob"));

        Transfer conflict = transfer(known.id(), "alice", "bob", 11);
        assertThat(rejection(conflict)).isInstanceOf(Rejection.IdConflict.class);
        assertThat(rejection(transfer(refused.id(), "bob", "alice", 1_000))).isInstanceOf(Rejection.IdConflict.class);
        assertThat(ledger.submit(refused)).isEqualTo(rejected);
        assertThat(ledger.submitAll(List.of(known, conflict, refused, known)).get(3))
                .isInstanceOf(Outcome.AlreadyPosted.class);
        ledger.open(Account.named("alice", USD));
        assertThatThrownBy(() -> ledger.submitAll(List.of(
                        transfer("alice", "bob", 1),
                        AccountUpdate.of(CommandId.next(), AccountId.of("alice")),
                        transfer("alice", "bob", 1))))
                .isInstanceOf(MalformedCommandException.class);

        assertThat(ledger.fingerprints()).isEqualTo(before);
        assertThat(bytes()).containsExactlyElementsOf(bytes);
        assertThat(ledger.balances(ids(BANK, "alice", "bob"))).isEqualTo(balances);
        reopen();
        assertThat(ledger.fingerprints()).isEqualTo(before);
    }

    /** A rejection is journaled, and that is all of it: the accounts stay as they were, their versions included. */
    @Test
    void aRejectionChangesNoAccount() {
        openUser(ledger, "alice", 100);
        List<Balance> balances = ledger.balances(ids(BANK, "alice"));
        long position = ledger.fingerprints().position();
        // The bank's part is judged and would pass; alice's does not.
        assertThat(rejection(transfer("alice", BANK, 101))).isInstanceOf(Rejection.BelowLowerLimit.class);
        assertThat(ledger.balances(ids(BANK, "alice"))).isEqualTo(balances);
        assertThat(ledger.statement(AccountId.of("alice"), StatementQuery.newestFirst())
                        .lines())
                .hasSize(1);
        assertThat(ledger.fingerprints().position()).isEqualTo(position + 1);
    }

    private List<byte[]> bytes() {
        return storage.frames().stream().map(Frames::bytes).toList();
    }

    /** Names with any Unicode, quotes: broken pages, injected statements, two names that became one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's \"quoted\" `so` \\ %s {0} ${jndi:x}",
                "'; DROP TABLE account; --",
                "\u010de\u0161tina \u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
                "\ud83d\udc69\u200d\ud83d\ude80 \u202eolleh \ufeff\uffff\u2028\u2029",
                "e\u0301",
                "\u00e9",
                " leading and trailing ",
            })
    void namesWithAnyUnicodeAndQuotes(String name) {
        ledger.open(Account.named(name, USD).metadata(name, name + "\n\r\0\"'"));
        Transfer payment = Transfer.of(CommandId.of(name))
                .debit(BANK, 5)
                .credit(name, 5)
                .reference(name + "\r\nsecond line\0")
                .metadata("note", "line\n" + name)
                .build();
        ledger.post(payment);
        reopen();
        AccountView view = ledger.account(name).orElseThrow();
        assertThat(view.account().name()).isEqualTo(name);
        assertThat(view.account().metadata()).containsEntry(name, name + "\n\r\0\"'");
        assertThat(ledger.transfer(payment.id()).orElseThrow().transfer()).isEqualTo(payment);
        assertThat(ledger.accounts(AccountQuery.prefix(name)).accounts()).hasSize(1);
        assertThat(ledger.submit(payment)).isInstanceOf(Outcome.AlreadyPosted.class);
    }

    /** Line breaks in names: one account filled two lines of a report. */
    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "two\r\nlines", "nul\0", "tab\t", "next\u0085line", "lone \ud83d surrogate"})
    void namesThatAreNoLineOfTextAreRefusedClearly(String name) {
        Account account = Account.of(AccountId.of("id"), USD);
        assertThatThrownBy(() -> account.name(name))
                .isInstanceOf(MalformedCommandException.class)
                .hasMessageMatching("(?s).*index \\d+.*");
    }

    /** Two names that look alike are two accounts: nothing is normalised. */
    @Test
    void namesThatLookAlikeAreTwo() {
        ledger.open(Account.named("e\u0301", USD));
        ledger.open(Account.named("\u00e9", USD));
        ledger.post(transfer(BANK, "\u00e9", 1));
        assertThat(posted(ledger, "e\u0301")).isZero();
        assertThat(posted(ledger, "\u00e9")).isEqualTo(1);
    }

    /** Sums that wrap at 2^128, or at 2^64 and 2^63 on the way: a fortune became nothing. */
    @Test
    void sumsThatWrap() {
        ledger.open(Account.named("rich", USD));
        BigInteger max = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
        BigInteger held = BigInteger.ZERO;
        for (BigInteger step : Stream.of(63, 64, 127)
                .flatMap(power -> Stream.of(BigInteger.TWO.pow(power).subtract(BigInteger.ONE), BigInteger.ONE))
                .toList()) {
            ledger.post(payment(step));
            held = held.add(step);
            assertThat(ledger.balance("rich").posted().toBigInteger()).isEqualTo(held);
        }
        ledger.post(payment(max.subtract(held)));
        assertThat(ledger.balance("rich").credits()).isEqualTo(Amount.MAX);
        Rejection overflow = rejection(payment(BigInteger.ONE));
        assertThat(overflow).isInstanceOf(Rejection.SumOverflow.class);
        assertThat(overflow.message()).contains(max.toString());
        Transfer.Builder tooMuch = Transfer.of(CommandId.next())
                .debit(AccountId.of(BANK), Amount.MAX)
                .debit(AccountId.of(BANK), Amount.of(1))
                .credit("rich", 1);
        assertThatThrownBy(tooMuch::build).isInstanceOf(MalformedCommandException.class);
        assertThat(ledger.balance("rich").posted().toBigInteger()).isEqualTo(max);
        reopen();
        assertThat(ledger.balance("rich").posted().toBigInteger()).isEqualTo(max);
    }

    private static Transfer payment(BigInteger amount) {
        return Transfer.of(CommandId.next())
                .debit(AccountId.of(BANK), Amount.of(amount))
                .credit(AccountId.of("rich"), Amount.of(amount))
                .build();
    }

    /** A limit judged leg by leg refuses a valid transfer: the money comes in by a later entry. */
    @Test
    void aLimitJudgedLegByLegThatRefusesAValidTransfer() {
        openUser(ledger, "alice", 0);
        openUser(ledger, "bob", 0);
        ledger.open(Account.named("capped", USD).upperLimit(10));
        ledger.post(Transfer.of(CommandId.next())
                .debit("alice", 100)
                .credit("bob", 100)
                .debit(BANK, 100)
                .credit("alice", 100)
                .build());
        assertThat(posted(ledger, "alice")).isZero();
        assertThat(posted(ledger, "bob")).isEqualTo(100);
        ledger.post(Transfer.of(CommandId.next())
                .credit("capped", 90)
                .debit("bob", 90)
                .debit("capped", 80)
                .credit("alice", 80)
                .build());
        assertThat(posted(ledger, "capped")).isEqualTo(10);
        assertThat(rejection(Transfer.of(CommandId.next())
                        .debit("alice", 100)
                        .credit("bob", 100)
                        .debit(BANK, 19)
                        .credit("alice", 19)
                        .build()))
                .isInstanceOf(Rejection.BelowLowerLimit.class);
    }

    /** Contention reported as a business error: callers of a busy account were told to try again, or "insufficient". */
    @Test
    void contentionReportedAsABusinessError() {
        int each = 25;
        openUser(ledger, "hot", (long) CALLERS * each);
        IntStream.range(0, 4).forEach(shop -> openUser(ledger, "shop" + shop, 0));
        List<List<Outcome>> outcomes = Callers.run(CALLERS, caller -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                own.add(ledger.submit(transfer("hot", "shop" + caller % 4, 1)));
            }
            return own;
        });
        assertThat(outcomes).allSatisfy(own -> assertThat(own).allMatch(Outcome::isPosted));
        assertThat(posted(ledger, "hot")).isZero();
        assertThat(sum(ledger, ids("shop0", "shop1", "shop2", "shop3"))).isEqualTo((long) CALLERS * each);
    }

    private Rejection rejection(Command command) {
        return ((Outcome.Rejected) ledger.submit(command)).rejection();
    }
}
