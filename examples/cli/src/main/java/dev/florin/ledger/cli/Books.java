package dev.florin.ledger.cli;

import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Opens the books of a folder, and goes through what they list. */
final class Books {
    private static final long EARLIEST_NANOS = LedgerClock.nanosOf(Instant.parse("1678-01-01T00:00:00Z"));

    private Books() {}

    /** Opens books that must be there: asking a question makes no books. */
    static Ledger openExisting(Path folder, CommandSpec command) {
        requireThere(folder);
        return open(folder, command.commandLine().getErr());
    }

    static void requireThere(Path folder) {
        if (isMissingOrEmpty(folder)) {
            throw new StorageException("there are no books in " + folder
                    + "; make some with florin open, florin import or florin demo --books");
        }
    }

    /** Opens books, new ones if the folder is empty or not there. */
    static Ledger openOrCreate(Path folder, CommandSpec command) {
        return open(folder, command.commandLine().getErr());
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

    private static Ledger open(Path folder, PrintWriter err) {
        Ledger ledger = Ledger.open(FileStorage.at(folder));
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
