package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON lines are a full copy, and nothing but what was exported makes books. */
class ExportJournalTest {
    private static final Asset EUR = Asset.of("EUR", 2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void aCopyHasTheSameFingerprintsWhateverTheBooksHold(long seed) throws IOException {
        Path books = folder.resolve("books");
        RandomBooks.make(books, seed, 300);
        Path file = export(books, "first.jsonl");
        Path copy = folder.resolve("copy");
        Cli.Result made = Cli.run("import", "--books", copy, file);
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
        assertThat(made.out())
                .contains(fingerprints(books).chain(), fingerprints(books).state());
        assertThat(export(copy, "second.jsonl")).hasSameTextualContentAs(file);
    }

    @Test
    void restoredBooksKeepTheirIncarnations() throws IOException {
        Path books = folder.resolve("books");
        RandomBooks.make(books, 3, 100);
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");
        assertThat(Cli.run("backup", "--books", books, "--to", backup).exitCode())
                .isZero();
        assertThat(Cli.run("restore", "--from", backup, "--to", restored).exitCode())
                .isZero();
        Path file = export(restored, "restored.jsonl");
        assertThat(file).content().contains("\"kind\":\"restored\"", "\"incarnation\":2");
        Path copy = folder.resolve("copy");
        assertThat(Cli.run("import", "--books", copy, file).err()).isEmpty();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(restored));
    }

    /**
     * An export and import round trip of another ledger broke sequences and hashes on odd text: its text went through a
     * format that could not hold it.
     */
    @Test
    void oddTextComesBackToTheByte() throws IOException {
        List<String> texts = List.of(
                "quotes \" ' ` and \\ backslashes \\n",
                "lines\nand\r\nmore\rlines\u2028\u2029\u0085\u000b",
                "\0\u0001\u001b[31m\u007f",
                "\ud83d\udc69\u200d\ud83d\ude80 \ud834\udd1e \udbff\udfff",
                "\u202eright to left \u05e9\u05dc\u05d5\u05dd\u202c",
                "e\u0301 is not \u00e9, \u1112\u1161\u11ab is not \ud55c",
                "{\"type\":\"end\",\"chain\":\"0\"}\n{\"type\":\"batch\"}",
                "\ufeff\uffff\ufffe\ufffd",
                ",;:=#%|~@ \t",
                " leading and trailing ");
        Path books = folder.resolve("books");
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(Account.named("bank:\u00e9\u4e2d\ud83d\ude00 \"quoted\" \\", EUR)
                    .debitNormal()
                    .unlimited());
            ledger.open(Account.named("users:ada", EUR).metadata("odd \n\0 key \"", texts.get(1)));
            for (String text : texts) {
                ledger.post(Transfer.of(CommandId.of(text))
                        .debit("bank:\u00e9\u4e2d\ud83d\ude00 \"quoted\" \\", 1)
                        .credit("users:ada", 1)
                        .reference(text)
                        .metadata(text, text)
                        .build());
            }
        }
        Path copy = folder.resolve("copy");
        assertThat(Cli.run("import", "--books", copy, export(books, "odd.jsonl"))
                        .exitCode())
                .isZero();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
        try (Ledger ledger = Ledger.open(FileStorage.at(copy))) {
            for (String text : texts) {
                Transfer transfer =
                        ledger.transfer(CommandId.of(text)).orElseThrow().transfer();
                assertThat(transfer.details().reference()).isEqualTo(text);
                assertThat(transfer.details().metadata()).containsEntry(text, text);
            }
        }
    }

    @Test
    void theGreatestAmountsAndTimesBefore1970ComeBack() throws IOException {
        Path books = folder.resolve("books");
        LedgerOptions in1900 = LedgerOptions.defaults().clock(() -> -2_208_988_800_000_000_000L);
        Asset wei = Asset.of("ETH", 38);
        try (Ledger ledger = Ledger.open(FileStorage.at(books), in1900)) {
            ledger.open(Account.named("a", wei).unlimited());
            ledger.open(Account.named("b", wei).unlimited());
            ledger.post(Transfer.of(CommandId.of("all"))
                    .debit("a", Amount.MAX)
                    .credit("b", Amount.MAX)
                    .effectiveTime(Instant.parse("1678-01-01T00:00:00.000000001Z"))
                    .build());
        }
        Path file = export(books, "great.jsonl");
        assertThat(file)
                .content()
                .contains("\"amount\":\"3.40282366920938463463374607431768211455\"", "1678-01-01", "1900-01-01");
        Path copy = folder.resolve("copy");
        assertThat(Cli.run("import", "--books", copy, file).exitCode()).isZero();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
    }

    @Test
    void emptyBooksAreEmptyBooks() throws IOException {
        Path books = folder.resolve("books");
        Ledger.open(FileStorage.at(books)).close();
        Path file = export(books, "empty.jsonl");
        assertThat(Files.readAllLines(file)).hasSize(2);
        Path copy = folder.resolve("copy");
        assertThat(Cli.run("import", "--books", copy, file).exitCode()).isZero();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
    }

    @Test
    void withoutAFileTheExportGoesToTheOutput() throws IOException {
        Path books = smallBooks();
        Cli.Result result = Cli.run("export", "--books", books, "--format", "jsonl");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(Files.readString(export(books, "file.jsonl")));
    }

    @Test
    void everyValueOfEveryLineIsGuarded() throws IOException {
        List<String> lines = Files.readAllLines(export(smallBooks(), "whole.jsonl"));
        int edits = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (String edited : edits(lines.get(i))) {
                List<String> changed = new ArrayList<>(lines);
                changed.set(i, edited);
                assertRefused(changed, "line ");
                edits++;
            }
        }
        assertThat(edits).isGreaterThan(100);
    }

    /** Each digit, letter or word of a value that is another one, value by value; who wrote the file is nobody's proof. */
    private static List<String> edits(String line) {
        List<String> edits = new ArrayList<>();
        String[] parts = line.split("(?<=:)(?=[\"\\d])", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i - 1].endsWith("\"written_by\":")) {
                continue;
            }
            int at = parts[i].startsWith("\"") ? 1 : 0;
            char c = parts[i].charAt(at);
            if (c == '"') {
                continue;
            }
            String other = (c == '1' ? '2' : '1') + parts[i].substring(at + 1);
            String[] changed = parts.clone();
            changed[i] = parts[i].substring(0, at) + other;
            edits.add(String.join("", changed));
        }
        return edits;
    }

    @Test
    void anEditedAmountIsToldWithItsLineAndBothValues() throws IOException {
        List<String> lines = Files.readAllLines(export(smallBooks(), "whole.jsonl"));
        int line = indexOf(lines, "\"reference\":\"dinner\"");
        lines.set(line, lines.get(line).replaceFirst("\"amount\":\"5.00\"", "\"amount\":\"6.00\""));
        assertRefused(lines, "line " + (line + 1) + ": entries[0].amount is \"6.00\" in the file and \"5.00\"");
    }

    @Test
    void aValidRecordInThePlaceOfAnotherBreaksTheRoot() throws IOException {
        List<String> lines = Files.readAllLines(export(smallBooks(), "whole.jsonl"));
        Path other = folder.resolve("other");
        fill(other, "supper");
        List<String> others = Files.readAllLines(export(other, "other.jsonl"));
        int line = indexOf(lines, "\"reference\":\"dinner\"");
        String time = lines.get(line).replaceFirst(".*?(\"recorded\":\"[^\"]*\").*", "$1");
        lines.set(line, others.get(line).replaceFirst("\"recorded\":\"[^\"]*\"", time));
        assertRefused(lines, "effects_root is ");
    }

    @Test
    void linesMissingOrTwiceOrElsewhereAreRefused() throws IOException {
        List<String> lines = Files.readAllLines(export(smallBooks(), "whole.jsonl"));
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            assertRefused(without, "line ");
            List<String> twice = new ArrayList<>(lines);
            twice.add(i, lines.get(i));
            assertRefused(twice, "line ");
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, i, (i + 1) % lines.size());
            assertRefused(swapped, "line ");
        }
        List<String> longer = new ArrayList<>(lines);
        longer.add("{}");
        assertRefused(longer, "something stands behind the end");
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(export(smallBooks(), "whole.jsonl"));
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            // The line feed behind the last line is the only byte that can be missing.
            int length = i == 0 ? whole.length - 2 : random.nextInt(whole.length - 1);
            Path file = folder.resolve("cut.jsonl");
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, "line ");
        }
    }

    @Test
    void spaceAndTheOrderOfPropertiesMakeNoDifference() throws IOException {
        Path books = smallBooks();
        Path file = export(books, "whole.jsonl");
        String loose = Files.readString(file)
                .replace("{\"type\":\"effect\",", "{ ")
                .replace("}\n", " }\r\n")
                .replaceAll("(?m)^(\\{ .*) }$", "$1 , \"type\" : \"effect\" }")
                .replace("dinner", "\\u0064inner");
        Files.writeString(file, loose);
        Path copy = folder.resolve("copy");
        Cli.Result result = Cli.run("import", "--books", copy, file);
        assertThat(result.err()).isEmpty();
        assertThat(fingerprints(copy)).isEqualTo(fingerprints(books));
    }

    @Test
    void aFullCopyMakesNewBooksOnly() throws IOException {
        Path books = smallBooks();
        Path file = export(books, "whole.jsonl");
        Fingerprints before = fingerprints(books);
        Cli.Result result = Cli.run("import", "--books", books, file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("is there and not empty");
        assertThat(fingerprints(books)).isEqualTo(before);
    }

    @Test
    void whatAnInterruptedImportLeavesIsNotTakenForBooks() throws IOException {
        Path file = export(smallBooks(), "whole.jsonl");
        Files.createDirectories(folder.resolve("copy.unfinished"));
        Cli.Result result = Cli.run("import", "--books", folder.resolve("copy"), file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("copy.unfinished is there", "delete it");
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        Path books = smallBooks();
        Path file = Files.writeString(folder.resolve("mine.jsonl"), "mine");
        Cli.Result result = Cli.run("export", "--books", books, "--format", "jsonl", "--to", file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("is there already");
        assertThat(file).hasContent("mine");
    }

    private Path smallBooks() {
        Path books = folder.resolve("books");
        fill(books, "dinner");
        return books;
    }

    private static void fill(Path books, String reference) {
        LedgerOptions options = LedgerOptions.defaults().clock(() -> 1_700_000_000_000_000_000L);
        try (Ledger ledger = Ledger.open(FileStorage.at(books), options)) {
            ledger.open(Account.named("bank", EUR).debitNormal().unlimited());
            ledger.open(Account.named("ada", EUR).metadata("tier", "gold"));
            ledger.post(Transfer.of(CommandId.of("dinner"))
                    .debit("bank", 500)
                    .credit("ada", 500)
                    .reference(reference)
                    .build());
            ledger.submit(Transfer.of(CommandId.of("too much"))
                    .debit("ada", 501)
                    .credit("bank", 501)
                    .build());
        }
    }

    private Path export(Path books, String name) {
        Path file = folder.resolve(name);
        Cli.Result result = Cli.run("export", "--books", books, "--format", "jsonl", "--to", file);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return file;
    }

    private void assertRefused(List<String> lines, String why) throws IOException {
        Path file = folder.resolve("changed.jsonl");
        Files.write(file, lines);
        assertRefused(file, why);
    }

    private void assertRefused(Path file, String why) throws IOException {
        Path copy = folder.resolve("refused");
        Cli.Result result = Cli.run("import", "--books", copy, file);
        assertThat(result.err()).as(Files.readString(file)).contains(why);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(copy).doesNotExist();
        assertThat(folder.resolve("refused.unfinished")).doesNotExist();
    }

    private static int indexOf(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + part);
    }

    private static Fingerprints fingerprints(Path books) {
        try (Ledger ledger = Ledger.open(FileStorage.at(books), Books.stillTime())) {
            return ledger.fingerprints();
        }
    }
}
