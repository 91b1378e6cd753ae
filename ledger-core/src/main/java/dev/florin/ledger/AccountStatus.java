package dev.florin.ledger;

/** What an account takes part in. Changed by an {@link AccountUpdate} or a {@link CloseAccount}. */
public enum AccountStatus {
    /** Takes entries. */
    OPEN,
    /** Takes credits only, no debits, until it is opened again. */
    FROZEN_FOR_DEBITS,
    /** Takes no entries until it is opened again; its balance stays. Holds on it can still be released, and expire. */
    FROZEN,
    /** Takes no entries and is empty; can be opened again. */
    CLOSED
}
