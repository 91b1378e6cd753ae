/** The ledger: its API, and the interfaces that storages and sequencers implement. */
@SuppressWarnings("module") // the storage module is compiled after this one
module dev.florin.ledger {
    requires org.jctools.core.jdk11;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.florin.ledger;
    exports dev.florin.ledger.journal;
    exports dev.florin.ledger.memory;
    exports dev.florin.ledger.money;
    exports dev.florin.ledger.proof;
    exports dev.florin.ledger.spi;
    exports dev.florin.ledger.internal.codec to
            dev.florin.ledger.storage;
    exports dev.florin.ledger.internal.index to
            dev.florin.ledger.storage;
    exports dev.florin.ledger.internal.tool to
            dev.florin.ledger.storage;
}
