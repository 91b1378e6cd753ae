package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Answers of a ledger, without a model, that must be the same at the end of its life: the balances of now, which that moment
 * has for ever, and what is said to be final.
 */
final class StayingAnswers {
    private static final int MOST_ACCOUNTS = 3;

    private final Random random;
    private final Map<Moments, List<Object>> balances = new LinkedHashMap<>();
    private final Map<Periods, List<Object>> statements = new LinkedHashMap<>();

    private record Moments(AccountId account, Moment moment) {}

    private record Periods(AccountId account, StatementQuery query) {}

    StayingAnswers(Random random) {
        this.random = random;
    }

    /** Asks about some accounts of a quiet ledger, whose last effect was recorded at a time. */
    void ask(Ledger ledger, Instant last) {
        List<AccountView> accounts = ledger.accounts(AccountQuery.all()).accounts();
        for (int i = 0; i < Math.min(MOST_ACCOUNTS, accounts.size()); i++) {
            AccountId account =
                    accounts.get(random.nextInt(accounts.size())).account().id();
            keep(account, Moment.recordedAt(last), unsigned(ledger.balance(account)));
            Moment moment = random.nextBoolean()
                    ? Moment.recordedAt(time())
                    : Moment.effectiveAt(time()).asKnownOn(time());
            PastBalance balance = ledger.balanceAt(account, moment);
            if (balance.isFinal()) {
                keep(account, moment, unsigned(balance));
            }
            StatementQuery query =
                    StatementQuery.oldestFirst().between(time(), Instant.MAX).asKnownOn(time());
            Periods asked = new Periods(account, random.nextBoolean() ? query.byEffectiveTime() : query);
            StatementPage page = ledger.statement(account, asked.query);
            if (page.isFinal()) {
                statements.put(asked, unsigned(page));
            }
        }
    }

    private void keep(AccountId account, Moment moment, List<Object> sums) {
        List<Object> before = balances.put(new Moments(account, moment), sums);
        assertThat(before == null || before.equals(sums))
                .as("%s of %s", moment, account)
                .isTrue();
    }

    /** The clock of a {@link SteppedLedger} goes some seconds on, and most effective times are about there. */
    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(60) - 10, Universe.START_NANOS);
    }

    void assertSame(Ledger ledger) {
        balances.forEach((asked, sums) -> assertThat(unsigned(ledger.balanceAt(asked.account, asked.moment)))
                .as("%s", asked)
                .isEqualTo(sums));
        statements.forEach((asked, page) -> assertThat(unsigned(ledger.statement(asked.account, asked.query)))
                .as("%s", asked)
                .isEqualTo(page));
    }

    // Without signs: the normal side is that of today, and may change.

    private static List<Object> unsigned(Balance balance) {
        return List.of(
                balance.debits(),
                balance.credits(),
                new PastBalance.Pending(balance.pendingDebits(), balance.pendingCredits()));
    }

    private static List<Object> unsigned(PastBalance balance) {
        return balance.pending() == null
                ? List.of(balance.debits(), balance.credits())
                : List.of(balance.debits(), balance.credits(), balance.pending());
    }

    private static List<Object> unsigned(StatementPage page) {
        return List.of(
                page.opening().toBigInteger().abs(),
                page.closing().toBigInteger().abs(),
                page.lines().stream()
                        .map(line -> List.of(
                                line.receipt(),
                                line.entry(),
                                line.amount(),
                                line.balanceAfter().toBigInteger().abs()))
                        .toList());
    }
}
