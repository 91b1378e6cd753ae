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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

    /** Of the URL of a database, only opening it tells. */
    static void requireThere(Location books) {
        Optional<Path> folder = books.folder();
        if (folder.isEmpty()) {
            return;
        }
        boolean isDatabase = Files.exists(folder.get().resolve(DATABASE));
        boolean isJournal = Files.exists(folder.get().resolve(JOURNAL));
        boolean wantsDatabase = books.kind() == Location.Kind.H2;
        if (isMissingOrEmpty(folder.get())
                || (wantsDatabase && !isDatabase)
                || (isDatabase && !wantsDatabase && !isJournal)) {
            String other = wantsDatabase ? "file:" : "h2:";
            throw new StorageException("there are no books in " + books
                    + ((wantsDatabase ? isJournal : isDatabase)
                            ? ", but there are in " + other + folder.get()
                            : "; make some with florin open, florin import or florin demo --books"));
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
