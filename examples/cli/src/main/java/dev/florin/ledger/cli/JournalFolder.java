package dev.florin.ledger.cli;

import dev.florin.ledger.storage.Location;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the location of books whose files a tool works on: a database has none that it understands. */
final class JournalFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        Location location;
        try {
            location = Location.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
        return location.journalFolder()
                .orElseThrow(() -> new TypeConversionException("this works on the files of a journal, and " + location
                        + " is a database of H2: name a folder. florin migrate moves books from one to the other (florin"
                        + " migrate --from '" + location + "' --to DIR), and H2 has BACKUP and SCRIPT of its own"));
    }
}
