package dev.florin.ledger.cli;

import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Opens books, wherever they are, and goes through what they list. */
final class Books {
    private static final long EARLIEST_NANOS = LedgerClock.nanosOf(Instant.parse("1678-01-01T00:00:00Z"));

    /** What {@code --books} takes, for its help. */
    static final String LOCATION = "Where the books are: a folder, mapdb:DIR, h2:DIR, or jdbc:h2:...";

    /** The file of a database of H2, and the folder of a journal. */
    private static final String DATABASE = "books.mv.db";

    private static final String JOURNAL = "journal";

    private Books() {}

    /** Opens books that must be there: asking a question makes no books. */
    static Ledger openExisting(Location books, CommandSpec command) {
        requireThere(books);
        return open(books.existing(), command.commandLine().getErr());
    }

    /** Whether there are any at a URL, only opening it tells. */
    static void requireThere(Location books) {
        Path folder = books.folder().orElse(null);
        if (folder == null) {
            return;
        }
        boolean hasDatabase = Files.exists(folder.resolve(DATABASE));
        boolean hasJournal = Files.exists(folder.resolve(JOURNAL));
        if (books.kind() == Location.Kind.H2) {
            requireThere(books, hasDatabase, hasJournal ? "file:" + folder : null);
        } else {
            // A folder with something else in it is refused by the storage, which says what it has found.
            boolean isLeftToStorage = hasJournal || !(hasDatabase || isMissingOrEmpty(folder));
            requireThere(books, isLeftToStorage, hasDatabase ? "h2:" + folder : null);
        }
    }

    private static void requireThere(Location books, boolean isThere, @Nullable String otherPlace) {
        if (!isThere) {
            throw new StorageException("there are no books in " + books
                    + (otherPlace == null
                            ? "; make some with florin open, florin import or florin demo --books"
                            : ", but there are in " + otherPlace));
        }
    }

    /** Opens books, new ones if there are none. */
    static Ledger openOrCreate(Location books, CommandSpec command) {
        return open(books, command.commandLine().getErr());
    }

    /** Time stands still, so that nothing falls due: looking at the books leaves them as they are. */
    static LedgerOptions stillTime() {
        return LedgerOptions.defaults().clock(() -> EARLIEST_NANOS);
    }

    static boolean isMissingOrEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ledger open(Location books, PrintWriter err) {
        Ledger ledger = Ledger.open(books.storage());
        for (String note : ledger.recovery().notes()) {
            err.println("note: " + Printable.of(note));
        }
        err.flush();
        return ledger;
    }

    /** All accounts of a query, page by page, until the consumer has had the last one. */
    static void forEach(Ledger ledger, AccountQuery query, Consumer<AccountView> consumer) {
        AccountPage page = ledger.accounts(query);
        page.accounts().forEach(consumer);
        while (page.cursor().isPresent()) {
            page = ledger.accounts(query.after(page.cursor().get()));
            page.accounts().forEach(consumer);
        }
    }
}
