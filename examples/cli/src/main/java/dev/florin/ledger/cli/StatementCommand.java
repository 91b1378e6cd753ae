package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
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
        description = "Shows the entries of an account with the balance after each.",
        footer = {"", "Example:", "  florin statement --books books customers:576 --newest-first --limit 10"})
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

    @Override
    int answer(Ledger ledger) {
        Account account = new Known(ledger).account(name);
        if (json) {
            Json.print(out(), to -> {
                to.writeStringProperty("account", account.name());
                to.writeStringProperty("id", account.id().toString());
                to.writeStringProperty("asset", account.asset().toString());
                to.writeStringProperty("normal_side", Json.word(account.normalSide()));
                to.writeArrayPropertyStart("lines");
                forEach(ledger, account, line -> write(to, line, account.asset()));
                to.writeEndArray();
            });
        } else {
            printTable(ledger, account);
        }
        return ExitCode.DONE;
    }

    private void forEach(Ledger ledger, Account account, Consumer<StatementLine> consumer) {
        StatementQuery query = order.query();
        long left = limit;
        StatementPage page;
        do {
            page = ledger.statement(account.id(), query.limit((int) Math.min(left, PAGE)));
            page.lines().forEach(consumer);
            left -= page.lines().size();
            query = page.cursor().map(query::after).orElse(query);
        } while (left > 0 && page.cursor().isPresent() && !out().checkError());
    }

    private void printTable(Ledger ledger, Account account) {
        Asset asset = account.asset();
        Table table = table().left("date")
                .right("debit")
                .right("credit")
                .right("balance")
                .left("reference")
                .left("transfer");
        forEach(ledger, account, line -> {
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
