package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;

/** Euros into dollars, at a rate that the ledger checks. */
final class CurrencyExchange {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final Asset USD = Asset.of("USD", 2);
    private static final Rate RATE = Rate.parse("1.0837", EUR, USD);

    private CurrencyExchange() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        ledger.post(exchange(CommandId.of("ann exchanges"), Amount.of(99_99)));
        story.moment("99.99 euros exchanged");
        ledger.post(exchange(CommandId.of("ann exchanges more"), Amount.of(100_00)));
        story.moment("100.00 more");

        story.rejected("the amount was made with an old rate", oldRate(ledger));
        story.rejected("the residue goes to nobody", residueForgotten(ledger));
        story.rejected(
                "our dollars are used up",
                ledger.submit(exchange(CommandId.of("ann exchanges all"), Amount.of(300_00))));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:eur", EUR).debitNormal().unlimited());
        ledger.open(Account.named("bank:usd", USD).debitNormal().unlimited());
        ledger.open(Account.named("users:ann:eur", EUR));
        ledger.open(Account.named("users:ann:usd", USD));
        ledger.open(Account.named("liquidity:eur", EUR));
        ledger.open(Account.named("liquidity:usd", USD));
        ledger.open(Account.named("rounding:usd", USD));
        ledger.post(Transfer.of(CommandId.of("at first"))
                .debit("bank:eur", 500_00)
                .credit("users:ann:eur", 500_00)
                .debit("bank:usd", 400_00)
                .credit("liquidity:usd", 400_00)
                .build());
    }

    private static Transfer exchange(CommandId id, Amount euros) {
        Amount dollars = RATE.convert(euros, RoundingMode.DOWN);
        Amount residue = RATE.residue(euros, RoundingMode.DOWN);
        Transfer.Builder transfer = Transfer.of(id)
                .debit("users:ann:eur", euros)
                .credit("liquidity:eur", euros)
                .debit("liquidity:usd", dollars.plus(residue))
                .credit("users:ann:usd", dollars)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3).residue("rounding:usd"));
        if (!residue.isZero()) {
            transfer.credit("rounding:usd", residue);
        }
        return transfer.build();
    }

    private static Outcome oldRate(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("ann exchanges late"))
                .debit("users:ann:eur", 100_00)
                .credit("liquidity:eur", 100_00)
                .debit("liquidity:usd", 108_90)
                .credit("users:ann:usd", 108_90)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3))
                .build());
    }

    private static Outcome residueForgotten(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("ann exchanges carelessly"))
                .debit("users:ann:eur", 99_99)
                .credit("liquidity:eur", 99_99)
                .debit("liquidity:usd", 108_35)
                .credit("users:ann:usd", 108_35)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3).residue("rounding:usd"))
                .build());
    }
}
