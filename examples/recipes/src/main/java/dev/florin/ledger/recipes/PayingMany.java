package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Split;
import java.util.List;

/** One payer and many payees: all or nothing, or each on its own. */
final class PayingMany {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final List<String> STAFF = List.of("staff:ann", "staff:ben", "staff:carl");

    private PayingMany() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        shareBonus(ledger);
        story.moment("bonus shared");
        freezeBen(ledger);
        story.rejected("all or nothing, and one account is frozen", payAllOrNothing(ledger));

        PayEach salaries = salaries();
        List<Outcome> outcomes = ledger.payEach(salaries);
        story.moment("salaries paid");
        tell(story, outcomes);
        story.answer(
                "salaries sent again: the same outcomes?",
                ledger.payEach(salaries).equals(outcomes) ? "yes" : "no");
        story.moment("sent again");

        thawBen(ledger);
        payTheRest(ledger, salaries, outcomes);
        story.moment("the rest paid");
        story.rejected("a payee's id is used by another command", useAnId(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("company:wages", EUR));
        for (String name : STAFF) {
            ledger.open(Account.named(name, EUR));
        }
        ledger.post(Transfer.of(CommandId.of("capital"))
                .debit("bank:cash", 10_000_00)
                .credit("company:wages", 10_000_00)
                .build());
    }

    private static void shareBonus(Ledger ledger) {
        List<Amount> shares = Split.equally(Amount.of(1_000_00), STAFF.size());
        Transfer.Builder bonus = Transfer.of(CommandId.of("bonus 2026")).debit("company:wages", 1_000_00);
        for (int i = 0; i < STAFF.size(); i++) {
            bonus.credit(STAFF.get(i), shares.get(i));
        }
        ledger.post(bonus.build());
    }

    private static PayEach salaries() {
        return PayEach.of(CommandId.of("salaries 2026-11"), "company:wages")
                .pay("staff:ann", 2_000_00)
                .pay("staff:ben", 2_100_00)
                .pay("staff:carl", 2_200_00)
                .build();
    }

    private static void tell(Story story, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            String outcome = outcomes.get(i) instanceof Outcome.Rejected rejected
                    ? rejected.rejection().reason().toString()
                    : "posted";
            story.answer("what became of salary " + (i + 1) + "?", outcome);
        }
    }

    private static void payTheRest(Ledger ledger, PayEach salaries, List<Outcome> outcomes) {
        if (outcomes.stream().allMatch(Outcome::isPosted)) {
            return;
        }
        PayEach.Builder rest = PayEach.of(CommandId.of("salaries 2026-11, the rest"), "company:wages");
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.get(i).isPosted()) {
                PayEach.Payee payee = salaries.payees().get(i);
                rest.pay(payee.account(), payee.amount());
            }
        }
        ledger.payEach(rest.build());
    }

    private static Outcome payAllOrNothing(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("salaries in one"))
                .debit("company:wages", 6_300_00)
                .credit("staff:ann", 2_000_00)
                .credit("staff:ben", 2_100_00)
                .credit("staff:carl", 2_200_00)
                .build());
    }

    private static void freezeBen(Ledger ledger) {
        ledger.update(AccountUpdate.of(CommandId.of("freeze ben"), "staff:ben").status(AccountStatus.FROZEN));
    }

    private static void thawBen(Ledger ledger) {
        ledger.update(AccountUpdate.of(CommandId.of("thaw ben"), "staff:ben").status(AccountStatus.OPEN));
    }

    private static Outcome useAnId(Ledger ledger) {
        PayEach december = PayEach.of(CommandId.of("salaries 2026-12"), "company:wages")
                .pay("staff:ann", 2_000_00)
                .build();
        ledger.post(Transfer.of(december.payeeId(0))
                .debit("company:wages", 1_00)
                .credit("staff:ann", 1_00)
                .build());
        return ledger.submit(december);
    }
}
