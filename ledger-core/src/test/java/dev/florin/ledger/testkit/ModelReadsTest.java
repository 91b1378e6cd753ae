package dev.florin.ledger.testkit;

import static dev.florin.ledger.testkit.ModelStory.EUR;
import static dev.florin.ledger.testkit.ModelStory.USD;
import static dev.florin.ledger.testkit.ModelStory.account;
import static dev.florin.ledger.testkit.ModelStory.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries of the model, exchanges, and the names of differences, by examples worked out by hand. */
class ModelReadsTest {
    private final ModelStory story = new ModelStory("u:b", "u:a", "v");
    private final ModelLedger model = story.model;

    private List<String> names(AccountQuery query) {
        return model.accounts(query).stream().map(view -> view.account().name()).toList();
    }

    @Test
    void accountsComeByNameWithAPrefixElseByOpening() {
        // U+FFFD comes before U+1F600 by code point, and behind it by char.
        story.opened(Account.named("u:\uFFFD", EUR).code(7));
        story.opened(Account.named("u:\uD83D\uDE00", USD));
        story.posted(AccountUpdate.of(id("u"), account("u:b")).status(AccountStatus.FROZEN));
        assertThat(names(AccountQuery.prefix("u:"))).containsExactly("u:a", "u:b", "u:\uFFFD", "u:\uD83D\uDE00");
        assertThat(names(AccountQuery.all().withAsset(USD)))
                .containsExactly("cash", "u:b", "u:a", "v", "u:\uD83D\uDE00");
        assertThat(names(AccountQuery.prefix("u:").withStatus(AccountStatus.FROZEN)))
                .containsExactly("u:b");
        assertThat(names(AccountQuery.all().withCode(7))).containsExactly("u:\uFFFD");
    }

    @Test
    void aRollUpAddsUpNamedAccounts() {
        story.funded("u:a", 10);
        story.posted(Transfer.of(id("t")).debit("u:a", 4).credit("u:b", 4).build());
        story.posted(Transfer.of(id("h")).debit("u:b", 3).credit("v", 3).hold());
        story.opened(Account.of(account("nameless"), EUR));
        RollUp.Line line = new RollUp.Line(USD, 2, number(4), number(14), number(3), number(0));
        assertThat(model.rollUp("u:")).isEqualTo(new RollUp("u:", List.of(line), 8));
        RollUp.Line all = new RollUp.Line(USD, 4, number(14), number(14), number(3), number(3));
        assertThat(model.rollUp("")).isEqualTo(new RollUp("", List.of(all), 8));
        assertThat(model.rollUp("x").lines()).isEmpty();
    }

    private static BigInteger number(long number) {
        return BigInteger.valueOf(number);
    }

    @Test
    void anExchangeIsCheckedAndItsResidueToo() {
        story.opened(Account.named("usd:pool", USD).unlimited());
        story.opened(Account.named("eur:pool", EUR).unlimited());
        story.opened(Account.named("eur:user", EUR));
        story.opened(Account.named("eur:residue", EUR));
        // 7 * 3 / 2 = 10.5: 10 down, 11 up.
        Exchange down = Exchange.of(Rate.of(3, 2), RoundingMode.DOWN, 0, 3);
        assertThat(story.rejected(exchange("t1", 11, 0, down)))
                .isEqualTo(new Rejection.ExchangeResultDiffers(3, Amount.of(10), Amount.of(11)));
        story.posted(exchange("t2", 10, 0, down));
        Exchange withResidue = down.residue(account("eur:residue"));
        assertThat(story.rejected(exchange("t3", 10, 0, withResidue)))
                .isEqualTo(
                        new Rejection.ExchangeResidueDiffers(account("eur:residue"), Amount.of(1), SignedAmount.ZERO));
        story.posted(exchange("t4", 10, 1, withResidue));
        Exchange halfEven = Exchange.of(Rate.of(3, 2), RoundingMode.HALF_EVEN, 0, 3);
        story.posted(exchange("t5", 10, 0, halfEven));
    }

    private static Transfer exchange(String id, long result, long residue, Exchange stated) {
        Transfer.Builder transfer = Transfer.of(id(id))
                .debit("cash", 7)
                .credit("usd:pool", 7)
                .debit("eur:pool", result + residue)
                .credit("eur:user", result);
        return (residue == 0 ? transfer : transfer.credit("eur:residue", residue))
                .exchange(stated)
                .build();
    }

    @Test
    void differencesAreToldByTheNamesOfParts() {
        Hold hold = Transfer.of(id("x")).debit("cash", 1).credit("v", 1).hold();
        assertDifference("timeout", hold, hold.timeout(Duration.ofDays(1)));
        assertDifference("kind", hold, hold.transfer());
        assertDifference(
                "conditions",
                Reversal.of(id("x"), id("y")),
                Reversal.of(id("x"), id("y")).onlyIf(Condition.versionIs(account("v"), 1)));
        assertDifference(
                "payees[1].amount",
                PayEach.of(id("x"), "cash").pay("v", 1).pay("v", 2).build(),
                PayEach.of(id("x"), "cash").pay("v", 1).pay("v", 3).build());
        Group group = Group.of(
                id("x"),
                Release.of(id("m0"), id("h")),
                Transfer.of(id("m1")).debit("cash", 1).credit("v", 1).hold());
        assertDifference(
                "members.size", group, Group.of(id("x"), group.members().get(0)));
        assertDifference(
                "members[1].entries[0].amount",
                group,
                Group.of(
                        id("x"),
                        group.members().get(0),
                        Transfer.of(id("m1")).debit("cash", 2).credit("v", 2).hold()));
        assertDifference(
                "members[0].id",
                group,
                Group.of(id("x"), Release.of(id("m2"), id("h")), group.members().get(1)));
        assertDifference(
                "members[0].kind",
                group,
                Group.of(
                        id("x"), Reversal.of(id("m0"), id("h")), group.members().get(1)));
    }

    private static void assertDifference(String part, Command first, Command second) {
        assertThat(Contents.firstDifference(first, second)).contains(part);
        assertThat(Contents.firstDifference(first, first)).isEmpty();
    }
}
