package dev.florin.ledger.cli.load;

import dev.florin.ledger.money.SignedAmount;

/** Takes what a load finds, line by line, while it runs. */
public interface Report {
    /**
     * A line that was not posted.
     *
     * @param line its number in the file
     * @param why the reason
     */
    void rejected(long line, String why);

    /**
     * A balance that the ledger and the file do not agree on.
     *
     * @param line the number of the line in the file
     * @param expected the balance in the file
     * @param found the balance in the ledger
     */
    void difference(long line, SignedAmount expected, SignedAmount found);

    /**
     * How far the load is.
     *
     * @param rows rows settled so far
     */
    void progress(long rows);
}
