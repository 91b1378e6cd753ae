package dev.florin.ledger;

/** What became of a hold. */
public enum HoldStatus {
    /** Something is left to capture. */
    OPEN,
    /** Captured to the end, or by a capture that closed it. */
    CAPTURED,
    /** What was left was given back because somebody asked. */
    RELEASED,
    /** What was left was given back because the time-out passed. */
    EXPIRED,
    /** What was captured was reversed, and what was left given back. */
    REVERSED
}
