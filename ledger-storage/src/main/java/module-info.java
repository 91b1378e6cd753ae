/** Storages that keep the journal of a ledger durably. */
module dev.florin.ledger.storage {
    requires transitive dev.florin.ledger;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.florin.ledger.storage.file;
}
