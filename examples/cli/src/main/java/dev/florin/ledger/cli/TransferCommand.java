package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.load.Ids;
import dev.florin.ledger.cli.show.Explain;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** One transfer. */
@Command(
        name = "transfer",
        description = "Shows a transfer with its entries, or why it was rejected (exit code 1).",
        footer = {
            "",
            "Examples:",
            "  florin transfer --books books statement:171812",
            "  florin transfer --books books 0198c0de-0000-7000-8000-000000000001"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TransferCommand extends ReadCommand {
    @Parameters(
            paramLabel = "ID-or-NAME",
            description = "The transfer's id, or the name its id was made from: statement:<transaction> for a row of a "
                    + "statement.")
    private String idOrName;

    @Override
    int answer(Ledger ledger) {
        if (idOrName.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "the name of the transfer is empty");
        }
        CommandId id = Ids.command(idOrName);
        Optional<RecordedTransfer> posted = ledger.transfer(id);
        if (posted.isPresent()) {
            show(posted.get(), ledger);
            return ExitCode.DONE;
        }
        Outcome outcome = ledger.outcome(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "nothing was ever posted or rejected under '" + idOrName
                                + "'; florin statement shows the ids of " + "an account's transfers"));
        if (outcome instanceof Outcome.Rejected rejected) {
            show(rejected, ledger);
            return ExitCode.DIFFERENCES;
        }
        throw new ParameterException(
                spec.commandLine(), "'" + idOrName + "' is no transfer but an opening or an update of an account");
    }

    private void show(Outcome.Rejected rejected, Ledger ledger) {
        String why = Explain.rejection(rejected.rejection(), ledger);
        if (!json) {
            out().println("transfer " + rejected.id() + " was rejected: " + why);
            return;
        }
        Json.print(out(), to -> {
            to.writeStringProperty("id", rejected.id().toString());
            to.writeStringProperty("outcome", "rejected");
            to.writeStringProperty(
                    "reason", AccountsCommand.lower(rejected.rejection().reason()));
            to.writeStringProperty("message", why);
        });
    }

    private void show(RecordedTransfer recorded, Ledger ledger) {
        if (json) {
            Json.print(out(), to -> write(to, recorded, ledger));
        } else {
            print(recorded, ledger);
        }
    }

    private void print(RecordedTransfer recorded, Ledger ledger) {
        Transfer transfer = recorded.transfer();
        Receipt receipt = recorded.receipt();
        PrintWriter out = out();
        out.println("transfer   " + receipt.id());
        out.println("recorded   " + receipt.recordedTime() + ", position " + receipt.position());
        if (transfer.effectiveTime() != null) {
            out.println("effective  " + transfer.effectiveTime());
        }
        if (!transfer.reference().isEmpty()) {
            out.println("reference  " + Printable.of(transfer.reference()));
        }
        if (transfer.code() != 0) {
            out.println("code       " + transfer.code());
        }
        transfer.metadata()
                .forEach((key, value) -> out.println("metadata   " + Printable.of(key) + " = " + Printable.of(value)));
        out.println();
        Table table = table().left("account")
                .right("debit")
                .right("credit")
                .right("balance after")
                .left("asset");
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            Asset asset = asset(entry, ledger);
            String amount = entry.amount().format(asset);
            table.row(
                    Explain.name(entry.account(), ledger),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    recorded.balancesAfter().get(i).format(asset),
                    asset.code());
        }
        table.flush();
    }

    private static void write(JsonGenerator to, RecordedTransfer recorded, Ledger ledger) {
        Transfer transfer = recorded.transfer();
        Receipt receipt = recorded.receipt();
        to.writeStringProperty("id", receipt.id().toString());
        to.writeStringProperty("outcome", "posted");
        to.writeNumberProperty("position", receipt.position());
        to.writeStringProperty("recorded", receipt.recordedTime().toString());
        to.writeStringProperty(
                "effective",
                String.valueOf(transfer.effectiveTime() != null ? transfer.effectiveTime() : receipt.recordedTime()));
        to.writeStringProperty("reference", transfer.reference());
        to.writeNumberProperty("code", transfer.code());
        AccountsCommand.write(to, transfer.metadata());
        to.writeArrayPropertyStart("entries");
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            Asset asset = asset(entry, ledger);
            to.writeStartObject();
            to.writeStringProperty("account", Explain.name(entry.account(), ledger));
            to.writeStringProperty("id", entry.account().toString());
            to.writeStringProperty("side", AccountsCommand.lower(entry.side()));
            to.writeStringProperty("amount", entry.amount().format(asset));
            to.writeStringProperty(
                    "balance_after", recorded.balancesAfter().get(i).format(asset));
            to.writeStringProperty("asset", asset.toString());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static Asset asset(Entry entry, Ledger ledger) {
        return ledger.balance(entry.account()).asset();
    }
}
