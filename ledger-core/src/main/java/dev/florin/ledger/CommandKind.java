package dev.florin.ledger;

/** What a command asks for. */
public enum CommandKind {
    /** {@link OpenAccount}. */
    OPEN_ACCOUNT,
    /** {@link AccountUpdate}. */
    UPDATE_ACCOUNT,
    /** {@link Transfer}. */
    TRANSFER,
    /** {@link Hold}. */
    HOLD,
    /** {@link Capture}. */
    CAPTURE,
    /** {@link Release}, which an expiry is, too. */
    RELEASE,
    /** {@link Reversal}. */
    REVERSAL,
    /** {@link Refund}. */
    REFUND,
    /** {@link Sweep}. */
    SWEEP,
    /** {@link PayEach}. */
    PAY_EACH,
    /** {@link Group}. */
    GROUP,
    /** {@link CloseAccount}. */
    CLOSE_ACCOUNT,
    /** {@link Schedule}. */
    SCHEDULE,
    /** {@link CancelSchedule}. */
    CANCEL_SCHEDULE,
    /** Time that passes: a date of a schedule has come, or the next one is known. No caller can ask for it. */
    TICK,
    /** The mark that a restore leaves where a new incarnation of the books begins: no caller can ask for it. */
    RESTORE_MARK
}
