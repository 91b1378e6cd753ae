package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.Migration;
import dev.florin.ledger.storage.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** From files to a database and back, by changing a line. */
final class MovingHouse {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final String DATABASE = "h2:";

    private MovingHouse() {}

    /** Books in memory cannot show this: it makes its own, in a folder that is deleted afterwards. */
    static void run(Ledger inMemory, Story story) {
        Path root = temporaryFolder();
        try {
            run("file:" + root.resolve("books"), DATABASE + root.resolve("database"), root, story);
        } finally {
            delete(root);
        }
    }

    private static void run(String files, String database, Path root, Story story) {
        try (Ledger ledger = open(files)) {
            openAccounts(ledger);
            ledger.post(payment());
            story.rejected("the rent, before the move", ledger.submit(rent()));
            story.moment("in files", ledger);
        }
        Migration.Result moved = move(files, database);
        story.answer("effects that moved", Long.toString(moved.effects()));

        try (Ledger ledger = open(database)) {
            story.answer(
                    "are these the books that were in files?",
                    Boolean.toString(ledger.fingerprints().equals(moved.fingerprints())));
            story.moment("in the database", ledger);
            story.answer("the payment, sent again", kind(ledger.submit(payment())));
            topUp(ledger);
            story.rejected("the rent, sent again after the move and a top-up", ledger.submit(rent()));
            story.moment("topped up there", ledger);
        }
        String back = "file:" + root.resolve("books-again");
        move(database, back);
        try (Ledger ledger = open(back)) {
            story.moment("back in files", ledger);
        }
        story.answer("the old place, moved once more", moveAgain(files, database));
    }

    private static Ledger open(String location) {
        return Ledger.open(Storages.at(location));
    }

    private static Migration.Result move(String from, String to) {
        return Migration.from(Storages.at(from)).to(Storages.at(to)).run();
    }

    private static String moveAgain(String from, String to) {
        try {
            return move(from, to).effects() + " effects";
        } catch (StorageException e) {
            boolean wentOn = String.valueOf(e.getMessage()).contains("have all of the source");
            return wentOn ? "refused, since the new place went on" : "refused";
        }
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR));
        ledger.open(Account.named("users:ben", EUR));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 100_00)
                .credit("users:ann", 100_00)
                .build());
    }

    private static Transfer payment() {
        return Transfer.of(CommandId.of("a payment"))
                .debit("users:ann", 10_00)
                .credit("users:ben", 10_00)
                .build();
    }

    private static Transfer rent() {
        return Transfer.of(CommandId.of("the rent"))
                .debit("users:ann", 300_00)
                .credit("users:ben", 300_00)
                .build();
    }

    private static void topUp(Ledger ledger) {
        ledger.post(Transfer.of(CommandId.of("ann tops up again"))
                .debit("bank:cash", 250_00)
                .credit("users:ann", 250_00)
                .build());
    }

    private static String kind(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("moving-house-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
