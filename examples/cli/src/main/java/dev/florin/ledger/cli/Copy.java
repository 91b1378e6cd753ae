package dev.florin.ledger.cli;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.csv.TextLines;
import dev.florin.ledger.cli.jsonl.JournalImport;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes books from a full copy, all or none of them. */
final class Copy {
    private Copy() {}

    /** Returns the fingerprints of the new books, which are those of the exported ones. */
    static Fingerprints restore(Path file, Location books) throws IOException {
        Path folder = books.folder()
                .orElseThrow(
                        () -> new BadInputException(
                                "a full copy makes its books in a new folder, all or nothing, and " + books
                                        + " is in none; import it to DIR or h2:DIR, and move it from there with florin migrate"));
        try (TextLines lines = new TextLines(Files.newInputStream(file));
                NewFolder made = NewFolder.create(folder)) {
            Location place = books.in(made.path());
            JournalImport.End end;
            try (Storage.Session session = place.storage().open(Copy::requireEmpty)) {
                end = new JournalImport(lines, session).run();
            } catch (BadInputException e) {
                throw new BadInputException(file + ", " + e.getMessage());
            }
            Fingerprints found = check(place, file);
            end.requireEqual(found);
            made.finish();
            return found;
        }
    }

    /** Opening the books goes through all of them: the state digest of every batch must follow from its effects. */
    private static Fingerprints check(Location place, Path file) {
        try (Ledger ledger = Ledger.open(place.storage(), Books.stillTime())) {
            return ledger.fingerprints();
        } catch (StorageException e) {
            throw new BadInputException(file + ": its effects do not make books (" + e.getMessage()
                    + "); the file was changed, export once more");
        }
    }

    private static void requireEmpty(EffectBatch batch) {
        throw new StorageException("batch " + batch.sequence() + " is in books that were to be new");
    }
}
