package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A transfer: its entries, in the order typed, and what goes with it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EntryOptions {
    @ArgGroup(multiplicity = "0..*")
    private List<Typed> typed = new ArrayList<>();

    @Mixin
    private ExchangeOptions exchange;

    @Mixin
    private DetailOptions details;

    /** One entry. A group of its own, so that debits and credits keep the order between them. */
    private static final class Typed {
        @Option(
                names = "--debit",
                required = true,
                paramLabel = "NAME=AMOUNT",
                description = "Debit this account, as users:alice=12.34. May be given often.")
        private String debit;

        @Option(
                names = "--credit",
                required = true,
                paramLabel = "NAME=AMOUNT",
                description = "Credit this account. May be given often.")
        private String credit;

        Entry entry(Known known) {
            boolean debits = debit != null;
            Named named = Named.parse(debits ? debit : credit);
            Account account = known.account(named.account());
            return new Entry(account.id(), debits ? Side.DEBIT : Side.CREDIT, named.amount(account));
        }
    }

    Transfer transfer(CommandId id, Asking asking, Known known) {
        if (typed.size() < 2) {
            throw new BadInputException(
                    "say what is moved, with at least one --debit NAME=AMOUNT and one --credit " + "NAME=AMOUNT");
        }
        List<Entry> entries = typed.stream().map(one -> one.entry(known)).toList();
        return new Transfer(
                id, entries, details.details(), List.of(asking.conditions(known)), exchange.exchange(entries, known));
    }
}
