package dev.florin.ledger.cli.posted;

/** The keys under which a journal of hledger or Beancount keeps what those programs have no place for. */
final class Keys {
    static final String ID = "id";
    static final String RECORDED = "recorded";
    static final String EFFECTIVE = "effective";
    static final String KIND = "kind";
    static final String ORIGIN = "origin";
    static final String REFERENCE = "reference";
    static final String CODE = "code";
    static final String METADATA = "metadata";
    static final String ACCOUNT_ID = "account-id";
    static final String NAME = "name";
    static final String ASSET = "asset";
    static final String NORMAL_SIDE = "normal-side";
    static final String STATUS = "status";
    static final String LOWER_LIMIT = "lower-limit";
    static final String UPPER_LIMIT = "upper-limit";

    private Keys() {}
}
