package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;

/** Sending a command again, and when to use another id. */
final class SafeRetries {
    private static final Asset EUR = Asset.of("EUR", 2);

    private SafeRetries() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        story.answer("the payment", kind(ledger.submit(payment(10_00))));
        story.answer("the payment, sent again", kind(ledger.submit(payment(10_00))));
        story.moment("paid, sent twice");
        story.rejected("another amount under the same id", ledger.submit(payment(12_00)));

        story.answer("the rent, only checked", kind(ledger.check(rent(1))));
        story.rejected("the rent, while Ann has too little", ledger.submit(rent(1)));
        topUp(ledger);
        story.rejected("the rent, sent again after a top-up", ledger.submit(rent(1)));
        story.answer("the rent, as a new attempt", kind(ledger.submit(rent(2))));
        story.moment("rent paid");

        story.answer("a new user", kind(ledger.submit(welcome())));
        story.answer("a new user, sent again", kind(ledger.submit(welcome())));
        story.moment("Carl is here");
        story.rejected("a member of a group on its own in another group", memberAlone(ledger));
        story.answer(
                "what became of payment 1?", kind(ledger.outcome(paymentId()).orElseThrow()));
        story.answer(
                "what became of payment 2?",
                ledger.outcome(CommandId.derived("invoice", "4711", "payment 2"))
                        .map(SafeRetries::kind)
                        .orElse("no such command"));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR));
        ledger.open(Account.named("users:ben", EUR));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 100_00)
                .credit("users:ann", 100_00)
                .build());
    }

    private static CommandId paymentId() {
        return CommandId.derived("invoice", "4711", "payment 1");
    }

    private static Transfer payment(long amount) {
        return Transfer.of(paymentId())
                .debit("users:ann", amount)
                .credit("users:ben", amount)
                .build();
    }

    private static Transfer rent(int attempt) {
        return Transfer.of(CommandId.derived("rent", "ann", "2026-11", "attempt " + attempt))
                .debit("users:ann", 300_00)
                .credit("users:ben", 300_00)
                .build();
    }

    private static void topUp(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ann tops up again"))
                .debit("bank:cash", 250_00)
                .credit("users:ann", 250_00)
                .build());
    }

    private static Group welcome() {
        return Group.of(
                CommandId.of("carl signs up"),
                OpenAccount.of(Account.named("users:carl", EUR)),
                Transfer.of(CommandId.of("carl's gift"))
                        .debit("bank:cash", 5_00)
                        .credit("users:carl", 5_00)
                        .build());
    }

    private static Outcome memberAlone(Ledger ledger) {
        return ledger.submit(Group.of(
                CommandId.of("carl signs up, differently"),
                Transfer.of(CommandId.of("carl's gift"))
                        .debit("bank:cash", 5_00)
                        .credit("users:carl", 5_00)
                        .build()));
    }

    private static String kind(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
