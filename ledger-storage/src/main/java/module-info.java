/** Storages that keep the journal of a ledger durably: in files, in H2, and in files with an index in MapDB. */
@SuppressWarnings("requires-automatic") // H2 and MapDB have no descriptors of their own
module dev.florin.ledger.storage {
    requires transitive dev.florin.ledger;
    requires transitive java.sql;
    requires org.slf4j;
    requires static com.h2database;
    requires static kotlin.stdlib;
    requires static mapdb;
    requires static org.jspecify;

    exports dev.florin.ledger.storage;
    exports dev.florin.ledger.storage.file;
    exports dev.florin.ledger.storage.h2;
    exports dev.florin.ledger.storage.mapdb;
}
