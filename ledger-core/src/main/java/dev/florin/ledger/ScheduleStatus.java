package dev.florin.ledger;

/** What became of a schedule. */
public enum ScheduleStatus {
    /** A date is to come. */
    ACTIVE,
    /** All its dates have run. */
    ENDED,
    /** It was stopped by a command. */
    CANCELLED
}
