package dev.florin.ledger.cli;

import dev.florin.ledger.ChainedReceipt;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Explain;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** One transfer. */
@Command(
        name = "transfer",
        description =
                "Shows a movement of money with its entries: a transfer, or what a capture, reversal, refund, sweep or "
                        + "payment to one of several has moved; or why a command was rejected (exit code 1).",
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
            description =
                    "Its id, or the name its id was made from: statement:<transaction> for a row of a " + "statement.")
    private String idOrName;

    @Option(
            names = "--chain",
            description = "Show the chain hash of the books at it, too, for florin verify --since and check-proof.")
    private boolean chain;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        CommandId id = known.commandId(idOrName);
        Optional<RecordedTransfer> posted = ledger.transfer(id);
        if (posted.isPresent()) {
            show(posted.get(), known, chain ? ledger.chainedReceipt(id) : Optional.empty());
            return ExitCode.DONE;
        }
        Outcome outcome = ledger.outcome(id)
                .orElseThrow(() -> new BadInputException("nothing was ever posted or rejected under '" + idOrName
                        + "'; florin statement shows the ids of an account's transfers"));
        if (outcome instanceof Outcome.Rejected rejected) {
            show(rejected, known);
            return ExitCode.DIFFERENCES;
        }
        throw new BadInputException("'" + idOrName + "' itself moved nothing: it is "
                + (ledger.hold(id).isPresent()
                        ? "a hold; see florin show-hold"
                        : "a release, a group, a payment of several, or a change of an account"));
    }

    private void show(Outcome.Rejected rejected, Known known) {
        if (!json) {
            out().println("transfer " + rejected.id() + " was rejected: "
                    + Explain.rejection(rejected.rejection(), known));
            return;
        }
        Json.print(out(), to -> {
            to.writeStringProperty("id", rejected.id().toString());
            to.writeStringProperty("outcome", "rejected");
            Explain.write(to, rejected.rejection(), known);
        });
    }

    private void show(RecordedTransfer recorded, Known known, Optional<ChainedReceipt> chained) {
        if (json) {
            Json.print(out(), to -> {
                write(to, recorded, known);
                chained.ifPresent(receipt -> {
                    to.writeNumberProperty("batch", receipt.sequence());
                    to.writeStringProperty("chain", receipt.chain());
                });
            });
        } else {
            print(recorded, known, chained);
        }
    }

    private void print(RecordedTransfer recorded, Known known, Optional<ChainedReceipt> chained) {
        Transfer transfer = recorded.transfer();
        Receipt receipt = recorded.receipt();
        PrintWriter out = out();
        out.println("transfer   " + receipt.id());
        out.println("kind       " + Json.word(recorded.kind()));
        out.println("recorded   " + receipt.recordedTime() + ", position " + receipt.position());
        chained.ifPresent(found -> {
            out.println("batch      " + found.sequence());
            out.println("chain      " + found.chain());
        });
        Movements.print(transfer.details(), out);
        printLinks(recorded.links(), out);
        out.println();
        Table table = table().left("account")
                .right("debit")
                .right("credit")
                .right("balance after")
                .left("asset");
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            Asset asset = known.asset(entry.account()).orElseThrow();
            String amount = entry.amount().format(asset);
            table.row(
                    known.name(entry.account()),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    recorded.balancesAfter().get(i).format(asset),
                    asset.code());
        }
        table.flush();
    }

    private static void printLinks(RecordedTransfer.Links links, PrintWriter out) {
        if (links.origin() != null) {
            out.println("of         " + links.origin());
        }
        links.refunds().forEach(refund -> out.println("refund     " + refund));
        links.reversedBy().ifPresent(reversal -> out.println("reversal   " + reversal));
    }

    private static String id(@Nullable CommandId id) {
        return id == null ? "" : id.toString();
    }

    /** The properties of a movement. */
    static void write(JsonGenerator to, RecordedTransfer recorded, Known known) {
        Transfer transfer = recorded.transfer();
        Receipt receipt = recorded.receipt();
        to.writeStringProperty("id", receipt.id().toString());
        to.writeStringProperty("outcome", "posted");
        to.writeStringProperty("kind", Json.word(recorded.kind()));
        to.writeNumberProperty("position", receipt.position());
        to.writeStringProperty("recorded", receipt.recordedTime().toString());
        Movements.write(to, transfer.details(), receipt);
        to.writeStringProperty("origin", id(recorded.links().origin()));
        Movements.write(to, "refunds", recorded.links().refunds());
        to.writeStringProperty("reversal", id(recorded.links().reversal()));
        to.writeArrayPropertyStart("entries");
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            Asset asset = known.asset(entry.account()).orElseThrow();
            to.writeStartObject();
            to.writeStringProperty("account", known.name(entry.account()));
            to.writeStringProperty("id", entry.account().toString());
            to.writeStringProperty("side", Json.word(entry.side()));
            to.writeStringProperty("amount", entry.amount().format(asset));
            to.writeStringProperty(
                    "balance_after", recorded.balancesAfter().get(i).format(asset));
            to.writeStringProperty("asset", asset.toString());
            to.writeEndObject();
        }
        to.writeEndArray();
    }
}
