package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.util.stream.Collectors;

/** A loan that is paid out, bears interest, and is paid back. */
final class Loan {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final AccountId PRINCIPAL = AccountId.of("loans:ann:principal");
    private static final AccountId INTEREST = AccountId.of("loans:ann:interest");
    private static final AccountId ANN = AccountId.of("users:ann");

    private Loan() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        disburse(ledger);
        story.moment("paid out");
        story.rejected("a second loan beside the first", disburseAgain(ledger));
        chargeInterest(ledger);
        story.moment("interest of a month");
        Transfer second = repayment(ledger, CommandId.of("a second click"), 106_62);
        Transfer first = repayment(ledger, CommandId.of("first instalment"), 106_62);
        story.answer("how is 106.62 split?", split(first));
        ledger.post(first);
        story.moment("first instalment");
        story.rejected("an instalment that was split before another one was posted", ledger.submit(second));

        spend(ledger);
        story.moment("spent, overdrawn");
        story.rejected(
                "an instalment that passes the overdraft",
                ledger.submit(repayment(ledger, CommandId.of("second instalment"), 106_62)));
        salary(ledger);
        story.rejected(
                "more is paid back than is owed", ledger.submit(repayment(ledger, CommandId.of("all back"), 1_200_00)));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR).lowerLimit(-50_00));
        ledger.open(Account.named("loans:ann:principal", EUR).debitNormal());
        ledger.open(Account.named("loans:ann:interest", EUR).debitNormal());
        ledger.open(Account.named("income:interest", EUR));
    }

    private static void disburse(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("loan of ann"))
                .debit("loans:ann:principal", 1_200_00)
                .credit("users:ann", 1_200_00)
                .onlyIf(Condition.postedAtMost(PRINCIPAL, 0), Condition.postedAtMost(INTEREST, 0))
                .build());
    }

    private static void chargeInterest(Ledger ledger) {
        Amount owed = ledger.balance("loans:ann:principal").posted().magnitude();
        Amount interest = Rate.of(1, 100).convert(owed, RoundingMode.HALF_EVEN); // 1 % a month
        ledger.post(Transfer.of(CommandId.derived("interest", "ann", "2026-11"))
                .debit("loans:ann:interest", interest)
                .credit("income:interest", interest)
                .build());
    }

    private static Transfer repayment(Ledger ledger, CommandId id, long paid) {
        Balance interest = ledger.balance(INTEREST);
        long toInterest = Math.min(paid, interest.posted().toLong());
        Transfer.Builder transfer =
                Transfer.of(id).debit(ANN, paid).onlyIf(Condition.versionIs(INTEREST, interest.version()));
        if (toInterest > 0) {
            transfer.credit(INTEREST, toInterest);
        }
        if (paid > toInterest) {
            transfer.credit(PRINCIPAL, paid - toInterest);
        }
        return transfer.build();
    }

    private static String split(Transfer repayment) {
        return repayment.entries().stream()
                .filter(entry -> entry.side() == Side.CREDIT)
                .map(entry -> entry.amount().format(EUR))
                .collect(Collectors.joining(", "));
    }

    private static Outcome disburseAgain(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("second loan of ann"))
                .debit("loans:ann:principal", 300_00)
                .credit("users:ann", 300_00)
                .onlyIf(Condition.postedAtMost(PRINCIPAL, 0), Condition.postedAtMost(INTEREST, 0))
                .build());
    }

    private static void spend(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ann buys a bicycle"))
                .debit("users:ann", 1_110_00)
                .credit("bank:cash", 1_110_00)
                .build());
    }

    private static void salary(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("salary"))
                .debit("bank:cash", 2_000_00)
                .credit("users:ann", 2_000_00)
                .build());
    }
}
