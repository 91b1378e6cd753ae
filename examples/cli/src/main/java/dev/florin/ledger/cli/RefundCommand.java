package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Refund;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Refunds a movement. */
@CommandLine.Command(
        name = "refund",
        description =
                "Posts a part of the inverse of a transfer, sweep or hold, as often as wanted; never more than it has posted.",
        footer = {"", "Example:", "  florin refund table-12 --books books --total 5.00 --reference 'cold soup'"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RefundCommand extends WriteCommand {
    @Parameters(paramLabel = "ID", description = "Id of a transfer, sweep or hold, or the name its id was made from.")
    private String origin;

    @ArgGroup
    private PartOptions part = new PartOptions();

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        CommandId of = known.commandId(origin);
        return Refund.of(id, of)
                .part(part.part(of, known))
                .details(details.details())
                .onlyIf(asking.conditions(known));
    }
}
