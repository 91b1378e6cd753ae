package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Release;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Releases a hold. */
@CommandLine.Command(
        name = "release",
        description = "Gives back all that is left of a hold.",
        footer = {"", "Example:", "  florin release table-12 --books books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReleaseCommand extends WriteCommand {
    @Parameters(paramLabel = "HOLD", description = "Id of the hold, or the name its id was made from.")
    private String hold;

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        return Release.of(id, known.commandId(hold)).details(details.details()).onlyIf(asking.conditions(known));
    }
}
