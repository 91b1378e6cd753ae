package dev.florin.ledger;

/**
 * Why a command can be rejected, in the order of the checks: of several reasons that apply, the first is told. Each
 * reason is judged over all entries of a transfer, in their order, before the next one is looked at. The numbers are
 * part of the journal's format and never change; {@code docs/rejections.md} says more on each.
 */
public enum RejectionReason {
    /** Another command has this id; leaves no trace. */
    ID_CONFLICT(1),
    /** Group, payment of several, closing with a sweep: the id of a member, or a derived one, was settled before. */
    ID_SETTLED(3),
    /** Any command: a condition names an account that is not there. */
    CONDITION_ACCOUNT_UNKNOWN(31),
    /** Any command: a condition does not hold. */
    CONDITION_NOT_MET(30),
    /** Group: a member would be rejected. */
    GROUP_MEMBER_REJECTED(2),
    /** Capture, release, reversal, refund, cancellation: no command was settled under the id referred to. */
    ORIGIN_UNKNOWN(40),
    /** Capture, release, reversal, refund, cancellation: the id referred to is that of another kind of command. */
    ORIGIN_OF_OTHER_KIND(41),
    /** Capture, release, reversal, refund, cancellation: the command referred to was rejected. */
    ORIGIN_REJECTED(42),
    /** Capture, release: nothing is left of the hold, since it was captured. */
    HOLD_CAPTURED(43),
    /** Capture, release: the hold was released. */
    HOLD_RELEASED(44),
    /** Capture, release: the hold has expired. */
    HOLD_EXPIRED(45),
    /** Capture, release: the hold was reversed. */
    HOLD_REVERSED(46),
    /** Cancellation: the schedule has no more dates. */
    SCHEDULE_ENDED(100),
    /** Cancellation: the schedule was cancelled. */
    SCHEDULE_CANCELLED(101),
    /** Reversal, refund: the movement was reversed. */
    ALREADY_REVERSED(60),
    /** Reversal, refund: nothing is left of the movement. */
    NOTHING_LEFT(61),
    /** Capture, refund: the part does not fit the entries of the hold or movement. */
    PART_ENTRIES_DIFFER(47),
    /** Capture, refund: more than is left. */
    MORE_THAN_LEFT(48),
    /** Opening: an account with this id exists. */
    ACCOUNT_EXISTS(10),
    /** Opening: the ledger knows this asset code with another scale. */
    ASSET_SCALE_DIFFERS(11),
    /** Update, closing, transfer, hold, sweep, schedule: no account has this id. */
    UNKNOWN_ACCOUNT(12),
    /** Opening, update: another account has this name. */
    NAME_TAKEN(13),
    /** Update, closing: closing an account whose sums are not equal. */
    ACCOUNT_NOT_EMPTY(14),
    /** Update, closing: closing an account with open holds. */
    ACCOUNT_HAS_HOLDS(16),
    /** Update, closing: closing an account that a schedule with a date to come names. */
    ACCOUNT_HAS_SCHEDULES(17),
    /** Update: present sums break a limit as it would become. */
    LIMIT_ALREADY_BROKEN(15),
    /** Movement, schedule: an account is closed. */
    ACCOUNT_CLOSED(20),
    /** Movement: an account is frozen. */
    ACCOUNT_FROZEN(21),
    /** Movement: an account that would be debited is frozen for debits. */
    ACCOUNT_FROZEN_FOR_DEBITS(27),
    /** Sweep, closing with a sweep: the accounts hold different assets. */
    ASSETS_DIFFER(81),
    /** Sweep: nothing is available. */
    NOTHING_AVAILABLE(80),
    /** Movement: the debits of an asset differ from its credits. */
    UNBALANCED(22),
    /** Movement: nothing would change. */
    NO_EFFECT(23),
    /** Transfer, hold: the stated rate gives another result. */
    EXCHANGE_RESULT_DIFFERS(90),
    /** Transfer, hold: the residue account does not get what rounding leaves. */
    EXCHANGE_RESIDUE_DIFFERS(91),
    /** Hold: the time-out ends behind the last moment that can be counted. */
    DUE_TIME_TOO_LATE(49),
    /** Schedule: too many of its dates have passed already, and would run at once. */
    FIRST_DATE_TOO_EARLY(102),
    /** Movement: the sum of an account's debits or credits, those of open holds included, would pass 2^128 - 1. */
    SUM_OVERFLOW(24),
    /** Movement: what is available would fall below an account's lower limit. */
    BELOW_LOWER_LIMIT(25),
    /** Movement: an account's balance would rise above its upper limit. */
    ABOVE_UPPER_LIMIT(26),
    /** Any command: its effects would take too much room in the journal. */
    EFFECTS_TOO_LARGE(4);

    private final int number;

    RejectionReason(int number) {
        this.number = number;
    }

    /**
     * The permanent number of this reason.
     *
     * @return the number, 1 to 65,535
     */
    public int number() {
        return number;
    }
}
