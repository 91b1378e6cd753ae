package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving books from the command line. */
class MigrateTest {
    @TempDir
    private Path root;

    private Path books;

    @BeforeEach
    void fillBooks() {
        books = root.resolve("books");
        done("open", "cash", "--asset", "EUR/2", "--debit-normal", "--books", books);
        done("open", "alice", "--asset", "EUR/2", "--books", books);
        done("post", "--debit", "cash=9", "--credit", "alice=9", "--id", "one", "--books", books);
        done("hold", "--debit", "alice=2", "--credit", "cash=2", "--id", "held", "--books", books);
    }

    private static Result done(Object... args) {
        Result result = Cli.run(args);
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        return result;
    }

    private static void assertFailed(int exitCode, String message, Object... args) {
        Result result = Cli.run(args);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "h2:", "mapdb:"})
    void booksMoveThereAndBackAndAnswerAsBefore(String kind) {
        String there = kind + root.resolve("there");
        Path back = root.resolve("back");
        Result moved = done("migrate", "--from", books, "--to", there);
        assertThat(moved.out())
                .contains("moved     4 effects in 4 batches, ", "position  4\n", "chain     ")
                .contains("state     s1-", "content   c1-", "checked   equal in " + books + " and " + there);
        assertThat(done("export", "--format", "jsonl", "--books", there).out())
                .isEqualTo(done("export", "--format", "jsonl", "--books", books).out());
        done("post", "--debit", "cash=1", "--credit", "alice=1", "--id", "two", "--books", there);
        Result json = done("migrate", "--from", there, "--to", back, "--json");
        assertThat(json.json("position_before")).isEqualTo("0");
        assertThat(json.json("batches")).isEqualTo(json.json("position"));
        Result sums = done("trial-balance", "--books", there, "--json");
        for (String key : new String[] {"position", "chain", "state", "content"}) {
            assertThat(json.json(key)).isEqualTo(sums.json(key));
        }
        assertThat(done("transfer", "two", "--books", back, "--json").out())
                .isEqualTo(done("transfer", "two", "--books", there, "--json").out());
        assertThat(done("migrate", "--from", there, "--to", back).out()).contains("moved     0 effects in 0 batches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "h2:", "mapdb:"})
    void everyCommandTakesALocation(String kind) {
        String there = kind + root.resolve("there");
        done("open", "cash", "--asset", "EUR/2", "--debit-normal", "--books", there);
        done("open", "users:alice", "--asset", "EUR/2", "--books", there);
        done("post", "--debit", "cash=9", "--credit", "users:alice=9", "--id", "one", "--books", there);
        assertThat(done("balance", "users:alice", "--books", there, "--json").json("posted"))
                .isEqualTo("9.00");
        assertThat(done("statement", "users:alice", "--books", there).out()).contains("9.00");
        assertThat(done("changes", "--books", there).out()).contains("transfer_posted");
        Path export = root.resolve("export.jsonl");
        done("export", "--format", "jsonl", "--to", export, "--books", there);
        String imported = kind + root.resolve("imported");
        done("import", "--books", imported, export);
        assertThat(done("trial-balance", "--books", imported).out())
                .isEqualTo(done("trial-balance", "--books", there).out());
        Path tables = root.resolve("tables");
        done("export", "--format", "csv", "--to", tables, "--books", imported);
        done("import", "--format", "csv", "--books", kind + root.resolve("posted"), tables);
        String demo = kind + root.resolve("demo");
        done("demo", "--books", demo, "--users", "12", "--payments", "50");
        assertThat(done("trial-balance", "--books", demo).out()).contains("balanced");
        assertThat(Cli.run("demo", "--books", demo).err()).contains("is not empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "mapdb:"})
    void toolsTakeTheFolderOfAJournal(String kind) {
        String there = kind + books;
        assertThat(done("verify", there).out()).contains("whole");
        assertThat(done("inspect", "--books", there, "--position", "3").out()).contains("transfer_posted");
        String copy = kind + root.resolve("copy");
        done("backup", "--books", there, "--to", copy);
        done("restore", "--from", copy, "--to", kind + root.resolve("restored"));
        assertThat(done("repair", "--books", there).out()).contains("nothing is wrong with the books");
        assertThat(done("accounts", "--books", kind + root.resolve("restored")).out())
                .contains("alice");
    }

    @Test
    void toolsThatWorkOnFilesSayWhatToDoWithADatabase() {
        for (String place : new String[] {"h2:" + root.resolve("db"), "jdbc:h2:./db;PASSWORD=secret"}) {
            String hint = "florin migrate --from '" + place.replace("secret", "***") + "' --to DIR";
            assertFailed(2, hint, "verify", place);
            assertFailed(2, hint, "inspect", "--books", place);
            assertFailed(2, hint, "backup", "--books", place, "--to", root.resolve("copy"));
            assertFailed(2, hint, "backup", "--books", books, "--to", place);
            assertFailed(2, hint, "restore", "--from", books, "--to", place);
            assertFailed(2, hint, "repair", "--books", place);
        }
        assertThat(root.toFile().list()).containsExactly("books");
    }

    @Test
    void askingMakesNoBooksAnywhere() {
        for (String kind : new String[] {"", "file:", "mapdb:", "h2:"}) {
            String nowhere = kind + root.resolve("nowhere");
            assertFailed(3, "there are no books in " + nowhere + "; make some", "accounts", "--books", nowhere);
            assertFailed(3, "there are no books in " + nowhere, "export", "--format", "jsonl", "--books", nowhere);
            assertFailed(
                    3, "there are no books in " + nowhere, "migrate", "--from", nowhere, "--to", root.resolve("to"));
        }
        assertThat(root.toFile().list()).containsExactly("books");
    }

    @Test
    void booksThatAreThereUnderAnotherNameAreFound() throws IOException {
        assertFailed(
                3,
                "there are no books in h2:" + books + ", but there are in file:" + books,
                "accounts",
                "--books",
                "h2:" + books);
        Path database = Files.createDirectories(root.resolve("database"));
        Files.writeString(database.resolve("books.mv.db"), "a database");
        for (String name : new String[] {"" + database, "mapdb:" + database}) {
            assertFailed(
                    3,
                    "there are no books in " + name + ", but there are in h2:" + database,
                    "accounts",
                    "--books",
                    name);
        }
    }

    @Test
    void whatCannotMoveIsSaid() {
        assertFailed(
                2,
                "they are the same books, which can be opened by either name",
                "migrate",
                "--from",
                books,
                "--to",
                "mapdb:" + books);
        assertFailed(2, "are in one folder; choose another one", "migrate", "--from", books, "--to", "h2:" + books);
        Path other = root.resolve("other");
        done("open", "cash", "--asset", "USD/2", "--books", other);
        assertFailed(
                3, "have 1 batch of their own, at position 1, recorded 20", "migrate", "--from", books, "--to", other);
        assertThat(done("accounts", "--books", other).out()).contains("USD");
        assertFailed(2, "say DIR or file:DIR", "migrate", "--from", books, "--to", "mem:");
    }

    @Test
    void aFullCopyNeedsAFolder() {
        Path export = root.resolve("export.jsonl");
        done("export", "--format", "jsonl", "--to", export, "--books", books);
        assertFailed(2, "move it from there with florin migrate", "import", "--books", "jdbc:h2:./no", export);
        assertFailed(2, "is in no folder; name one", "demo", "--books", "jdbc:h2:./no");
    }

    @Test
    void linesOfGroupsAndSchedulesKnowTheBooks() throws IOException {
        String there = "file:" + books;
        Path lines = Files.writeString(root.resolve("lines.txt"), "post --debit cash=1 --credit alice=1 --id line\n");
        done("group", "--books", there, "--id", "group", lines);
        done(
                "schedule",
                "--books",
                there,
                "--id",
                "later",
                "--at",
                "2100-01-01",
                "post",
                "--debit",
                "cash=1",
                "--credit",
                "alice=1");
        assertThat(done("schedules", "--books", there).out()).contains("2100-01-01");
    }
}
