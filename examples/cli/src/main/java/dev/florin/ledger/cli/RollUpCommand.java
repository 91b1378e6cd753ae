package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Sums;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Asset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sums of accounts by their names. */
@Command(
        name = "roll-up",
        description = "Adds up the accounts whose names start with a prefix, asset by asset, at one moment.",
        footer = {
            "",
            "Examples:",
            "  florin roll-up users:alice: --books books",
            "  florin roll-up bank: --books books --debit-normal"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RollUpCommand extends ReadCommand {
    @Parameters(paramLabel = "PREFIX", description = "The start of their names; '' for all that have one.")
    private String prefix;

    @Option(
            names = "--debit-normal",
            description = "Debits count as positive, as for cash; credits, as for customers' money, unless told.")
    private boolean debitNormal;

    @Override
    int answer(Ledger ledger) {
        RollUp sums = ledger.rollUp(prefix);
        Side side = debitNormal ? Side.DEBIT : Side.CREDIT;
        if (json) {
            printJson(sums, side);
        } else {
            Table table = table().left("asset")
                    .right("accounts")
                    .right("debits")
                    .right("credits")
                    .right("pending debits")
                    .right("pending credits")
                    .right("balance")
                    .right("available");
            for (RollUp.Line line : sums.lines()) {
                Asset asset = line.asset();
                table.row(
                        asset.code(),
                        Long.toString(line.accounts()),
                        Sums.decimal(line.debits(), asset),
                        Sums.decimal(line.credits(), asset),
                        Sums.decimal(line.pendingDebits(), asset),
                        Sums.decimal(line.pendingCredits(), asset),
                        Sums.decimal(line.posted(side), asset),
                        Sums.decimal(line.available(side), asset));
            }
            table.flush();
        }
        return ExitCode.DONE;
    }

    private void printJson(RollUp sums, Side side) {
        Json.print(out(), to -> {
            to.writeStringProperty("prefix", sums.prefix());
            to.writeNumberProperty("position", sums.position());
            to.writeStringProperty("normal_side", Json.word(side));
            to.writeArrayPropertyStart("assets");
            for (RollUp.Line line : sums.lines()) {
                Asset asset = line.asset();
                to.writeStartObject();
                to.writeStringProperty("asset", asset.toString());
                to.writeNumberProperty("accounts", line.accounts());
                to.writeStringProperty("debits", Sums.decimal(line.debits(), asset));
                to.writeStringProperty("credits", Sums.decimal(line.credits(), asset));
                to.writeStringProperty("pending_debits", Sums.decimal(line.pendingDebits(), asset));
                to.writeStringProperty("pending_credits", Sums.decimal(line.pendingCredits(), asset));
                to.writeStringProperty("posted", Sums.decimal(line.posted(side), asset));
                to.writeStringProperty("available", Sums.decimal(line.available(side), asset));
                to.writeEndObject();
            }
            to.writeEndArray();
        });
    }
}
