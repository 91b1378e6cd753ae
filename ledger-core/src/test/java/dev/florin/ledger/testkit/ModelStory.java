package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.util.List;
import java.util.stream.LongStream;

/** A model with a clock at 1,000 ns and accounts of dollars, for examples that are worked out by hand. */
final class ModelStory {
    static final Asset USD = Asset.of("USD", 2);
    static final Asset EUR = Asset.of("EUR", 2);

    final ModelLedger model = ModelLedger.at(1_000);

    /** Opens {@code cash} without limits, positions 1; then the others, credit-normal with a lower limit of 0. */
    ModelStory(String... names) {
        opened(Account.named("cash", USD).debitNormal().unlimited());
        for (String name : names) {
            opened(Account.named(name, USD));
        }
    }

    void opened(Account account) {
        posted(OpenAccount.of(account));
    }

    /** From cash. */
    void funded(String name, long amount) {
        posted(Transfer.of(id("fund " + name + " " + model.position()))
                .debit("cash", amount)
                .credit(name, amount)
                .build());
    }

    Receipt posted(Command command) {
        Outcome outcome = model.submit(command);
        assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Posted.class);
        return ((Outcome.Posted) outcome).receipt();
    }

    /** The decided amounts of a command that has to be posted. */
    List<Long> moved(Command command) {
        Outcome outcome = model.submit(command);
        assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Posted.class);
        Decision decision = ((Outcome.Posted) outcome).decision();
        return ((Decision.Moved) decision)
                .amounts().stream().map(Amount::toLong).toList();
    }

    Rejection rejected(Command command) {
        Outcome outcome = model.submit(command);
        assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).rejection();
    }

    void assertBalance(String name, long posted, long available, long version) {
        Balance balance = balance(name);
        assertThat(LongStream.of(balance.posted().toLong(), balance.available().toLong(), balance.version())
                        .boxed())
                .as("posted, available, version of %s", name)
                .containsExactly(posted, available, version);
    }

    Balance balance(String name) {
        return model.account(account(name)).orElseThrow().balance();
    }

    static CommandId id(String name) {
        return CommandId.of(name);
    }

    static AccountId account(String name) {
        return AccountId.of(name);
    }
}
