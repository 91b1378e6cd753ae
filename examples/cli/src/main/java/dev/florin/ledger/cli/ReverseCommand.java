package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reverses a movement. */
@CommandLine.Command(
        name = "reverse",
        description =
                "Posts the inverse of all that is left of a transfer, sweep or hold, once; what a hold still reserves is released.",
        footer = {"", "Example:", "  florin reverse topup-1 --books books --reference chargeback"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReverseCommand extends WriteCommand {
    @Parameters(paramLabel = "ID", description = "Id of a transfer, sweep or hold, or the name its id was made from.")
    private String origin;

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        return Reversal.of(id, known.commandId(origin))
                .details(details.details())
                .onlyIf(asking.conditions(known));
    }
}
