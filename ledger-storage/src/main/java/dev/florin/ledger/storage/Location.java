package dev.florin.ledger.storage;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.h2.H2Storage;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where books are, and what keeps them, in one line of text. {@link Storages#at} is all that an application needs of it; tools
 * ask more.
 *
 * <p>Immutable.
 */
public final class Location {
    /** What stands before a colon; a single letter is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^;]*");

    private static final Pattern EXISTING = Pattern.compile("(?i);IFEXISTS=TRUE(;|$)");

    private static final String THERE_ARE = "say DIR or file:DIR (files), mapdb:DIR (files with an index in MapDB),"
            + " h2:DIR (a database of H2 in a folder of its own) or jdbc:h2:… (one of H2 by its URL)";

    private final Kind kind;
    private final String text;
    private final @Nullable Path folder;

    private Location(Kind kind, String text, @Nullable Path folder) {
        this.kind = kind;
        this.text = text;
        this.folder = folder;
    }

    /** What keeps books. */
    public enum Kind {
        /** {@code DIR} or {@code file:DIR}: files, see {@link FileStorage}. */
        FILES("file:"),
        /** {@code mapdb:DIR}: the same files with another index, see {@link MapDbStorage}. */
        MAPDB("mapdb:"),
        /** {@code h2:DIR}: a database of its own in a folder, see {@link H2Storage}. */
        H2("h2:"),
        /** {@code jdbc:h2:…}: a database by its URL, see {@link H2Storage}. */
        H2_URL("jdbc:h2:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Reads a location.
     *
     * @param text as {@link Storages#at} takes it
     * @return the location
     * @throws IllegalArgumentException if it is none; says what there is
     */
    public static Location of(String text) {
        Objects.requireNonNull(text, "text");
        if (text.startsWith(Kind.H2_URL.prefix) && text.length() > Kind.H2_URL.prefix.length()) {
            return new Location(Kind.H2_URL, text, null);
        }
        for (Kind kind : new Kind[] {Kind.FILES, Kind.MAPDB, Kind.H2}) {
            if (text.startsWith(kind.prefix)) {
                return inFolder(kind, text, text.substring(kind.prefix.length()));
            }
        }
        if (SCHEME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + masked(text) + "' is no place of books: " + THERE_ARE
                    + "; a folder with a colon in its name is file:DIR");
        }
        return inFolder(Kind.FILES, text, text);
    }

    private static Location inFolder(Kind kind, String text, String folder) {
        // What H2 calls mem: or tcp: is no folder.
        boolean isOther = kind != Kind.FILES && SCHEME.matcher(folder).matches();
        if (folder.isBlank() || isOther) {
            throw new IllegalArgumentException("'" + text + "' names no folder: " + THERE_ARE);
        }
        return new Location(kind, text, Path.of(folder));
    }

    /**
     * What keeps the books.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The folder that holds the books and nothing else.
     *
     * @return empty for the URL of a database
     */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /**
     * The folder of a journal in files: what {@link dev.florin.ledger.storage.file.Backup}, {@link
     * dev.florin.ledger.storage.file.Verification} and their like work on.
     *
     * @return empty for a database
     */
    public Optional<Path> journalFolder() {
        return kind == Kind.FILES || kind == Kind.MAPDB ? folder() : Optional.empty();
    }

    /**
     * The same kind of books in another folder.
     *
     * @param other the folder
     * @return its location
     * @throws IllegalStateException if this is the URL of a database
     */
    public Location in(Path other) {
        if (folder == null) {
            throw new IllegalStateException(this + " is in no folder");
        }
        return new Location(kind, kind.prefix + other, other);
    }

    /**
     * The same books, which a database must have already: opening the URL of one that is not there fails instead of making it.
     * For folders that changes nothing, since anybody can see what is in them.
     *
     * @return the location
     */
    public Location existing() {
        boolean says = EXISTING.matcher(text).find();
        return folder != null || says ? this : new Location(kind, text + ";IFEXISTS=TRUE", null);
    }

    /**
     * The storage of these books.
     *
     * @return the storage, which nobody has opened yet
     * @throws IllegalArgumentException if the URL is one that the storage refuses
     */
    public Storage storage() {
        if (folder == null) {
            return H2Storage.url(text);
        }
        return switch (kind) {
            case MAPDB -> MapDbStorage.at(folder);
            case H2 -> H2Storage.at(folder);
            default -> FileStorage.at(folder);
        };
    }

    /**
     * The text of the location, without the password that a URL may have.
     *
     * @return what {@link #of} reads
     */
    @Override
    public String toString() {
        return masked(text);
    }

    private static String masked(String text) {
        return PASSWORD.matcher(text).replaceAll("$1***");
    }
}
