package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database forces what it commits. H2 does not by itself: a commit is written within half a second, and forced at no
 * stated time. {@code CHECKPOINT SYNC} behind a commit writes and forces it, unless a thread of H2's own has begun to write it
 * just before: then it forces what is in the file, and does not wait for that thread (2.5.252). So its store is asked to.
 */
final class Forces {
    /** Earlier versions may lose what was committed. */
    private static final int[] LEAST_VERSION = {2, 4, 240};

    /** H2 uses room again only so long after it was freed: what a crash falls back to is then whole. */
    private static final int LEAST_RETENTION_MILLIS = 45_000;

    /** The file systems of H2 that keep bytes in files of this machine and pass forces on. */
    private static final Set<String> FORCING = Set.of("file", "nio", "async", "retry", "split", "niomapped");

    private Forces() {}

    /** Writes all that is committed to the file, and forces it, when whatever was being written is written. */
    static void force(Lane lane) throws SQLException {
        MVStore store = store(lane);
        if (store == null || store.getFileStore() == null) {
            lane.execute("CHECKPOINT SYNC");
            return;
        }
        lane.execute("CHECKPOINT");
        try {
            store.executeFilestoreOperation(store.getFileStore()::sync);
        } catch (MVStoreException e) {
            throw new SQLException("the file could not be forced: " + e.getMessage(), e);
        }
    }

    /** The store of a database that this process has open itself, else null. */
    private static @Nullable MVStore store(Lane lane) throws SQLException {
        if (!lane.connection().isWrapperFor(JdbcConnection.class)) {
            return null;
        }
        Session session = lane.connection().unwrap(JdbcConnection.class).getSession();
        return session instanceof SessionLocal local
                ? local.getDatabase().getStore().getMvStore()
                : null;
    }

    /**
     * What was found.
     *
     * @param doubts why forces cannot be shown; none if they can
     * @param canForce whether the database does what {@link #force} asks
     */
    record Shown(List<String> doubts, boolean canForce) {}

    /**
     * Tries to force, and looks at what can be known before anything is made.
     *
     * @param url as the user gave it, or null
     * @throws StorageException if it is no H2
     */
    static Shown look(Lane lane, @Nullable String url, String where) throws SQLException {
        List<String> doubts = new ArrayList<>();
        DatabaseMetaData facts = lane.connection().getMetaData();
        if (!facts.getDatabaseProductName().equals("H2")) {
            throw new StorageException("[H9] " + where + " is " + facts.getDatabaseProductName()
                    + ", not H2. Nothing was changed. Name a database of H2");
        }
        requireVersion(facts.getDatabaseProductVersion(), doubts);
        requireLocalFile(lane, String.valueOf(facts.getURL()), doubts);
        if (url != null && url.toUpperCase(Locale.ROOT).contains(";FILE_LOCK=NO")) {
            doubts.add("FILE_LOCK=NO lets two processes write to one file");
        }
        long retention = number(lane, "RETENTION_TIME");
        if (retention < LEAST_RETENTION_MILLIS) {
            doubts.add("RETENTION_TIME is " + retention + " ms, and with less than " + LEAST_RETENTION_MILLIS
                    + " a crash may find nothing whole to fall back to");
        }
        boolean canForce = true;
        if (store(lane) == null) {
            doubts.add("this process has not opened it itself, and cannot wait for what is being written");
        }
        try {
            force(lane);
        } catch (SQLException e) {
            canForce = false;
            doubts.add("CHECKPOINT fails (" + SqlFaults.said(e) + "); it needs the rights of an administrator");
        }
        return new Shown(doubts, canForce);
    }

    private static void requireVersion(String version, List<String> doubts) {
        String[] parts = version.split("[. ]", -1);
        for (int i = 0; i < LEAST_VERSION.length; i++) {
            int part = i < parts.length && parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
            if (part != LEAST_VERSION[i]) {
                if (part < LEAST_VERSION[i]) {
                    doubts.add("it is version " + version + ", and those before 2.4.240 may lose what was committed");
                }
                return;
            }
        }
    }

    private static void requireLocalFile(Lane lane, String url, List<String> doubts) throws SQLException {
        String path = path(lane);
        if (path == null) {
            doubts.add("it is kept in memory");
            return;
        }
        String at = url.toLowerCase(Locale.ROOT);
        if (at.startsWith("jdbc:h2:tcp:") || at.startsWith("jdbc:h2:ssl:")) {
            doubts.add("it is behind a network, where nobody here can see a force");
            return;
        }
        String file = path;
        for (int colon = file.indexOf(':'); colon > 1; colon = file.indexOf(':')) {
            String system = file.substring(0, colon);
            if (!FORCING.contains(system.toLowerCase(Locale.ROOT))) {
                doubts.add("the file system " + system + ": is not one that is known to force");
                return;
            }
            // The size of the pieces stands behind split.
            file = file.substring(colon + 1).replaceFirst("^[0-9]+:", "");
        }
        if (!Files.isRegularFile(Path.of(file + ".mv.db")) && !path.startsWith("split")) {
            doubts.add("its file " + file + ".mv.db is not on this machine");
        }
    }

    /** The path of the database as H2 knows it, without the end of the file's name; null for one in memory. */
    static @Nullable String path(Lane lane) throws SQLException {
        try (ResultSet found = lane.prepare("SELECT DATABASE_PATH()").executeQuery()) {
            found.next();
            return found.getString(1);
        }
    }

    /**
     * Whether a change that is committed and forced is written to the file at once, and not later. That shows a write, of
     * whomever in this database, and no force: what a disk does with it no program can see.
     */
    static boolean writesAtOnce(Lane lane) throws SQLException {
        long before = number(lane, "info.FILE_WRITE_BYTES");
        lane.execute("UPDATE ~books SET sealed = sealed");
        lane.commit();
        force(lane);
        return number(lane, "info.FILE_WRITE_BYTES") > before;
    }

    /** A setting; -1 if the database does not tell. */
    private static long number(Lane lane, String setting) throws SQLException {
        PreparedStatement query =
                lane.prepare("SELECT setting_value FROM information_schema.settings WHERE setting_name = ?");
        query.setString(1, setting);
        try (ResultSet found = query.executeQuery()) {
            return found.next() && found.getString(1).matches("[0-9]{1,18}") ? Long.parseLong(found.getString(1)) : -1;
        }
    }
}
