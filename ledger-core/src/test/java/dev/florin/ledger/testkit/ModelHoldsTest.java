package dev.florin.ledger.testkit;

import static dev.florin.ledger.testkit.ModelStory.account;
import static dev.florin.ledger.testkit.ModelStory.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Part;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Rejection.BelowLowerLimit;
import dev.florin.ledger.Release;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Holds in the model, by examples worked out by hand. Books begin with cash at 1, alice at 2, shop 3, tips 4, fund 5. */
class ModelHoldsTest {
    private final ModelStory story = new ModelStory("alice", "shop", "tips");
    private final ModelLedger model = story.model;

    /** Alice has 100; 60 of it go to the shop, 30 to tips. */
    private Hold placed() {
        story.funded("alice", 100);
        Hold hold = Transfer.of(id("hold"))
                .debit("alice", 90)
                .credit("shop", 60)
                .credit("tips", 30)
                .hold();
        assertThat(story.posted(hold).position()).isEqualTo(6);
        return hold;
    }

    @Test
    void aHoldReservesAndPostsNothing() {
        placed();
        story.assertBalance("alice", 100, 10, 1);
        story.assertBalance("shop", 0, 0, 0);
        assertThat(story.balance("shop").pendingCredits()).isEqualTo(Amount.of(60));
        assertThat(model.transfer(id("hold"))).isEmpty();
        Rejection rejection = story.rejected(
                Transfer.of(id("t")).debit("alice", 11).credit("shop", 11).build());
        assertThat(rejection)
                .isEqualTo(new BelowLowerLimit(
                        account("alice"), SignedAmount.ZERO, SignedAmount.of(10), Amount.of(11), Amount.of(10)));
    }

    @Test
    void theEntriesOfAHoldDoNotNet() {
        story.funded("alice", 10);
        Transfer.Builder thereAndBack =
                Transfer.of(id("h")).debit("alice", 11).credit("alice", 5).credit("shop", 6);
        assertThat(story.rejected(thereAndBack.hold()))
                .isEqualTo(new BelowLowerLimit(
                        account("alice"), SignedAmount.ZERO, SignedAmount.of(10), Amount.of(11), Amount.of(10)));
    }

    @Test
    void whatComesInCountsTowardsTheUpperLimit() {
        story.opened(Account.named("jar", ModelStory.USD).upperLimit(50));
        story.posted(Transfer.of(id("h1")).debit("cash", 40).credit("jar", 40).hold());
        assertThat(story.rejected(
                        Transfer.of(id("t")).debit("cash", 11).credit("jar", 11).build()))
                .isEqualTo(new Rejection.AboveUpperLimit(
                        account("jar"), SignedAmount.of(50), SignedAmount.of(40), Amount.of(11), Amount.of(10)));
    }

    @Test
    void capturesInProportionSumUpToTheWhole() {
        placed();
        // 50 of 90: 60 * 50 / 90 = 33.33, 30 * 50 / 90 = 16.67, which gets the unit that is left.
        assertThat(story.moved(Capture.of(id("c1"), id("hold")).total(50))).containsExactly(50L, 33L, 17L);
        story.assertBalance("alice", 50, 10, 2);
        // 39 of 40, what is left being 27 and 13: 26.325 and 12.675.
        assertThat(story.moved(Capture.of(id("c2"), id("hold")).total(39))).containsExactly(39L, 26L, 13L);
        assertThat(story.rejected(Capture.of(id("c3"), id("hold")).total(2)))
                .isEqualTo(new OriginRejection.MoreThanLeft(id("hold"), 0, Amount.of(1), Amount.of(2)));
        assertThat(story.moved(Capture.of(id("c4"), id("hold")))).containsExactly(1L, 1L, 0L);
        story.assertBalance("shop", 60, 60, 3);
        story.assertBalance("tips", 30, 30, 2);
        HoldView view = model.hold(id("hold")).orElseThrow();
        assertThat(view.status()).isEqualTo(HoldStatus.CAPTURED);
        assertThat(view.captured()).containsExactly(Amount.of(90), Amount.of(60), Amount.of(30));
        assertThat(view.captures()).containsExactly(id("c1"), id("c2"), id("c4"));
        assertThat(view.closing()).isEqualTo(id("c4"));
        assertThat(story.rejected(Release.of(id("r"), id("hold"))))
                .isEqualTo(new OriginRejection.HoldCaptured(id("hold"), 10));
    }

    @Test
    void aCaptureByAmountsFitsAndBalancesAndMayCloseTheHold() {
        placed();
        assertThat(story.rejected(Capture.of(id("c1"), id("hold")).part(Part.amounts(1, 1))))
                .isEqualTo(new OriginRejection.PartEntriesDiffer(id("hold"), 2, 3));
        assertThat(story.rejected(Capture.of(id("c2"), id("hold")).part(Part.amounts(62, 61, 31))))
                .isEqualTo(new OriginRejection.MoreThanLeft(id("hold"), 1, Amount.of(60), Amount.of(61)));
        assertThat(story.rejected(Capture.of(id("c3"), id("hold")).part(Part.amounts(20, 20, 1))))
                .isEqualTo(new Rejection.Unbalanced(ModelStory.USD, Amount.of(20), Amount.of(21)));
        assertThat(story.rejected(Capture.of(id("c4"), id("hold")).part(new Part.Total(3, Amount.of(1)))))
                .isEqualTo(new OriginRejection.PartEntriesDiffer(id("hold"), 4, 3));
        Capture capture =
                Capture.of(id("c5"), id("hold")).part(Part.amounts(20, 0, 20)).closing();
        assertThat(story.moved(capture)).containsExactly(20L, 0L, 20L);
        story.assertBalance("alice", 80, 80, 2);
        story.assertBalance("shop", 0, 0, 0);
        RecordedTransfer recorded = model.transfer(id("c5")).orElseThrow();
        assertThat(recorded.transfer().entries()).hasSize(2);
        assertThat(recorded.balancesAfter()).containsExactly(SignedAmount.of(80), SignedAmount.of(20));
        assertThat(recorded.links().origin()).isEqualTo(id("hold"));
        assertThat(model.statement(account("tips"), StatementQuery.oldestFirst())
                        .lines()
                        .get(0)
                        .entry())
                .as("the entry of the hold that was captured")
                .isEqualTo(2);
        assertThat(model.submit(capture)).isInstanceOf(Outcome.AlreadyPosted.class);
    }

    @Test
    void aFrozenAccountIsNotCapturedAndIsReleased() {
        placed();
        story.posted(AccountUpdate.of(id("u"), account("tips")).status(AccountStatus.FROZEN));
        assertThat(story.rejected(Capture.of(id("c1"), id("hold"))))
                .isEqualTo(new Rejection.AccountFrozen(account("tips")));
        assertThat(story.moved(Capture.of(id("c2"), id("hold")).part(Part.amounts(5, 5, 0))))
                .containsExactly(5L, 5L, 0L);
        assertThat(story.moved(Release.of(id("r"), id("hold")))).containsExactly(85L, 55L, 30L);
        story.assertBalance("alice", 95, 95, 2);
        assertThat(story.rejected(Capture.of(id("c3"), id("hold"))))
                .isEqualTo(new OriginRejection.HoldReleased(id("hold"), 10));
    }

    @Test
    void onlyHoldsThatWerePlacedAreFound() {
        placed();
        assertThat(story.rejected(Capture.of(id("c1"), id("nobody"))))
                .isEqualTo(new OriginRejection.OriginUnknown(id("nobody")));
        assertThat(story.rejected(Capture.of(id("c2"), id("c1"))))
                .isEqualTo(new OriginRejection.OriginRejected(id("c1"), 40));
        CommandId funding = id("fund alice 4");
        assertThat(story.rejected(Release.of(id("r"), funding)))
                .isEqualTo(new OriginRejection.OriginOfOtherKind(funding, CommandKind.TRANSFER));
    }

    @Test
    void ofSeveralAssetsEachGivesItsShareRoundedDown() {
        story.opened(Account.named("euros", ModelStory.EUR).unlimited());
        story.opened(Account.named("bob", ModelStory.EUR));
        story.funded("alice", 100);
        story.posted(Transfer.of(id("h"))
                .debit("alice", 7)
                .credit("shop", 7)
                .debit("euros", 10)
                .credit("bob", 10)
                .hold());
        // 10 * 3 / 7 = 4.29; then 6 * 3 / 4 = 4.5; then all that is left.
        assertThat(story.moved(Capture.of(id("c1"), id("h")).total(3))).containsExactly(3L, 3L, 4L, 4L);
        assertThat(story.moved(Capture.of(id("c2"), id("h")).total(3))).containsExactly(3L, 3L, 4L, 4L);
        assertThat(story.moved(Capture.of(id("c3"), id("h")).total(1))).containsExactly(1L, 1L, 2L, 2L);
        assertThat(model.holds(null)).isEmpty();
    }

    @Test
    void theLargestRemaindersGetWhatIsLeftTheEarlierFirst() {
        assertThat(ModelParts.largestRemainder(BigInteger.TEN, numbers(1, 1, 1)))
                .isEqualTo(numbers(4, 3, 3));
        assertThat(ModelParts.largestRemainder(numbers(11).get(0), numbers(3, 5, 0, 5)))
                .isEqualTo(numbers(3, 4, 0, 4));
    }

    private static List<BigInteger> numbers(long... numbers) {
        return LongStream.of(numbers).mapToObj(BigInteger::valueOf).toList();
    }

    @Test
    void holdsExpireInTheOrderOfTheirDueTimesBeforeTheCommandsOfABatch() {
        Transfer.Builder late = Transfer.of(id("late")).debit("cash", 1).credit("shop", 1);
        Transfer.Builder soon = Transfer.of(id("soon")).debit("cash", 2).credit("shop", 2);
        Receipt placedLate = story.posted(late.hold(Duration.ofNanos(600)));
        Receipt placedSoon = story.posted(soon.hold(Duration.ofNanos(500)));
        // The four openings were recorded at 1,000 to 1,003, although the clock stands still.
        assertThat(placedLate).isEqualTo(new Receipt(id("late"), 5, 1_004, 1));
        assertThat(placedSoon).isEqualTo(new Receipt(id("soon"), 6, 1_005, 1));
        assertThat(model.hold(id("soon")).orElseThrow().due()).isEqualTo(Instant.ofEpochSecond(0, 1_505));
        model.setClock(1_504);
        story.posted(Release.of(id("not yet"), id("soon")));
        model.setClock(1_603);
        assertThat(model.submitAll(List.of())).isEmpty();
        assertThat(model.holds(account("shop"))).hasSize(1);
        model.setClock(1_604);
        assertThat(story.rejected(Capture.of(id("too late"), id("late"))))
                .isEqualTo(new OriginRejection.HoldExpired(id("late"), 8));
        CommandId expiry = CommandId.derived("florin:expiry", id("late").toString(), "1604", "0");
        assertThat(model.hold(id("late")).orElseThrow().closing()).isEqualTo(expiry);
        assertThat(model.command(expiry)).contains(Release.of(expiry, id("late")));
        assertThat(((Outcome.AlreadyPosted) model.outcome(expiry).orElseThrow()).receipt())
                .isEqualTo(new Receipt(expiry, 8, 1_604, 1));
    }

    @Test
    void anExpiryWhoseIdIsTakenTakesTheNext() {
        CommandId taken = CommandId.derived("florin:expiry", id("h").toString(), "1009", "0");
        story.posted(Transfer.of(taken).debit("cash", 1).credit("shop", 1).build());
        story.posted(Transfer.of(id("h")).debit("cash", 1).credit("shop", 1).hold(Duration.ofNanos(4)));
        model.advanceTo(2_000);
        assertThat(model.hold(id("h")).orElseThrow().closing())
                .isEqualTo(CommandId.derived("florin:expiry", id("h").toString(), "1009", "1"));
        assertThat(model.position()).isEqualTo(7);
    }

    @Test
    void aModelWithoutAClockLetsAHoldExpireWhenItIsTold() {
        ModelLedger timeless = new ModelLedger();
        timeless.submit(OpenAccount.of(Account.named("a", ModelStory.USD).unlimited()));
        timeless.submit(OpenAccount.of(Account.named("b", ModelStory.USD).unlimited()));
        timeless.submit(Transfer.of(id("h")).debit("a", 1).credit("b", 1).hold(Duration.ofNanos(4)));
        assertThat(timeless.hold(id("h")).orElseThrow().due()).isEqualTo(Instant.ofEpochSecond(0, 4));
        timeless.expire(id("h"), 77);
        assertThat(timeless.hold(id("h")).orElseThrow().closing())
                .isEqualTo(CommandId.derived("florin:expiry", id("h").toString(), "77", "0"));
    }

    @Test
    void aTimeOutThatCannotBeCountedIsRejected() {
        long clock = Long.MAX_VALUE - 100;
        model.setClock(clock);
        Transfer.Builder builder = Transfer.of(id("h1")).debit("cash", 1).credit("shop", 1);
        assertThat(story.rejected(builder.hold(Duration.ofNanos(100))))
                .isEqualTo(new Rejection.DueTimeTooLate(clock, 100));
        story.posted(Transfer.of(id("h2")).debit("cash", 1).credit("shop", 1).hold(Duration.ofNanos(98)));
    }
}
