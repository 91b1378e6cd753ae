/** The ledger: its API, and the interfaces that storages and sequencers implement. */
module dev.florin.ledger {
    requires org.jctools.core.jdk11;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.florin.ledger;
    exports dev.florin.ledger.money;
    exports dev.florin.ledger.spi;
}
