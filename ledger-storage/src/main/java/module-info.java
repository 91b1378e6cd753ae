/** Storages that keep the journal of a ledger durably. */
module dev.florin.ledger.storage {
    requires transitive dev.florin.ledger;
    requires static org.jspecify;
}
