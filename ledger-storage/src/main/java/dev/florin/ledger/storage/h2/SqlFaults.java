package dev.florin.ledger.storage.h2;

/** What faults of a database say, for messages of our own. */
final class SqlFaults {
    private SqlFaults() {}

    /** What a fault says, in one line and without the statement, which H2 puts behind it. */
    static String said(Throwable fault) {
        String message = String.valueOf(fault.getMessage());
        int statement = message.indexOf("; SQL statement:");
        String said = statement < 0 ? message : message.substring(0, statement);
        return said.replaceAll("\\s+", " ");
    }
}
