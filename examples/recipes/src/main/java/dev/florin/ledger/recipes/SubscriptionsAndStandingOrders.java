package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Payments that come back by themselves. */
final class SubscriptionsAndStandingOrders {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final CommandId RENT = CommandId.of("rent of ann");
    private static final CommandId MUSIC = CommandId.of("music of ann");

    private SubscriptionsAndStandingOrders() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        orderRent(ledger);
        subscribe(ledger);
        story.moment("22 November");
        story.answer("schedules of Ann", Integer.toString(schedulesOfAnn(ledger).size()));
        story.pass(Duration.ofDays(10));
        settle(ledger, RENT, 1);
        story.moment("2 December");
        story.pass(Duration.ofDays(31));
        settle(ledger, MUSIC, 1);
        settle(ledger, RENT, 2);
        story.moment("2 January");
        story.pass(Duration.ofDays(31));
        settle(ledger, MUSIC, 2);
        settle(ledger, RENT, 3);
        story.moment("2 February");
        story.rejected(
                "the rent of February, while Ann has too little",
                runsOf(ledger, RENT).get(2).outcome());

        topUp(ledger);
        payLate(ledger);
        story.pass(Duration.ofDays(28));
        settle(ledger, MUSIC, 3);
        settle(ledger, RENT, 4);
        story.moment("2 March");
        story.answer("what became of the rent", outcomes(ledger, RENT));
        story.answer("the dates of the music", dates(ledger, MUSIC));
        story.answer("the music", statusOf(ledger, MUSIC).toString());
        story.rejected("Ben's account is closed while rent is to come", closeBen(ledger));

        giveNotice(ledger);
        story.pass(Duration.ofDays(31));
        story.moment("2 April");
        story.answer("the rent", statusOf(ledger, RENT).toString());
        story.rejected("notice is given twice", giveNoticeAgain(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR));
        ledger.open(Account.named("users:ben", EUR));
        ledger.open(Account.named("shops:music", EUR));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 150_00)
                .credit("users:ann", 150_00)
                .build());
    }

    private static void orderRent(Ledger ledger) {
        Transfer rent = Transfer.of(RENT)
                .debit("users:ann", 60_00)
                .credit("users:ben", 60_00)
                .reference("rent")
                .build();
        ZonedDateTime first = LocalDate.of(2026, 12, 1).atTime(8, 0).atZone(BERLIN);
        ledger.schedule(Schedule.of(rent, first.toInstant()).repeat(Recurrence.every(Period.ofMonths(1), BERLIN)));
    }

    private static void subscribe(Ledger ledger) {
        Transfer music = Transfer.of(MUSIC)
                .debit("users:ann", 9_99)
                .credit("shops:music", 9_99)
                .reference("music")
                .build();
        ZonedDateTime first = LocalDate.of(2026, 12, 31).atTime(LocalTime.NOON).atZone(BERLIN);
        ledger.schedule(Schedule.of(music, first.toInstant())
                .repeat(Recurrence.every(Period.ofMonths(1), BERLIN).times(3)));
    }

    private static List<ScheduleView> schedulesOfAnn(Ledger ledger) {
        return ledger.schedules(ScheduleQuery.of("users:ann")).schedules();
    }

    private static List<ScheduleRun> runsOf(Ledger ledger, CommandId schedule) {
        return ledger.runs(schedule, 0, 1_000).orElseThrow().runs();
    }

    private static ScheduleStatus statusOf(Ledger ledger, CommandId schedule) {
        return ledger.schedule(schedule).orElseThrow().status();
    }

    private static String outcomes(Ledger ledger, CommandId schedule) {
        return runsOf(ledger, schedule).stream()
                .map(run -> run.outcome().isPosted() ? "paid" : "not paid")
                .collect(Collectors.joining(", "));
    }

    private static String dates(Ledger ledger, CommandId schedule) {
        return runsOf(ledger, schedule).stream()
                .map(run -> run.due().atZone(BERLIN).toLocalDate().toString())
                .collect(Collectors.joining(", "));
    }

    private static void topUp(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ann tops up again"))
                .debit("bank:cash", 200_00)
                .credit("users:ann", 200_00)
                .build());
    }

    private static void payLate(Ledger ledger) {
        ScheduleRun missed = runsOf(ledger, RENT).get(2);
        CommandId late = CommandId.derived("paid late", missed.outcome().id().toString());
        ledger.post(Transfer.of(late)
                .debit("users:ann", 60_00)
                .credit("users:ben", 60_00)
                .effectiveTime(missed.due())
                .reference("rent")
                .build());
    }

    private static Outcome closeBen(Ledger ledger) {
        return ledger.submit(
                CloseAccount.of(CommandId.of("ben leaves"), "users:ben").sweepTo("bank:cash"));
    }

    private static void giveNotice(Ledger ledger) {
        ledger.cancel(CancelSchedule.of(CommandId.of("ann gives notice"), RENT));
    }

    private static Outcome giveNoticeAgain(Ledger ledger) {
        return ledger.submit(CancelSchedule.of(CommandId.of("ann gives notice again"), RENT));
    }

    /** An application need not wait: it is told by the stream of changes, or asks when somebody wants to see it. */
    private static void settle(Ledger ledger, CommandId schedule, int runs) {
        ScheduleView view = ledger.schedule(schedule).orElseThrow();
        while (view.runs() < runs || (view.status() == ScheduleStatus.ACTIVE && view.due() == null)) {
            LockSupport.parkNanos(1_000_000);
            view = ledger.schedule(schedule).orElseThrow();
        }
    }
}
