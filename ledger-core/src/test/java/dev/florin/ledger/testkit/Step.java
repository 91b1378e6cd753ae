package dev.florin.ledger.testkit;

import dev.florin.ledger.Command;

/** What can happen to books. */
public sealed interface Step {
    /**
     * A command is submitted.
     *
     * @param command what to do
     */
    record Submit(Command command) implements Step {}

    /**
     * Time passes and nothing is submitted. Whole seconds, while time-outs are some seconds and a half: the nanoseconds
     * that tell one recorded time from the next decide about no expiry, and about no schedule.
     *
     * @param nanos how much; less than zero if the clock is set back
     */
    record TimePasses(long nanos) implements Step {}

    /** The books are closed and opened again. */
    enum Reopen implements Step {
        /** The only one. */
        REOPEN
    }
}
