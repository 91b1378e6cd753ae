package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.write.When;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** Balances of some accounts. */
@Command(
        name = "balance",
        description =
                "Shows the balances of accounts, all at one moment: what is posted, what holds will move out and in, "
                        + "and what is available. With --at, as they were.",
        footer = {
            "",
            "A date is the whole of that day in UTC, so --at 2026-01-31 is its last moment.",
            "",
            "Examples:",
            "  florin balance --books books customers:576 operations:cash-deposit",
            "  florin balance --books books customers:576 --at 2026-01-31 --effective"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BalanceCommand extends ReadCommand {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names or ids of accounts.")
    private List<String> names;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "As they were then, by the time of recording: a date, or a time such as " + "2026-01-31T12:00:00Z.")
    private Optional<String> at;

    @Option(
            names = "--effective",
            description = "--at is an effective time: what counts by then, whenever it was recorded. Holds have none.")
    private boolean effective;

    @Option(
            names = "--as-known-on",
            paramLabel = "TIME",
            description = "By effective time, and without what was recorded later than this.")
    private Optional<String> knownOn;

    @Override
    int answer(Ledger ledger) {
        Optional<Moment> moment = moment();
        Known known = new Known(ledger);
        List<Account> accounts = names.stream().map(known::account).toList();
        if (moment.isPresent()) {
            List<PastBalance> balances = accounts.stream()
                    .map(account -> ledger.balanceAt(account.id(), moment.get()))
                    .toList();
            new PastBalances(out(), json).show(accounts, balances, moment.get());
            return ExitCode.DONE;
        }
        List<Balance> balances =
                ledger.balances(accounts.stream().map(Account::id).toList());
        if (json) {
            printJson(accounts, balances);
        } else {
            printTable(accounts, balances);
        }
        return ExitCode.DONE;
    }

    private Optional<Moment> moment() {
        if (at.isEmpty() && (effective || knownOn.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    (effective ? "--effective" : "--as-known-on") + " needs --at: say which moment");
        }
        return at.map(time -> {
            Instant moment = When.at("--at", time);
            return knownOn.map(known -> Moment.effectiveAt(moment).asKnownOn(When.at("--as-known-on", known)))
                    .orElseGet(() -> effective ? Moment.effectiveAt(moment) : Moment.recordedAt(moment));
        });
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
