package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import org.jspecify.annotations.Nullable;

/** The refusals of recovery: each names its row of the decision table, the file, what was found and what to do. */
final class Damage {
    private static final String RESTORE =
            " Nothing was changed. Restore the folder from a backup, or ask florin repair what can be kept; do not delete"
                    + " single files.";

    private Damage() {}

    static StorageException forced(String file, long offset, long sequence, String found, String proof) {
        return new StorageException("[R6] " + file + ", offset " + offset + ": expected batch " + sequence + ", found "
                + found + ". It was durable once, since " + proof + "." + RESTORE);
    }

    static StorageException outOfPlace(String file, long offset, String expected, String found) {
        return new StorageException(
                "[R7] " + file + ", offset " + offset + ": expected " + expected + ", found " + found + "." + RESTORE);
    }

    static StorageException version(String file, long offset, String what, int found, int known) {
        return new UnknownVersionException(
                "[R8] " + file + ", offset " + offset + ": " + what + " has format version " + found
                        + ", and this library reads version " + known
                        + ". Nothing was changed. Open the books with the newer version of the library that wrote them.");
    }

    static StorageException noHeader(String file, String why) {
        return new StorageException("[R10] " + file + ", offset 0: expected the header of a segment, found none that is"
                + " whole, and " + why + "." + RESTORE);
    }

    static StorageException missing(String file, String next) {
        return new StorageException("[R11] " + file + " is missing, and " + next + " is there." + RESTORE);
    }

    static StorageException foreignHeader(String file, String expected, String found) {
        return new StorageException("[R12] " + file + ", offset 0: expected a header with " + expected + ", found one"
                + " with " + found + "." + RESTORE);
    }

    static StorageException foreignJournal(String file) {
        return new StorageException("[R13] " + file + " is not a file of a journal, and there is no other journal here."
                + " Nothing was changed. Choose an empty folder for the books.");
    }

    static StorageException foreignFolder(String file) {
        return new StorageException("[F2] " + file + " is not a file of books, and there is no journal beside it."
                + " Nothing was changed. Choose an empty folder for the books.");
    }

    static StorageException rules(String file, long offset, @Nullable String why) {
        return new UnknownVersionException(
                "[R16] " + file + ", offset " + offset + ": " + why + ". Nothing was changed, and nothing is damaged.");
    }

    static StorageException refused(String file, long offset, @Nullable String why, RuntimeException cause) {
        return new StorageException("[R14] " + file + ", offset " + offset + ": " + why + "." + RESTORE, cause);
    }
}
