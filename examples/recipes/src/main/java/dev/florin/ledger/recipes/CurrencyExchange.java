package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
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
    private static final AccountId ANN_EUR = AccountId.of("users:ann:eur");
    private static final AccountId ANN_USD = AccountId.of("users:ann:usd");
    private static final AccountId OUR_EUR = AccountId.of("liquidity:eur");
    private static final AccountId OUR_USD = AccountId.of("liquidity:usd");
    private static final AccountId ROUNDING = AccountId.of("rounding:usd");
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
        Amount paid = RATE.convert(euros, RoundingMode.DOWN);
        Amount taken = RATE.convert(euros, RoundingMode.UP);
        Transfer.Builder transfer = Transfer.of(id)
                .debit(ANN_EUR, euros)
                .credit(OUR_EUR, euros)
                .debit(OUR_USD, taken)
                .credit(ANN_USD, paid)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3).residue(ROUNDING));
        if (!taken.equals(paid)) {
            transfer.credit(ROUNDING, taken.minus(paid));
        }
        return transfer.build();
    }

    private static Outcome oldRate(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("ann exchanges late"))
                .debit(ANN_EUR, 100_00)
                .credit(OUR_EUR, 100_00)
                .debit(OUR_USD, 108_90)
                .credit(ANN_USD, 108_90)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3))
                .build());
    }

    private static Outcome residueForgotten(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("ann exchanges carelessly"))
                .debit(ANN_EUR, 99_99)
                .credit(OUR_EUR, 99_99)
                .debit(OUR_USD, 108_35)
                .credit(ANN_USD, 108_35)
                .exchange(Exchange.of(RATE, RoundingMode.DOWN, 0, 3).residue(ROUNDING))
                .build());
    }
}
