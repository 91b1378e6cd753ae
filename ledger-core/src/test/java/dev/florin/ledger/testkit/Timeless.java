package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountView;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;

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
            return new Outcome.Posted(of(posted.receipt()), posted.decision());
        }
        return outcome instanceof Outcome.AlreadyPosted already
                ? new Outcome.AlreadyPosted(of(already.receipt()), already.decision())
                : outcome;
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
                page.account(), page.lines().stream().map(Timeless::of).toList(), page.next());
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
