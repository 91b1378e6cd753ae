package dev.florin.ledger.cli;

import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captures a hold. */
@CommandLine.Command(
        name = "capture",
        description = "Posts what a hold reserves, or a part of it, as often as wanted until nothing is left.",
        footer = {
            "",
            "Examples:",
            "  florin capture table-12 --books books",
            "  florin capture table-12 --books books --total 23.50 --closing --id bill-12"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CaptureCommand extends WriteCommand {
    @Parameters(paramLabel = "HOLD", description = "Id of the hold, or the name its id was made from.")
    private String hold;

    @ArgGroup
    private PartOptions part = new PartOptions();

    @Option(names = "--closing", description = "Release what is then left of the hold.")
    private boolean closing;

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        CommandId origin = known.commandId(hold);
        Capture capture = Capture.of(id, origin)
                .part(part.part(origin, known))
                .details(details.details())
                .onlyIf(asking.conditions(known));
        return closing ? capture.closing() : capture;
    }
}
