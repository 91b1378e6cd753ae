package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TimeRange;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.cli.write.When;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** The entries of an account. */
@Command(
        name = "statement",
        description = "Shows the entries of an account with the balance after each; of a period, with the balances "
                + "before and after it.",
        footer = {
            "",
            "A date is the whole of that day in UTC, so --to 2026-01-31 includes it. A time given with --to is not included.",
            "",
            "Examples:",
            "  florin statement --books books customers:576 --newest-first --limit 10",
            "  florin statement --books books customers:576 --from 2026-01-01 --to 2026-01-31 --by-effective-time"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatementCommand extends ReadCommand {
    private static final int PAGE = 1_000;

    @Parameters(paramLabel = "NAME", description = "Name or id of the account.")
    private String name;

    @ArgGroup
    private Order order = new Order();

    private long limit = Long.MAX_VALUE;

    private static final class Order {
        @Option(names = "--oldest-first", description = "In the order they were recorded; so unless told otherwise.")
        private boolean oldestFirst;

        @Option(names = "--newest-first", description = "From the last one back.")
        private boolean newestFirst;

        StatementQuery query() {
            return newestFirst && !oldestFirst ? StatementQuery.newestFirst() : StatementQuery.oldestFirst();
        }
    }

    @Option(names = "--limit", paramLabel = "N", description = "At most N entries; all unless told.")
    void limit(long entries) {
        if (entries < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + entries + ": the least is 1");
        }
        limit = entries;
    }

    @Option(names = "--from", paramLabel = "TIME", description = "Where the period begins: a date or a time.")
    private Optional<String> from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where it ends: a date, or the first time behind it.")
    private Optional<String> to;

    @Option(
            names = "--by-effective-time",
            description = "What is effective in the period, in that order, whenever it was recorded.")
    private boolean byEffectiveTime;

    @Option(names = "--as-known-on", paramLabel = "TIME", description = "Without what was recorded later than this.")
    private Optional<String> knownOn;

    /** The first page of what was asked for. */
    private StatementQuery query() {
        StatementQuery query = order.query();
        if (from.isPresent() || to.isPresent()) {
            Instant begin = from.map(time -> When.from("--from", time)).orElse(Instant.MIN);
            Instant end = to.map(time -> When.to("--to", time)).orElse(Instant.MAX);
            if (!begin.isBefore(end)) {
                throw new BadInputException("the period from " + begin + " to " + end
                        + " (which is not included) is empty: --from must be before --to");
            }
            query = query.between(begin, end);
        }
        if (byEffectiveTime) {
            query = query.byEffectiveTime();
        }
        if (knownOn.isPresent()) {
            query = query.asKnownOn(When.at("--as-known-on", knownOn.get()));
        }
        return query;
    }

    @Override
    int answer(Ledger ledger) {
        StatementQuery query = query();
        Account account = new Known(ledger).account(name);
        StatementPage first = ledger.statement(account.id(), query.limit((int) Math.min(limit, PAGE)));
        if (json) {
            Json.print(out(), to -> {
                to.writeStringProperty("account", account.name());
                to.writeStringProperty("id", account.id().toString());
                to.writeStringProperty("asset", account.asset().toString());
                to.writeStringProperty("normal_side", Json.word(account.normalSide()));
                if (query.period() != null) {
                    write(to, query.period(), first, account.asset());
                }
                to.writeArrayPropertyStart("lines");
                forEach(ledger, query, first, line -> write(to, line, account.asset()));
                to.writeEndArray();
            });
        } else {
            printTable(ledger, account, query, first);
        }
        return ExitCode.DONE;
    }

    private void forEach(Ledger ledger, StatementQuery query, StatementPage first, Consumer<StatementLine> consumer) {
        StatementPage page = first;
        page.lines().forEach(consumer);
        long left = limit - page.lines().size();
        while (left > 0 && page.cursor().isPresent() && !out().checkError()) {
            page = ledger.statement(
                    page.account(),
                    query.limit((int) Math.min(left, PAGE)).after(page.cursor().get()));
            page.lines().forEach(consumer);
            left -= page.lines().size();
        }
    }

    private void printTable(Ledger ledger, Account account, StatementQuery query, StatementPage first) {
        Asset asset = account.asset();
        if (query.period() != null) {
            out().println("opening  " + first.opening().format(asset));
            out().println("closing  " + first.closing().format(asset));
            out().println("final    " + (first.isFinal() ? "yes" : "no, something recorded later may change it"));
            out().println();
        }
        Table table = table().left("date")
                .right("debit")
                .right("credit")
                .right("balance")
                .left("reference")
                .left("transfer");
        forEach(ledger, query, first, line -> {
            String amount = line.amount().format(asset);
            table.row(
                    Times.of(date(line)),
                    line.side() == Side.DEBIT ? amount : "",
                    line.side() == Side.CREDIT ? amount : "",
                    line.balanceAfter().format(asset),
                    line.reference(),
                    line.receipt().id().toString());
        });
        table.flush();
    }

    private static void write(JsonGenerator to, StatementQuery.Period period, StatementPage page, Asset asset) {
        TimeRange range = period.range();
        if (!range.from().equals(Instant.MIN)) {
            to.writeStringProperty("from", range.from().toString());
        }
        if (!range.to().equals(Instant.MAX)) {
            to.writeStringProperty("to", range.to().toString());
        }
        to.writeStringProperty("by", Json.word(period.clock()));
        if (period.knownOn() != null) {
            to.writeStringProperty("as_known_on", period.knownOn().toString());
        }
        to.writeStringProperty("opening", page.opening().format(asset));
        to.writeStringProperty("closing", page.closing().format(asset));
        to.writeBooleanProperty("final", page.isFinal());
    }

    private static Instant date(StatementLine line) {
        return line.effectiveTime() != null
                ? line.effectiveTime()
                : line.receipt().recordedTime();
    }

    private static void write(JsonGenerator to, StatementLine line, Asset asset) {
        to.writeStartObject();
        to.writeNumberProperty("position", line.receipt().position());
        to.writeStringProperty("transfer", line.receipt().id().toString());
        to.writeNumberProperty("entry", line.entry());
        to.writeStringProperty("recorded", line.receipt().recordedTime().toString());
        to.writeStringProperty("effective", date(line).toString());
        to.writeStringProperty("side", Json.word(line.side()));
        to.writeStringProperty("amount", line.amount().format(asset));
        to.writeStringProperty("balance_after", line.balanceAfter().format(asset));
        to.writeStringProperty("reference", line.reference());
        to.writeNumberProperty("code", line.code());
        to.writeEndObject();
    }
}
