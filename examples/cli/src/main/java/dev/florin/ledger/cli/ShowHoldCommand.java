package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** One hold. */
@Command(
        name = "show-hold",
        description = "Shows a hold, open or closed: what was reserved, captured and is left, and by which commands.",
        footer = {"", "Example:", "  florin show-hold table-12 --books books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowHoldCommand extends ReadCommand {
    @Parameters(paramLabel = "HOLD", description = "Id of the hold, or the name its id was made from.")
    private String idOrName;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        HoldView hold = ledger.hold(known.commandId(idOrName))
                .orElseThrow(() -> new BadInputException(
                        "no hold was ever placed under '" + idOrName + "'; florin holds lists the open ones"));
        if (json) {
            Json.print(out(), to -> write(to, hold, known));
        } else {
            print(hold, known);
        }
        return ExitCode.DONE;
    }

    private void print(HoldView hold, Known known) {
        PrintWriter out = out();
        out.println("hold       " + hold.receipt().id());
        out.println("status     " + Json.word(hold.status()));
        out.println("recorded   " + hold.receipt().recordedTime() + ", position "
                + hold.receipt().position());
        hold.expiresAt().ifPresent(due -> out.println("due        " + due));
        Movements.print(hold.hold().transfer().details(), out);
        hold.captures().forEach(capture -> out.println("capture    " + capture));
        hold.refunds().forEach(refund -> out.println("refund     " + refund));
        hold.reversedBy().ifPresent(reversal -> out.println("reversal   " + reversal));
        hold.closedBy().ifPresent(closing -> out.println("closed by  " + closing));
        out.println();
        Table table = table().left("account")
                .right("debit")
                .right("credit")
                .right("captured")
                .right("left")
                .left("asset");
        List<Entry> entries = hold.hold().transfer().entries();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Asset asset = known.asset(entry.account()).orElseThrow();
            String amount = entry.amount().format(asset);
            table.row(
                    known.name(entry.account()),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    hold.captured().get(i).format(asset),
                    hold.left().get(i).format(asset),
                    asset.code());
        }
        table.flush();
    }

    /** The properties of a hold. */
    static void write(JsonGenerator to, HoldView hold, Known known) {
        Transfer transfer = hold.hold().transfer();
        to.writeStringProperty("id", hold.receipt().id().toString());
        to.writeStringProperty("status", Json.word(hold.status()));
        to.writeNumberProperty("position", hold.receipt().position());
        to.writeStringProperty("recorded", hold.receipt().recordedTime().toString());
        to.writeStringProperty("due", hold.expiresAt().map(Instant::toString).orElse("never"));
        Movements.write(to, transfer.details(), hold.receipt());
        to.writeArrayPropertyStart("entries");
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            Asset asset = known.asset(entry.account()).orElseThrow();
            to.writeStartObject();
            to.writeStringProperty("account", known.name(entry.account()));
            to.writeStringProperty("id", entry.account().toString());
            to.writeStringProperty("side", Json.word(entry.side()));
            to.writeStringProperty("amount", entry.amount().format(asset));
            to.writeStringProperty("captured", hold.captured().get(i).format(asset));
            to.writeStringProperty("left", hold.left().get(i).format(asset));
            to.writeStringProperty("asset", asset.toString());
            to.writeEndObject();
        }
        to.writeEndArray();
        Movements.write(to, "captures", hold.captures());
        Movements.write(to, "refunds", hold.refunds());
        to.writeStringProperty(
                "reversal", hold.reversedBy().map(CommandId::toString).orElse(""));
        to.writeStringProperty(
                "closed_by", hold.closedBy().map(CommandId::toString).orElse(""));
    }
}
