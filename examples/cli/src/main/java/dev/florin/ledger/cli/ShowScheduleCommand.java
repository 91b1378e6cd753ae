package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Answer;
import dev.florin.ledger.cli.show.Explain;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.cli.write.Repeats;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** One schedule. */
@Command(
        name = "show-schedule",
        description = "Shows a schedule: what it does, when, and what became of the dates that have come.",
        footer = {"", "Example:", "  florin show-schedule rent --books books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowScheduleCommand extends ReadCommand {
    private static final int PAGE = 1_000;

    @Parameters(paramLabel = "SCHEDULE", description = "Id of the schedule, or the name its id was made from.")
    private String name;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        CommandId id = known.commandId(name);
        ScheduleView view = ledger.schedule(id)
                .orElseThrow(() -> new BadInputException("no schedule was ever set up under '" + name
                        + "'; florin schedules lists those that have a date to come"));
        if (json) {
            Json.print(out(), to -> {
                write(to, view, known);
                to.writeArrayPropertyStart("dates");
                forEach(ledger, id, run -> write(to, run, known));
                to.writeEndArray();
            });
        } else {
            print(view, known);
            printRuns(ledger, id, known);
        }
        return ExitCode.DONE;
    }

    private void forEach(Ledger ledger, CommandId id, Consumer<ScheduleRun> consumer) {
        ScheduleRuns page = ledger.runs(id, 0, PAGE).orElseThrow();
        page.runs().forEach(consumer);
        while (page.next() != 0 && !out().checkError()) {
            page = ledger.runs(id, page.next(), PAGE).orElseThrow();
            page.runs().forEach(consumer);
        }
    }

    private void print(ScheduleView view, Known known) {
        PrintWriter out = out();
        Schedule schedule = view.schedule();
        out.println("schedule   " + view.receipt().id());
        out.println("status     " + Json.word(view.status()));
        out.println("recorded   " + view.receipt().recordedTime() + ", position "
                + view.receipt().position());
        out.println("what       " + Json.word(schedule.what().kind()));
        out.println("first      " + schedule.first());
        schedule.repeats().ifPresent(how -> out.println("repeats    " + Repeats.words(how)));
        view.nextDue().ifPresent(due -> out.println("next       " + due));
        view.closedBy().ifPresent(closing -> out.println("closed by  " + closing));
        out.println();
        answer(schedule, view, known).printEntries(out);
    }

    private static Answer answer(Schedule schedule, ScheduleView view, Known known) {
        return new Answer(schedule, new Outcome.Posted(view.receipt()), false, known);
    }

    private void printRuns(Ledger ledger, CommandId id, Known known) {
        out().println();
        Table table = table().right("date")
                .left("due")
                .left("recorded")
                .left("outcome")
                .left("id");
        forEach(
                ledger,
                id,
                run -> table.row(
                        Long.toString(run.number()),
                        Times.of(run.due()),
                        Times.of(run.receipt().recordedTime()),
                        outcome(run.outcome(), known),
                        run.outcome().id().toString()));
        table.flush();
    }

    private static String outcome(Outcome outcome, Known known) {
        return outcome instanceof Outcome.Rejected rejected
                ? "rejected: " + Explain.rejection(rejected.rejection(), known)
                : "posted";
    }

    private static void write(JsonGenerator to, ScheduleRun run, Known known) {
        to.writeStartObject();
        to.writeNumberProperty("date", run.number());
        to.writeStringProperty("due", run.due().toString());
        to.writeNumberProperty("position", run.receipt().position());
        to.writeStringProperty("recorded", run.receipt().recordedTime().toString());
        to.writeStringProperty("id", run.outcome().id().toString());
        if (run.outcome() instanceof Outcome.Rejected rejected) {
            to.writeStringProperty("outcome", "rejected");
            Explain.write(to, rejected.rejection(), known);
        } else {
            to.writeStringProperty("outcome", "posted");
        }
        to.writeEndObject();
    }

    /** The properties of a schedule. */
    static void write(JsonGenerator to, ScheduleView view, Known known) {
        Schedule schedule = view.schedule();
        to.writeStringProperty("id", view.receipt().id().toString());
        to.writeStringProperty("status", Json.word(view.status()));
        to.writeNumberProperty("position", view.receipt().position());
        to.writeStringProperty("recorded", view.receipt().recordedTime().toString());
        to.writeStringProperty("what", Json.word(schedule.what().kind()));
        Json.write(to, "accounts", schedule.accounts().stream().map(known::name).toList());
        answer(schedule, view, known).writeEntries(to);
        to.writeStringProperty("first", schedule.first().toString());
        to.writeStringProperty("next", view.nextDue().map(Instant::toString).orElse(""));
        schedule.repeats().ifPresent(how -> write(to, how));
        to.writeNumberProperty("runs", view.runs());
        to.writeStringProperty(
                "closed_by", view.closedBy().map(CommandId::toString).orElse(""));
    }

    private static void write(JsonGenerator to, Recurrence how) {
        to.writeStringProperty("every", Repeats.every(how));
        Repeats.zone(how).ifPresent(zone -> to.writeStringProperty("zone", zone));
        how.ends().ifPresent(last -> to.writeStringProperty("until", last.toString()));
        if (how.times() != 0) {
            to.writeNumberProperty("times", how.times());
        }
        to.writeStringProperty("missed", Json.word(how.missed()));
    }
}
