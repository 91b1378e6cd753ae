package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.proof.InclusionProof;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.LedgerClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Whether a proof holds. */
@Command(
        name = "check-proof",
        description =
                "Checks a proof made by florin prove against a chain hash that is known, without the books, and shows what "
                        + "it proves; exit code 1 if it does not hold. Accounts are shown by their number and amounts in minor "
                        + "units, since that is what the journal holds and the proof proves.",
        footer = {
            "",
            "Example:",
            "  florin check-proof proof.json \\",
            "    --chain 928c3bf32c671ca50b73c85cb725e72a5b90d09612b392138ad6079355883c82"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckProofCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The proof.")
    private Path file;

    @Option(
            names = "--chain",
            required = true,
            paramLabel = "HASH",
            description =
                    "The chain hash that is known from elsewhere: from a receipt, from florin verify, from an auditor.")
    private String chain;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        InclusionProof proof = read();
        PrintWriter out = spec.commandLine().getOut();
        boolean holds = proof.holds(chain.toLowerCase(Locale.ROOT));
        if (json) {
            Json.print(out, to -> {
                to.writeBooleanProperty("holds", holds);
                if (holds) {
                    write(to, proof.effect());
                }
            });
        } else if (holds) {
            print(out, proof);
        } else {
            out.println("the proof does NOT hold: it does not lead from its effect to this chain hash");
            out.flush();
        }
        return holds ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private InclusionProof read() throws IOException {
        try {
            return InclusionProof.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        }
    }

    private static void print(PrintWriter out, InclusionProof proof) {
        EffectCursor effect = proof.effect();
        out.println("the proof holds: the books with this chain hash have");
        out.println();
        out.println("effect    " + Json.word(effect.kind()));
        out.println("id        " + CommandId.of(effect.idHigh(), effect.idLow()));
        out.println("recorded  " + LedgerClock.instantOf(effect.timeNanos()) + ", position " + effect.position()
                + ", batch " + proof.sequence());
        if (effect.kind().hasEntries()) {
            out.println();
            Table table = new Table(out, "")
                    .right("account number")
                    .left("side")
                    .right("amount")
                    .right("debits after")
                    .right("credits after");
            for (int i = 0; i < effect.entryCount(); i++) {
                table.row(
                        Integer.toString(effect.entryAccount(i)),
                        Json.word(effect.entrySide(i)),
                        amount(effect, i).toString(),
                        debits(effect, i).toString(),
                        credits(effect, i).toString());
            }
            table.flush();
        }
        out.flush();
    }

    private static void write(JsonGenerator to, EffectCursor effect) {
        to.writeStringProperty("effect", Json.word(effect.kind()));
        to.writeStringProperty(
                "id", CommandId.of(effect.idHigh(), effect.idLow()).toString());
        to.writeNumberProperty("position", effect.position());
        to.writeStringProperty(
                "recorded", LedgerClock.instantOf(effect.timeNanos()).toString());
        to.writeArrayPropertyStart("entries");
        for (int i = 0; effect.kind().hasEntries() && i < effect.entryCount(); i++) {
            to.writeStartObject();
            to.writeNumberProperty("account_number", effect.entryAccount(i));
            to.writeStringProperty("side", Json.word(effect.entrySide(i)));
            to.writeStringProperty("minor_units", amount(effect, i).toString());
            to.writeStringProperty("debits_after", debits(effect, i).toString());
            to.writeStringProperty("credits_after", credits(effect, i).toString());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static Amount amount(EffectCursor effect, int entry) {
        return new Amount(effect.amountHigh(entry), effect.amountLow(entry));
    }

    private static Amount debits(EffectCursor effect, int entry) {
        return new Amount(effect.debitsAfterHigh(entry), effect.debitsAfterLow(entry));
    }

    private static Amount credits(EffectCursor effect, int entry) {
        return new Amount(effect.creditsAfterHigh(entry), effect.creditsAfterLow(entry));
    }
}
