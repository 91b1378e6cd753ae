package dev.florin.ledger.cli.csv;

import java.util.List;

/** What stands in one row of a file. */
public sealed interface Row {
    /**
     * Where the row begins.
     *
     * @return the number of its first line in the file, from 1
     */
    long line();

    /**
     * A row that could be read.
     *
     * @param line the number of its first line in the file, from 1
     * @param fields its fields, without quotes
     */
    record Whole(long line, List<String> fields) implements Row {
        /** Copies the list. */
        public Whole {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A line that could not be read as CSV.
     *
     * @param line its number in the file, from 1
     * @param why what is wrong with it
     */
    record Damaged(long line, String why) implements Row {}
}
