package dev.florin.ledger.cli.load;

import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.RowReader;
import java.io.IOException;
import java.util.List;

/** What the rows of a file mean. */
public interface Layout {
    /**
     * The columns without which a row means nothing.
     *
     * @return their names
     */
    List<String> requiredColumns();

    /**
     * The columns that add something.
     *
     * @return their names
     */
    List<String> optionalColumns();

    /**
     * Reads all rows behind the header.
     *
     * @param rows the rows
     * @param columns where the columns stand
     * @param sink takes what is found, in the order of the file
     * @throws IOException if the file cannot be read
     */
    void read(RowReader rows, Columns columns, Sink sink) throws IOException;

    /** Takes what a layout finds in a file. Every row of the file is told once, in a posting or as damaged. */
    interface Sink {
        /**
         * A transfer to post.
         *
         * @param posting the transfer
         */
        void posting(Posting posting);

        /**
         * A line that cannot be posted.
         *
         * @param line its number in the file
         * @param why what is wrong with it
         */
        void damaged(long line, String why);
    }
}
