package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A mistake in a period that is closed: what was reported, what should have been, and what lies between. */
final class RestatingAPeriod {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant REPORTED = Instant.parse("2026-12-05T00:00:00Z");
    private static final Instant SOLD = Instant.parse("2026-11-23T15:00:00Z");

    private RestatingAPeriod() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.pass(Duration.ofDays(2));
        sell(ledger, "invoice 1", 120_00);
        sell(ledger, "invoice 2", 800_00); // it was 80.00
        story.moment("November");
        story.pass(Duration.ofDays(18));
        correct(ledger);
        story.moment("corrected in December");

        story.answer("sales of November, as reported", reported(ledger).format(EUR));
        story.answer("sales of November, restated", restated(ledger).format(EUR));
        story.answer("what lies between", whatChanged(ledger));
        story.answer(
                "sales by the time of recording, on the day of the report",
                recorded(ledger).format(EUR));
        story.rejected("the mistake is taken back twice", takeBackAgain(ledger));
        story.rejected("what took it back is taken back", takeBackTheReversal(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("receivables", EUR).debitNormal());
        ledger.open(Account.named("sales", EUR));
    }

    private static void sell(Ledger ledger, String invoice, long minorUnits) {
        ledger.post(Transfer.of(CommandId.of(invoice))
                .debit("receivables", minorUnits)
                .credit("sales", minorUnits)
                .effectiveTime(SOLD)
                .reference(invoice)
                .build());
    }

    private static void correct(Ledger ledger) {
        Details details = Details.of("invoice 2 was of 80.00").withEffectiveTime(SOLD);
        ledger.reverse(Reversal.of(CommandId.of("invoice 2, taken back"), CommandId.of("invoice 2"))
                .details(details));
        ledger.post(Transfer.of(CommandId.of("invoice 2, corrected"))
                .debit("receivables", 80_00)
                .credit("sales", 80_00)
                .details(details)
                .build());
    }

    private static final Moment END_OF_NOVEMBER = Moment.effectiveAt(DECEMBER.minusNanos(1));

    private static SignedAmount reported(Ledger ledger) {
        return ledger.balanceAt("sales", END_OF_NOVEMBER.asKnownOn(REPORTED)).posted();
    }

    private static SignedAmount restated(Ledger ledger) {
        return ledger.balanceAt("sales", END_OF_NOVEMBER).posted();
    }

    private static List<RecordedTransfer> changes(Ledger ledger) {
        return ledger.transfers(TransferQuery.oldestFirst()
                        .account("sales")
                        .effectiveBetween(NOVEMBER, DECEMBER)
                        .recordedBetween(REPORTED.plusNanos(1), Instant.MAX))
                .transfers();
    }

    private static String whatChanged(Ledger ledger) {
        return changes(ledger).stream()
                .map(change -> change.kind() + " of "
                        + change.transfer().entries().get(0).amount().format(EUR))
                .collect(Collectors.joining(", "));
    }

    private static SignedAmount recorded(Ledger ledger) {
        return ledger.balanceAt("sales", Moment.recordedAt(REPORTED)).posted();
    }

    private static Outcome takeBackAgain(Ledger ledger) {
        return ledger.submit(Reversal.of(CommandId.of("invoice 2, taken back twice"), CommandId.of("invoice 2")));
    }

    private static Outcome takeBackTheReversal(Ledger ledger) {
        return ledger.submit(
                Reversal.of(CommandId.of("invoice 2, back and forth"), CommandId.of("invoice 2, taken back")));
    }
}
