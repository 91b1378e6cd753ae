package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repair shows what it would do, does it only when that is confirmed, and keeps the damaged books. */
class RepairTest {
    private static final int HEADER = 4_096;

    @TempDir
    private Path root;

    private Path books;
    private Path segment;

    @BeforeEach
    void fillBooks() {
        books = root.resolve("books");
        segment = books.resolve("journal/0000000001.flj");
        done("open", "cash", "--asset", "EUR/2", "--debit-normal", "--books", books);
        done("open", "alice", "--asset", "EUR/2", "--books", books);
        for (int i = 1; i <= 3; i++) {
            done("post", "--debit", "cash=" + i, "--credit", "alice=" + i, "--id", "post " + i, "--books", books);
        }
    }

    private static Result done(Object... args) {
        Result result = Cli.run(args);
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        return result;
    }

    /** Flips a bit in the batch with this number, from 1. */
    private byte[] damage(int batch) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int at = HEADER;
        for (int found = 0; ; ) {
            boolean frame = bytes[at + 3] == '1';
            found += frame ? 1 : 0;
            if (found == batch) {
                break;
            }
            at += (bytes[at + 4] & 0xFF) | (bytes[at + 5] & 0xFF) << 8;
        }
        bytes[at + 100] ^= 1;
        Files.write(segment, bytes);
        return bytes;
    }

    private static Result typing(String text, Object... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Cli.run(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void booksThatOpenAreLeftAlone() {
        assertThat(done("repair", "--books", books).out()).startsWith("nothing is wrong with the books in " + books);
    }

    @Test
    void nothingIsDoneUntilItIsConfirmed() throws IOException {
        byte[] damaged = damage(4);
        assertThat(Cli.run("balance", "alice", "--books", books).exitCode()).isEqualTo(3);
        for (String typed : new String[] {"", "yes\n", "no\n", "repair it\n"}) {
            Result shown = typing(typed, "repair", "--books", books);
            assertThat(shown.exitCode()).isEqualTo(1);
            assertThat(shown.out())
                    .contains("damage       [R6] " + segment)
                    .contains("kept         3 batches up to position 3, recorded until ")
                    .contains("can still be seen: 1 effects in 1 batches up to position 5, recorded ")
                    .contains("2 accounts will have other balances")
                    .contains("nothing was done");
        }
        assertThat(root.resolve("books-repaired")).doesNotExist();
        assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
    }

    @Test
    void whatWasConfirmedIsDoneInAnotherFolder() throws IOException {
        byte[] damaged = damage(5);
        Result repaired = typing("repair\n", "repair", "--books", books);
        assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isZero();
        Path target = root.resolve("books-repaired");
        assertThat(repaired.out())
                .contains("into         " + target)
                .contains("repaired     4 batches up to position 4, opened and checked")
                .contains("incarnation  2");
        assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
        assertThat(done("balance", "alice", "--books", target).out()).contains("3.00");
        done("post", "--debit", "cash=3", "--credit", "alice=3", "--id", "post 3", "--books", target);
        assertThat(done("trial-balance", "--books", target).out()).contains("6.00");
        Result again = Cli.run("repair", "--books", books, "--yes");
        assertThat(again.exitCode()).isEqualTo(3);
        assertThat(again.err()).contains("choose another folder");
        done("repair", "--books", books, "--to", root.resolve("other"), "--yes");
    }

    @Test
    void withoutAWholeBatchThereIsNothingToRepair() throws IOException {
        damage(1);
        Result shown = Cli.run("repair", "--books", books, "--yes");
        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out()).contains("there is nothing to repair. Restore a backup.");
    }
}
