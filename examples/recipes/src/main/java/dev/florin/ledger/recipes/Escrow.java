package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;

/** Money that waits with a third party until the goods are there. */
final class Escrow {
    private static final Asset EUR = Asset.of("EUR", 2);

    private Escrow() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        payIn(ledger);
        story.moment("paid in");
        giveBackAPart(ledger);
        story.moment("a part given back");
        payOut(ledger);
        story.moment("paid out");

        story.rejected("Ann cannot pay the whole price", payTooMuch(ledger));
        story.answer(
                "is there an account for order 18?",
                ledger.account("escrow:order 18").isPresent() ? "yes" : "no");
        story.rejected("order 17 is paid in a second time", payInAgain(ledger));
        story.rejected("a refund after the seller was paid", refundTooLate(ledger));
        story.rejected("more is given back than was paid in", refundTooMuch(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("buyers:ann", EUR));
        ledger.open(Account.named("sellers:ben", EUR));
        ledger.post(Transfer.of(CommandId.of("ann pays in"))
                .debit("bank:cash", 500_00)
                .credit("buyers:ann", 500_00)
                .build());
    }

    private static void payIn(Ledger ledger) {
        ledger.post(Group.of(
                CommandId.of("order 17"),
                OpenAccount.of(Account.named("escrow:order 17", EUR)),
                Transfer.of(CommandId.of("order 17, payment"))
                        .debit("buyers:ann", 120_00)
                        .credit("escrow:order 17", 120_00)
                        .build()));
    }

    private static void giveBackAPart(Ledger ledger) {
        ledger.refund(Refund.of(CommandId.of("order 17, scratched"), CommandId.of("order 17, payment"))
                .total(20_00));
    }

    private static void payOut(Ledger ledger) {
        ledger.closeAccount(CloseAccount.of(CommandId.of("order 17, delivered"), "escrow:order 17")
                .sweepTo("sellers:ben"));
    }

    private static Outcome payTooMuch(Ledger ledger) {
        return ledger.submit(Group.of(
                CommandId.of("order 18"),
                OpenAccount.of(Account.named("escrow:order 18", EUR)),
                Transfer.of(CommandId.of("order 18, payment"))
                        .debit("buyers:ann", 450_00)
                        .credit("escrow:order 18", 450_00)
                        .build()));
    }

    private static Outcome payInAgain(Ledger ledger) {
        return ledger.submit(Group.of(
                CommandId.of("order 17, again"),
                OpenAccount.of(Account.named("escrow:order 17", EUR)),
                Transfer.of(CommandId.of("order 17, second payment"))
                        .debit("buyers:ann", 120_00)
                        .credit("escrow:order 17", 120_00)
                        .build()));
    }

    private static Outcome refundTooLate(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("order 17, lost"), CommandId.of("order 17, payment"))
                .total(50_00));
    }

    private static Outcome refundTooMuch(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("order 17, stolen"), CommandId.of("order 17, payment"))
                .total(110_00));
    }
}
