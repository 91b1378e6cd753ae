package dev.florin.ledger.cli;

import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Stops a schedule. */
@CommandLine.Command(
        name = "cancel-schedule",
        description = "Stops a schedule: no date of it runs any more. What has run stays.",
        footer = {"", "Example:", "  florin cancel-schedule rent --books books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CancelScheduleCommand extends WriteCommand {
    @Parameters(paramLabel = "SCHEDULE", description = "Id of the schedule, or the name its id was made from.")
    private String schedule;

    @Override
    Command command(CommandId id, Known known) {
        return CancelSchedule.of(id, known.commandId(schedule)).onlyIf(asking.conditions(known));
    }
}
