package dev.florin.ledger.cli;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Opens the books of a folder, and finds accounts in them as people call them. */
final class Books {
    private Books() {}

    /** Opens books that must be there: asking a question makes no books. */
    static Ledger openExisting(Path folder, CommandSpec command) {
        if (isMissingOrEmpty(folder)) {
            throw new StorageException(
                    "there are no books in " + folder + "; make some with florin import or florin demo --books");
        }
        return open(folder, command.commandLine().getErr());
    }

    /** Opens books, new ones if the folder is empty or not there. */
    static Ledger openOrCreate(Path folder, CommandSpec command) {
        return open(folder, command.commandLine().getErr());
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

    /** The account that is meant: by the name it was opened with, the name it has now, or its id. */
    static Optional<AccountView> find(Ledger ledger, String nameOrId) {
        if (nameOrId.isEmpty()) {
            return Optional.empty();
        }
        return ledger.account(AccountId.of(nameOrId))
                .or(() -> named(ledger, nameOrId))
                .or(() -> parsed(nameOrId).flatMap(ledger::account));
    }

    static AccountView require(Ledger ledger, String nameOrId, CommandSpec command) {
        return find(ledger, nameOrId)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "the books hold no account '" + nameOrId + "'; florin accounts lists those they hold"));
    }

    /** All accounts whose names start with a prefix, page by page, until the consumer has had the last one. */
    static void forEach(Ledger ledger, String prefix, Consumer<AccountView> consumer) {
        AccountPage page = ledger.accounts(AccountQuery.prefix(prefix));
        page.accounts().forEach(consumer);
        while (page.cursor().isPresent()) {
            page = ledger.accounts(
                    AccountQuery.prefix(prefix).after(page.cursor().get()));
            page.accounts().forEach(consumer);
        }
    }

    private static Optional<AccountView> named(Ledger ledger, String name) {
        AccountQuery query = AccountQuery.prefix(name);
        while (true) {
            AccountPage page = ledger.accounts(query);
            Optional<AccountView> found = page.accounts().stream()
                    .filter(view -> view.account().name().equals(name))
                    .findFirst();
            if (found.isPresent() || page.cursor().isEmpty()) {
                return found;
            }
            query = query.after(page.cursor().get());
        }
    }

    private static Optional<AccountId> parsed(String id) {
        try {
            return Optional.of(AccountId.parse(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
