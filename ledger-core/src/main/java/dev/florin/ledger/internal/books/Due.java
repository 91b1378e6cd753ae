package dev.florin.ledger.internal.books;

/** When something is due, and the position of what set it up: together, the order in which things are done. */
record Due(long timeNanos, long position) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
        return timeNanos != other.timeNanos
                ? Long.compare(timeNanos, other.timeNanos)
                : Long.compare(position, other.position);
    }
}
