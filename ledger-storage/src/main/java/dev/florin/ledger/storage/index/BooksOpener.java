package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.Storage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens books of the file storage with their index in another home. The parts that do it are inside the package of the file
 * storage, which other packages see only what applications see of; so its class hands this over when it is initialised.
 */
@FunctionalInterface
public interface BooksOpener {
    /**
     * Opens books.
     *
     * @param storage the file storage that says where they are and how new segments are made
     * @param home where the index is
     * @param replay takes what is recovered
     */
    Storage.Session open(Storage storage, IndexHome home, Storage.Replay replay);

    /** Where it is handed over. */
    final class Holder {
        private static volatile @Nullable BooksOpener opener;

        private Holder() {}

        /** Called once, by the class of the file storage. */
        public static void set(BooksOpener newOpener) {
            opener = newOpener;
        }

        /** The opener; whoever has a file storage has initialised its class. */
        public static BooksOpener get() {
            return Objects.requireNonNull(opener, "the file storage was not initialised");
        }
    }
}
