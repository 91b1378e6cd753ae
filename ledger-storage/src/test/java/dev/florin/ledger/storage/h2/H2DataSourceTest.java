package dev.florin.ledger.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.SmallBooks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books in the database of an application, in a schema of their own, through its pool of connections. */
class H2DataSourceTest {
    @TempDir
    Path folder;

    private JdbcConnectionPool pool;

    @BeforeEach
    void makeApplication() throws SQLException {
        pool = JdbcConnectionPool.create("jdbc:h2:async:" + folder.resolve("app"), "SA", "");
        sql("CREATE TABLE account (customer INT PRIMARY KEY, name VARCHAR(20))");
        sql("INSERT INTO account VALUES (1, 'ada')");
    }

    @AfterEach
    void endApplication() {
        pool.dispose();
    }

    @Test
    void theApplicationJoinsItsTablesWithRowsOfTheLedger() throws SQLException {
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 12);
            assertThat(text("SELECT a.customer || ' has ' || b.posted FROM account a"
                            + " JOIN ledger.balance b ON b.name = a.name"))
                    .isEqualTo("1 has 12");
        }
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            assertThat(ledger.recovery().cleanShutdown()).isTrue();
            assertThat(SmallBooks.posted(ledger, "ada")).isEqualTo(12);
        }
        assertThat(text("SELECT name FROM account"))
                .as("its own tables are as they were")
                .isEqualTo("ada");
    }

    @Test
    void twoLedgersInTwoSchemasKnowNothingOfEachOther() {
        try (Ledger one = Ledger.open(H2Storage.in(pool, "ONE"));
                Ledger two = Ledger.open(H2Storage.in(pool, "Two \"quoted\""))) {
            SmallBooks.openBank(one);
            SmallBooks.openUser(one, "ada", 1);
            SmallBooks.openBank(two);
            SmallBooks.openUser(two, "ada", 2);
            assertThat(SmallBooks.posted(one, "ada")).isEqualTo(1);
            assertThat(SmallBooks.posted(two, "ada")).isEqualTo(2);
        }
    }

    @DecisionRow("H2")
    @Test
    void oneSchemaHasOneLedgerAtATime() {
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            assertThatThrownBy(() -> Ledger.open(H2Storage.in(pool, "LEDGER")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[H2]", "in use by another ledger");
            SmallBooks.openBank(ledger);
        }
        Ledger.open(H2Storage.in(pool, "LEDGER")).close();
    }

    /** One of two who make new books at the same moment has them, whole; the other one is refused. */
    @Test
    void twoFirstOpeningsDoNotUndoEachOther() throws Exception {
        for (int round = 0; round < 8; round++) {
            String schema = "ROUND" + round;
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> opens(schema));
            boolean mine = opens(schema);
            boolean theirs = other.get(60, TimeUnit.SECONDS);
            assertThat(mine || theirs).isTrue();
            try (Ledger ledger = Ledger.open(H2Storage.in(pool, schema))) {
                ledger.outcome(CommandId.next());
                assertThat(ledger.fingerprints().position()).isPositive();
            }
        }
    }

    private boolean opens(String schema) {
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, schema))) {
            ledger.open(Account.named("bank", SmallBooks.USD).unlimited());
            return true;
        } catch (StorageException e) {
            assertThat(e.getMessage()).containsAnyOf("[H2]", "[H10]");
            return false;
        }
    }

    /** Many readers wait for each other, and leave the application its connections. */
    @Test
    void readersLeaveThePoolItsConnections() {
        pool.setMaxConnections(10);
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 12);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                readers.add(CompletableFuture.runAsync(() -> {
                    for (int read = 0; read < 50; read++) {
                        assertThat(ledger.statement("ada", StatementQuery.newestFirst())
                                        .lines())
                                .hasSize(1);
                    }
                }));
            }
            readers.forEach(CompletableFuture::join);
            assertThat(pool.getActiveConnections()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aSchemaOfOtherTablesIsLeftAlone() throws SQLException {
        assertThatThrownBy(() -> Ledger.open(H2Storage.in(pool, "PUBLIC")))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("[H1]", "schema PUBLIC holds other tables", "ACCOUNT", "a schema of its own");
        assertThat(text("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'PUBLIC'"))
                .isEqualTo("1");
        assertThatThrownBy(() -> H2Storage.in(pool, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> H2Storage.in(pool, "a~b")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Connections come back as they were given: with the schema and the mode that the application knows. */
    @Test
    void connectionsGoBackToThePoolAsTheyWere() throws SQLException {
        pool.setMaxConnections(6);
        try (Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            SmallBooks.openBank(ledger);
            SmallBooks.openUser(ledger, "ada", 12);
        }
        assertThat(pool.getActiveConnections()).isZero();
        for (int i = 0; i < 6; i++) {
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.getSchema()).isEqualTo("PUBLIC");
            }
        }
    }

    /** A pool that is exhausted, or closed under the ledger, is a clear fault, and nothing acknowledged is lost. */
    @Test
    void aPoolThatIsClosedStopsTheLedger() {
        Ledger ledger = Ledger.open(H2Storage.in(pool, "LEDGER"));
        SmallBooks.openBank(ledger);
        SmallBooks.openUser(ledger, "ada", 12);
        pool.dispose();
        pool = JdbcConnectionPool.create("jdbc:h2:async:" + folder.resolve("app"), "SA", "");
        try {
            ledger.close();
        } catch (StorageException e) {
            assertThat(e).hasMessageContaining("is durable");
        }
        try (Ledger again = Ledger.open(H2Storage.in(pool, "LEDGER"))) {
            assertThat(SmallBooks.posted(again, "ada")).isEqualTo(12);
            assertThat(again.submit(SmallBooks.transfer("bank", "ada", 1))).isInstanceOf(Outcome.Posted.class);
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}
