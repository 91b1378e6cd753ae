/** The sequencer that keeps several replicas of a ledger in one order. */
module dev.florin.ledger.replication {
    requires transitive dev.florin.ledger;
    requires dev.florin.ledger.storage;
    requires static org.jspecify;
}
