package dev.florin.ledger.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A folder of files, and all that storages ask of a disk: the seam at which tests put a disk that crashes, and other storages
 * a map or a table. What was written lasts only once it was forced; a file that was created, renamed or deleted, once the
 * folder was. Of what the ledger can make again less is needed: that nothing outlives a crash without all that was forced before it.
 */
public interface Disk {
    /** The names of all files, sorted. */
    List<String> list() throws IOException;

    /** Makes a file that is not there yet, for reading and writing. */
    File create(String name) throws IOException;

    /** Opens a file for reading and writing. */
    File open(String name) throws IOException;

    /** Opens a file for reading by several threads at once. */
    File openToRead(String name) throws IOException;

    void delete(String name) throws IOException;

    /**
     * Deletes files, the first of them for good before any other.
     *
     * @param names the names; of files that are there
     */
    default void deleteAll(List<String> names) throws IOException {
        for (int i = 0; i < names.size(); i++) {
            delete(names.get(i));
            if (i == 0) {
                forceFolder();
            }
        }
    }

    /** Gives a file a name, which it takes from the file that had it before, if one had: all or nothing. */
    void rename(String from, String to) throws IOException;

    void forceFolder() throws IOException;

    /** What to do to be rid of the whole folder, where it holds what can be made again: the end of a sentence. */
    default String howToForget() {
        return "move " + describe("") + " away";
    }

    /** How messages name a file. */
    String describe(String name);

    /** An open file. Closing twice does nothing. */
    interface File extends Closeable {
        long size() throws IOException;

        /**
         * Fills the buffer, as far as the file goes.
         *
         * @param buffer where to
         * @param offset where from
         * @return how many bytes were read
         */
        int read(ByteBuffer buffer, long offset) throws IOException;

        /**
         * Writes all that remains in the buffer.
         *
         * @param buffer where from
         * @param offset where to
         */
        void write(ByteBuffer buffer, long offset) throws IOException;

        /** Returns when everything written to this file is on the disk. */
        void force() throws IOException;

        /**
         * Whether the name it was opened by still leads to this file. On most systems a file that was deleted can be written
         * and forced as before, and is gone with the process that has it open.
         */
        boolean isInPlace() throws IOException;
    }
}
