package dev.florin.ledger;

/** The two sides of double entry: of an entry, and of an account's normal balance. */
public enum Side {
    /** Left. Raises the balance of a debit-normal account (cash, receivables, expenses). */
    DEBIT,
    /** Right. Raises the balance of a credit-normal account (customers' money, income, equity). */
    CREDIT;

    /**
     * The other side.
     *
     * @return {@link #CREDIT} for {@link #DEBIT} and the other way round
     */
    public Side opposite() {
        return this == DEBIT ? CREDIT : DEBIT;
    }
}
