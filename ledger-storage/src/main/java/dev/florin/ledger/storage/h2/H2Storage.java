package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books in an H2 database: every batch as the bytes that all storages keep, and beside them, in the same transaction,
 * rows of {@code account}, {@code transfer}, {@code entry}, {@code hold} and {@code batch} for reports with SQL. The tables are
 * described in {@code docs/storage-h2.md}. The ledger never reads the rows for reports.
 *
 * <p>Durable: every commit is followed by a checkpoint and a force, without which H2 does not force what it commits. A database
 * that does not show on opening that it forces is refused, unless {@link #acceptWeakerDurability} was called.
 *
 * <p>Needs {@code com.h2database:h2}, which this module does not bring. Immutable and thread-safe; it only says where the
 * books are.
 */
public final class H2Storage implements Storage {
    /** The version of H2 that this one is tested with. */
    static final String TESTED_VERSION = "2.5.252";

    private static final String DEFAULT_SCHEMA = "FLORIN";
    private static final String DATABASE = "books";

    private static final String AUTO_COMPACT_FILL_RATE = "AUTO_COMPACT_FILL_RATE";

    /**
     * H2 compacts a file by moving parts of it, the newest included, to places that others have just left, and says at the
     * beginning of the file where the newest one is only afterwards (2.5.252). Killed in between, it may take an older one for
     * the newest.
     */
    private static final String NO_MOVES = AUTO_COMPACT_FILL_RATE + "=0";

    private static final String DATABASE_FILE = "books.mv.db";
    private static final long DEFAULT_SNAPSHOT_BYTES = 256L << 20;

    /** What H2 says of a file that another process has locked, and of one that is not there. */
    private static final int DATABASE_ALREADY_OPEN = 90_020;

    private static final int DATABASE_NOT_FOUND = 90_146;

    /** Where the database is: exactly one of the three. */
    private record Place(
            @Nullable Path folder,
            @Nullable String url,
            @Nullable DataSource source) {}

    private final Place place;
    private final String schema;
    private final boolean acceptsWeaker;
    private final long snapshotBytes;
    private final IndexSizes sizes;

    private H2Storage(Place place, String schema, boolean acceptsWeaker, long snapshotBytes, IndexSizes sizes) {
        this.place = place;
        this.schema = schema;
        this.acceptsWeaker = acceptsWeaker;
        this.snapshotBytes = snapshotBytes;
        this.sizes = sizes;
    }

    /**
     * Books in a database of their own, in a folder. It is made when the books are opened first; a folder that is there must be
     * empty, or hold such books.
     *
     * @param folder the folder; its path has no semicolon, which H2 would take for the end of it
     * @return the storage
     */
    public static H2Storage at(Path folder) {
        Objects.requireNonNull(folder, "folder");
        if (folder.toAbsolutePath().toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "the path of " + folder + " has a semicolon, which H2 takes for the end of it");
        }
        return of(new Place(folder, null, null), DEFAULT_SCHEMA);
    }

    /**
     * Books in the database that a URL names, in its schema {@code FLORIN}. User and password may stand in the URL. If threads
     * that use the ledger may be interrupted, name H2's file system {@code async:}: others lose their channel then, and the
     * ledger stops.
     *
     * @param url begins with {@code jdbc:h2:}
     * @return the storage
     */
    public static H2Storage url(String url) {
        Objects.requireNonNull(url, "url");
        if (!url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("'" + url + "' is no URL of H2: it must begin with jdbc:h2:");
        }
        return of(new Place(null, url, null), DEFAULT_SCHEMA);
    }

    /**
     * Books in the database of an application, in a schema of their own.
     *
     * <p>An open ledger keeps four connections, and takes up to four more for as long as threads read what is not in memory.
     * Where threads are interrupted, the database should be one of H2's file system {@code async:}, as in {@link #url}. Its
     * settings cannot all be seen through a source: {@code FILE_LOCK=NO} must not be among them.
     *
     * @param source gives connections of a user who may make the schema, and may force: an administrator of the database
     * @param schema the name of the schema, as H2 keeps it (upper case unless it was quoted): not there yet, or with books in it
     * @return the storage
     */
    public static H2Storage in(DataSource source, String schema) {
        Objects.requireNonNull(source, "source");
        if (Objects.requireNonNull(schema, "schema").isBlank() || schema.indexOf('~') >= 0) {
            throw new IllegalArgumentException(
                    "the name of the schema is '" + schema + "': it must not be empty, nor have a ~");
        }
        return of(new Place(null, null, source), schema);
    }

    private static H2Storage of(Place place, String schema) {
        return new H2Storage(place, schema, false, DEFAULT_SNAPSHOT_BYTES, IndexSizes.STANDARD);
    }

    /**
     * The same books, also if the database does not show that it forces what it commits. What was acknowledged may then be lost
     * when the machine or the process ends; every opening says so in its notes.
     *
     * @return the storage
     */
    public H2Storage acceptWeakerDurability() {
        return new H2Storage(place, schema, true, snapshotBytes, sizes);
    }

    /**
     * The same books, with snapshots at other distances. A snapshot is taken in the background once so much was journaled
     * behind the one before, and at least twice the bytes of that snapshot; opening replays what is behind the newest.
     *
     * @param bytes bytes of frames, at least 1; 256 MiB if nothing is said, {@link Long#MAX_VALUE} for no snapshots
     * @return the storage
     */
    public H2Storage snapshotEvery(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a snapshot every " + bytes + " bytes: it must be 1 at least");
        }
        return new H2Storage(place, schema, acceptsWeaker, bytes, sizes);
    }

    /** The same books, for tests: with an index in parts of other sizes. */
    H2Storage indexSizes(IndexSizes other) {
        return new H2Storage(place, schema, acceptsWeaker, snapshotBytes, other);
    }

    @Override
    public Session open(Replay replay) {
        Objects.requireNonNull(replay, "replay");
        requireH2();
        try {
            prepareFolder();
            return Lanes.uninterrupted(() -> {
                H2Books books = H2Books.hold(settings());
                forceNames(books);
                return H2Session.open(books, replay);
            });
        } catch (SQLException e) {
            throw switch (e.getErrorCode()) {
                case DATABASE_ALREADY_OPEN ->
                    new StorageException(
                            "[H2] " + where()
                                    + ": the books are in use by another process, or another class loader of this"
                                    + " one. Close them there first",
                            e);
                case DATABASE_NOT_FOUND -> new StorageException("there are no books in " + where(), e);
                default -> couldNotBeOpened(e);
            };
        } catch (IOException e) {
            throw couldNotBeOpened(e);
        }
    }

    /** H2 forces what is in its file, and not the names of new files: at every opening, since who made them may have been killed. */
    private void forceNames(H2Books books) throws IOException {
        Path folder = place.folder();
        if (folder == null) {
            return;
        }
        boolean forced = false;
        try {
            NioDisk.forceFolder(folder);
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                NioDisk.forceFolder(parent);
            }
            forced = true;
        } finally {
            if (!forced) {
                books.close();
            }
        }
    }

    private StorageException couldNotBeOpened(Exception e) {
        return new StorageException(
                "[H10] " + where() + " could not be opened (" + SqlFaults.said(e)
                        + "). What is in it is as it was; see to the database and its disk, and open the books again",
                e);
    }

    private void requireH2() {
        if (place.source() != null) {
            return;
        }
        try {
            Class.forName("org.h2.Driver");
        } catch (ClassNotFoundException e) {
            throw new StorageException(
                    "books in H2 need H2, which is not on the class path: add com.h2database:h2:" + TESTED_VERSION
                            + " to the dependencies of the application",
                    e);
        }
    }

    private H2Settings settings() {
        Path folder = place.folder();
        return new H2Settings(
                connections(),
                where(),
                place.url(),
                schema,
                acceptsWeaker,
                snapshotBytes,
                sizes,
                folder == null ? null : new Sealed(folder));
    }

    private Lanes.Connections connections() {
        DataSource source = place.source();
        if (source != null) {
            return source::getConnection;
        }
        String url = url();
        return () -> connect(url, place.folder() == null ? "" : DEFAULT_SCHEMA);
    }

    private static Connection connect(String url, String user) throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", "");
        }
        Connection connection = new org.h2.Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("H2 does not know the URL " + url.replaceFirst(";.*", ""));
        }
        return connection;
    }

    /**
     * The URL of the database. Not to be closed by the end of the process, which would come between the ledger and its last
     * batch; through a channel that interrupts of readers do not close. Whoever opens it lets H2 move no parts of the file
     * meanwhile, unless the URL says otherwise: see {@link #NO_MOVES}.
     */
    private String url() {
        Path folder = place.folder();
        if (folder != null) {
            return fileUrl(folder) + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;" + NO_MOVES;
        }
        String url = Objects.requireNonNull(place.url());
        return url.toUpperCase(Locale.ROOT).contains(AUTO_COMPACT_FILL_RATE) ? url : url + ";" + NO_MOVES;
    }

    private static String fileUrl(Path folder) {
        return "jdbc:h2:async:" + folder.toAbsolutePath().normalize().resolve(DATABASE);
    }

    private String where() {
        Path folder = place.folder();
        if (folder != null) {
            return "the database in " + folder;
        }
        String url = place.url();
        // What stands behind a semicolon may be a password.
        return url == null ? "the database of " + place.source() : "the database " + url.replaceFirst(";.*", "");
    }

    private void prepareFolder() throws IOException {
        Path folder = place.folder();
        if (folder == null) {
            return;
        }
        NioDisk.makeFolder(folder);
        if (Files.exists(folder.resolve(DATABASE_FILE))) {
            return;
        }
        if (Files.exists(folder.resolve(Sealed.NAME))) {
            throw new StorageException("[H6] " + folder.resolve(DATABASE_FILE) + " is not there, and "
                    + folder.resolve(Sealed.NAME)
                    + " says that it was. Nothing was changed. Restore the database from a"
                    + " backup, or delete that file to begin new books");
        }
        try (Stream<Path> files = Files.list(folder)) {
            Path other = files.findFirst().orElse(null);
            if (other != null) {
                throw new StorageException("[H1] " + folder + " holds other things (" + other.getFileName()
                        + " is one of them). Nothing was changed. Choose an empty folder, or one with books in H2");
            }
        }
    }

    /**
     * A connection for reports, to the database of books in a folder: of a user who may read the tables and nothing else, with
     * their schema as its own. It sees every batch as a whole, from its commit on, which is a moment before it is forced and
     * answered. The database stays open, and locked against other processes, until the last connection is closed.
     *
     * @return a connection of the caller's own
     * @throws SQLException as H2 does, also if there are no books yet
     * @throws IllegalStateException if these are not books in a folder: then the application has connections of its own
     */
    public Connection connectForReports() throws SQLException {
        Path folder = place.folder();
        if (folder == null) {
            throw new IllegalStateException(
                    "connectForReports() is for H2Storage.at(folder); use connections of your own database");
        }
        requireH2();
        // Without settings: who only reads may not change any.
        return connect(fileUrl(folder) + ";IFEXISTS=TRUE;SCHEMA=" + DEFAULT_SCHEMA, Schema.REPORTS_USER);
    }

    /**
     * Names the place of the database.
     *
     * @return the folder, or the URL without what stands behind a semicolon
     */
    @Override
    public String toString() {
        return "books in " + where();
    }
}
