package dev.florin.ledger.cli.posted;

import dev.florin.ledger.cli.load.Posting;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What a file of one of the formats holds. It is read wholly, and found to be sound, before any of it is posted. */
public interface BooksInFile {
    /**
     * Reads the file and checks it: every line is understood, every transaction balances, every balance that the file states
     * is the sum of what it moves.
     *
     * @return the accounts that it declares or uses
     * @throws IOException if it cannot be read
     * @throws dev.florin.ledger.cli.csv.BadInputException if it is not sound; says which line, and why
     */
    List<Incoming> check() throws IOException;

    /**
     * Reads the file once more, after it was checked.
     *
     * @param sink takes the transfers, in the order of the file
     * @throws IOException if it cannot be read
     */
    void postings(Consumer<Posting> sink) throws IOException;
}
