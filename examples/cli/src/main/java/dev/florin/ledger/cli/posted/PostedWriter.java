package dev.florin.ledger.cli.posted;

import java.io.IOException;

/** Writes what is posted in one format. Not thread-safe. */
public interface PostedWriter {
    /**
     * Writes a movement.
     *
     * @param movement the next one
     * @throws IOException if it cannot be written
     */
    void movement(Movement movement) throws IOException;

    /**
     * Writes what comes behind the last movement.
     *
     * @throws IOException if it cannot be written
     */
    void end() throws IOException;
}
