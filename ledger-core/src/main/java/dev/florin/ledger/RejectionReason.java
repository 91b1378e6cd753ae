package dev.florin.ledger;

/**
 * Why a command can be rejected, in the order of the checks: of several reasons that apply, the first is told. Each
 * reason is judged over all entries of a transfer, in their order, before the next one is looked at. The numbers are
 * part of the journal's format and never change; {@code docs/rejections.md} says more on each.
 */
public enum RejectionReason {
    /** Another command has this id; leaves no trace. */
    ID_CONFLICT(1),
    /** Opening: an account with this id exists. */
    ACCOUNT_EXISTS(10),
    /** Opening: the ledger knows this asset code with another scale. */
    ASSET_SCALE_DIFFERS(11),
    /** Update, transfer: no account has this id. */
    UNKNOWN_ACCOUNT(12),
    /** Opening, update: another account has this name. */
    NAME_TAKEN(13),
    /** Update: closing an account whose sums are not equal. */
    ACCOUNT_NOT_EMPTY(14),
    /** Update: present sums break a limit as it would become. */
    LIMIT_ALREADY_BROKEN(15),
    /** Transfer: an account is closed. */
    ACCOUNT_CLOSED(20),
    /** Transfer: an account is frozen. */
    ACCOUNT_FROZEN(21),
    /** Transfer: the debits of an asset differ from its credits. */
    UNBALANCED(22),
    /** Transfer: no account's balance would change. */
    NO_EFFECT(23),
    /** Transfer: the sum of an account's debits or credits would pass 2^128 - 1. */
    SUM_OVERFLOW(24),
    /** Transfer: what is available would fall below an account's lower limit. */
    BELOW_LOWER_LIMIT(25),
    /** Transfer: an account's balance would rise above its upper limit. */
    ABOVE_UPPER_LIMIT(26);

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
