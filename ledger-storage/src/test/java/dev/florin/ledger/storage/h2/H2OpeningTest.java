package dev.florin.ledger.storage.h2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What opening a database does with whatever it finds. */
class H2OpeningTest {
    @TempDir
    Path root;

    private Path folder;
    private H2Storage storage;

    @BeforeEach
    void describe() {
        folder = root.resolve("books");
        storage = H2Storage.at(folder).indexSizes(TemporaryDatabases.SMALL);
    }

    private void fill(int users) {
        try (Ledger ledger = Ledger.open(storage)) {
            SmallBooks.openBank(ledger);
            for (int i = 0; i < users; i++) {
                SmallBooks.openUser(ledger, "user " + i, 100 + i);
            }
        }
    }

    private void assertWhole(int users) {
        try (Ledger ledger = Ledger.open(storage)) {
            for (int i = 0; i < users; i++) {
                assertThat(SmallBooks.posted(ledger, "user " + i)).isEqualTo(100 + i);
            }
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
            SmallBooks.openUser(ledger, "another", 1);
        }
    }

    private void sql(String sql) throws SQLException {
        TemporaryDatabases.sql(folder, sql);
    }

    @DecisionRow("H1")
    @Test
    void aFolderOfOtherThingsIsLeftAlone() throws IOException {
        Files.createDirectories(folder);
        Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H1]", "letter.txt", "empty folder");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(letter);
        }
    }

    @Test
    void neitherStorageTakesTheFolderOfTheOther() {
        fill(1);
        assertThatThrownBy(() -> Ledger.open(FileStorage.at(folder)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("books.");
        Path files = root.resolve("files");
        Ledger.open(FileStorage.at(files)).close();
        assertThatThrownBy(() -> Ledger.open(H2Storage.at(files)))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H1]", files.toString());
    }

    @Test
    void booksThatWereHalfMadeAreFinished() throws SQLException {
        Ledger.open(storage).close();
        sql("DELETE FROM FLORIN.books");
        sql("DROP TABLE FLORIN.entry CASCADE");
        sql("DROP TABLE FLORIN.frame CASCADE");
        fill(2);
        assertWhole(2);
    }

    @DecisionRow("H3")
    @Test
    void aLaterVersionOfTheTablesIsRefused() throws SQLException {
        fill(1);
        sql("UPDATE FLORIN.books SET schema_version = 2");
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H3]", "version 2", "knows version 1", "Nothing was changed");
    }

    /** H2 meets a damaged end with an earlier state: so does somebody who puts an old copy back. */
    @DecisionRow("H6")
    @Test
    void booksThatFellBehindAreRefused() throws IOException {
        fill(2);
        Path database = folder.resolve("books.mv.db");
        Path old = Files.copy(database, root.resolve("old.mv.db"));
        fill(5);
        Files.copy(old, database, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(
                        "[H6]", "IS LOST", folder.resolve("books.sealed").toString());
        Files.delete(folder.resolve("books.sealed"));
        assertWhole(2);
    }

    @Test
    void aDatabaseThatIsGoneIsNotBegunAnew() throws IOException {
        fill(2);
        Files.delete(folder.resolve("books.mv.db"));
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H6]", "is not there", "books.sealed");
        assertThat(folder.resolve("books.mv.db")).doesNotExist();
    }

    @DecisionRow("H7")
    @Test
    void aDamagedSealIsToldAndWrittenAgain() throws IOException {
        fill(2);
        Path seal = folder.resolve("books.sealed");
        String whole = Files.readString(seal);
        Files.writeString(seal, whole.substring(0, 40));
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.recovery().notes()).anyMatch(note -> note.startsWith("[H7]"));
        }
        assertThat(seal).hasContent(whole);
    }

    @DecisionRow({"H4", "H5"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM FLORIN.frame WHERE batch = 2 | [H4] | batch 2",
                "DELETE FROM FLORIN.frame WHERE batch = (SELECT MAX(sequence) FROM FLORIN.batch) | [H4] | batch",
                "UPDATE FLORIN.frame SET bytes = CONCAT(SUBSTRING(bytes FROM 1 FOR 69), X'FF', SUBSTRING(bytes FROM 71)) WHERE batch = 3 | [H5] | batch 3",
                "UPDATE FLORIN.frame SET bytes = SUBSTRING(bytes FROM 1 FOR 100) WHERE batch = 1 | [H5] | batch 1",
                "UPDATE FLORIN.books SET last_sequence = last_sequence - 1 | [H4] | the batches end with batch",
                "UPDATE FLORIN.books SET last_sequence = last_sequence + 1 | [H4] | the batches end with batch",
                "DELETE FROM FLORIN.books | [H4] | the row of the books is gone",
            })
    void damageIsRefusedWithItsPlace(String damage, String row, String place) throws SQLException {
        fill(4);
        sql(damage);
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> Ledger.open(storage))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(row, place, folder.toString(), "Nothing was changed");
        }
    }

    @Test
    void whatIsDerivedIsMadeAgain() throws SQLException {
        for (String damage : List.of(
                "DELETE FROM FLORIN.derived_part",
                "DELETE FROM FLORIN.derived_file",
                "UPDATE FLORIN.derived_part SET bytes = SUBSTRING(bytes FROM 1 FOR 8) || X'FF00FF' || SUBSTRING(bytes FROM 12)",
                "UPDATE FLORIN.derived_file SET bytes = 4096")) {
            folder = root.resolve("books" + damage.hashCode());
            storage = H2Storage.at(folder).indexSizes(TemporaryDatabases.SMALL).snapshotEvery(10_000);
            fill(60);
            sql(damage);
            assertWhole(60);
        }
    }

    @Test
    @DecisionRow("H10")
    void whatH2CannotReadIsRefused() throws IOException {
        fill(2);
        Path database = folder.resolve("books.mv.db");
        byte[] whole = Files.readAllBytes(database);
        for (byte[] damaged : List.of(new byte[0], new byte[100], new byte[1 << 16], "no database".getBytes(UTF_8))) {
            Files.write(database, damaged);
            assertThatThrownBy(() -> Ledger.open(storage))
                    .isInstanceOf(StorageException.class)
                    .hasMessageMatching("(?s)\\[H(6|10)] .*")
                    .hasMessageContaining(folder.toString());
        }
        Files.write(database, whole);
        assertWhole(2);
    }

    @Test
    void theOpeningIsShortenedBySnapshots() {
        storage = storage.snapshotEvery(5_000);
        fill(80);
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.recovery().snapshotPosition()).isPositive();
            assertThat(ledger.recovery().notes()).isEmpty();
        }
        assertWhole(80);
    }
}
