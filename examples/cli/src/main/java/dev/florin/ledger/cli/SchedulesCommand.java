package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.cli.write.Repeats;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The schedules that have a date to come. */
@Command(
        name = "schedules",
        description = "Lists schedules that have a date to come, in the order in which they were set up.",
        footer = {"", "Example:", "  florin schedules --books books --account users:alice"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SchedulesCommand extends ReadCommand {
    @Option(names = "--account", paramLabel = "NAME", description = "Only schedules that name this account.")
    private Optional<String> account;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        ScheduleQuery query =
                account.map(name -> ScheduleQuery.of(known.account(name).id())).orElseGet(ScheduleQuery::all);
        if (json) {
            Json.print(out(), to -> {
                to.writeArrayPropertyStart("schedules");
                forEach(ledger, query, schedule -> {
                    to.writeStartObject();
                    ShowScheduleCommand.write(to, schedule, known);
                    to.writeEndObject();
                });
                to.writeEndArray();
            });
        } else {
            Table table = table().left("schedule")
                    .left("what")
                    .left("accounts")
                    .left("next date")
                    .right("runs")
                    .left("repeats");
            forEach(ledger, query, schedule -> row(table, schedule, known));
            table.flush();
        }
        return ExitCode.DONE;
    }

    private static void row(Table table, ScheduleView view, Known known) {
        table.row(
                view.receipt().id().toString(),
                Json.word(view.schedule().what().kind()),
                view.schedule().accounts().stream().map(known::name).collect(Collectors.joining(", ")),
                view.nextDue().map(Times::of).orElse("not known yet"),
                Long.toString(view.runs()),
                view.schedule().repeats().map(Repeats::words).orElse("once"));
    }

    private void forEach(Ledger ledger, ScheduleQuery first, Consumer<ScheduleView> consumer) {
        SchedulePage page = ledger.schedules(first);
        page.schedules().forEach(consumer);
        while (page.next() != 0 && !out().checkError()) {
            page = ledger.schedules(first.after(page.next()));
            page.schedules().forEach(consumer);
        }
    }
}
