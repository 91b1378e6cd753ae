package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether books are whole, what their files hold, and what can be proved of them. */
class TrustTest {
    @TempDir
    private Path folder;

    private Path books;

    @BeforeEach
    void fill() {
        books = folder.resolve("books");
        Cli.Result result = Cli.run(
                "import", "--books", books, "--asset", "CZK/2", "--layout", "statement", Cli.sample("statement.csv"));
        assertThat(result.exitCode()).isZero();
    }

    private Path segment() {
        return books.resolve("journal/0000000001.flj");
    }

    private void damage(String text) throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        bytes[at] ^= 1;
        Files.write(segment(), bytes);
    }

    @Test
    void wholeBooksAreWhole() {
        Cli.Result result = Cli.run("verify", books);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Cli.Result sums = Cli.run("trial-balance", "--books", books);
        List<String> out = result.out().lines().toList();
        assertThat(out).startsWith(sums.out().lines().limit(3).toArray(String[]::new));
        assertThat(out).contains("position     22", "accounts     10", "open holds   0", "end          sealed");
        assertThat(out.get(out.size() - 1)).isEqualTo("whole");
        assertThat(result.out())
                .contains(sums.out()
                        .lines()
                        .filter(line -> line.startsWith("state"))
                        .findFirst()
                        .orElseThrow()
                        .substring("state     ".length()));
        assertThat(Cli.run("verify", "--books", books).out()).isEqualTo(result.out());
    }

    @Test
    void wholeBooksAsJson() {
        String chain = Cli.run("trial-balance", "--books", books, "--json").json("chain");
        Cli.Result result = Cli.run("verify", books, "--json", "--since", chain);
        assertThat(result.exitCode()).isZero();
        assertThat(result.json("whole")).isEqualTo("true");
        assertThat(result.json("chain")).isEqualTo(chain);
        assertThat(result.out()).contains("\"position\":22,\"recorded\":", "\"problems\":[],\"notes\":[]}");
    }

    @Test
    void sinceAHashThatIsNotTheirsIsAProblem() {
        String hash = "ab".repeat(32);
        Cli.Result result = Cli.run("verify", books, "--since", hash);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("problem: no batch up to position 22 has the chain hash " + hash, "NOT whole");
        assertThat(Cli.run("verify", books, "--since", "xyz").exitCode()).isEqualTo(2);
    }

    @Test
    void damageIsNamedWithItsFileAndOffset() throws IOException {
        damage("insurance, yearly");
        Cli.Result result = Cli.run("verify", books);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("problem: [R6] " + segment() + ", offset ", "expected batch ", "Restore the folder")
                .endsWith("damage" + System.lineSeparator());
    }

    @Test
    void booksThatAreInUseAreVerified() {
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            assertThat(ledger.fingerprints().position()).isEqualTo(22);
            Cli.Result result = Cli.run("verify", books);
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("end          in use", "note: A ledger has the books open");
        }
    }

    @Test
    void aReceiptWithAHashIsEnoughToFindWhatWasChangedBefore() {
        Cli.Result transfer = Cli.run("transfer", "--books", books, "--chain", "--json", "statement:1007");
        String chain = transfer.json("chain");
        Cli.Result since = Cli.run("verify", books, "--since", chain);
        assertThat(since.exitCode()).isZero();
        assertThat(since.out()).contains("since        unchanged up to batch ");
        assertThat(Cli.run("transfer", "--books", books, "--chain", "statement:1007")
                        .out())
                .contains("chain      " + chain);
    }

    @Test
    void theOverviewShowsSegments() {
        Cli.Result result = Cli.run("inspect", books);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("segment  batches  first batch  last batch", " 1048576 ");
        assertThat(Cli.run("inspect", books, "--json").out())
                .startsWith("{\"segments\":[{\"segment\":1,\"file\":\"" + segment())
                .contains("\"first_batch\":1", "\"last_position\":22", "\"damaged\":[]");
    }

    @Test
    void aSegmentABatchAndAnEffectInWords() {
        Cli.Result segment = Cli.run("inspect", books, "--segment", 1);
        assertThat(segment.exitCode()).isZero();
        assertThat(segment.out().lines().filter(line -> line.contains("  seal  ")))
                .hasSize(1);
        assertThat(Cli.run("inspect", books, "--segment", 1, "--json").out()).contains("\"record\":\"seal\"");
        assertThat(Cli.run("inspect", books, "--batch", 1).out())
                .contains("batch         1", "segment       1, offset 4096", "positions     1 to ");
        assertThat(Cli.run("inspect", books, "--batch", 1, "--json").out()).contains("\"batch\":1,\"order\":");
        Cli.Result effect = Cli.run("inspect", books, "--position", 17, "--hex");
        assertThat(effect.out())
                .contains("effect    transfer_posted", "id        " + CommandId.of("statement:1007"))
                .contains("position 17", "insurance, yearly")
                .contains("customers:17                   600.00")
                .containsPattern("\n[0-9a-f]{64}\n");
        assertThat(Cli.run("inspect", books, "--position", 1).out())
                .contains("effect    account_opened", "account   Acc");
        assertThat(Cli.run("inspect", books, "--position", 17, "--json").out())
                .contains("\"account\":\"customers:17\",\"number\":", "\"side\":\"debit\",\"amount\":\"600.00\"");
    }

    @Test
    void ofDamagedBooksEverythingElseIsShown() throws IOException {
        damage("insurance, yearly");
        Cli.Result overview = Cli.run("inspect", books);
        assertThat(overview.exitCode()).isEqualTo(1);
        assertThat(overview.out()).contains("bytes that are no whole batch or seal (a batch whose checksum");
        Cli.Result segment = Cli.run("inspect", books, "--segment", 1);
        assertThat(segment.exitCode()).isEqualTo(1);
        assertThat(segment.out()).contains("DAMAGED");
        Cli.Result effect = Cli.run("inspect", books, "--position", 17);
        assertThat(effect.exitCode()).isEqualTo(2);
        assertThat(effect.err()).contains("no whole batch in " + books + " holds position 17");
    }

    @Test
    void aProofIsCheckedWithoutTheBooks() throws IOException {
        String chain = Cli.run("trial-balance", "--books", books, "--json").json("chain");
        Path proof = folder.resolve("proof.json");
        Cli.Result made = Cli.run("prove", "--books", books, "--id", "statement:1007", "--to", "newest");
        assertThat(made.exitCode()).isZero();
        Files.writeString(proof, made.out());
        Cli.Result checked = Cli.run("check-proof", proof, "--chain", chain);
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.out())
                .contains("the proof holds", "id        " + CommandId.of("statement:1007"))
                .containsPattern("debit +60000 ");
        assertThat(Cli.run("check-proof", proof, "--chain", chain, "--json").out())
                .contains("\"holds\":true", "\"minor_units\":\"60000\"");
        Cli.Result other = Cli.run("check-proof", proof, "--chain", "cd".repeat(32));
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("does NOT hold");
        Files.writeString(proof, made.out().replace("\"position\":17", "\"position\":16"));
        assertThat(Cli.run("check-proof", proof, "--chain", chain).exitCode()).isEqualTo(1);
    }

    @Test
    void aBalanceIsProvedByItsNewestEntry() throws IOException {
        Cli.Result made = Cli.run("prove", "--books", books, "--account", "customers:17", "--at", 17);
        String chain = Cli.run("transfer", "--books", books, "--chain", "--json", "statement:1007")
                .json("chain");
        Path proof = folder.resolve("proof.json");
        Files.writeString(proof, made.out());
        assertThat(Cli.run("check-proof", proof, "--chain", chain).out())
                .contains("id        " + CommandId.of("statement:1007"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prove --books B --id nothing            | nothing was ever posted or rejected under 'nothing'",
                "prove --books B --id statement:1007 --at 3 | --at goes with --account",
                "prove --books B --account customers:17 --at 1 | nothing was posted to 'customers:17' up to position 1",
                "prove --books B --id statement:1007 --to abc | no batch from position 17 on has the chain hash abc",
                "inspect B --hex                         | --hex goes with --position",
                "inspect B --segment 9                   | there is no segment 9",
                "inspect B --batch 999                   | holds batch 999",
                "inspect B --books B                     | mutually exclusive",
            })
    void whatCannotBeAnsweredIsOneLine(String line, String message) {
        Cli.Result result = Cli.run((Object[])
                line.replace("B ", books + " ").replaceAll(" B$", " " + books).split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void whereThereAreNoBooksThereIsNothingToLookAt() {
        for (String command : List.of("verify", "inspect")) {
            Cli.Result result = Cli.run(command, folder.resolve("none"));
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("there are no books in");
        }
    }
}
