package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** Balances of some accounts. */
@Command(
        name = "balance",
        description =
                "Shows the balances of accounts, all at one moment: what is posted, what holds will move out and in, "
                        + "and what is available.",
        footer = {"", "Example:", "  florin balance --books books customers:576 operations:cash-deposit"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BalanceCommand extends ReadCommand {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names or ids of accounts.")
    private List<String> names;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        List<Account> accounts = names.stream().map(known::account).toList();
        List<Balance> balances =
                ledger.balances(accounts.stream().map(Account::id).toList());
        if (json) {
            printJson(accounts, balances);
        } else {
            printTable(accounts, balances);
        }
        return ExitCode.DONE;
    }

    private void printTable(List<Account> accounts, List<Balance> balances) {
        Table table = table().left("account")
                .right("balance")
                .right("pending out")
                .right("pending in")
                .right("available")
                .left("asset")
                .right("entries");
        for (int i = 0; i < accounts.size(); i++) {
            Balance balance = balances.get(i);
            Asset asset = balance.asset();
            table.row(
                    AccountsCommand.label(accounts.get(i)),
                    balance.posted().format(asset),
                    pendingOut(balance).format(asset),
                    pendingIn(balance).format(asset),
                    balance.available().format(asset),
                    asset.code(),
                    Long.toString(balance.version()));
        }
        table.flush();
    }

    private void printJson(List<Account> accounts, List<Balance> balances) {
        Json.print(out(), to -> {
            to.writeNumberProperty("position", balances.get(0).position());
            to.writeArrayPropertyStart("balances");
            for (int i = 0; i < accounts.size(); i++) {
                to.writeStartObject();
                to.writeStringProperty("account", accounts.get(i).name());
                to.writeStringProperty("id", accounts.get(i).id().toString());
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
        to.writeStringProperty("pending_out", pendingOut(balance).format(asset));
        to.writeStringProperty("pending_in", pendingIn(balance).format(asset));
        to.writeStringProperty("available", balance.available().format(asset));
        to.writeStringProperty("debits", balance.debits().format(asset));
        to.writeStringProperty("credits", balance.credits().format(asset));
        to.writeNumberProperty("entries", balance.version());
    }

    /** What holds will take from it. */
    private static Amount pendingOut(Balance balance) {
        return balance.normalSide() == Side.CREDIT ? balance.pendingDebits() : balance.pendingCredits();
    }

    /** What holds will bring it. */
    private static Amount pendingIn(Balance balance) {
        return balance.normalSide() == Side.CREDIT ? balance.pendingCredits() : balance.pendingDebits();
    }
}
