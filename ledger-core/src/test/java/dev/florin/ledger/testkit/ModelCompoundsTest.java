package dev.florin.ledger.testkit;

import static dev.florin.ledger.testkit.ModelStory.account;
import static dev.florin.ledger.testkit.ModelStory.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Group;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sweeps, closings, payments of several, groups and checks in the model, by examples worked out by hand. */
class ModelCompoundsTest {
    /** Cash is opened at 1 and 1,000 ns, alice at 2 and 1,001 ns, bob at 3 and 1,002 ns. */
    private final ModelStory story = new ModelStory("alice", "bob");

    private final ModelLedger model = story.model;

    private static Transfer transfer(String id, String from, String to, long amount) {
        return Transfer.of(id(id)).debit(from, amount).credit(to, amount).build();
    }

    @Test
    void aSweepTakesWhatIsAvailableAboveTheLowerLimitUpToItsMaximum() {
        story.funded("alice", 100);
        story.posted(Transfer.of(id("h")).debit("alice", 30).credit("bob", 30).hold());
        story.posted(AccountUpdate.of(id("u"), account("alice")).lowerLimit(Limit.of(20)));
        assertThat(story.moved(Sweep.of(id("s1"), "alice", "bob").atMost(10))).containsExactly(10L);
        assertThat(story.moved(Sweep.of(id("s2"), "alice", "bob").atMost(41))).containsExactly(40L);
        story.assertBalance("alice", 50, 20, 3);
        assertThat(story.rejected(Sweep.of(id("s3"), "alice", "bob")))
                .isEqualTo(new Rejection.NothingAvailable(account("alice"), SignedAmount.of(20)));
        assertThat(model.transfer(id("s2")).orElseThrow().kind()).isEqualTo(CommandKind.SWEEP);
    }

    @Test
    void anOverdraftIsNotSweptAndTheStatusIsToldFirst() {
        story.opened(Account.named("overdrawn", ModelStory.USD).lowerLimit(-50));
        assertThat(story.rejected(Sweep.of(id("s1"), "overdrawn", "bob")))
                .isEqualTo(new Rejection.NothingAvailable(account("overdrawn"), SignedAmount.ZERO));
        story.posted(AccountUpdate.of(id("u1"), account("bob")).status(AccountStatus.FROZEN_FOR_DEBITS));
        assertThat(story.rejected(Sweep.of(id("s2"), "overdrawn", "bob")))
                .as("bob's entry is a credit")
                .isEqualTo(new Rejection.NothingAvailable(account("overdrawn"), SignedAmount.ZERO));
        assertThat(story.rejected(Sweep.of(id("s3"), "bob", "overdrawn")))
                .isEqualTo(new Rejection.AccountFrozenForDebits(account("bob")));
        story.opened(Account.named("euros", ModelStory.EUR));
        assertThat(story.rejected(Sweep.of(id("s4"), "overdrawn", "euros")))
                .isEqualTo(new Rejection.AssetsDiffer(ModelStory.USD, ModelStory.EUR));
    }

    @Test
    void aClosingSweepsTheBalanceUnderDerivedIds() {
        story.funded("alice", 70);
        CloseAccount bare = CloseAccount.of(id("c1"), "alice");
        assertThat(story.rejected(bare))
                .isEqualTo(new Rejection.AccountNotEmpty(account("alice"), SignedAmount.of(70)));
        CloseAccount closing = CloseAccount.of(id("c2"), "alice").sweepTo("bob");
        Outcome expected = new Outcome.Posted(
                new Receipt(id("c2"), 6, 1_005, 1),
                new Decision.Each(List.of(
                        new Outcome.Posted(
                                new Receipt(closing.sweepId(), 7, 1_006, 1),
                                new Decision.Moved(List.of(Amount.of(70)))),
                        new Outcome.Posted(new Receipt(closing.updateId(), 8, 1_007, 1)))));
        assertThat(model.check(closing)).isEqualTo(expected);
        assertThat(model.position()).isEqualTo(5);
        assertThat(model.submit(closing)).isEqualTo(expected);
        assertThat(model.account(account("alice")).orElseThrow().status()).isEqualTo(AccountStatus.CLOSED);
        story.assertBalance("bob", 70, 70, 1);
        assertThat(story.rejected(transfer("t", "cash", "alice", 1)))
                .isEqualTo(new Rejection.AccountClosed(account("alice")));
        assertThat(story.rejected(CloseAccount.of(id("c3"), "bob").sweepTo("alice")))
                .isEqualTo(new Rejection.AccountClosed(account("alice")));
    }

    @Test
    void aClosingAtZeroIsPlainAndOneWithHoldsIsRejected() {
        story.posted(Transfer.of(id("h")).debit("cash", 5).credit("bob", 5).hold());
        assertThat(story.rejected(CloseAccount.of(id("c1"), "bob")))
                .isEqualTo(new Rejection.AccountHasHolds(account("bob"), Amount.ZERO, Amount.of(5)));
        CloseAccount closing = CloseAccount.of(id("c2"), "alice").sweepTo("bob");
        assertThat(model.submit(closing)).isEqualTo(new Outcome.Posted(new Receipt(id("c2"), 6, 1_005, 1)));
        assertThat(model.outcome(closing.sweepId())).isEmpty();
    }

    @Test
    void payeesStandAloneAndAreSettledUnderDerivedIds() {
        story.funded("alice", 10);
        PayEach payment = PayEach.of(id("p"), "alice")
                .pay("bob", 6)
                .pay("nobody", 1)
                .pay("bob", 5)
                .pay("bob", 4)
                .build();
        Decision expected = new Decision.Each(List.of(
                new Outcome.Posted(new Receipt(payment.payeeId(0), 6, 1_005, 1)),
                new Outcome.Rejected(payment.payeeId(1), new Rejection.UnknownAccount(account("nobody"))),
                new Outcome.Rejected(
                        payment.payeeId(2),
                        new Rejection.BelowLowerLimit(
                                account("alice"), SignedAmount.ZERO, SignedAmount.of(4), Amount.of(5), Amount.of(4))),
                new Outcome.Posted(new Receipt(payment.payeeId(3), 9, 1_008, 1))));
        Receipt receipt = new Receipt(id("p"), 5, 1_004, 1);
        assertThat(model.submit(payment)).isEqualTo(new Outcome.Posted(receipt, expected));
        assertThat(model.submit(payment)).isEqualTo(new Outcome.AlreadyPosted(receipt, expected));
        assertThat(model.submit(payment.transfer(3)))
                .isEqualTo(new Outcome.AlreadyPosted(new Receipt(payment.payeeId(3), 9, 1_008, 1)));
        story.assertBalance("bob", 10, 10, 2);
        assertThat(story.moved(Reversal.of(id("v"), payment.payeeId(0)))).containsExactly(6L, 6L);
    }

    @Test
    void aPaymentOfWhichADerivedIdIsSettledIsRejectedWhole() {
        PayEach payment =
                PayEach.of(id("p"), "cash").pay("bob", 1).pay("alice", 1).build();
        story.posted(transfer("other", "cash", "bob", 1));
        model.submit(Transfer.of(payment.payeeId(1))
                .debit("cash", 1)
                .credit("bob", 1)
                .build());
        assertThat(story.rejected(payment)).isEqualTo(new Rejection.IdSettled(payment.payeeId(1), 5));
        story.assertBalance("bob", 2, 2, 2);
    }

    @Test
    void theMembersOfAGroupSeeEachOther() {
        Group group = Group.of(
                id("g"),
                new OpenAccount(id("o"), Account.named("carol", ModelStory.USD)),
                transfer("t", "cash", "carol", 9),
                Reversal.of(id("v"), id("t")));
        Decision expected = new Decision.Each(List.of(
                new Outcome.Posted(new Receipt(id("o"), 5, 1_004, 1)),
                new Outcome.Posted(new Receipt(id("t"), 6, 1_005, 1)),
                new Outcome.Posted(
                        new Receipt(id("v"), 7, 1_006, 1), new Decision.Moved(List.of(Amount.of(9), Amount.of(9))))));
        assertThat(model.submit(group)).isEqualTo(new Outcome.Posted(new Receipt(id("g"), 4, 1_003, 1), expected));
        story.assertBalance("carol", 0, 0, 2);
    }

    @Test
    void aGroupThatFailsLeavesOnlyItsIdBehind() {
        Group group = Group.of(
                id("g"),
                new OpenAccount(id("o"), Account.named("carol", ModelStory.USD)),
                transfer("t", "cash", "carol", 9),
                transfer("too much", "carol", "bob", 10));
        Rejection why = new Rejection.GroupMemberRejected(
                2,
                id("too much"),
                new Rejection.BelowLowerLimit(
                        account("carol"), SignedAmount.ZERO, SignedAmount.of(9), Amount.of(10), Amount.of(9)));
        assertThat(story.rejected(group)).isEqualTo(why);
        assertThat(model.submit(group)).isEqualTo(new Outcome.Rejected(id("g"), why));
        assertThat(model.position()).isEqualTo(4);
        assertThat(model.commandIds()).hasSize(4);
        assertThat(model.account(account("carol"))).isEmpty();
        story.assertBalance("cash", 0, 0, 0);
    }

    @Test
    void aSettledMemberRejectsTheGroupAndATakenDerivedIdItsMember() {
        story.posted(transfer("t", "cash", "bob", 9));
        assertThat(story.rejected(
                        Group.of(id("g1"), transfer("new", "cash", "bob", 1), transfer("t", "cash", "bob", 9))))
                .isEqualTo(new Rejection.IdSettled(id("t"), 4));
        CloseAccount closing = CloseAccount.of(id("c"), "bob").sweepTo("cash");
        Group taken = Group.of(
                id("g2"),
                Transfer.of(closing.updateId())
                        .debit("cash", 1)
                        .credit("bob", 1)
                        .build(),
                closing);
        assertThat(story.rejected(taken))
                .isEqualTo(
                        new Rejection.GroupMemberRejected(1, id("c"), new Rejection.IdSettled(closing.updateId(), 7)));
        CommandId later = closing.sweepId();
        Group clash = Group.of(
                id("g3"),
                closing,
                Transfer.of(later).debit("cash", 1).credit("alice", 1).build());
        assertThat(story.rejected(clash))
                .isEqualTo(new Rejection.GroupMemberRejected(1, later, new Rejection.IdSettled(later, 9)));
        assertThat(story.rejected(Group.of(id("g4"), Reversal.of(id("v"), id("g4")))))
                .as("the group's id is settled before its members are judged")
                .isEqualTo(new Rejection.GroupMemberRejected(
                        0, id("v"), new OriginRejection.OriginOfOtherKind(id("g4"), CommandKind.GROUP)));
    }

    @Test
    void conditionsAreJudgedAccountsFirstThenInTurn() {
        story.funded("alice", 10);
        story.posted(Transfer.of(id("h")).debit("alice", 3).credit("bob", 3).hold());
        assertThat(story.rejected(Sweep.of(id("s1"), "no", "body")
                        .onlyIf(Condition.versionIs(account("alice"), 9), Condition.postedAtMost(account("no"), 1))))
                .isEqualTo(new Rejection.ConditionAccountUnknown(account("no")));
        assertNotMet("s2", Condition.Kind.VERSION_IS, 2, 1);
        assertNotMet("s3", Condition.Kind.POSTED_AT_LEAST, 11, 10);
        assertNotMet("s4", Condition.Kind.POSTED_AT_MOST, 9, 10);
        assertNotMet("s5", Condition.Kind.PENDING_OUT_AT_LEAST, 4, 3);
        assertNotMet("s6", Condition.Kind.PENDING_OUT_AT_MOST, 2, 3);
        assertNotMet("s7", Condition.Kind.PENDING_IN_AT_LEAST, 1, 0);
        assertNotMet("s8", Condition.Kind.AVAILABLE_AT_LEAST, 8, 7);
        assertNotMet("s9", Condition.Kind.AVAILABLE_AT_MOST, 6, 7);
        assertThat(story.moved(Sweep.of(id("s"), "alice", "bob")
                        .onlyIf(
                                Condition.versionIs(account("alice"), 1),
                                Condition.availableAtLeast(account("alice"), 7),
                                Condition.availableAtMost(account("alice"), 7))))
                .containsExactly(7L);
    }

    private void assertNotMet(String id, Condition.Kind kind, long bound, long found) {
        Condition condition = new Condition(account("alice"), kind, SignedAmount.of(bound));
        assertThat(story.rejected(Sweep.of(id(id), "no", "body").onlyIf(condition)))
                .isEqualTo(new Rejection.ConditionNotMet(
                        account("alice"), kind, SignedAmount.of(bound), SignedAmount.of(found)));
    }
}
