package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.stream.Collectors;

/** Names, sides, and the life of an account. */
final class ChartOfAccounts {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final AccountId ANN = AccountId.of("liabilities:users:ann");

    private ChartOfAccounts() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        business(ledger);
        story.moment("in business");
        story.answer("which accounts are liabilities?", liabilities(ledger));
        story.answer("what do we owe our users?", format(owed(ledger)));
        story.answer("what have we earned?", format(profit(ledger)));

        setStatus(ledger, AccountStatus.FROZEN_FOR_DEBITS, CommandId.of("ann is in doubt"));
        story.rejected("Ann pays, and is frozen for debits", annPays(ledger, CommandId.of("ann pays")));
        annGets(ledger);
        story.moment("Ann gets 5.00 nevertheless");
        setStatus(ledger, AccountStatus.FROZEN, CommandId.of("ann is frozen"));
        story.rejected("Ann pays, and is frozen", annPays(ledger, CommandId.of("ann pays once more")));
        setStatus(ledger, AccountStatus.OPEN, CommandId.of("ann is free"));

        story.rejected("an account is closed that is not empty", closeFull(ledger));
        close(ledger);
        story.moment("Ann's account closed");
        story.rejected("Ann pays, and is closed", annPays(ledger, CommandId.of("ann pays too late")));
        setStatus(ledger, AccountStatus.OPEN, CommandId.of("ann comes back"));
        story.answer(
                "the status in the end",
                ledger.account(ANN).orElseThrow().status().toString());
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("assets:bank", EUR).debitNormal().unlimited());
        ledger.open(Account.named("expenses:bank", EUR).debitNormal());
        ledger.open(Account.named("liabilities:users:ann", EUR));
        ledger.open(Account.named("liabilities:users:ben", EUR));
        ledger.open(Account.named("income:fees", EUR));
        ledger.open(Account.named("equity:capital", EUR));
    }

    private static void business(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("the owner pays in"))
                .debit("assets:bank", 1_000_00)
                .credit("equity:capital", 1_000_00)
                .build());
        ledger.post(Transfer.of(CommandId.of("ann pays in"))
                .debit("assets:bank", 80_00)
                .credit("liabilities:users:ann", 80_00)
                .build());
        ledger.post(Transfer.of(CommandId.of("ann pays ben"))
                .debit("liabilities:users:ann", 30_00)
                .credit("liabilities:users:ben", 29_00)
                .credit("income:fees", 1_00)
                .build());
        ledger.post(Transfer.of(CommandId.of("the bank charges us"))
                .debit("expenses:bank", 2_50)
                .credit("assets:bank", 2_50)
                .build());
    }

    private static String liabilities(Ledger ledger) {
        return ledger.accounts(AccountQuery.prefix("liabilities:")).accounts().stream()
                .map(view -> view.account().name())
                .collect(Collectors.joining(", "));
    }

    private static BigInteger owed(Ledger ledger) {
        return ledger.rollUp("liabilities:users:").posted(EUR, Side.CREDIT);
    }

    private static BigInteger profit(Ledger ledger) {
        BigInteger income = ledger.rollUp("income:").posted(EUR, Side.CREDIT);
        BigInteger expenses = ledger.rollUp("expenses:").posted(EUR, Side.DEBIT);
        return income.subtract(expenses);
    }

    private static String format(BigInteger minorUnits) {
        return SignedAmount.of(minorUnits).format(EUR);
    }

    private static void setStatus(Ledger ledger, AccountStatus status, CommandId id) {
        ledger.update(AccountUpdate.of(id, ANN).status(status));
    }

    private static Outcome annPays(Ledger ledger, CommandId id) {
        return ledger.submit(Transfer.of(id)
                .debit("liabilities:users:ann", 10_00)
                .credit("liabilities:users:ben", 10_00)
                .build());
    }

    private static void annGets(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ben pays ann"))
                .debit("liabilities:users:ben", 5_00)
                .credit("liabilities:users:ann", 5_00)
                .build());
    }

    private static Outcome closeFull(Ledger ledger) {
        return ledger.submit(CloseAccount.of(CommandId.of("close ann"), "liabilities:users:ann"));
    }

    private static void close(Ledger ledger) {
        ledger.closeAccount(CloseAccount.of(CommandId.of("ann leaves"), "liabilities:users:ann")
                .sweepTo("assets:bank"));
    }
}
