package dev.florin.ledger.testkit;

import static dev.florin.ledger.testkit.ModelStory.account;
import static dev.florin.ledger.testkit.ModelStory.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reversals and refunds in the model, by examples worked out by hand. */
class ModelReturnsTest {
    private final ModelStory story = new ModelStory("alice", "shop", "tips");
    private final ModelLedger model = story.model;

    /** At 6: alice, who had 100 at 5, pays 60 to the shop and 30 to tips. */
    private void paid() {
        story.funded("alice", 100);
        story.posted(Transfer.of(id("t"))
                .debit("alice", 90)
                .credit("shop", 60)
                .credit("tips", 30)
                .build());
    }

    private Hold hold() {
        return Transfer.of(id("h"))
                .debit("alice", 90)
                .credit("shop", 60)
                .credit("tips", 30)
                .hold();
    }

    @Test
    void refundsNeverPassWhatWasPostedAndTheReversalTakesTheRest() {
        paid();
        // 60 * 10 / 90 = 6.67 and 30 * 10 / 90 = 3.33.
        assertThat(story.moved(Refund.of(id("r1"), id("t")).total(10))).containsExactly(10L, 7L, 3L);
        assertThat(story.moved(Refund.of(id("r2"), id("t")).part(Part.amounts(27, 0, 27))))
                .containsExactly(27L, 0L, 27L);
        assertThat(story.rejected(Refund.of(id("r3"), id("t")).part(Part.amounts(1, 0, 1))))
                .isEqualTo(new OriginRejection.MoreThanLeft(id("t"), 2, Amount.ZERO, Amount.of(1)));
        assertThat(story.rejected(Refund.of(id("r4"), id("t")).total(54)))
                .isEqualTo(new OriginRejection.MoreThanLeft(id("t"), 0, Amount.of(53), Amount.of(54)));
        assertThat(story.moved(Reversal.of(id("v"), id("t")))).containsExactly(53L, 53L, 0L);
        story.assertBalance("alice", 100, 100, 5);
        story.assertBalance("shop", 0, 0, 3);
        story.assertBalance("tips", 0, 0, 3);
        assertThat(story.rejected(Refund.of(id("r5"), id("t"))))
                .isEqualTo(new OriginRejection.AlreadyReversed(id("t"), 11));
        assertThat(story.rejected(Refund.of(id("r6"), id("r1"))))
                .isEqualTo(new OriginRejection.OriginOfOtherKind(id("r1"), CommandKind.REFUND));
    }

    @Test
    void aMovementAndWhatReturnsItAreLinkedBothWays() {
        paid();
        story.posted(Refund.of(id("r"), id("t")).total(10).details(Details.of("sorry")));
        story.posted(Reversal.of(id("v"), id("t")));
        assertThat(model.transfer(id("t")).orElseThrow().links())
                .isEqualTo(new RecordedTransfer.Links(null, List.of(id("r")), id("v")));
        RecordedTransfer refund = model.transfer(id("r")).orElseThrow();
        assertThat(refund.kind()).isEqualTo(CommandKind.REFUND);
        assertThat(refund.links()).isEqualTo(new RecordedTransfer.Links(id("t"), List.of(), null));
        assertThat(refund.transfer())
                .isEqualTo(new Transfer(
                        id("r"),
                        List.of(
                                new Entry(account("alice"), Side.CREDIT, Amount.of(10)),
                                new Entry(account("shop"), Side.DEBIT, Amount.of(7)),
                                new Entry(account("tips"), Side.DEBIT, Amount.of(3))),
                        Details.of("sorry"),
                        List.of(),
                        null));
    }

    @Test
    void allRefundedIsNothingLeft() {
        paid();
        assertThat(story.moved(Refund.of(id("r"), id("t")))).containsExactly(90L, 60L, 30L);
        assertThat(story.rejected(Reversal.of(id("v"), id("t")))).isEqualTo(new OriginRejection.NothingLeft(id("t")));
        assertThat(story.rejected(Refund.of(id("r2"), id("t")).part(Part.amounts(1, 1))))
                .isEqualTo(new OriginRejection.NothingLeft(id("t")));
    }

    @Test
    void limitsStatusAndBalanceAreJudgedOnTheInverse() {
        paid();
        story.posted(Transfer.of(id("out")).debit("shop", 55).credit("cash", 55).build());
        assertThat(story.rejected(Reversal.of(id("v"), id("t"))))
                .isEqualTo(new Rejection.BelowLowerLimit(
                        account("shop"), SignedAmount.ZERO, SignedAmount.of(5), Amount.of(60), Amount.of(5)));
        assertThat(story.rejected(Refund.of(id("r1"), id("t")).part(Part.amounts(5, 3, 1))))
                .isEqualTo(new Rejection.Unbalanced(ModelStory.USD, Amount.of(4), Amount.of(5)));
        story.posted(AccountUpdate.of(id("u1"), account("tips")).status(AccountStatus.FROZEN_FOR_DEBITS));
        assertThat(story.rejected(Refund.of(id("r2"), id("t")).total(3)))
                .isEqualTo(new Rejection.AccountFrozenForDebits(account("tips")));
        story.posted(AccountUpdate.of(id("u2"), account("alice")).status(AccountStatus.FROZEN_FOR_DEBITS));
        assertThat(story.moved(Refund.of(id("r3"), id("t")).part(Part.amounts(5, 5, 0))))
                .containsExactly(5L, 5L, 0L);
    }

    @Test
    void theReversalOfAnOpenHoldReturnsWhatWasCapturedAndFreesTheRest() {
        story.opened(Account.named("jar", ModelStory.USD).upperLimit(100));
        story.posted(Transfer.of(id("f")).debit("cash", 100).credit("jar", 100).build());
        story.posted(Transfer.of(id("h")).debit("jar", 90).credit("shop", 90).hold());
        story.posted(Capture.of(id("c"), id("h")).total(40));
        story.posted(Refund.of(id("r"), id("h")).total(15));
        // 75 posted, 50 reserved on the way out.
        story.assertBalance("jar", 75, 25, 3);
        assertThat(story.moved(Reversal.of(id("v"), id("h")))).containsExactly(25L, 25L);
        story.assertBalance("jar", 100, 100, 4);
        story.assertBalance("shop", 0, 0, 3);
        assertThat(story.balance("shop").pendingCredits()).isEqualTo(Amount.ZERO);
        HoldView view = model.hold(id("h")).orElseThrow();
        assertThat(view.status()).isEqualTo(HoldStatus.REVERSED);
        assertThat(view.closing()).isEqualTo(id("v"));
        assertThat(view.captured()).containsExactly(Amount.of(40), Amount.of(40));
        assertThat(view.refunds()).containsExactly(id("r"));
        assertThat(model.transfer(id("c")).orElseThrow().links())
                .as("what is given back of a hold is told of the hold")
                .isEqualTo(new RecordedTransfer.Links(id("h"), List.of(), null));
        long position = model.position();
        assertThat(story.rejected(Release.of(id("l"), id("h"))))
                .isEqualTo(new OriginRejection.HoldReversed(id("h"), position));
        assertThat(story.rejected(Reversal.of(id("v2"), id("h"))))
                .isEqualTo(new OriginRejection.AlreadyReversed(id("h"), position));
    }

    @Test
    void whatAnOpenHoldReservesIsFreeBeforeTheLimitsOfItsReversalAreJudged() {
        story.funded("alice", 100);
        story.posted(hold());
        story.posted(Capture.of(id("c"), id("h")).part(Part.amounts(60, 60, 0)));
        // The shop reserves all of its 60; its own share of the hold is captured, so only a release helps.
        story.posted(Transfer.of(id("h2")).debit("shop", 60).credit("cash", 60).hold());
        assertThat(story.rejected(Reversal.of(id("v"), id("h"))))
                .isEqualTo(new Rejection.BelowLowerLimit(
                        account("shop"), SignedAmount.ZERO, SignedAmount.of(0), Amount.of(60), Amount.ZERO));
        assertThat(model.hold(id("h")).orElseThrow().status()).isEqualTo(HoldStatus.OPEN);
        story.posted(Transfer.of(id("h3"))
                .debit("cash", 50)
                .credit("tips", 50)
                .debit("tips", 30)
                .credit("shop", 30)
                .build());
        story.posted(Release.of(id("l"), id("h2")));
        story.posted(Reversal.of(id("v2"), id("h")));
        story.assertBalance("alice", 100, 100, 3);
    }

    @Test
    void nothingIsLeftOfAHoldThatWasNeverCaptured() {
        story.funded("alice", 100);
        story.posted(hold());
        assertThat(story.rejected(Reversal.of(id("v"), id("h")))).isEqualTo(new OriginRejection.NothingLeft(id("h")));
        assertThat(model.hold(id("h")).orElseThrow().status()).isEqualTo(HoldStatus.OPEN);
    }

    @Test
    void aClosedHoldKeepsItsStatusWhenItIsReversed() {
        story.funded("alice", 100);
        story.posted(hold());
        story.posted(Capture.of(id("c"), id("h")).total(9).closing());
        assertThat(story.moved(Reversal.of(id("v"), id("h")))).containsExactly(9L, 6L, 3L);
        assertThat(model.hold(id("h")).orElseThrow().status()).isEqualTo(HoldStatus.CAPTURED);
        story.assertBalance("alice", 100, 100, 3);
    }

    @Test
    void aSweepIsRefundedLikeATransfer() {
        story.funded("alice", 100);
        assertThat(story.moved(Sweep.of(id("s"), "alice", "shop"))).containsExactly(100L);
        assertThat(story.moved(Refund.of(id("r"), id("s")).total(30))).containsExactly(30L, 30L);
        story.assertBalance("alice", 30, 30, 3);
    }
}
