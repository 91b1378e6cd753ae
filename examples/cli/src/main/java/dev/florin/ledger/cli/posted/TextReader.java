package dev.florin.ledger.cli.posted;

import dev.florin.ledger.cli.csv.TextLines;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a journal of one format. */
interface TextReader {
    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read
     * @throws dev.florin.ledger.cli.csv.BadInputException if a line of it is not understood
     */
    void read(TextLines lines, Consumer<Text> sink) throws IOException;
}
