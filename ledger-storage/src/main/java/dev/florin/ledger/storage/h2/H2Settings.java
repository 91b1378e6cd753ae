package dev.florin.ledger.storage.h2;

import dev.florin.ledger.storage.index.IndexSizes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where books are and how a session works.
 *
 * @param connections to the database
 * @param where names the database in messages
 * @param url as the user gave it, or null
 * @param schema holds the tables of the books and nothing else
 * @param acceptsWeaker whether a database is taken that does not show that it forces
 * @param snapshotBytes how much journal makes a snapshot due, at least
 * @param sizes how large the parts of the index get
 * @param sealed the file that says where the books ended, or null if the database is not in a folder of ours
 */
record H2Settings(
        Lanes.Connections connections,
        String where,
        @Nullable String url,
        String schema,
        boolean acceptsWeaker,
        long snapshotBytes,
        IndexSizes sizes,
        @Nullable Sealed sealed) {
    /** Of a database of our own: as many as cores and disk can use. */
    private static final int READERS = 8;

    /** Of an application's pool, of which ten is a usual size. */
    private static final int READERS_OF_POOL = 4;

    private static final Pattern MUST_EXIST = Pattern.compile("(?i).*;\\s*IFEXISTS\\s*=\\s*TRUE\\s*(;.*)?");

    /** The connections of readers. */
    Lanes lanes(String prefix) {
        boolean isPool = sealed == null && url == null;
        return new Lanes(connections, prefix, isPool ? READERS_OF_POOL : READERS, !isPool);
    }

    /** Whether the URL says that no database is to be made; then no books are made in one, either. */
    boolean mustExist() {
        return url != null && MUST_EXIST.matcher(url).matches();
    }
}
