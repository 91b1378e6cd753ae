package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Statements of a month that stay as they were sent. */
final class MonthEndStatements {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Instant CLOSED = Instant.parse("2026-12-02T23:00:00Z");

    private MonthEndStatements() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        pay(ledger, "groceries", 30_00);
        story.moment("22 November");
        story.pass(Duration.ofDays(9));
        chargeNovember(ledger);
        pay(ledger, "rent", 60_00);
        story.moment("1 December");
        StatementPage early = ledger.statement("users:ann", november());
        story.answer("on 1 December: November closes with", early.closing().format(EUR));
        story.answer("on 1 December: is that final?", Boolean.toString(early.isFinal()));

        story.pass(Duration.ofDays(5));
        refundNovember(ledger);
        story.moment("6 December");
        StatementPage sent = ledger.statement("users:ann", november());
        story.answer("on 6 December: November opens with", sent.opening().format(EUR));
        story.answer("on 6 December: November closes with", sent.closing().format(EUR));
        story.answer("on 6 December: is that final?", Boolean.toString(sent.isFinal()));
        story.answer("how many lines are on it?", Integer.toString(lines(ledger).size()));
        story.answer(
                "with all that is known by now, November closes with",
                closingAsKnownNow(ledger).format(EUR));
        story.answer(
                "what the books showed when December began in Berlin",
                shownWhenDecemberBegan(ledger).format(EUR));
        story.rejected("a payment dated back to when the money was there", payLate(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR));
        ledger.open(Account.named("income:fees", EUR));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 100_00)
                .credit("users:ann", 100_00)
                .build());
    }

    private static void pay(Ledger ledger, String what, long minorUnits) {
        ledger.post(Transfer.of(CommandId.of(what))
                .debit("users:ann", minorUnits)
                .credit("bank:cash", minorUnits)
                .build());
    }

    private static void chargeNovember(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.derived("fee", "ann", NOVEMBER.toString()))
                .debit("users:ann", 2_50)
                .credit("income:fees", 2_50)
                .effectiveTime(lastMomentOf(NOVEMBER))
                .build());
    }

    private static Instant beginOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(BERLIN).toInstant();
    }

    private static Instant lastMomentOf(YearMonth month) {
        return beginOf(month.plusMonths(1)).minusNanos(1);
    }

    private static StatementQuery november() {
        return StatementQuery.oldestFirst()
                .between(beginOf(NOVEMBER), beginOf(NOVEMBER.plusMonths(1)))
                .byEffectiveTime()
                .asKnownOn(CLOSED);
    }

    private static List<StatementLine> lines(Ledger ledger) {
        StatementPage page = ledger.statement("users:ann", november());
        List<StatementLine> lines = new ArrayList<>(page.lines());
        while (page.cursor().isPresent()) {
            page = ledger.statement("users:ann", november().after(page.cursor().get()));
            lines.addAll(page.lines());
        }
        return lines;
    }

    private static void refundNovember(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.derived("half of the fee back", "ann", NOVEMBER.toString()))
                .debit("income:fees", 1_25)
                .credit("users:ann", 1_25)
                .effectiveTime(lastMomentOf(NOVEMBER))
                .build());
    }

    private static SignedAmount closingAsKnownNow(Ledger ledger) {
        return ledger.balanceAt("users:ann", Moment.effectiveAt(lastMomentOf(NOVEMBER)))
                .posted();
    }

    private static SignedAmount shownWhenDecemberBegan(Ledger ledger) {
        return ledger.balanceAt("users:ann", Moment.recordedAt(lastMomentOf(NOVEMBER)))
                .posted();
    }

    private static Outcome payLate(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("a bill of November"))
                .debit("users:ann", 50_00)
                .credit("bank:cash", 50_00)
                .effectiveTime(Instant.parse("2026-11-23T09:00:00Z"))
                .build());
    }
}
