package dev.florin.ledger.cli.show;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.Amount;
import java.util.ArrayList;
import java.util.List;

/** What commands move: their own entries, or those they refer to with the amounts that the ledger decided. */
final class Moves {
    private Moves() {}

    /** The entries of a command that was not rejected; none if it moves nothing or what it refers to is not known. */
    static List<Entry> of(Command command, Decision decision, Known known) {
        if (command instanceof Transfer transfer) {
            return transfer.entries();
        } else if (command instanceof Hold hold) {
            return hold.transfer().entries();
        } else if (command instanceof Schedule schedule) {
            return of(schedule.what(), Decision.AsAsked.INSTANCE, known);
        } else if (command instanceof CloseAccount closing && closing.sweepTo() != null) {
            return swept(closing.account(), closing.sweepTo(), sweepOf(decision), known);
        } else if (!(decision instanceof Decision.Moved moved)) {
            return List.of();
        } else if (command instanceof Capture capture) {
            return part(capture.hold(), moved.amounts(), true, known);
        } else if (command instanceof Release release) {
            return part(release.hold(), moved.amounts(), true, known);
        } else if (command instanceof Refund refund) {
            return part(refund.origin(), moved.amounts(), false, known);
        } else if (command instanceof Reversal reversal) {
            return part(reversal.origin(), moved.amounts(), false, known);
        } else if (command instanceof Sweep sweep) {
            return swept(sweep.from(), sweep.to(), moved.amounts(), known);
        }
        return List.of();
    }

    /** The decision on an outcome that is not a rejection. */
    static Decision decision(Outcome outcome) {
        if (outcome instanceof Outcome.Posted posted) {
            return posted.decision();
        }
        return outcome instanceof Outcome.AlreadyPosted already ? already.decision() : Decision.AsAsked.INSTANCE;
    }

    private static List<Entry> part(CommandId origin, List<Amount> amounts, boolean sameSides, Known known) {
        List<Entry> entries = known.entries(origin).orElse(List.of());
        List<Entry> moved = new ArrayList<>();
        for (int i = 0; i < Math.min(entries.size(), amounts.size()); i++) {
            Entry entry = entries.get(i);
            if (!amounts.get(i).isZero()) {
                moved.add(new Entry(entry.account(), sameSides ? entry.side() : other(entry.side()), amounts.get(i)));
            }
        }
        return moved;
    }

    private static List<Entry> swept(AccountId from, AccountId to, List<Amount> amounts, Known known) {
        if (amounts.isEmpty()) {
            return List.of();
        }
        Side lowers =
                known.account(from).map(account -> other(account.normalSide())).orElse(Side.DEBIT);
        return List.of(new Entry(from, lowers, amounts.get(0)), new Entry(to, other(lowers), amounts.get(0)));
    }

    /** A closing of an empty account decides nothing, and sweeps nothing. */
    private static List<Amount> sweepOf(Decision closing) {
        return closing instanceof Decision.Each each && decision(each.outcomes().get(0)) instanceof Decision.Moved moved
                ? moved.amounts()
                : List.of();
    }

    private static Side other(Side side) {
        return side == Side.DEBIT ? Side.CREDIT : Side.DEBIT;
    }
}
