package dev.florin.ledger.storage.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the index of books is kept. */
@FunctionalInterface
public interface IndexHome {
    /**
     * Opens it, or makes an empty one.
     *
     * @param books the folder of the books, which is held
     * @param notes takes what an operator should know
     */
    IndexDisk open(Path books, List<String> notes) throws IOException;
}
