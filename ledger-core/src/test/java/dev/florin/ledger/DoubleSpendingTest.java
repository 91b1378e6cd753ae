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

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many spend the same money at the same time: exactly what the balance allows succeeds, and no reader sees more. */
@Timeout(60)
class DoubleSpendingTest {
    private static final int CALLERS = 64;

    /** The forms of a call. */
    enum Form {
        ONE_BY_ONE {
            @Override
            List<Outcome> submit(Ledger ledger, List<Transfer> transfers) {
                return transfers.stream().map(ledger::submit).toList();
            }
        },
        ALL_AT_ONCE {
            @Override
            List<Outcome> submit(Ledger ledger, List<Transfer> transfers) {
                return ledger.submitAll(transfers);
            }
        },
        ASYNC {
            @Override
            List<Outcome> submit(Ledger ledger, List<Transfer> transfers) {
                List<CompletableFuture<Outcome>> stages = transfers.stream()
                        .map(transfer -> ledger.submitAsync(transfer).toCompletableFuture())
                        .toList();
                return stages.stream().map(CompletableFuture::join).toList();
            }
        };

        abstract List<Outcome> submit(Ledger ledger, List<Transfer> transfers);
    }

    private final Ledger ledger = Ledger.open(InMemoryStorage.create());

    @BeforeEach
    void open() {
        openBank(ledger);
    }

    @AfterEach
    void close() {
        assertThat(ledger.trialBalance().lines()).allMatch(line -> line.debits().equals(line.credits()));
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource
    void exactlyWhatTheBalanceAllowsSucceeds(Form form) {
        int each = 40;
        int allowed = 777;
        openUser(ledger, "payer", allowed);
        openUser(ledger, "payee", 0);
        List<Outcome> outcomes;
        try (Watch watch = Watch.with(2, () -> assertNotOverdrawn("payer", allowed))) {
            outcomes = all(Callers.run(CALLERS, caller -> form.submit(ledger, payments("payer", "payee", each))));
        }
        assertThat(outcomes).hasSize(CALLERS * each);
        assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize(allowed);
        assertThat(outcomes.stream().filter(outcome -> !outcome.isPosted()))
                .allSatisfy(DoubleSpendingTest::assertNothingLeft);
        assertThat(posted(ledger, "payer")).isZero();
        assertThat(posted(ledger, "payee")).isEqualTo(allowed);
    }

    /** Everybody passes everything on, in a ring: what is there is spent again and again, and never twice. */
    @ParameterizedTest
    @EnumSource
    void moneyThatGoesRoundIsNeitherMadeNorLost(Form form) {
        List<String> users = List.of("u0", "u1", "u2", "u3");
        users.forEach(user -> openUser(ledger, user, 10));
        List<AccountId> accounts = ids(users.toArray(String[]::new));
        List<Outcome> outcomes;
        try (Watch watch = Watch.with(2, () -> {
            users.forEach(user -> assertNotOverdrawn(user, 40));
            assertThat(sum(ledger, accounts)).isEqualTo(40);
        })) {
            outcomes = all(Callers.run(CALLERS, caller -> {
                String from = users.get(caller % 4);
                String to = users.get((caller + 1) % 4);
                return form.submit(
                        ledger,
                        IntStream.range(0, 30)
                                .mapToObj(i -> transfer(from, to, 1 + i % 13))
                                .toList());
            }));
        }
        assertThat(outcomes.stream().filter(Outcome::isPosted)).isNotEmpty();
        assertThat(outcomes.stream().filter(outcome -> !outcome.isPosted())).isNotEmpty();
        assertThat(sum(ledger, accounts)).isEqualTo(40);
        for (int i = 0; i < users.size(); i++) {
            assertThat(posted(ledger, users.get(i))).isEqualTo(10 + moved(outcomes, i));
        }
    }

    /** One account is in every transfer, with an upper limit as well: what comes in may not exceed it either. */
    @Test
    void aHotAccountKeepsBothItsLimits() {
        ledger.open(Account.named("hot", USD).upperLimit(5));
        openUser(ledger, "payee", 0);
        List<Outcome> outcomes;
        try (Watch watch = Watch.with(2, () -> assertNotOverdrawn("hot", 5))) {
            outcomes = all(Callers.run(
                    CALLERS,
                    caller -> Form.ONE_BY_ONE.submit(
                            ledger, caller % 2 == 0 ? payments(BANK, "hot", 30) : payments("hot", "payee", 30))));
        }
        long in = ledger.balance("hot").credits().toLong();
        long out = ledger.balance("hot").debits().toLong();
        assertThat(in - out).isBetween(0L, 5L);
        assertThat(outcomes.stream().filter(Outcome::isPosted)).hasSize((int) (in + out));
        assertThat(posted(ledger, "payee")).isEqualTo(out);
    }

    private static List<Transfer> payments(String from, String to, int count) {
        return Stream.generate(() -> transfer(from, to, 1)).limit(count).toList();
    }

    private void assertNotOverdrawn(String user, long most) {
        assertThat(posted(ledger, user)).as(user).isBetween(0L, most);
    }

    private static void assertNothingLeft(Outcome outcome) {
        Rejection.BelowLowerLimit rejection = (Rejection.BelowLowerLimit) ((Outcome.Rejected) outcome).rejection();
        assertThat(rejection.available().signum()).isZero();
        assertThat(rejection.most().isZero()).isTrue();
    }

    /** What all transfers that were posted moved into an account, less what they moved out. */
    private long moved(List<Outcome> outcomes, int user) {
        AccountId account = AccountId.of("u" + user);
        long moved = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.isPosted()) {
                for (Entry entry :
                        ledger.transfer(outcome.id()).orElseThrow().transfer().entries()) {
                    long amount = entry.amount().toLong();
                    moved += !entry.account().equals(account) ? 0 : entry.side() == Side.CREDIT ? amount : -amount;
                }
            }
        }
        return moved;
    }

    private static List<Outcome> all(List<List<Outcome>> parts) {
        List<Outcome> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return all;
    }
}
