package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import dev.florin.ledger.cli.write.Payees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pays several payees. */
@CommandLine.Command(
        name = "pay-each",
        description =
                "Pays several payees, each on its own: who cannot be paid is told (exit code 1), the others are paid. With the same "
                        + "id, nobody is paid twice.",
        footer = {
            "",
            "Examples:",
            "  florin pay-each --books books --from shop:pay --to users:bob=12.50 \\",
            "    --to users:carol=7",
            "  florin pay-each --books books --from shop:pay --file payees.csv --id pay-2026-01"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PayEachCommand extends WriteCommand {
    @Option(names = "--from", required = true, paramLabel = "NAME", description = "The account that pays.")
    private String from;

    @ArgGroup(multiplicity = "1")
    private Who who;

    @Mixin
    private DetailOptions details;

    private static final class Who {
        @Option(names = "--to", paramLabel = "NAME=AMOUNT", description = "Who gets what. May be given often.")
        private List<String> payees = List.of();

        @Option(
                names = "--file",
                paramLabel = "FILE.csv",
                description = "Who gets what, in a CSV file with the columns account and amount.")
        private Optional<Path> file = Optional.empty();
    }

    @Override
    Command command(CommandId id, Known known) throws IOException {
        Account payer = known.account(from);
        List<PayEach.Payee> payees =
                who.file.isPresent() ? Payees.read(who.file.get(), payer.asset(), known) : typed(payer, known);
        return new PayEach(id, payer.id(), payees, details.details(), List.of(asking.conditions(known)));
    }

    private List<PayEach.Payee> typed(Account payer, Known known) {
        return who.payees.stream()
                .map(Named::parse)
                .map(named -> new PayEach.Payee(known.accountId(named.account()), named.amount(payer)))
                .toList();
    }
}
