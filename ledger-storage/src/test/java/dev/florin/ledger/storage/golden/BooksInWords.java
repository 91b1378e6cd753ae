package dev.florin.ledger.storage.golden;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.RecoveryReport;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TrialBalance;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked of books, as lines of text: what golden books are compared by. The text of a book never
 * changes; if a class that is printed here gets another form, this class goes on printing the old one.
 */
final class BooksInWords {
    private static final int LONG = 80;

    private final Ledger ledger;
    private final List<String> lines = new ArrayList<>();

    private BooksInWords(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What is in books. */
    static List<String> of(Ledger ledger, List<CommandId> ids) {
        BooksInWords words = new BooksInWords(ledger);
        words.whole();
        AccountPage page = ledger.accounts(AccountQuery.all());
        page.accounts().forEach(words::account);
        if (page.cursor().isPresent()) {
            throw new IllegalStateException("golden books have fewer accounts than a page");
        }
        ids.forEach(words::command);
        return words.lines;
    }

    private void add(String what, @Nullable Object... parts) {
        StringBuilder line = new StringBuilder(what);
        for (Object part : parts) {
            line.append(' ').append(part);
        }
        lines.add(line.toString());
    }

    private void whole() {
        RecoveryReport recovery = ledger.recovery();
        add("recovery", recovery.lastPosition(), recovery.batches(), recovery.cleanShutdown(), recovery.bytesCut());
        Fingerprints prints = ledger.fingerprints();
        add("fingerprints", prints.position(), prints.chain(), prints.state(), prints.content());
        for (TrialBalance.Line line : ledger.trialBalance().lines()) {
            add(
                    "sums",
                    line.asset(),
                    line.accounts(),
                    line.debits(),
                    line.credits(),
                    line.debitBalances(),
                    line.creditBalances());
        }
    }

    private void account(AccountView view) {
        Account account = view.account();
        add(
                "account",
                account.id(),
                account.asset(),
                account.normalSide(),
                view.status(),
                "from",
                account.lowerLimit(),
                "to",
                account.upperLimit(),
                account.code(),
                quoted(account.name()));
        add("  opened", receipt(view.opened()));
        account.metadata().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> add("  metadata", quoted(entry.getKey()), quoted(entry.getValue())));
        Balance balance = view.balance();
        add(
                "  balance",
                balance.debits(),
                balance.credits(),
                "pending",
                balance.pendingDebits(),
                balance.pendingCredits(),
                "posted",
                balance.posted(),
                "version",
                balance.version());
        StatementQuery query = StatementQuery.oldestFirst().limit(7);
        StatementPage page = ledger.statement(account.id(), query);
        while (!page.lines().isEmpty()) {
            page.lines().forEach(this::line);
            if (page.cursor().isEmpty()) {
                return;
            }
            page = ledger.statement(account.id(), query.after(page.cursor().get()));
        }
    }

    private void line(StatementLine line) {
        add(
                "  entry",
                line.receipt().position(),
                line.entry(),
                line.side(),
                line.amount(),
                "balance",
                line.balanceAfter(),
                line.code(),
                line.effectiveTime(),
                quoted(line.reference()));
    }

    private void command(CommandId id) {
        Outcome outcome = ledger.outcome(id).orElse(null);
        if (outcome == null) {
            add("nothing", id);
            return;
        }
        add("outcome", id, words(outcome));
        ledger.hold(id).ifPresent(this::hold);
        ledger.transfer(id).ifPresent(this::movement);
        ledger.schedule(id).ifPresent(this::schedule);
    }

    private void schedule(ScheduleView view) {
        Recurrence recurrence = view.schedule().recurrence();
        add(
                "  schedule",
                view.status(),
                "of",
                view.schedule().what().kind(),
                "from",
                view.schedule().first(),
                "due",
                view.due(),
                "runs",
                view.runs(),
                "closing",
                view.closing());
        if (recurrence != null) {
            add("  repeats", recurrence.rhythm(), recurrence.until(), recurrence.times(), recurrence.missed());
        }
        ScheduleRuns page = ledger.runs(view.schedule().id(), 0, 5).orElseThrow();
        while (!page.runs().isEmpty()) {
            page.runs()
                    .forEach(run -> add(
                            "  run",
                            run.number(),
                            run.due(),
                            run.receipt().id(),
                            receipt(run.receipt()),
                            run.outcome().id(),
                            words(run.outcome())));
            page = page.next() == 0
                    ? new ScheduleRuns(List.of(), 0)
                    : ledger.runs(view.schedule().id(), page.next(), 5).orElseThrow();
        }
    }

    private void hold(HoldView hold) {
        add(
                "  hold",
                hold.status(),
                "due",
                hold.due(),
                "captured",
                hold.captured(),
                "left",
                hold.left(),
                "captures",
                hold.captures(),
                "refunds",
                hold.refunds(),
                "reversal",
                hold.reversal(),
                "closing",
                hold.closing());
    }

    private void movement(RecordedTransfer movement) {
        add(
                "  movement",
                movement.kind(),
                movement.transfer().entries(),
                "after",
                movement.balancesAfter(),
                "origin",
                movement.links().origin(),
                "refunds",
                movement.links().refunds(),
                "reversal",
                movement.links().reversal(),
                quoted(movement.transfer().reference()));
        movement.transfer().metadata().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> add("  metadata", quoted(entry.getKey()), quoted(entry.getValue())));
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Posted posted) {
            return "posted " + receipt(posted.receipt()) + words(posted.decision());
        }
        if (outcome instanceof Outcome.AlreadyPosted already) {
            return "posted " + receipt(already.receipt()) + words(already.decision());
        }
        return "rejected " + words(((Outcome.Rejected) outcome).rejection());
    }

    private static String words(Decision decision) {
        if (decision instanceof Decision.Moved moved) {
            return " moved " + moved.amounts();
        }
        return decision instanceof Decision.Each each
                ? " parts "
                        + each.outcomes().stream()
                                .map(part -> part.id() + " " + words(part))
                                .toList()
                : "";
    }

    private static String words(Rejection rejection) {
        StringBuilder text = new StringBuilder();
        text.append(rejection.reason().number()).append(' ').append(rejection.reason());
        try {
            for (RecordComponent figure : rejection.getClass().getRecordComponents()) {
                Object value = figure.getAccessor().invoke(rejection);
                text.append(' ')
                        .append(value instanceof Rejection inner ? "(" + words(inner) + ")" : quoted("" + value));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("a figure of a rejection", e);
        }
        return text.toString();
    }

    private static String receipt(Receipt receipt) {
        return "at " + receipt.position() + ", " + receipt.recordedNanos() + ", " + receipt.incarnation();
    }

    /** In ASCII; the end of a long text as its hash. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(LONG, text.length()); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                quoted.append(c);
            } else {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return text.length() <= LONG
                ? quoted + "\""
                : quoted + "\"+" + (text.length() - LONG) + "#"
                        + text.substring(LONG).hashCode();
    }
}
