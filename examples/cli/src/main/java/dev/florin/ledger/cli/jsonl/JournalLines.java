package dev.florin.ledger.cli.jsonl;

import dev.florin.ledger.Account;
import dev.florin.ledger.Details;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.journal.BatchHeader;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.spi.LedgerClock;
import java.io.StringWriter;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines of an export. The first names the format; then each batch has a line, followed by one for each of its effects;
 * the last one has the totals and fingerprints. Of an effect, the {@code record} is the truth, byte for byte; all else on
 * its line follows from it and is there to be read.
 */
public final class JournalLines {
    static final String FORMAT = "florin-journal";
    static final int VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private JournalLines() {}

    static String header(String writtenBy) {
        return line("header", json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("written_by", writtenBy);
        });
    }

    static String batch(BatchHeader batch) {
        return line("batch", json -> {
            json.writeNumberProperty("sequence", batch.sequence());
            json.writeNumberProperty("order", batch.order());
            json.writeNumberProperty("format", batch.format());
            json.writeNumberProperty("rules", batch.rules());
            json.writeNumberProperty("incarnation", batch.incarnation());
            json.writeNumberProperty("flags", batch.flags());
            json.writeNumberProperty("first_position", batch.firstPosition());
            json.writeNumberProperty("effects", batch.effects());
            json.writeStringProperty(
                    "recorded", LedgerClock.instantOf(batch.firstTimeNanos()).toString());
            json.writeStringProperty("state_digest", batch.stateDigest());
            json.writeStringProperty("effects_root", batch.effectsRoot());
            json.writeStringProperty("state_root", batch.stateRoot());
            json.writeStringProperty("chain", batch.chain());
        });
    }

    static String effect(Effect effect, byte[] record) {
        return line("effect", json -> {
            writeEffect(json, effect);
            json.writeStringProperty("record", Base64.getEncoder().encodeToString(record));
        });
    }

    /**
     * The line of an effect without its record.
     *
     * @param effect the effect
     * @return an object on one line
     */
    public static String effect(Effect effect) {
        return line("effect", json -> writeEffect(json, effect));
    }

    private static void writeEffect(JsonGenerator json, Effect effect) {
        json.writeNumberProperty("position", effect.receipt().position());
        json.writeStringProperty("recorded", effect.receipt().recordedTime().toString());
        json.writeStringProperty("kind", Json.word(effect.kind()));
        json.writeStringProperty("id", effect.receipt().id().toString());
        writeEntries(json, effect);
        writeDetails(json, effect.details());
        writeOrigin(json, effect);
        Values.property(json, "due", effect.due());
        Values.property(json, "rejection", effect.rejection());
        writeAccount(json, effect);
        if (effect.members() != 0) {
            json.writeNumberProperty("members", effect.members());
        }
        Values.property(json, "date", effect.date());
        Values.property(json, "restored", effect.restored());
        Values.property(json, "command", effect.command());
    }

    static String end(long batches, Fingerprints fingerprints) {
        return line("end", json -> {
            json.writeNumberProperty("batches", batches);
            json.writeNumberProperty("effects", fingerprints.position());
            json.writeStringProperty("chain", fingerprints.chain());
            json.writeStringProperty("state", fingerprints.state());
            json.writeStringProperty("content", fingerprints.content());
        });
    }

    private static void writeEntries(JsonGenerator json, Effect effect) {
        if (effect.entries().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("entries");
        for (Effect.Line line : effect.entries()) {
            Account account = line.account();
            json.writeStartObject();
            Values.property(json, "account", account.name());
            json.writeStringProperty("account_id", account.id().toString());
            json.writeStringProperty("side", Json.word(line.side()));
            json.writeStringProperty("amount", line.amount().format(account.asset()));
            json.writeStringProperty("asset", account.asset().toString());
            json.writeStringProperty("debits_after", line.debits().format(account.asset()));
            json.writeStringProperty("credits_after", line.credits().format(account.asset()));
            if (line.pending() != null) {
                json.writeStringProperty(
                        "pending_debits_after", line.pending().debits().format(account.asset()));
                json.writeStringProperty(
                        "pending_credits_after", line.pending().credits().format(account.asset()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeDetails(JsonGenerator json, Details details) {
        Values.property(json, "reference", details.reference());
        if (details.code() != 0) {
            json.writeNumberProperty("code", details.code());
        }
        Values.property(json, "effective", details.effectiveTime());
        Values.property(json, "metadata", details.metadata());
    }

    private static void writeOrigin(JsonGenerator json, Effect effect) {
        Effect.Origin origin = effect.origin();
        if (origin != null) {
            json.writeStringProperty("origin", origin.id().toString());
            json.writeNumberProperty("origin_position", origin.position());
            if (origin.timedOut()) {
                json.writeBooleanProperty("timed_out", true);
            }
        }
    }

    private static void writeAccount(JsonGenerator json, Effect effect) {
        Effect.AccountAfter after = effect.after();
        if (after != null) {
            json.writeNumberProperty("account_number", after.number());
            Values.property(json, "account", after.account());
            Values.property(json, "status", after.status());
        }
    }

    private static String line(String type, Consumer<JsonGenerator> body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            body.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
