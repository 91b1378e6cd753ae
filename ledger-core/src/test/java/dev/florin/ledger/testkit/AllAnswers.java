package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.journal.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that can be asked of small books, page by page: outcomes, balances, statements, past moments, transfers by what
 * they are found by, holds, and every effect. Two books that answer the same to all of it are the same.
 */
final class AllAnswers {
    private static final int PAGE = 40;

    private final Ledger ledger;
    private final Map<String, Object> answers = new LinkedHashMap<>();

    private AllAnswers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The answers by question. */
    static Map<String, Object> of(Ledger ledger) {
        AllAnswers all = new AllAnswers(ledger);
        all.ask();
        return all.answers;
    }

    private void ask() {
        answers.put("fingerprints", ledger.fingerprints());
        answers.put("trial balance", ledger.trialBalance());
        List<Effect> effects = effects();
        answers.put("effects", effects);
        Set<CommandId> ids = new TreeSet<>(Comparator.comparing(CommandId::toString));
        effects.forEach(effect -> ids.add(effect.receipt().id()));
        for (CommandId id : ids) {
            answers.put("outcome of " + id, ledger.outcome(id));
            answers.put("transfer " + id, ledger.transfer(id));
        }
        answers.put("holds", ledger.holds(HoldQuery.all()));
        List<AccountView> accounts = ledger.accounts(AccountQuery.all()).accounts();
        answers.put("accounts", accounts);
        accounts.forEach(account -> askOf(account.account().id(), middle(effects)));
        for (TransferQuery order : List.of(TransferQuery.oldestFirst(), TransferQuery.newestFirst())) {
            askFor(order);
            askFor(order.reference("for small 3"));
            askFor(order.code(7));
            askFor(order.metadata("order"));
            askFor(order.metadata("order", "1"));
        }
    }

    private static Instant middle(List<Effect> effects) {
        return effects.isEmpty()
                ? Instant.EPOCH
                : effects.get(effects.size() / 2).receipt().recordedTime();
    }

    private List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        try (ChangeStream stream = ledger.changes(0)) {
            List<Effect> some;
            do {
                some = stream.next(PAGE, Duration.ZERO);
                effects.addAll(some);
            } while (!some.isEmpty());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(effects).hasSize((int) ledger.fingerprints().position());
        return effects;
    }

    private void askOf(AccountId account, Instant middle) {
        for (StatementQuery order : List.of(StatementQuery.oldestFirst(), StatementQuery.newestFirst())) {
            statement(account, order);
            statement(account, order.between(Instant.EPOCH, middle));
            statement(account, order.between(Instant.MIN, Instant.MAX).byEffectiveTime());
        }
        for (Moment moment : List.of(
                Moment.recordedAt(middle),
                Moment.effectiveAt(middle),
                Moment.effectiveAt(SmallRun.PAST).asKnownOn(middle))) {
            answers.put(account + " at " + moment, ledger.balanceAt(account, moment));
        }
        answers.put("holds of " + account, ledger.holds(HoldQuery.of(account)));
    }

    private void statement(AccountId account, StatementQuery first) {
        List<StatementPage> pages = new ArrayList<>();
        StatementQuery query = first.limit(PAGE);
        while (true) {
            StatementPage page = ledger.statement(account, query);
            pages.add(page);
            if (page.cursor().isEmpty()) {
                break;
            }
            query = query.after(page.cursor().get());
        }
        answers.put("statement of " + account + ", " + first, pages);
    }

    private void askFor(TransferQuery first) {
        List<TransferPage> pages = new ArrayList<>();
        TransferQuery query = first.limit(PAGE);
        while (true) {
            TransferPage page = ledger.transfers(query);
            pages.add(page);
            if (page.cursor().isEmpty()) {
                break;
            }
            query = query.after(page.cursor().get());
        }
        answers.put("transfers, " + first, pages);
    }
}
