package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Release;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.time.Duration;
import java.util.List;

/** Money that is reserved first and taken later, with room for a tip. */
final class CardAuthorisation {
    private static final Asset USD = Asset.of("USD", 2);

    private CardAuthorisation() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        story.moment("at first");
        authorise(ledger);
        story.moment("authorised");
        story.rejected("the bill with its tip passes the head-room", captureTooMuch(ledger));
        story.rejected("another purchase needs what is reserved", spendReserved(ledger));
        captureWithTip(ledger);
        story.moment("captured with tip");
        story.rejected("the bill is captured again", captureAgain(ledger));

        authoriseOrder(ledger);
        captureFirstParcel(ledger);
        story.moment("first parcel");
        story.answer("what is left of order 8?", leftOfOrder(ledger).format(USD));
        story.answer(
                "how many holds are open on Ann's card?",
                Integer.toString(openHolds(ledger).size()));
        captureLastParcel(ledger);
        story.moment("last parcel");

        authoriseHotel(ledger);
        story.moment("hotel authorised");
        story.pass(Duration.ofDays(8));
        story.rejected("a capture after seven days", captureHotel(ledger));
        story.moment("eight days later");
        story.answer(
                "what became of the hold of the hotel?",
                ledger.hold(CommandId.of("hotel")).orElseThrow().status().toString());
        story.rejected("a release of what expired", releaseHotel(ledger));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", USD).debitNormal().unlimited());
        ledger.open(Account.named("cards:ann", USD));
        ledger.open(Account.named("merchants:cafe", USD));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 200_00)
                .credit("cards:ann", 200_00)
                .build());
    }

    private static void authorise(Ledger ledger) {
        ledger.reserve(Transfer.of(CommandId.of("table 5"))
                .debit("cards:ann", 60_00) // a bill of 50.00 and a fifth more
                .credit("merchants:cafe", 60_00)
                .hold(Duration.ofDays(7)));
    }

    private static void captureWithTip(Ledger ledger) {
        ledger.capture(Capture.of(CommandId.of("table 5, paid"), CommandId.of("table 5"))
                .total(57_50)
                .closing());
    }

    private static void authoriseOrder(Ledger ledger) {
        ledger.reserve(Transfer.of(CommandId.of("order 8"))
                .debit("cards:ann", 80_00)
                .credit("merchants:cafe", 80_00)
                .hold(Duration.ofDays(7)));
    }

    private static void captureFirstParcel(Ledger ledger) {
        ledger.capture(Capture.of(CommandId.of("order 8, first parcel"), CommandId.of("order 8"))
                .total(30_00));
    }

    private static Amount leftOfOrder(Ledger ledger) {
        HoldView hold = ledger.hold(CommandId.of("order 8")).orElseThrow();
        return hold.left().get(0); // of its first entry
    }

    private static List<HoldView> openHolds(Ledger ledger) {
        return ledger.holds(HoldQuery.of("cards:ann")).holds();
    }

    private static void captureLastParcel(Ledger ledger) {
        ledger.capture(Capture.of(CommandId.of("order 8, last parcel"), CommandId.of("order 8"))
                .total(45_00)
                .closing());
    }

    private static void authoriseHotel(Ledger ledger) {
        ledger.reserve(Transfer.of(CommandId.of("hotel"))
                .debit("cards:ann", 50_00)
                .credit("merchants:cafe", 50_00)
                .hold(Duration.ofDays(7)));
    }

    private static Outcome captureTooMuch(Ledger ledger) {
        return ledger.submit(Capture.of(CommandId.of("table 5, great tip"), CommandId.of("table 5"))
                .total(65_00)
                .closing());
    }

    private static Outcome spendReserved(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("ann buys shoes"))
                .debit("cards:ann", 150_00)
                .credit("merchants:cafe", 150_00)
                .build());
    }

    private static Outcome captureAgain(Ledger ledger) {
        return ledger.submit(Capture.of(CommandId.of("table 5, paid twice"), CommandId.of("table 5"))
                .total(1_00));
    }

    private static Outcome captureHotel(Ledger ledger) {
        return ledger.submit(Capture.of(CommandId.of("hotel, paid"), CommandId.of("hotel")));
    }

    private static Outcome releaseHotel(Ledger ledger) {
        return ledger.submit(Release.of(CommandId.of("hotel, given up"), CommandId.of("hotel")));
    }
}
