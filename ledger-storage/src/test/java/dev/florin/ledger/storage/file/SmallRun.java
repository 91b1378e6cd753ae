package dev.florin.ledger.storage.file;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few commands, whose effects fill two small segments, and all that can be asked about them. */
final class SmallRun {
    private static final Asset USD = Asset.of("USD", 2);
    private static final List<String> NAMES = List.of("bank", "ada", "bob", "carol");

    /** What is asked of books. */
    record Answers(
            Fingerprints fingerprints,
            List<Optional<Balance>> balances,
            List<Optional<Outcome>> outcomes,
            List<List<StatementLine>> statements) {}

    private SmallRun() {}

    /** The commands; none of them expires. */
    static List<Command> commands() {
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
    static Answers ask(Ledger ledger) {
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
