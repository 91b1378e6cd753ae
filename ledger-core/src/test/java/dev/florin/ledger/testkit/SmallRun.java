package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few commands of different kinds, and what can be asked about them. */
public final class SmallRun {
    /** When many of the {@link #posts} are effective. */
    public static final Instant PAST = Instant.parse("2020-02-29T12:00:00Z");

    private static final Asset USD = Asset.of("USD", 2);
    private static final List<String> NAMES = List.of("bank", "ada", "bob", "carol");

    /** What is asked of books. */
    public record Answers(
            Fingerprints fingerprints,
            List<Optional<Balance>> balances,
            List<Optional<Outcome>> outcomes,
            List<List<StatementLine>> statements) {}

    private SmallRun() {}

    /** The commands; none of them expires. */
    public static List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        commands.add(OpenAccount.of(Account.named("bank", USD).debitNormal().unlimited()));
        for (String name : NAMES.subList(1, NAMES.size())) {
            commands.add(OpenAccount.of(Account.named(name, USD)));
            commands.add(transfer("first money of " + name, "bank", name, 1_000));
        }
        commands.add(transfer("rejected", "ada", "bob", 5_000));
        commands.add(Hold.of(transfer("hold", "ada", "carol", 300)));
        commands.add(Capture.of(id("part"), id("hold")).total(120));
        for (int i = 0; i < 8; i++) {
            commands.add(transfer("small " + i, "ada", "bob", 10 + i));
        }
        commands.add(Refund.of(id("refund"), id("small 3")).total(5));
        commands.add(Reversal.of(id("reversal"), id("small 4")));
        return commands;
    }

    /** Transfers that go on behind {@link #commands}, with all that they can be found by. */
    public static List<Command> posts(int first, int count) {
        List<Command> posts = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            posts.add(Transfer.of(id("post " + i))
                    .debit("bank", 1 + i)
                    .credit(NAMES.get(1 + i % 3), 1 + i)
                    .details(Details.of("post " + i % 5)
                            .withCode(1 + i % 9)
                            .withMetadata("order", Integer.toString(i % 4))
                            .withEffectiveTime(PAST.plusSeconds(i % 11)))
                    .build());
        }
        return posts;
    }

    private static CommandId id(String name) {
        return CommandId.of(name);
    }

    private static Transfer transfer(String name, String from, String to, long minorUnits) {
        return Transfer.of(id(name))
                .debit(from, minorUnits)
                .credit(to, minorUnits)
                .reference("for " + name)
                .build();
    }

    /** Asks all. */
    public static Answers ask(Ledger ledger) {
        List<Optional<Balance>> balances = new ArrayList<>();
        List<List<StatementLine>> statements = new ArrayList<>();
        for (String name : NAMES) {
            Optional<Balance> balance = ledger.account(name).map(view -> view.balance());
            balances.add(balance);
            if (balance.isPresent()) {
                statements.add(
                        ledger.statement(name, StatementQuery.newestFirst()).lines());
            }
        }
        List<Optional<Outcome>> outcomes =
                commands().stream().map(command -> ledger.outcome(command.id())).toList();
        return new Answers(ledger.fingerprints(), balances, outcomes, statements);
    }
}
