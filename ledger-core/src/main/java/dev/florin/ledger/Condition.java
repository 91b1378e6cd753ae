package dev.florin.ledger;

import dev.florin.ledger.money.SignedAmount;
import java.util.Objects;

/**
 * What must hold of an account when a command is decided; if it does not, the command is rejected with
 * {@link RejectionReason#CONDITION_NOT_MET} and the value found. Immutable.
 *
 * @param account any account, one that the command does not touch included
 * @param kind what is compared, and how
 * @param bound what it is compared with: minor units signed by the account's normal side, or a version
 */
public record Condition(AccountId account, Kind kind, SignedAmount bound) {
    /** The most conditions of one command. */
    public static final int MAX_CONDITIONS = 64;

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if a version or a pending sum is bounded by a negative number, or a version by
     *     one that passes 2^63 - 1
     */
    public Condition {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(kind, "kind");
        if (kind.isNeverNegative() && bound.isNegative()) {
            throw new MalformedCommandException(
                    "a condition on account " + account + ": " + kind + " is never negative, and cannot be " + bound);
        }
        if (kind == Kind.VERSION_IS && bound.compareTo(SignedAmount.of(Long.MAX_VALUE)) > 0) {
            throw new MalformedCommandException(
                    "a condition on account " + account + ": a version passes never 2^63 - 1, and cannot be " + bound);
        }
    }

    /** What a condition compares. */
    public enum Kind {
        /** The account has had exactly so many entries that were posted. */
        VERSION_IS,
        /** The posted balance is at least the bound. */
        POSTED_AT_LEAST,
        /** The posted balance is at most the bound. */
        POSTED_AT_MOST,
        /** What holds have reserved on the way out is at least the bound. */
        PENDING_OUT_AT_LEAST,
        /** What holds have reserved on the way out is at most the bound. */
        PENDING_OUT_AT_MOST,
        /** What holds have reserved on the way in is at least the bound. */
        PENDING_IN_AT_LEAST,
        /** What holds have reserved on the way in is at most the bound. */
        PENDING_IN_AT_MOST,
        /** Posted less pending out is at least the bound. */
        AVAILABLE_AT_LEAST,
        /** Posted less pending out is at most the bound. */
        AVAILABLE_AT_MOST;

        private boolean isNeverNegative() {
            return switch (this) {
                case VERSION_IS, PENDING_OUT_AT_LEAST, PENDING_OUT_AT_MOST, PENDING_IN_AT_LEAST, PENDING_IN_AT_MOST ->
                    true;
                default -> false;
            };
        }
    }

    /**
     * The account has had exactly so many entries: none was posted since it was read. What holds reserve may have changed
     * since.
     *
     * @param account the account
     * @param version {@link Balance#version()} as it was read
     * @return the condition
     */
    public static Condition versionIs(AccountId account, long version) {
        return new Condition(account, Kind.VERSION_IS, SignedAmount.of(version));
    }

    /**
     * The account has had exactly so many entries: none was posted since it was read. What holds reserve may have changed
     * since.
     *
     * @param accountName the name whose hash is the account's id
     * @param version {@link Balance#version()} as it was read
     * @return the condition
     */
    public static Condition versionIs(String accountName, long version) {
        return versionIs(AccountId.of(accountName), version);
    }

    /**
     * The posted balance is at least so much.
     *
     * @param account the account
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition postedAtLeast(AccountId account, long minorUnits) {
        return new Condition(account, Kind.POSTED_AT_LEAST, SignedAmount.of(minorUnits));
    }

    /**
     * The posted balance is at least so much.
     *
     * @param accountName the name whose hash is the account's id
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition postedAtLeast(String accountName, long minorUnits) {
        return postedAtLeast(AccountId.of(accountName), minorUnits);
    }

    /**
     * The posted balance is at most so much.
     *
     * @param account the account
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition postedAtMost(AccountId account, long minorUnits) {
        return new Condition(account, Kind.POSTED_AT_MOST, SignedAmount.of(minorUnits));
    }

    /**
     * The posted balance is at most so much.
     *
     * @param accountName the name whose hash is the account's id
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition postedAtMost(String accountName, long minorUnits) {
        return postedAtMost(AccountId.of(accountName), minorUnits);
    }

    /**
     * What is available is at least so much.
     *
     * @param account the account
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition availableAtLeast(AccountId account, long minorUnits) {
        return new Condition(account, Kind.AVAILABLE_AT_LEAST, SignedAmount.of(minorUnits));
    }

    /**
     * What is available is at least so much.
     *
     * @param accountName the name whose hash is the account's id
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition availableAtLeast(String accountName, long minorUnits) {
        return availableAtLeast(AccountId.of(accountName), minorUnits);
    }

    /**
     * What is available is at most so much.
     *
     * @param account the account
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition availableAtMost(AccountId account, long minorUnits) {
        return new Condition(account, Kind.AVAILABLE_AT_MOST, SignedAmount.of(minorUnits));
    }

    /**
     * What is available is at most so much.
     *
     * @param accountName the name whose hash is the account's id
     * @param minorUnits signed by its normal side
     * @return the condition
     */
    public static Condition availableAtMost(String accountName, long minorUnits) {
        return availableAtMost(AccountId.of(accountName), minorUnits);
    }
}
