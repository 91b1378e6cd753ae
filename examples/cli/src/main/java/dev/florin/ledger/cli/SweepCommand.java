package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sweeps an account. */
@CommandLine.Command(
        name = "sweep",
        description = "Moves all that is available, above zero and the lower limit.",
        footer = {"", "Example:", "  florin sweep shops:cafe payouts:cafe --books books --at-most 1000"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SweepCommand extends WriteCommand {
    @Parameters(index = "0", paramLabel = "FROM", description = "Name or id of the account that is emptied.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "Name or id of the account that receives.")
    private String to;

    @Option(names = "--at-most", paramLabel = "AMOUNT", description = "No more than this.")
    private Optional<String> atMost;

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        Account source = known.account(from);
        Sweep sweep = Sweep.of(id, source.id(), known.account(to).id())
                .details(details.details())
                .onlyIf(asking.conditions(known));
        return atMost.map(most -> sweep.atMost(Named.positive(most, source.asset())))
                .orElse(sweep);
    }
}
