package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;

/** Points beside money: earned, spent, expired. */
final class LoyaltyPoints {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final Asset POINTS = Asset.of("PTS", 0);

    private LoyaltyPoints() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        buy(ledger);
        story.moment("bought, earned");
        payWithPoints(ledger);
        story.moment("paid with points");
        story.rejected("more points are spent than are there", payWithTooManyPoints(ledger));
        story.answer("how many points expired?", expire(ledger).toString());
        story.moment("expired");
        story.rejected("there is nothing to expire", expireAgain(ledger));
        story.rejected("points are exchanged for money without a counterpart", mixUp(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("members:ann", EUR));
        ledger.open(Account.named("shop:sales", EUR));
        ledger.open(Account.named("shop:discounts", EUR).debitNormal());
        ledger.open(Account.named("points:issued", POINTS).debitNormal().unlimited());
        ledger.open(Account.named("points:spent", POINTS));
        ledger.open(Account.named("points:expired", POINTS));
        ledger.open(Account.named("members:ann:points:2026", POINTS));
        ledger.post(Transfer.of(CommandId.of("ann pays in"))
                .debit("bank:cash", 100_00)
                .credit("members:ann", 100_00)
                .build());
    }

    private static void buy(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("purchase 1"))
                .debit("members:ann", 60_00)
                .credit("shop:sales", 60_00)
                .debit("points:issued", 600) // 10 points for each euro
                .credit("members:ann:points:2026", 600)
                .build());
    }

    private static void payWithPoints(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("purchase 2"))
                .debit("members:ann", 21_00)
                .debit("shop:discounts", 4_00) // 400 points are worth 4.00
                .credit("shop:sales", 25_00)
                .debit("members:ann:points:2026", 400)
                .credit("points:spent", 400)
                .build());
    }

    private static Amount expire(Ledger ledger) {
        return ledger.sweep(
                Sweep.of(CommandId.of("ann's points of 2026 expire"), "members:ann:points:2026", "points:expired"));
    }

    private static Outcome payWithTooManyPoints(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("purchase 3"))
                .debit("members:ann", 10_00)
                .debit("shop:discounts", 5_00)
                .credit("shop:sales", 15_00)
                .debit("members:ann:points:2026", 500)
                .credit("points:spent", 500)
                .build());
    }

    private static Outcome expireAgain(Ledger ledger) {
        return ledger.submit(Sweep.of(
                CommandId.of("ann's points of 2026 expire again"), "members:ann:points:2026", "points:expired"));
    }

    private static Outcome mixUp(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("purchase 4"))
                .debit("members:ann:points:2026", 100)
                .credit("shop:sales", 1_00)
                .build());
    }
}
