package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a copy has room, asked before it begins. */
final class Room {
    private Room() {}

    /** Refuses a folder whose disk has fewer bytes left than a copy takes. */
    static void require(long bytes, Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new StorageException("the copy takes up to " + bytes + " bytes, and the disk of " + folder + " has "
                    + free + " left. Nothing was copied; make room or choose another folder");
        }
    }
}
