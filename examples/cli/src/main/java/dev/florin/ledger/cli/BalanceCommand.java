package dev.florin.ledger.cli;

import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** Balances of some accounts. */
@Command(
        name = "balance",
        description = "Shows the balances of accounts, all at one moment.",
        footer = {"", "Example:", "  florin balance --books books customers:576 operations:cash-deposit"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BalanceCommand extends ReadCommand {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names or ids of accounts.")
    private List<String> names;

    @Override
    int answer(Ledger ledger) {
        List<AccountView> accounts =
                names.stream().map(name -> Books.require(ledger, name, spec)).toList();
        List<Balance> balances = ledger.balances(
                accounts.stream().map(view -> view.account().id()).toList());
        if (json) {
            printJson(accounts, balances);
        } else {
            printTable(accounts, balances);
        }
        return ExitCode.DONE;
    }

    private void printTable(List<AccountView> accounts, List<Balance> balances) {
        Table table = table().left("account")
                .right("balance")
                .right("available")
                .left("asset")
                .right("entries");
        for (int i = 0; i < accounts.size(); i++) {
            Balance balance = balances.get(i);
            Asset asset = balance.asset();
            table.row(
                    AccountsCommand.label(accounts.get(i)),
                    balance.posted().format(asset),
                    balance.available().format(asset),
                    asset.code(),
                    Long.toString(balance.version()));
        }
        table.flush();
    }

    private void printJson(List<AccountView> accounts, List<Balance> balances) {
        Json.print(out(), to -> {
            to.writeNumberProperty("position", balances.get(0).position());
            to.writeArrayPropertyStart("balances");
            for (int i = 0; i < accounts.size(); i++) {
                to.writeStartObject();
                to.writeStringProperty("account", accounts.get(i).account().name());
                to.writeStringProperty("id", accounts.get(i).account().id().toString());
                write(to, balances.get(i));
                to.writeEndObject();
            }
            to.writeEndArray();
        });
    }

    /** The properties of a balance, the same wherever one is shown. */
    static void write(JsonGenerator to, Balance balance) {
        Asset asset = balance.asset();
        to.writeStringProperty("asset", asset.toString());
        to.writeStringProperty("posted", balance.posted().format(asset));
        to.writeStringProperty("available", balance.available().format(asset));
        to.writeStringProperty("debits", balance.debits().format(asset));
        to.writeStringProperty("credits", balance.credits().format(asset));
        to.writeNumberProperty("entries", balance.version());
    }
}
