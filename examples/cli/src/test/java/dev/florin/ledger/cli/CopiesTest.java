package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and restores from the command line. */
class CopiesTest {
    @TempDir
    private Path root;

    private Path books;
    private Path copy;
    private Path restored;

    @BeforeEach
    void fillBooks() {
        books = root.resolve("books");
        copy = root.resolve("copy");
        restored = root.resolve("restored");
        done("open", "cash", "--asset", "EUR/2", "--debit-normal", "--books", books);
        done("open", "alice", "--asset", "EUR/2", "--books", books);
        done("post", "--debit", "cash=9", "--credit", "alice=9", "--id", "one", "--books", books);
        done("hold", "--debit", "alice=2", "--credit", "cash=2", "--id", "held", "--books", books);
        done("capture", "held", "--total", "1.50", "--id", "taken", "--books", books);
    }

    private static Result done(Object... args) {
        Result result = Cli.run(args);
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        return result;
    }

    private static String chain(Path folder) {
        return done("trial-balance", "--json", "--books", folder).json("chain");
    }

    @Test
    void aBackupIsMadeAndGoneOnWith() {
        Result first = done("backup", "--books", books, "--to", copy, "--json");
        assertThat(first.json("batches")).isEqualTo("5");
        assertThat(first.json("position_before")).isEqualTo("0");
        assertThat(first.json("position")).isEqualTo("5");
        assertThat(first.json("chain")).isEqualTo(chain(books));
        done("post", "--debit", "cash=1", "--credit", "alice=1", "--id", "two", "--books", books);
        Result second = done("backup", "--books", books, "--to", copy);
        assertThat(second.out())
                .contains("copied    1 effects in 1 batches, ")
                .contains("position  6")
                .contains("chain     " + chain(books));
        assertThat(done("backup", "--books", books, "--to", copy).out()).contains("copied    0 effects in 0 batches");
    }

    /** What other ledgers did in public: pay again after a restore. */
    @Test
    void aRetryAfterARestoreMovesNoMoneyAgain() {
        done("post", "--debit", "cash=1", "--credit", "alice=1", "--id", "wrong", "--books", books);
        done("reverse", "wrong", "--id", "undo", "--books", books);
        done("refund", "held", "--total", "0.50", "--id", "back", "--books", books);
        done("backup", "--books", books, "--to", copy);
        done("restore", "--from", copy, "--to", restored);
        String balance = balance();
        Result again =
                done("post", "--debit", "cash=9", "--credit", "alice=9", "--id", "one", "--books", restored, "--json");
        assertThat(again.json("outcome")).isEqualTo("already_posted");
        assertThat(done("capture", "held", "--total", "1.50", "--id", "taken", "--books", restored, "--json")
                        .json("outcome"))
                .isEqualTo("already_posted");
        assertThat(done("refund", "held", "--total", "0.50", "--id", "back", "--books", restored, "--json")
                        .json("outcome"))
                .isEqualTo("already_posted");
        assertThat(done("reverse", "wrong", "--id", "undo", "--books", restored, "--json")
                        .json("outcome"))
                .isEqualTo("already_posted");
        assertThat(Cli.run("reverse", "wrong", "--id", "undo again", "--books", restored)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Cli.run("capture", "held", "--total", "0.51", "--id", "more", "--books", restored)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Cli.run("refund", "held", "--total", "1.01", "--id", "more back", "--books", restored)
                        .exitCode())
                .isEqualTo(1);
        assertThat(balance()).isEqualTo(balance);
    }

    private String balance() {
        return done("balance", "alice", "--books", restored, "--json").json("posted");
    }

    @Test
    void aRestoreSaysWhatItLeftOut() {
        done("backup", "--books", books, "--to", copy);
        Result result = done("restore", "--from", copy, "--to", restored, "--position", "3");
        assertThat(result.out())
                .contains("restored     3 batches up to position 3, recorded ")
                .contains("left out     2 effects, recorded ")
                .contains("incarnation  2")
                .contains("chain        " + chain(restored));
        Result all = done("restore", "--from", copy, "--to", root.resolve("all"));
        assertThat(all.out()).contains("left out     nothing");
        Result json = done("restore", "--from", restored, "--to", root.resolve("again"), "--position", "1", "--json");
        assertThat(json.json("incarnation")).isEqualTo("2");
        assertThat(json.json("position")).isEqualTo("1");
        assertThat(json.json("effects")).isEqualTo("3");
    }

    @Test
    void aRestoreToATimeKeepsWhatWasRecordedByThen() {
        String recorded = done("transfer", "one", "--books", books, "--json").json("recorded");
        Result result = done("restore", "--from", books, "--to", restored, "--at", recorded, "--json");
        assertThat(result.json("position")).isEqualTo("3");
        assertThat(result.json("recorded")).isEqualTo(recorded);
        assertFailed(
                3,
                "there is nothing to restore",
                "restore",
                "--from",
                books,
                "--to",
                root.resolve("b"),
                "--at",
                "1999-12-31");
    }

    @Test
    void whatCannotBeDoneIsSaidWithAnExitCode() throws IOException {
        Path nothing = root.resolve("nothing");
        assertFailed(3, "there are no books in " + nothing, "backup", "--books", nothing, "--to", copy);
        assertFailed(3, "there are no books in " + nothing, "restore", "--from", nothing, "--to", restored);
        assertFailed(3, "cannot be its own backup", "backup", "--books", books, "--to", books);
        assertFailed(3, "into a new or an empty folder", "restore", "--from", books, "--to", books);
        assertFailed(3, "position 99 is not in", "restore", "--from", books, "--to", restored, "--position", "99");
        assertFailed(
                2,
                "say one of them",
                "restore",
                "--from",
                books,
                "--to",
                restored,
                "--position",
                "1",
                "--at",
                "2026-01-01");
        assertFailed(2, "--at 'noon' is not a date", "restore", "--from", books, "--to", restored, "--at", "noon");
        assertFailed(2, "positions begin with 1", "restore", "--from", books, "--to", restored, "--position", "0");
        assertFailed(2, "--to", "backup", "--books", books);
        Path foreign = Files.createDirectories(root.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        assertFailed(3, "letter.txt", "backup", "--books", books, "--to", foreign);
        assertFailed(3, "letter.txt", "restore", "--from", books, "--to", foreign);

        done("backup", "--books", books, "--to", copy);
        done("post", "--debit", "cash=1", "--credit", "alice=1", "--id", "elsewhere", "--books", copy);
        assertFailed(3, "is not the beginning of these books", "backup", "--books", books, "--to", copy);
    }

    private static void assertFailed(int exitCode, String message, Object... args) {
        Result result = Cli.run(args);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
    }
}
