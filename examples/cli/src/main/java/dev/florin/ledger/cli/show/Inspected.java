package dev.florin.ledger.cli.show;

import dev.florin.ledger.Account;
import dev.florin.ledger.Side;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.storage.file.InspectedEffect;
import dev.florin.ledger.storage.file.JournalRecord;
import dev.florin.ledger.storage.file.SegmentSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What is found in the files of books, for people and as JSON. */
public final class Inspected {
    private static final int HEX_DIGITS_A_LINE = 64;

    private final PrintWriter out;
    private final boolean json;

    /**
     * Shows findings.
     *
     * @param out where to
     * @param json whether as JSON
     */
    public Inspected(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A file beside the journal. */
    private record Other(String name, long bytes) {}

    /**
     * Shows what a folder of books holds.
     *
     * @param segments of the journal
     * @param folder the folder
     * @return whether nothing is damaged, as far as checksums tell
     * @throws IOException if the folder cannot be listed
     */
    public boolean books(List<SegmentSummary> segments, Path folder) throws IOException {
        List<Other> others = others(folder);
        if (json) {
            Json.print(out, to -> write(to, segments, others));
        } else {
            print(segments, others);
        }
        return segments.stream().allMatch(segment -> segment.damages().isEmpty());
    }

    private static List<Other> others(Path folder) throws IOException {
        List<Other> others = new ArrayList<>();
        for (String name : List.of("index", "snapshots")) {
            Path within = folder.resolve(name);
            if (Files.isDirectory(within)) {
                try (Stream<Path> files = Files.list(within)) {
                    for (Path file : files.sorted().toList()) {
                        others.add(new Other(name + "/" + file.getFileName(), Files.size(file)));
                    }
                }
            }
        }
        return others;
    }

    private void print(List<SegmentSummary> segments, List<Other> others) {
        segments.stream()
                .filter(segment -> segment.books() != null)
                .findFirst()
                .ifPresent(segment -> out.println("books  " + segment.books() + System.lineSeparator()));
        Table table = new Table(out, "")
                .right("segment")
                .right("batches")
                .right("first batch")
                .right("last batch")
                .right("first position")
                .right("last position")
                .right("bytes")
                .right("used")
                .right("seals")
                .left("from")
                .left("to");
        for (SegmentSummary segment : segments) {
            table.row(
                    Long.toString(segment.number()),
                    Long.toString(segment.batches()),
                    Long.toString(segment.firstSequence()),
                    Long.toString(segment.lastSequence()),
                    Long.toString(segment.firstPosition()),
                    Long.toString(segment.lastPosition()),
                    Long.toString(segment.bytes()),
                    Long.toString(segment.usedBytes()),
                    Long.toString(segment.seals()),
                    segment.firstRecorded() == null ? "" : Times.of(segment.firstRecorded()),
                    segment.lastRecorded() == null ? "" : Times.of(segment.lastRecorded()));
        }
        table.flush();
        if (!others.isEmpty()) {
            out.println();
            Table files = new Table(out, "").left("file").right("bytes");
            others.forEach(file -> files.row(file.name(), Long.toString(file.bytes())));
            files.flush();
        }
        for (SegmentSummary segment : segments) {
            if (segment.books() == null) {
                out.println(
                        "segment " + segment.number() + " has no whole header: it was still being made, or is damaged");
            }
            segment.damages().forEach(this::print);
        }
        out.flush();
    }

    private void print(JournalRecord.Damaged damaged) {
        out.println("segment " + damaged.segment() + ", offset " + damaged.offset() + ": " + damaged.length()
                + " bytes that are no whole batch or seal (" + damaged.why() + ")");
    }

    private static void write(JsonGenerator to, List<SegmentSummary> segments, List<Other> others) {
        to.writeArrayPropertyStart("segments");
        for (SegmentSummary segment : segments) {
            to.writeStartObject();
            to.writeNumberProperty("segment", segment.number());
            to.writeStringProperty("file", segment.file());
            to.writeStringProperty("books", String.valueOf(segment.books()));
            to.writeNumberProperty("batches", segment.batches());
            to.writeNumberProperty("first_batch", segment.firstSequence());
            to.writeNumberProperty("last_batch", segment.lastSequence());
            to.writeNumberProperty("first_position", segment.firstPosition());
            to.writeNumberProperty("last_position", segment.lastPosition());
            to.writeNumberProperty("bytes", segment.bytes());
            to.writeNumberProperty("used", segment.usedBytes());
            to.writeNumberProperty("seals", segment.seals());
            to.writeStringProperty("from", String.valueOf(segment.firstRecorded()));
            to.writeStringProperty("to", String.valueOf(segment.lastRecorded()));
            to.writeArrayPropertyStart("damaged");
            segment.damages().forEach(damaged -> write(to, damaged));
            to.writeEndArray();
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeArrayPropertyStart("files");
        for (Other file : others) {
            to.writeStartObject();
            to.writeStringProperty("file", file.name());
            to.writeNumberProperty("bytes", file.bytes());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /**
     * Shows what stands in a segment.
     *
     * @param number of the segment
     * @param records in it
     * @return whether nothing is damaged
     */
    public boolean segment(long number, List<JournalRecord> records) {
        if (json) {
            Json.print(out, to -> {
                to.writeNumberProperty("segment", number);
                to.writeArrayPropertyStart("records");
                records.forEach(found -> write(to, found));
                to.writeEndArray();
            });
        } else {
            Table table = new Table(out, "")
                    .right("offset")
                    .right("bytes")
                    .left("record")
                    .right("batch")
                    .right("first position")
                    .right("last position")
                    .left("recorded")
                    .left("chain");
            records.forEach(found -> row(table, found));
            table.flush();
        }
        return records.stream().noneMatch(JournalRecord.Damaged.class::isInstance);
    }

    private static void row(Table table, JournalRecord found) {
        String offset = Long.toString(found.offset());
        String length = Long.toString(found.length());
        if (found instanceof JournalRecord.Batch batch) {
            String first = Long.toString(batch.firstPosition());
            String last = Long.toString(batch.lastPosition());
            String recorded = Times.of(batch.recorded());
            table.row(offset, length, "batch", Long.toString(batch.sequence()), first, last, recorded, batch.chain());
        } else if (found instanceof JournalRecord.Seal seal) {
            String position = Long.toString(seal.position());
            table.row(offset, length, "seal", Long.toString(seal.sequence()), "", position, "", seal.chain());
        } else if (found instanceof JournalRecord.Damaged damaged) {
            table.row(offset, length, "DAMAGED", "", "", "", "", damaged.why());
        }
    }

    private static void write(JsonGenerator to, JournalRecord found) {
        to.writeStartObject();
        to.writeNumberProperty("offset", found.offset());
        to.writeNumberProperty("bytes", found.length());
        if (found instanceof JournalRecord.Batch batch) {
            to.writeStringProperty("record", "batch");
            writeParts(to, batch);
        } else if (found instanceof JournalRecord.Seal seal) {
            to.writeStringProperty("record", "seal");
            to.writeNumberProperty("batch", seal.sequence());
            to.writeNumberProperty("last_position", seal.position());
            to.writeStringProperty("chain", seal.chain());
        } else if (found instanceof JournalRecord.Damaged damaged) {
            to.writeStringProperty("record", "damaged");
            to.writeStringProperty("why", damaged.why());
        }
        to.writeEndObject();
    }

    private static void writeParts(JsonGenerator to, JournalRecord.Batch batch) {
        to.writeNumberProperty("batch", batch.sequence());
        to.writeNumberProperty("order", batch.order());
        to.writeNumberProperty("first_position", batch.firstPosition());
        to.writeNumberProperty("last_position", batch.lastPosition());
        to.writeStringProperty("recorded", batch.recorded().toString());
        to.writeNumberProperty("forced_batch", batch.forcedSequence());
        to.writeNumberProperty("format", batch.formatVersion());
        to.writeNumberProperty("rules", batch.rulesVersion());
        to.writeNumberProperty("incarnation", batch.incarnation());
        to.writeStringProperty("state_digest", batch.stateDigest());
        to.writeStringProperty("root", batch.root());
        to.writeStringProperty("chain", batch.chain());
    }

    /**
     * Shows a batch.
     *
     * @param batch the batch
     */
    public void batch(JournalRecord.Batch batch) {
        if (json) {
            Json.print(out, to -> {
                to.writeNumberProperty("segment", batch.segment());
                to.writeNumberProperty("offset", batch.offset());
                to.writeNumberProperty("bytes", batch.length());
                writeParts(to, batch);
            });
            return;
        }
        out.println("batch         " + batch.sequence());
        out.println(
                "segment       " + batch.segment() + ", offset " + batch.offset() + ", " + batch.length() + " bytes");
        out.println("positions     " + batch.firstPosition() + " to " + batch.lastPosition());
        out.println("recorded      " + batch.recorded());
        out.println("order         " + batch.order());
        out.println(
                "forced        batch " + batch.forcedSequence() + " was known to be forced when this one was written");
        out.println("format        " + batch.formatVersion() + ", rules " + batch.rulesVersion());
        out.println("incarnation   " + batch.incarnation());
        out.println("state digest  " + batch.stateDigest());
        out.println("root          " + batch.root());
        out.println("chain         " + batch.chain());
        out.flush();
    }

    /**
     * Shows an effect.
     *
     * @param effect the effect
     * @param hex whether with its bytes
     */
    public void effect(InspectedEffect effect, boolean hex) {
        if (json) {
            Json.print(out, to -> write(to, effect, hex));
            return;
        }
        out.println("effect    " + Json.word(effect.kind()));
        out.println("id        " + effect.id());
        out.println("recorded  " + effect.recorded() + ", position " + effect.position());
        out.println("stands    in segment " + effect.batch().segment() + ", offset " + effect.offset() + ", batch "
                + effect.batch().sequence() + ", " + effect.hex().length() / 2 + " bytes");
        if (effect.origin() != null) {
            out.println("of        " + effect.origin());
        }
        if (effect.account() != null) {
            out.println("account   " + Printable.of(effect.account().toString()));
        }
        if (effect.rejection() != null) {
            out.println("rejected  " + Printable.of(effect.rejection().toString()));
        }
        if (effect.date() != null) {
            out.println("date      " + effect.date().due() + ", run "
                    + effect.date().runs() + ", next " + next(effect.date()));
        }
        out.println("command   " + command(effect));
        out.println("content   " + Long.toHexString(effect.contentHash()));
        if (!effect.entries().isEmpty()) {
            out.println();
            print(effect.entries());
        }
        if (hex) {
            out.println();
            for (int at = 0; at < effect.hex().length(); at += HEX_DIGITS_A_LINE) {
                out.println(effect.hex().substring(at, Math.min(effect.hex().length(), at + HEX_DIGITS_A_LINE)));
            }
        }
        out.flush();
    }

    private static String next(Effect.Date date) {
        return date.next() == null
                ? (date.planned() ? "none" : "not known yet")
                : date.next().toString();
    }

    private static String command(InspectedEffect effect) {
        if (effect.command() != null) {
            return Printable.of(effect.command().toString());
        }
        return effect.date() != null || effect.kind() == EffectKind.RESTORED
                ? "nobody's"
                : "names accounts that were not found";
    }

    private void print(List<InspectedEffect.Line> entries) {
        Table table = new Table(out, "")
                .left("account")
                .right("debit")
                .right("credit")
                .right("debits after")
                .right("credits after")
                .right("pending debits")
                .right("pending credits")
                .left("asset");
        for (InspectedEffect.Line entry : entries) {
            Account account = entry.account();
            String amount = format(entry.amount(), account);
            table.row(
                    name(entry),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    format(entry.debits(), account),
                    format(entry.credits(), account),
                    format(entry.pendingDebits(), account),
                    format(entry.pendingCredits(), account),
                    account == null ? "minor units" : account.asset().code());
        }
        table.flush();
    }

    private static String name(InspectedEffect.Line entry) {
        Account account = entry.account();
        if (account == null) {
            return "account number " + entry.number();
        }
        return account.name().isEmpty() ? account.id().toString() : account.name();
    }

    private static String format(@Nullable Amount amount, @Nullable Account account) {
        if (amount == null) {
            return "";
        }
        return account == null ? amount.toString() : amount.format(account.asset());
    }

    private static void write(JsonGenerator to, InspectedEffect effect, boolean hex) {
        to.writeStringProperty("effect", Json.word(effect.kind()));
        to.writeStringProperty("id", effect.id().toString());
        to.writeNumberProperty("position", effect.position());
        to.writeStringProperty("recorded", effect.recorded().toString());
        to.writeNumberProperty("segment", effect.batch().segment());
        to.writeNumberProperty("offset", effect.offset());
        to.writeNumberProperty("batch", effect.batch().sequence());
        to.writeStringProperty(
                "origin", effect.origin() == null ? "" : effect.origin().toString());
        to.writeStringProperty(
                "date", effect.date() == null ? "" : effect.date().due().toString());
        to.writeStringProperty("next_date", effect.date() == null ? "" : next(effect.date()));
        to.writeStringProperty(
                "account", effect.account() == null ? "" : effect.account().toString());
        to.writeStringProperty(
                "rejection",
                effect.rejection() == null ? "" : effect.rejection().toString());
        to.writeStringProperty("command", String.valueOf(effect.command()));
        to.writeStringProperty("content", Long.toHexString(effect.contentHash()));
        to.writeArrayPropertyStart("entries");
        for (InspectedEffect.Line entry : effect.entries()) {
            Account account = entry.account();
            to.writeStartObject();
            to.writeStringProperty("account", name(entry));
            to.writeNumberProperty("number", entry.number());
            to.writeStringProperty("side", Json.word(entry.side()));
            to.writeStringProperty("amount", format(entry.amount(), account));
            to.writeStringProperty("debits_after", format(entry.debits(), account));
            to.writeStringProperty("credits_after", format(entry.credits(), account));
            to.writeStringProperty("pending_debits", format(entry.pendingDebits(), account));
            to.writeStringProperty("pending_credits", format(entry.pendingCredits(), account));
            to.writeStringProperty(
                    "asset", account == null ? "minor units" : account.asset().toString());
            to.writeEndObject();
        }
        to.writeEndArray();
        if (hex) {
            to.writeStringProperty("hex", effect.hex());
        }
    }
}
