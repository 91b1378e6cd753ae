package dev.florin.ledger;

/** What an account takes part in. Changed by an {@link AccountUpdate}. */
public enum AccountStatus {
    /** Takes entries. */
    OPEN,
    /** Takes no entries until it is opened again; its balance stays. */
    FROZEN,
    /** Takes no entries and is empty; can be opened again. */
    CLOSED
}
