package dev.florin.ledger.cli;

import dev.florin.ledger.Entry;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.TransferQuery.Cursor;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Filters;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Movements that meet filters. */
@Command(
        name = "transfers",
        description = "Lists movements of money that meet all filters, the newest first: transfers, and what captures, "
                + "reversals, refunds and sweeps have moved.",
        footer = {
            "",
            "Filters: account=NAME, reference=TEXT, code=N, key=KEY, metadata:KEY=VALUE, from=TIME, to=TIME (recorded), "
                    + "effective-from=TIME, effective-to=TIME. A date is the whole of that day in UTC, so to=2026-01-31 "
                    + "includes it. A time given with to is not included.",
            "",
            "Examples:",
            "  florin transfers --books books --where account=users:alice from=2026-01-01",
            "  florin transfers --books books --where metadata:order=4711"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TransfersCommand extends ReadCommand {
    @ArgGroup(multiplicity = "1")
    private Which which;

    private static final class Which {
        @Option(
                names = "--where",
                arity = "1..*",
                paramLabel = "FILTER",
                description = "What must hold, such as account=NAME; all of them. May be given often.")
        private List<String> filters = List.of();

        @Option(names = "--all", description = "Every movement.")
        private boolean all;

        List<String> filters() {
            return all ? List.of() : filters;
        }
    }

    @Option(names = "--oldest-first", description = "In the order they were recorded.")
    private boolean oldestFirst;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Goes on behind a list that told this cursor.")
    private Optional<String> after;

    private long limit = 100;

    @Option(names = "--limit", paramLabel = "N", description = "At most N movements; 100 unless told.")
    void limit(long movements) {
        if (movements < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + movements + ": the least is 1");
        }
        limit = movements;
    }

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        TransferQuery start = oldestFirst ? TransferQuery.oldestFirst() : TransferQuery.newestFirst();
        TransferQuery query = Filters.add(start, which.filters(), known);
        TransferQuery first = after.isPresent() ? query.after(cursor(after.get())) : query;
        if (json) {
            Json.print(out(), to -> {
                to.writeArrayPropertyStart("transfers");
                Optional<Cursor> next = forEach(ledger, first, transfer -> {
                    to.writeStartObject();
                    TransferCommand.write(to, transfer, known);
                    to.writeEndObject();
                });
                to.writeEndArray();
                to.writeStringProperty("next", next.map(Cursor::toString).orElse(""));
            });
        } else {
            print(ledger, first, known);
        }
        return ExitCode.DONE;
    }

    private static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--after: " + e.getMessage());
        }
    }

    /** Goes through pages until there are enough; returns where the rest begins. */
    private Optional<Cursor> forEach(Ledger ledger, TransferQuery first, Consumer<RecordedTransfer> consumer) {
        TransferQuery query = first;
        long left = limit;
        while (true) {
            TransferPage page = ledger.transfers(query.limit((int) Math.min(left, TransferQuery.MAX_LIMIT)));
            page.transfers().forEach(consumer);
            left -= page.transfers().size();
            if (left == 0 || page.cursor().isEmpty() || out().checkError()) {
                return page.cursor();
            }
            query = query.after(page.cursor().get());
        }
    }

    private void print(Ledger ledger, TransferQuery first, Known known) {
        Table table = table().left("date")
                .left("kind")
                .left("account")
                .right("debit")
                .right("credit")
                .left("asset")
                .left("reference")
                .left("transfer");
        Optional<Cursor> next = forEach(ledger, first, transfer -> rows(table, transfer, known));
        table.flush();
        next.ifPresent(cursor -> out().println("more: --after " + cursor));
    }

    /** One row for each entry. */
    private static void rows(Table table, RecordedTransfer recorded, Known known) {
        for (Entry entry : recorded.transfer().entries()) {
            Asset asset = known.asset(entry.account()).orElseThrow();
            String amount = entry.amount().format(asset);
            table.row(
                    Times.of(date(recorded)),
                    Json.word(recorded.kind()),
                    known.name(entry.account()),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    asset.code(),
                    recorded.transfer().reference(),
                    recorded.receipt().id().toString());
        }
    }

    private static Instant date(RecordedTransfer recorded) {
        Instant effective = recorded.transfer().details().effectiveTime();
        return effective != null ? effective : recorded.receipt().recordedTime();
    }
}
