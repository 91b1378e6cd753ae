package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/catalogue.md} says what the code does: the numbers of its tables are those of the code. */
class CatalogueTest {
    private static List<String> lines = List.of();

    @BeforeAll
    static void readCatalogue() throws IOException {
        lines = Files.readAllLines(Path.of("../docs/catalogue.md"));
    }

    @Test
    void commandsInUseAreThoseOfTheCodec() {
        assertThat(inUse("code | command"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("OPEN_ACCOUNT", CommandCodec.OPEN_ACCOUNT),
                        Map.entry("UPDATE_ACCOUNT", CommandCodec.UPDATE_ACCOUNT),
                        Map.entry("POST_TRANSFER", CommandCodec.POST_TRANSFER),
                        Map.entry("HOLD", CommandCodec.HOLD),
                        Map.entry("CAPTURE", CommandCodec.CAPTURE),
                        Map.entry("RELEASE", CommandCodec.RELEASE),
                        Map.entry("REVERSE", CommandCodec.REVERSE),
                        Map.entry("REFUND", CommandCodec.REFUND),
                        Map.entry("SWEEP", CommandCodec.SWEEP),
                        Map.entry("PAY_EACH", CommandCodec.PAY_EACH),
                        Map.entry("GROUP", CommandCodec.GROUP),
                        Map.entry("SCHEDULE", CommandCodec.SCHEDULE),
                        Map.entry("CANCEL_SCHEDULE", CommandCodec.CANCEL_SCHEDULE),
                        Map.entry("TICK", CommandCodec.TICK),
                        Map.entry("CLOSE_ACCOUNT", CommandCodec.CLOSE_ACCOUNT),
                        Map.entry("RESTORE_MARK", CommandCodec.RESTORE_MARK)));
    }

    @Test
    void effectsInUseAreThoseOfTheEnum() {
        assertThat(inUse("code | effect"))
                .isEqualTo(Arrays.stream(EffectKind.values())
                        .collect(Collectors.toMap(EffectKind::name, EffectKind::code)));
    }

    @Test
    void sectionsInUseAreThoseOfTheCodec() {
        assertThat(inUse("tag | section"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("REFERENCE", Sections.REFERENCE),
                        Map.entry("CODE", Sections.CODE),
                        Map.entry("EFFECTIVE_TIME", Sections.EFFECTIVE_TIME),
                        Map.entry("METADATA", Sections.METADATA),
                        Map.entry("ORIGIN", Sections.ORIGIN),
                        Map.entry("TIMEOUT", Sections.TIMEOUT),
                        Map.entry("CONDITIONS", Sections.CONDITIONS),
                        Map.entry("EXCHANGE", Sections.EXCHANGE),
                        Map.entry("PART", Sections.PART),
                        Map.entry("RECURRENCE", Sections.RECURRENCE),
                        Map.entry("NEXT_DATES", Sections.NEXT_DATES)));
    }

    @Test
    void reasonsInUseAreThoseOfTheEnum() {
        assertThat(inUse("number | reason"))
                .isEqualTo(Arrays.stream(RejectionReason.values())
                        .collect(Collectors.toMap(RejectionReason::name, RejectionReason::number)));
    }

    @Test
    void flagsInUseAreThoseOfTheLayout() {
        assertThat(inUse("flag | name"))
                .isEqualTo(Map.of(
                        "WIDE", EffectLayout.WIDE, "PENDING", EffectLayout.PENDING, "CLOSES", EffectLayout.CLOSES));
        assertThat(inUse("frame flag | name")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code | command", "code | effect", "tag | section", "number | reason", "flag | name"})
    void numbersAreGivenOutOnce(String table) {
        Set<Integer> seen = new HashSet<>();
        for (List<String> row : rows(table)) {
            assertThat(seen.add(number(row))).as("number %s", row).isTrue();
        }
    }

    @Test
    void theFrameIsLaidOutAsDrawn() {
        Map<Integer, String> fields = new LinkedHashMap<>();
        int end = 0;
        for (List<String> row : rowsUnder("## Frame")) {
            assertThat(number(row)).as("start of %s", row).isEqualTo(end);
            fields.put(number(row), row.get(2));
            end += bytes(row.get(1));
        }
        assertThat(end).isEqualTo(EffectBatch.HEADER_BYTES);
        assertThat(fields)
                .containsEntry(EffectBatch.LENGTH, "length of the frame, a multiple of 8")
                .containsEntry(EffectBatch.CHECKSUM, "checksum: CRC32C of all bytes from 12 on")
                .containsEntry(EffectBatch.FORMAT, "format version, " + EffectBatch.FORMAT_VERSION)
                .containsEntry(EffectBatch.RULES, "rules version, " + Bookkeeper.RULES_VERSION)
                .containsEntry(EffectBatch.SEQUENCE, "sequence of the batch, from 1, without gaps")
                .containsEntry(EffectBatch.FIRST_POSITION, "position of the first effect, from 1")
                .containsEntry(EffectBatch.COUNT, "number of effects, at least 1")
                .containsEntry(EffectBatch.FLAGS, "flags")
                .containsEntry(EffectBatch.FIRST_TIME, "recorded time of the first effect")
                .containsEntry(
                        EffectBatch.FORCED_SEQUENCE,
                        "sequence of the last batch known to be forced when this one was written")
                .containsEntry(EffectBatch.STATE_DIGEST, "state digest after this batch: first half, second half")
                .containsEntry(EffectBatch.INCARNATION, "incarnation of the books, from 1")
                .containsEntry(EffectBatch.EFFECTS_ROOT, "root of the tree over the effects")
                .containsEntry(EffectBatch.CHAIN, "chain");
        assertThat(Objects.requireNonNull(fields.get(EffectBatch.ORDER))).startsWith("order that the sequencer gave");
    }

    @Test
    void theRecordHeaderIsLaidOutAsDrawn() {
        Map<Integer, String> fields = new LinkedHashMap<>();
        rowsUnder("## Record header").stream()
                .filter(row -> row.size() == 3)
                .forEach(row -> fields.put(number(row), row.get(2)));
        assertThat(fields.keySet())
                .containsExactly(
                        EffectLayout.SIZE,
                        EffectLayout.KIND,
                        EffectLayout.FLAGS,
                        EffectLayout.ENTRY_COUNT,
                        EffectLayout.ID_HIGH,
                        EffectLayout.CONTENT_HASH,
                        EffectLayout.HEADER_BYTES);
    }

    /** A transfer with every section, byte by byte as the catalogue draws it. */
    @Test
    void aCommandHasTheBytesOfItsDrawing() {
        Transfer transfer = Transfer.of(CommandId.of(0x0102030405060708L, 9))
                .debit(AccountId.of(0, 10), 1)
                .credit(AccountId.of(0, 11), 1)
                .reference("dinner")
                .code(7)
                .effectiveTime(Instant.ofEpochSecond(1))
                .metadata("b", "2")
                .metadata("a", "1")
                .build();
        RecordBuffer out = new RecordBuffer(64);
        int size = CommandCodec.write(transfer, out);
        byte[] hash = Arrays.copyOfRange(out.bytes(), EffectLayout.CONTENT_HASH, EffectLayout.HEADER_BYTES);
        String expected = "98000000 03 00 0200" // size, kind, flags, number of entries
                + "0807060504030201 0900000000000000" // id, upper half first
                + HexFormat.of().formatHex(hash)
                + "0000000000000000 0a00000000000000 0100000000000000" // account, amount: debit
                + "0000000000000000 0b00000000000000 0100000000000080" // account, amount: credit
                + "0100 0000 06000000 64696e6e6572 0000" // REFERENCE
                + "0200 0000 04000000 07000000 00000000" // CODE
                + "0300 0000 08000000 00ca9a3b00000000" // EFFECTIVE_TIME
                + "0400 0000 0c000000 0100 0100 61 31 0100 0100 62 32 00000000"; // METADATA, sorted
        assertThat(HexFormat.of().formatHex(out.bytes(), 0, size)).isEqualTo(expected.replace(" ", ""));
    }

    private static Map<String, Integer> inUse(String table) {
        return rows(table).stream()
                .filter(row -> row.get(row.size() - 1).equals("in use"))
                .collect(Collectors.toMap(row -> row.get(1), CatalogueTest::number));
    }

    /** The rows of the table whose heading starts so. */
    private static List<List<String>> rows(String heading) {
        return rowsFrom("| " + heading + " |");
    }

    /** The rows of the first table under a heading. */
    private static List<List<String>> rowsUnder(String heading) {
        int at = lines.indexOf(heading);
        assertThat(at).as("the catalogue has a part '%s'", heading).isNotNegative();
        String table = lines.stream()
                .skip(at)
                .filter(line -> line.startsWith("|"))
                .findFirst()
                .orElseThrow();
        return rowsFrom(at, table);
    }

    private static List<List<String>> rowsFrom(String start) {
        return rowsFrom(0, start);
    }

    private static List<List<String>> rowsFrom(int from, String start) {
        List<List<String>> rows = lines.stream()
                .skip(from)
                .dropWhile(line -> !line.startsWith(start))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).as("a table that starts with %s", start).isNotEmpty();
        return rows;
    }

    private static int number(List<String> row) {
        return Integer.parseInt(row.get(0));
    }

    private static int bytes(String type) {
        return switch (type) {
            case "" -> 0;
            case "u16" -> 2;
            case "u32" -> 4;
            case "u64", "i64" -> 8;
            default -> Integer.parseInt(type.replace(" B", ""));
        };
    }
}
