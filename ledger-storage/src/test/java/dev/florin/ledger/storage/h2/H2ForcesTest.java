package dev.florin.ledger.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.SmallBooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that does not show that it forces what it commits is refused, unless it is accepted by name. */
class H2ForcesTest {
    @TempDir
    Path folder;

    @DecisionRow("H9")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:mem:weak1 | it is kept in memory",
                "jdbc:h2:nioMemFS:/weak2 | the file system nioMemFS: is not one that is known to force",
                "jdbc:h2:memFS:/weak3 | the file system memFS: is not one that is known to force",
                "jdbc:h2:file:FOLDER/weak4;FILE_LOCK=NO | FILE_LOCK=NO lets two processes write to one file",
                "jdbc:h2:file:FOLDER/weak5;RETENTION_TIME=0 | RETENTION_TIME is 0 ms",
                "jdbc:h2:async:FOLDER/weak6;INIT=SET RETENTION_TIME 100 | RETENTION_TIME is 100 ms",
            })
    void aWeakerDatabaseIsRefusedAndAcceptedByName(String urlInFolder, String why) {
        String url = urlInFolder.replace("FOLDER", folder.toString());
        H2Storage storage = H2Storage.url(url + (url.contains("INIT") ? "" : ";USER=SA;PASSWORD=pw"));
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H9]", why, "acceptWeakerDurability()", "Nothing was changed")
                .hasMessageNotContaining("pw");
        try (Ledger ledger = Ledger.open(storage.acceptWeakerDurability())) {
            assertThat(ledger.recovery().notes())
                    .anyMatch(
                            note -> note.startsWith("[H9]") && note.contains(why) && note.contains("accepted by name"));
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 3);
            assertThat(SmallBooks.posted(ledger, "ada")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:FOLDER/strong1",
                "jdbc:h2:file:FOLDER/strong2",
                "jdbc:h2:nio:FOLDER/strong3",
                "jdbc:h2:async:FOLDER/strong4;WRITE_DELAY=10000",
                "jdbc:h2:retry:FOLDER/strong5",
                "jdbc:h2:split:28:FOLDER/strong6",
                "jdbc:h2:FOLDER/strong7;AUTO_SERVER=TRUE",
                "jdbc:h2:async:FOLDER/strong9;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "jdbc:h2:FOLDER/strong8;CIPHER=AES;PASSWORD=secret secret"
            })
    void othersAreTaken(String urlInFolder) {
        String url = urlInFolder.replace("FOLDER", folder.toString());
        H2Storage storage = H2Storage.url(url + (url.contains("PASSWORD") ? "" : ";USER=SA;PASSWORD="));
        for (int round = 0; round < 2; round++) {
            try (Ledger ledger = Ledger.open(storage)) {
                assertThat(ledger.recovery().notes()).isEmpty();
                assertThat(ledger.recovery().cleanShutdown()).isTrue();
                SmallBooks.openBank(ledger);
                SmallBooks.openUser(ledger, "user " + round, 3);
            }
        }
        assertThat(storage.toString()).doesNotContain("secret");
    }

    /** Read from another connection to the database that the ledger has opened. */
    @ParameterizedTest
    @CsvSource({"'',0", "';AUTO_COMPACT_FILL_RATE=70',70"})
    void h2MovesNoPartsOfTheFileUnlessItIsToldTo(String setting, int rate) throws SQLException {
        String url = "jdbc:h2:async:" + folder.resolve("still") + ";USER=SA;PASSWORD=";
        try (Ledger ledger = Ledger.open(H2Storage.url(url + setting));
                var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT setting_value FROM information_schema.settings"
                        + " WHERE setting_name = 'AUTO_COMPACT_FILL_RATE'")) {
            SmallBooks.openBank(ledger);
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).isEqualTo(rate);
        }
    }

    @Test
    void theFileInAFolderIsLeftStill() throws SQLException {
        try (Ledger ledger = Ledger.open(H2Storage.at(folder));
                var connection = DriverManager.getConnection("jdbc:h2:async:" + folder.resolve("books"), "FLORIN", "");
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT setting_value FROM information_schema.settings"
                        + " WHERE setting_name = 'AUTO_COMPACT_FILL_RATE'")) {
            SmallBooks.openBank(ledger);
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).isZero();
        }
    }

    @Test
    void whatIsBehindANetworkCannotBeSeen() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            H2Storage storage =
                    H2Storage.url("jdbc:h2:tcp://localhost:" + server.getPort() + "/./far;USER=SA;PASSWORD=");
            assertThatThrownBy(() -> Ledger.open(storage))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[H9]", "behind a network");
            try (Ledger ledger = Ledger.open(storage.acceptWeakerDurability())) {
                SmallBooks.openBank(ledger);
            }
        } finally {
            server.stop();
        }
    }

    /** Who is no administrator may not force: known before anything is written, and not found out by losing something. */
    @Test
    void aUserWhoMayNotForceIsRefused() throws SQLException {
        JdbcDataSource owner = new JdbcDataSource();
        owner.setURL("jdbc:h2:async:" + folder.resolve("app"));
        owner.setUser("SA");
        try (Ledger ledger = Ledger.open(H2Storage.in(owner, "LEDGER"))) {
            SmallBooks.openBank(ledger);
        }
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE USER app PASSWORD 'p'");
            statement.execute("GRANT ALTER ANY SCHEMA TO app");
        }
        JdbcDataSource app = new JdbcDataSource();
        app.setURL(owner.getURL());
        app.setUser("APP");
        app.setPassword("p");
        H2Storage storage = H2Storage.in(app, "LEDGER");
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H9]", "CHECKPOINT fails", "administrator");
        try (Ledger ledger = Ledger.open(storage.acceptWeakerDurability())) {
            SmallBooks.openUser(ledger, "ada", 3);
        }
        try (Ledger ledger = Ledger.open(H2Storage.in(owner, "LEDGER"))) {
            assertThat(SmallBooks.posted(ledger, "ada")).isEqualTo(3);
        }
    }

    @Test
    void noUrlOfAnotherDatabase() {
        for (String url : new String[] {"", "jdbc:postgresql://localhost/x", "h2:books"}) {
            assertThatThrownBy(() -> H2Storage.url(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("jdbc:h2:");
        }
        assertThatThrownBy(() -> H2Storage.at(Path.of("a;b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
        assertThat(Files.exists(folder.resolve("a;b"))).isFalse();
    }
}
