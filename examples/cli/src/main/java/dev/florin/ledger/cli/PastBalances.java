package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.PastBalance.Pending;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Shows balances of a past moment, for people and as JSON. */
final class PastBalances {
    private final PrintWriter out;
    private final boolean json;

    PastBalances(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void show(List<Account> accounts, List<PastBalance> balances, Moment moment) {
        if (json) {
            Json.print(out, to -> write(to, accounts, balances, moment));
        } else {
            print(accounts, balances, moment);
        }
    }

    /** By effective time there is nothing to say of holds. */
    private void print(List<Account> accounts, List<PastBalance> balances, Moment moment) {
        boolean recorded = moment.clock() == Moment.Clock.RECORDED;
        Table table = new Table(out, "").left("account").right("balance");
        if (recorded) {
            table.right("pending out").right("pending in").right("available");
        }
        table.left("asset").left("final");
        for (int i = 0; i < accounts.size(); i++) {
            PastBalance balance = balances.get(i);
            Asset asset = balance.asset();
            String label = AccountsCommand.label(accounts.get(i));
            String posted = balance.posted().format(asset);
            String isFinal = balance.isFinal() ? "yes" : "no";
            Pending pending = balance.pending();
            if (pending == null) {
                table.row(label, posted, asset.code(), isFinal);
            } else {
                table.row(
                        label,
                        posted,
                        pendingOut(balance, pending).format(asset),
                        pendingIn(balance, pending).format(asset),
                        balance.available().map(sum -> sum.format(asset)).orElse(""),
                        asset.code(),
                        isFinal);
            }
        }
        table.flush();
    }

    private static void write(JsonGenerator to, List<Account> accounts, List<PastBalance> balances, Moment moment) {
        writeMoment(to, moment);
        to.writeArrayPropertyStart("balances");
        for (int i = 0; i < accounts.size(); i++) {
            PastBalance balance = balances.get(i);
            Asset asset = balance.asset();
            to.writeStartObject();
            to.writeStringProperty("account", accounts.get(i).name());
            to.writeStringProperty("id", accounts.get(i).id().toString());
            to.writeStringProperty("asset", asset.toString());
            to.writeStringProperty("posted", balance.posted().format(asset));
            Pending pending = balance.pending();
            if (pending != null) {
                to.writeStringProperty(
                        "pending_out", pendingOut(balance, pending).format(asset));
                to.writeStringProperty("pending_in", pendingIn(balance, pending).format(asset));
                SignedAmount available = balance.available().orElseThrow();
                to.writeStringProperty("available", available.format(asset));
            }
            to.writeStringProperty("debits", balance.debits().format(asset));
            to.writeStringProperty("credits", balance.credits().format(asset));
            to.writeNumberProperty("position", balance.position());
            to.writeBooleanProperty("final", balance.isFinal());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void writeMoment(JsonGenerator to, Moment moment) {
        to.writeStringProperty("at", moment.at().toString());
        to.writeStringProperty("by", Json.word(moment.clock()));
        moment.known().ifPresent(known -> to.writeStringProperty("as_known_on", known.toString()));
    }

    /** What holds would have taken from it. */
    private static Amount pendingOut(PastBalance balance, Pending pending) {
        return balance.normalSide() == Side.CREDIT ? pending.debits() : pending.credits();
    }

    /** What holds would have brought it. */
    private static Amount pendingIn(PastBalance balance, Pending pending) {
        return balance.normalSide() == Side.CREDIT ? pending.credits() : pending.debits();
    }
}
