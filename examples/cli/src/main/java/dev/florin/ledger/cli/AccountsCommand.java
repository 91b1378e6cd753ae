package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Limit;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** A list of accounts. */
@Command(
        name = "accounts",
        description = "Lists accounts with their balances, in the order of their opening.",
        footer = {"", "Example:", "  florin accounts --books books --prefix operations:"})
final class AccountsCommand extends ReadCommand {
    @Option(names = "--prefix", paramLabel = "P", description = "Only accounts whose names start with P.")
    private String prefix = "";

    @Override
    int answer(Ledger ledger) {
        if (json) {
            Json.print(out(), to -> {
                to.writeArrayPropertyStart("accounts");
                Books.forEach(ledger, prefix, view -> write(to, view));
                to.writeEndArray();
            });
        } else {
            printTable(ledger);
        }
        return ExitCode.DONE;
    }

    /** What an account is shown as: its name, or its id if it has none. */
    static String label(AccountView view) {
        return view.account().name().isEmpty()
                ? view.account().id().toString()
                : view.account().name();
    }

    private void printTable(Ledger ledger) {
        Table table = table().left("account")
                .right("balance")
                .left("asset")
                .left("normal side")
                .left("status")
                .right("lower limit")
                .right("upper limit")
                .right("entries");
        Books.forEach(ledger, prefix, view -> {
            Account account = view.account();
            Asset asset = account.asset();
            table.row(
                    label(view),
                    view.balance().posted().format(asset),
                    asset.code(),
                    lower(account.normalSide()),
                    lower(view.status()),
                    limit(account.lowerLimit(), asset),
                    limit(account.upperLimit(), asset),
                    Long.toString(view.balance().version()));
        });
        table.flush();
    }

    private static void write(JsonGenerator to, AccountView view) {
        Account account = view.account();
        to.writeStartObject();
        to.writeStringProperty("account", account.name());
        to.writeStringProperty("id", account.id().toString());
        to.writeStringProperty("normal_side", lower(account.normalSide()));
        to.writeStringProperty("status", lower(view.status()));
        to.writeStringProperty("lower_limit", limit(account.lowerLimit(), account.asset()));
        to.writeStringProperty("upper_limit", limit(account.upperLimit(), account.asset()));
        to.writeNumberProperty("code", account.code());
        write(to, account.metadata());
        BalanceCommand.write(to, view.balance());
        to.writeEndObject();
    }

    static void write(JsonGenerator to, Map<String, String> metadata) {
        to.writeObjectPropertyStart("metadata");
        metadata.forEach(to::writeStringProperty);
        to.writeEndObject();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String limit(Limit limit, Asset asset) {
        return limit.value().map(value -> value.format(asset)).orElse("none");
    }
}
