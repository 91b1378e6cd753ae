package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Repeats;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Sets up a schedule. */
@CommandLine.Command(
        name = "schedule",
        description = {
            "Does something later, once or repeatedly: post, hold, sweep or pay-each, typed behind the options as on its own, "
                    + "without florin and --books. Its --only-if are judged at each date.",
            "",
            "The ledger does it by itself while the books are open, and what was missed when they are opened again."
        },
        footer = {
            "",
            "Examples:",
            "  florin schedule --books books --id rent --at 2026-12-01 --every P1M \\",
            "    --zone Europe/Berlin post --debit users:ann=600 --credit users:ben=600",
            "  florin schedule --books books --at 2026-12-24T18:00:00Z sweep users:ann gifts"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ScheduleCommand extends WriteCommand {
    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "The first date: a day, or a time; of --zone where it names no offset, else of UTC.")
    private String at;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description =
                    "Again and again: every 12h, 30m, or with --zone by the calendar, P1M, P2W, P1D. Once unless told.")
    private Optional<String> every;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose calendar and clocks count: Europe/Berlin.")
    private Optional<String> zone;

    @Option(names = "--until", paramLabel = "TIME", description = "No date is later than this.")
    private Optional<String> until;

    @Option(names = "--times", paramLabel = "N", description = "So many dates, rejected ones included.")
    private Optional<Integer> times;

    @Option(
            names = "--missed",
            paramLabel = "WHAT",
            description =
                    "What becomes of dates while the books were closed: run_each (unless told), or run_one for all.")
    private Optional<Recurrence.Missed> missed;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "What to do.")
    private List<String> words;

    /** What is to be done is typed behind the schedule's own options, and has its own. */
    static CommandLine line() {
        return new CommandLine(new ScheduleCommand()).setStopAtPositional(true);
    }

    @Override
    void prepare() {
        if (every.isEmpty() && (until.isPresent() || times.isPresent() || missed.isPresent())) {
            throw new ParameterException(spec.commandLine(), "--until, --times and --missed need --every");
        }
    }

    @Override
    Command command(CommandId id, Known known) throws IOException {
        Optional<ZoneId> where = zone.map(Repeats::zone);
        Instant first = Repeats.date("--at", at, where);
        Command what = TypedCommand.parse(words, books, id, known, "the schedule, not to what it does");
        if (!what.id().equals(id)) {
            throw new BadInputException(
                    "--id belongs to the schedule, not to what it does: each run has an id of its own");
        }
        Schedule once = Schedule.of(what, first).onlyIf(asking.conditions(known));
        return every.map(how -> once.repeat(recurrence(how, where))).orElse(once);
    }

    private Recurrence recurrence(String how, Optional<ZoneId> where) {
        Recurrence recurrence = Repeats.every(how, where);
        if (until.isPresent()) {
            recurrence = recurrence.until(Repeats.date("--until", until.get(), where));
        }
        if (times.isPresent()) {
            recurrence = recurrence.times(times.get());
        }
        return missed.map(recurrence::missed).orElse(recurrence);
    }
}
