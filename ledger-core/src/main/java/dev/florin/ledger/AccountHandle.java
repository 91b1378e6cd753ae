package dev.florin.ledger;

/**
 * An account that was looked up once, for the fastest reads of its balance. Valid as long as its ledger is open;
 * thread-safe.
 */
public interface AccountHandle {
    /**
     * The account's id.
     *
     * @return the id
     */
    AccountId id();

    /**
     * The balance, from memory: lock-free, and at least as new as every outcome that was given before the call.
     *
     * @return the balance
     * @throws LedgerClosedException if the ledger is closed
     * @throws LedgerFailedException if the ledger has stopped
     */
    Balance balance();
}
