package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Part;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.Split;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** One payment for several sellers, with a fee, given back in part. */
final class Marketplace {
    private static final Asset EUR = Asset.of("EUR", 2);

    private Marketplace() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        story.answer("how is 97.10 split among the sellers?", text(pay(ledger)));
        story.moment("cart paid");
        story.answer("what does a refund of 10.00 take from each entry?", text(refundAPart(ledger)));
        story.moment("10.00 refunded");
        refundOneSeller(ledger);
        story.moment("Dora's book refunded");

        story.rejected("more is refunded than is left", refundTooMuch(ledger));
        payOut(ledger);
        story.rejected("a seller has taken the money out", refundAll(ledger));
        story.rejected("the amounts of a refund do not balance", refundUnbalanced(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("buyers:ann", EUR));
        ledger.open(Account.named("sellers:ben", EUR));
        ledger.open(Account.named("sellers:carl", EUR));
        ledger.open(Account.named("sellers:dora", EUR));
        ledger.open(Account.named("income:fees", EUR));
        ledger.post(Transfer.of(CommandId.of("ann pays in"))
                .debit("bank:cash", 100_00)
                .credit("buyers:ann", 100_00)
                .build());
    }

    private static List<Amount> pay(Ledger ledger) {
        Amount price = Amount.of(100_00);
        Amount fee = Rate.of(29, 1000).convert(price, RoundingMode.HALF_EVEN);
        List<Amount> shares = Split.inProportion(price.minus(fee), 33_33, 33_33, 33_34);
        ledger.post(Transfer.of(CommandId.of("cart 4711"))
                .debit("buyers:ann", price)
                .credit("income:fees", fee)
                .credit("sellers:ben", shares.get(0))
                .credit("sellers:carl", shares.get(1))
                .credit("sellers:dora", shares.get(2))
                .build());
        return shares;
    }

    private static List<Amount> refundAPart(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("cart 4711, voucher"), CommandId.of("cart 4711"))
                        .total(10_00))
                .moved();
    }

    private static void refundOneSeller(Ledger ledger) {
        ledger.refund(Refund.of(CommandId.of("cart 4711, book"), CommandId.of("cart 4711"))
                .part(Part.amounts(20_00, 0, 0, 0, 20_00)));
    }

    private static Outcome refundTooMuch(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("cart 4711, too much"), CommandId.of("cart 4711"))
                .total(80_00));
    }

    private static void payOut(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ben takes his money"))
                .debit("sellers:ben", 29_00)
                .credit("bank:cash", 29_00)
                .build());
    }

    private static Outcome refundAll(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("cart 4711, all"), CommandId.of("cart 4711")));
    }

    private static Outcome refundUnbalanced(Ledger ledger) {
        return ledger.submit(Refund.of(CommandId.of("cart 4711, odd"), CommandId.of("cart 4711"))
                .part(Part.amounts(5_00, 0, 0, 4_00, 0)));
    }

    private static String text(List<Amount> amounts) {
        return amounts.stream().map(amount -> amount.format(EUR)).collect(Collectors.joining(", "));
    }
}
