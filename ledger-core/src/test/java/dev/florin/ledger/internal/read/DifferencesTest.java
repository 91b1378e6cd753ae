package dev.florin.ledger.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The names that conflicts are reported with, one line a name. */
class DifferencesTest {
    private static final CommandId ID = CommandId.of("id");
    private static final CommandId A = CommandId.of("a");
    private static final CommandId B = CommandId.of("b");
    private static final AccountId ALICE = AccountId.of("alice");
    private static final Details WHY = Details.of("why");
    private static final Condition IF = Condition.postedAtLeast(ALICE, 1);
    private static final Condition OR = Condition.postedAtLeast(ALICE, 2);
    private static final Exchange RATE = Exchange.of(Rate.of(2, 1), RoundingMode.UP, 0, 1);

    private static final Recurrence DAILY = Recurrence.every(Duration.ofDays(1));

    record Case(String part, Command one, Command other) {}

    static final List<Case> CASES = List.of(
            new Case("kind", Release.of(ID, A), Reversal.of(ID, A)),
            new Case("kind", transfer(1).build(), transfer(1).hold()),
            new Case(
                    "entries[0].amount",
                    transfer(1).build(),
                    transfer(2).reference("why").build()),
            new Case(
                    "reference",
                    transfer(1).build(),
                    transfer(1).reference("why").onlyIf(IF).build()),
            new Case(
                    "code",
                    transfer(1).code(1).build(),
                    transfer(1).metadata("k", "v").build()),
            new Case(
                    "conditions",
                    transfer(1).onlyIf(IF).build(),
                    transfer(1).onlyIf(OR).exchange(RATE).build()),
            new Case("exchange", transfer(1).build(), transfer(1).exchange(RATE).build()),
            new Case("exchange", transfer(1).hold(), transfer(1).exchange(RATE).hold(Duration.ofDays(1))),
            new Case("timeout", transfer(1).hold(), transfer(1).hold(Duration.ofDays(1))),
            new Case(
                    "timeout", transfer(1).hold(Duration.ofDays(2)), transfer(1).hold(Duration.ofDays(1))),
            new Case("hold", Capture.of(ID, A), Capture.of(ID, B).total(1)),
            new Case("part", Capture.of(ID, A), Capture.of(ID, A).total(1).closing()),
            new Case("closes", Capture.of(ID, A), Capture.of(ID, A).closing().details(WHY)),
            new Case(
                    "reference",
                    Capture.of(ID, A),
                    Capture.of(ID, A).details(WHY).onlyIf(IF)),
            new Case("conditions", Capture.of(ID, A), Capture.of(ID, A).onlyIf(IF)),
            new Case("hold", Release.of(ID, A), Release.of(ID, B)),
            new Case("reference", Release.of(ID, A), Release.of(ID, A).details(WHY)),
            new Case("conditions", Release.of(ID, A), Release.of(ID, A).onlyIf(IF)),
            new Case("origin", Reversal.of(ID, A), Reversal.of(ID, B)),
            new Case("reference", Reversal.of(ID, A), Reversal.of(ID, A).details(WHY)),
            new Case("conditions", Reversal.of(ID, A), Reversal.of(ID, A).onlyIf(IF)),
            new Case("origin", Refund.of(ID, A), Refund.of(ID, B).total(1)),
            new Case("part", Refund.of(ID, A), Refund.of(ID, A).total(1)),
            new Case("reference", Refund.of(ID, A), Refund.of(ID, A).details(WHY)),
            new Case("conditions", Refund.of(ID, A), Refund.of(ID, A).onlyIf(IF)),
            new Case("from", Sweep.of(ID, "a", "c"), Sweep.of(ID, "b", "d")),
            new Case("to", Sweep.of(ID, "a", "c"), Sweep.of(ID, "a", "d").atMost(1)),
            new Case("maximum", Sweep.of(ID, "a", "c"), Sweep.of(ID, "a", "c").atMost(1)),
            new Case("reference", Sweep.of(ID, "a", "c"), Sweep.of(ID, "a", "c").details(WHY)),
            new Case(
                    "conditions", Sweep.of(ID, "a", "c"), Sweep.of(ID, "a", "c").onlyIf(IF)),
            new Case("payer", payment("a", 1).build(), payment("b", 2).build()),
            new Case(
                    "payees.size",
                    payment("a", 1).build(),
                    payment("a", 2).pay("z", 1).build()),
            new Case(
                    "payees[0].amount", payment("a", 1).build(), payment("a", 2).build()),
            new Case(
                    "payees[1].account",
                    payment("a", 1).pay("y", 1).build(),
                    payment("a", 1).pay("z", 1).build()),
            new Case(
                    "reference",
                    payment("a", 1).build(),
                    payment("a", 1).details(WHY).build()),
            new Case(
                    "conditions",
                    payment("a", 1).build(),
                    payment("a", 1).onlyIf(IF).build()),
            new Case("account", CloseAccount.of(ID, "a"), CloseAccount.of(ID, "b")),
            new Case(
                    "sweepTo",
                    CloseAccount.of(ID, "a"),
                    CloseAccount.of(ID, "a").sweepTo("b")),
            new Case(
                    "reference",
                    CloseAccount.of(ID, "a"),
                    CloseAccount.of(ID, "a").details(WHY)),
            new Case(
                    "conditions",
                    CloseAccount.of(ID, "a"),
                    CloseAccount.of(ID, "a").onlyIf(IF)),
            new Case("first", schedule(1, 1), schedule(2, 2).onlyIf(IF)),
            new Case("recurrence", schedule(1, 1), schedule(1, 1).repeat(DAILY).onlyIf(IF)),
            new Case(
                    "recurrence",
                    schedule(1, 1).repeat(DAILY.times(2)),
                    schedule(1, 2).repeat(DAILY)),
            new Case("conditions", schedule(1, 1), schedule(1, 2).onlyIf(IF)),
            new Case("what.kind", schedule(1, 1), Schedule.of(Sweep.of(ID, "a", "b"), Instant.ofEpochSecond(1))),
            new Case("what.entries[0].amount", schedule(1, 1), schedule(1, 2)),
            new Case(
                    "schedule",
                    CancelSchedule.of(ID, A),
                    CancelSchedule.of(ID, B).onlyIf(IF)),
            new Case(
                    "conditions",
                    CancelSchedule.of(ID, A),
                    CancelSchedule.of(ID, A).onlyIf(IF)),
            new Case("account.code", opening(0), opening(1)),
            new Case("conditions", opening(0), new OpenAccount(ID, account(0), List.of(IF))),
            new Case("name", update(), update().name("other").onlyIf(IF)),
            new Case("conditions", update(), update().onlyIf(IF)),
            new Case("members.size", group(Release.of(A, B)), group(Release.of(A, B), Release.of(B, A))),
            new Case("members[0].kind", group(Release.of(A, B)), group(Reversal.of(B, B))),
            new Case("members[0].id", group(Release.of(A, B)), group(Release.of(B, A))),
            new Case("members[0].hold", group(Release.of(A, B)), group(Release.of(A, A))),
            new Case(
                    "members[1].conditions",
                    group(Release.of(A, B), Release.of(B, A)),
                    group(Release.of(A, B), Release.of(B, A).onlyIf(IF)).onlyIf(IF)),
            new Case(
                    "conditions",
                    group(Release.of(A, B)),
                    group(Release.of(A, B)).onlyIf(IF)));

    @ParameterizedTest
    @FieldSource("CASES")
    void theFirstPartThatDiffersIsNamed(Case c) {
        assertThat(Differences.first(c.one, c.other)).contains(c.part);
        assertThat(Differences.first(c.other, c.one)).contains(c.part);
        assertThat(Differences.first(c.one, c.one)).isEmpty();
        assertThat(Differences.first(c.other, c.other)).isEmpty();
    }

    private static Transfer.Builder transfer(long amount) {
        return Transfer.of(ID).debit("a", amount).credit("b", amount);
    }

    private static Schedule schedule(long second, long amount) {
        return Schedule.of(transfer(amount).build(), Instant.ofEpochSecond(second));
    }

    private static PayEach.Builder payment(String payer, long amount) {
        return PayEach.of(ID, payer).pay(ALICE, Amount.of(amount));
    }

    private static Account account(int code) {
        return Account.named("a", Asset.of("USD", 2)).code(code);
    }

    private static OpenAccount opening(int code) {
        return new OpenAccount(ID, account(code));
    }

    private static AccountUpdate update() {
        return AccountUpdate.of(ID, ALICE).code(1);
    }

    private static Group group(Command... members) {
        return Group.of(ID, members);
    }
}
