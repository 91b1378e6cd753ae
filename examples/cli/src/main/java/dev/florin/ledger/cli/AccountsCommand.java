package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Limit;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** A list of accounts. */
@Command(
        name = "accounts",
        description = "Lists accounts with their balances: in the order of their opening, or, with a prefix, of their "
                + "names.",
        footer = {
            "",
            "Examples:",
            "  florin accounts --books books --prefix operations:",
            "  florin accounts --books books --asset EUR/2 --status frozen"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AccountsCommand extends ReadCommand {
    @Option(names = "--prefix", paramLabel = "P", description = "Only accounts whose names start with P.")
    private String prefix = "";

    @Option(names = "--asset", paramLabel = "CODE/SCALE", description = "Only accounts of this asset, such as EUR/2.")
    private Optional<Asset> asset;

    @Option(names = "--code", paramLabel = "N", description = "Only accounts with this code; 0 for those without.")
    private Optional<Integer> code;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only accounts with this status: open, frozen, frozen_for_debits or closed.")
    private Optional<AccountStatus> status;

    @Override
    int answer(Ledger ledger) {
        if (json) {
            Json.print(out(), to -> {
                to.writeArrayPropertyStart("accounts");
                Books.forEach(ledger, query(), view -> write(to, view));
                to.writeEndArray();
            });
        } else {
            printTable(ledger);
        }
        return ExitCode.DONE;
    }

    private AccountQuery query() {
        AccountQuery query = AccountQuery.prefix(prefix);
        query = asset.map(query::withAsset).orElse(query);
        query = code.map(query::withCode).orElse(query);
        return status.map(query::withStatus).orElse(query);
    }

    /** What an account is shown as: its name, or its id if it has none. */
    static String label(Account account) {
        return account.name().isEmpty() ? account.id().toString() : account.name();
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
        Books.forEach(ledger, query(), view -> {
            Account account = view.account();
            Asset asset = account.asset();
            table.row(
                    label(account),
                    view.balance().posted().format(asset),
                    asset.code(),
                    Json.word(account.normalSide()),
                    Json.word(view.status()),
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
        to.writeStringProperty("normal_side", Json.word(account.normalSide()));
        to.writeStringProperty("status", Json.word(view.status()));
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

    private static String limit(Limit limit, Asset asset) {
        return limit.value().map(value -> value.format(asset)).orElse("none");
    }
}
