package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountView;
import dev.florin.ledger.Decision;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import java.time.Instant;

/** What a ledger answers, with the recorded times set to 0: all that a {@link ModelLedger} must answer too. */
public final class Timeless {
    private Timeless() {}

    /**
     * A receipt without its time.
     *
     * @param receipt from a ledger
     * @return a changed copy
     */
    public static Receipt of(Receipt receipt) {
        return new Receipt(receipt.id(), receipt.position(), 0, receipt.incarnation());
    }

    /**
     * An outcome without its time.
     *
     * @param outcome from a ledger
     * @return a changed copy
     */
    public static Outcome of(Outcome outcome) {
        if (outcome instanceof Outcome.Posted posted) {
            return new Outcome.Posted(of(posted.receipt()), of(posted.decision()));
        }
        if (outcome instanceof Outcome.AlreadyPosted already) {
            return new Outcome.AlreadyPosted(of(already.receipt()), of(already.decision()));
        }
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        return new Outcome.Rejected(rejected.id(), of(rejected.rejection()));
    }

    private static Decision of(Decision decision) {
        return decision instanceof Decision.Each each
                ? new Decision.Each(each.outcomes().stream().map(Timeless::of).toList())
                : decision;
    }

    private static Rejection of(Rejection rejection) {
        if (rejection instanceof Rejection.DueTimeTooLate late) {
            return new Rejection.DueTimeTooLate(0, late.timeoutNanos());
        }
        return rejection instanceof Rejection.GroupMemberRejected group
                ? new Rejection.GroupMemberRejected(group.index(), group.member(), of(group.why()))
                : rejection;
    }

    /**
     * A hold without its time, due as if it had been placed in 1970.
     *
     * @param view from a ledger
     * @return a changed copy
     */
    public static HoldView of(HoldView view) {
        return new HoldView(
                view.hold(),
                of(view.receipt()),
                view.status(),
                view.hold().expiresAfter().map(Instant.EPOCH::plus).orElse(null),
                view.captured(),
                view.left(),
                view.captures(),
                view.refunds(),
                view.reversal(),
                view.closing());
    }

    /**
     * A schedule without the time when it was set up.
     *
     * @param view from a ledger
     * @return a changed copy
     */
    public static ScheduleView of(ScheduleView view) {
        return new ScheduleView(
                view.schedule(), of(view.receipt()), view.status(), view.due(), view.runs(), view.closing());
    }

    /**
     * A run without its time.
     *
     * @param run from a ledger
     * @return a changed copy
     */
    public static ScheduleRun of(ScheduleRun run) {
        return new ScheduleRun(run.number(), run.due(), of(run.receipt()), of(run.outcome()));
    }

    /**
     * An account without the time of its opening.
     *
     * @param view from a ledger
     * @return a changed copy
     */
    public static AccountView of(AccountView view) {
        return new AccountView(view.account(), view.status(), view.balance(), of(view.opened()));
    }

    /**
     * A transfer without its time.
     *
     * @param transfer from a ledger
     * @return a changed copy
     */
    public static RecordedTransfer of(RecordedTransfer transfer) {
        return new RecordedTransfer(
                transfer.kind(),
                transfer.transfer(),
                of(transfer.receipt()),
                transfer.balancesAfter(),
                transfer.links());
    }

    /**
     * A page without the times of its lines.
     *
     * @param page from a ledger
     * @return a changed copy
     */
    public static StatementPage of(StatementPage page) {
        return new StatementPage(
                page.account(), page.lines().stream().map(Timeless::of).toList(), page.next(), page.period());
    }

    private static StatementLine of(StatementLine line) {
        return new StatementLine(
                of(line.receipt()),
                line.entry(),
                line.side(),
                line.amount(),
                line.balanceAfter(),
                line.reference(),
                line.code(),
                line.effectiveTime());
    }
}
