package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of books in a schema of their own: makes them, tells their version, and makes the rows for reports again. */
final class Schema {
    /** The version of {@code books.sql}. */
    static final int VERSION = 1;

    /** The version of {@code rows.sql}. */
    static final int ROWS_VERSION = 1;

    /** Who may read the tables of books in a folder, and nothing else. */
    static final String REPORTS_USER = "REPORTS";

    private static final List<String> ROWS_TABLES =
            List.of("entry", "transfer", "hold_entry", "hold", "rejection", "account");

    private static final List<String> BOOKS_TABLES =
            List.of("derived_part", "derived_file", "frame", "batch", "books_lock", "books");

    /** What the row of {@code books} says. */
    record Facts(UUID books, int rowsVersion, long rowsSequence, long lastSequence, boolean sealed) {}

    private final String name;
    private final String where;

    /** {@code where} names the database in messages. */
    Schema(String name, String where) {
        this.name = name;
        this.where = where;
    }

    /** The quoted name with its dot, for statements. */
    String prefix() {
        return quoted() + ".";
    }

    private String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Makes the tables if there are none; finishes books that were half made. */
    void ensure(Lane lane) throws SQLException {
        lane.execute("CREATE SCHEMA IF NOT EXISTS " + quoted());
        List<String> tables = tables(lane);
        if (!tables.isEmpty() && !tables.contains("BOOKS")) {
            throw new StorageException("[H1] " + where + ", schema " + name + " holds other tables (" + tables.get(0)
                    + " is one of them). Nothing was changed. Name a schema of its own for the books");
        }
        if (facts(lane, tables) == null) {
            drop(lane, ROWS_TABLES);
            drop(lane, BOOKS_TABLES);
            run(lane, "books.sql");
            run(lane, "rows.sql");
            lane.execute("INSERT INTO ~books_lock VALUES (1)");
            PreparedStatement books = lane.prepare("INSERT INTO ~books VALUES (?, ?, ?, 0, 0, TRUE)");
            books.setObject(1, UUID.randomUUID());
            books.setInt(2, VERSION);
            books.setInt(3, ROWS_VERSION);
            books.executeUpdate();
            lane.commit();
        }
    }

    /** Whether there are books, or what is left of some. */
    boolean hasBooks(Lane lane) throws SQLException {
        List<String> tables = tables(lane);
        return tables.contains("BOOKS")
                && (read(lane) != null
                        || (tables.contains("BATCH")
                                && finds(lane.prepare("SELECT 1 FROM ~batch FETCH FIRST ROW ONLY"))));
    }

    /** Lets the user for reports read the tables. */
    void grantReports(Lane lane) throws SQLException {
        lane.execute("CREATE USER IF NOT EXISTS " + REPORTS_USER + " PASSWORD ''");
        lane.execute("GRANT SELECT ON SCHEMA " + quoted() + " TO " + REPORTS_USER);
    }

    private List<String> tables(Lane lane) throws SQLException {
        PreparedStatement query = lane.prepare(
                "SELECT table_name FROM information_schema.tables" + " WHERE table_schema = ? ORDER BY table_name");
        query.setString(1, name);
        List<String> tables = new ArrayList<>();
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private @Nullable Facts facts(Lane lane, List<String> tables) throws SQLException {
        return tables.contains("BOOKS") ? read(lane) : null;
    }

    /** What the row says. */
    Facts facts(Lane lane) throws SQLException {
        Facts facts = read(lane);
        if (facts == null) {
            throw new StorageException("[H4] " + where + ", schema " + name
                    + ": the row of the books is gone. Nothing was" + " changed. Restore the database from a backup");
        }
        return facts;
    }

    private @Nullable Facts read(Lane lane) throws SQLException {
        PreparedStatement query = lane.prepare(
                "SELECT id, schema_version, rows_version, rows_sequence, last_sequence, sealed FROM ~books");
        try (ResultSet found = query.executeQuery()) {
            if (!found.next()) {
                return null;
            }
            int version = found.getInt(2);
            if (version != VERSION) {
                throw new StorageException("[H3] " + where + ", schema " + name + " has version " + version
                        + " of the tables, and this version of the ledger knows version " + VERSION
                        + ". Nothing was changed. Open the books with the version that wrote them");
            }
            return new Facts(
                    found.getObject(1, UUID.class),
                    found.getInt(3),
                    found.getLong(4),
                    found.getLong(5),
                    found.getBoolean(6));
        }
    }

    /**
     * Makes the rows for reports follow the frames: all of them again, if they are of another version or are not those that
     * were written; else those that are missing.
     *
     * @return a sentence for the operator, or null if there was nothing to do
     */
    @Nullable
    String bringRowsUp(Lane lane, FrameTable frames, Facts facts) throws SQLException, IOException {
        boolean again = facts.rowsVersion() != ROWS_VERSION
                || facts.rowsSequence() > facts.lastSequence()
                || !rowsAreThere(lane);
        if (!again && facts.rowsSequence() == facts.lastSequence()) {
            return null;
        }
        if (again) {
            // Version 0 first: a definition commits by itself, and who comes after a crash begins anew.
            setRows(lane, 0, 0);
            lane.commit();
            lane.execute("DROP VIEW IF EXISTS ~balance");
            drop(lane, ROWS_TABLES);
            run(lane, "rows.sql");
            setRows(lane, ROWS_VERSION, 0);
            lane.commit();
        }
        Rows rows = new Rows(lane);
        long from = again ? 1 : facts.rowsSequence() + 1;
        PreparedStatement first = lane.prepare("SELECT first_position FROM ~batch WHERE sequence = ?");
        first.setLong(1, from);
        long position;
        try (ResultSet found = first.executeQuery()) {
            position = found.next() ? found.getLong(1) : Long.MAX_VALUE;
        }
        frames.replay(position, facts.lastSequence(), batch -> {
            rows.add(batch);
            if (batch.sequence() % 64 == 0 || batch.sequence() == facts.lastSequence()) {
                rows.flush();
                setRows(lane, ROWS_VERSION, batch.sequence());
                lane.commit();
            }
        });
        return "[H8] " + where + ", schema " + name + ": the rows for reports were made again from batch " + from
                + " to " + facts.lastSequence() + ".";
    }

    /** Says which version the rows are of, and which batch they end with. */
    static void setRows(Lane lane, int version, long sequence) throws SQLException {
        PreparedStatement books = lane.prepare("UPDATE ~books SET rows_version = ?, rows_sequence = ?");
        books.setInt(1, version);
        books.setLong(2, sequence);
        books.executeUpdate();
    }

    /** Whether all tables of rows can be asked. */
    private boolean rowsAreThere(Lane lane) throws SQLException {
        List<String> tables = tables(lane);
        for (String table : ROWS_TABLES) {
            if (!tables.contains(table.toUpperCase(Locale.ROOT))) {
                return false;
            }
        }
        return tables.contains("BALANCE");
    }

    private static void drop(Lane lane, List<String> tables) throws SQLException {
        for (String table : tables) {
            lane.execute("DROP TABLE IF EXISTS ~" + table + " CASCADE");
        }
        if (tables.equals(BOOKS_TABLES)) {
            lane.execute("DROP SEQUENCE IF EXISTS ~derived_number");
        }
    }

    private static void run(Lane lane, String resource) throws SQLException {
        for (String statement : statements(resource)) {
            lane.execute(statement);
        }
    }

    /** The statements of a resource, without comments. */
    static List<String> statements(String resource) {
        String text;
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not beside " + Schema.class);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> statements = new ArrayList<>();
        for (String part : text.replaceAll("(?m)^ *--.*$", "").split(";\\s*\\n", -1)) {
            if (!part.isBlank()) {
                statements.add(part.strip());
            }
        }
        return statements;
    }

    /** Whether a query finds anything. */
    static boolean finds(PreparedStatement query) throws SQLException {
        try (ResultSet found = query.executeQuery()) {
            return found.next();
        }
    }
}
