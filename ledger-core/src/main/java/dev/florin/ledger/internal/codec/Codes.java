package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;

/** The numbers of enum constants in records, which stay when constants are added or moved. */
public final class Codes {
    private Codes() {}

    public static int of(Side side) {
        return side == Side.DEBIT ? 0 : 1;
    }

    public static Side side(long code) {
        return switch ((int) code) {
            case 0 -> Side.DEBIT;
            case 1 -> Side.CREDIT;
            default -> throw new IllegalArgumentException("side " + code + " is unknown");
        };
    }

    public static int of(AccountStatus status) {
        return switch (status) {
            case OPEN -> 0;
            case FROZEN -> 1;
            case CLOSED -> 2;
            case FROZEN_FOR_DEBITS -> 3;
        };
    }

    static AccountStatus status(int code) {
        return switch (code) {
            case 0 -> AccountStatus.OPEN;
            case 1 -> AccountStatus.FROZEN;
            case 2 -> AccountStatus.CLOSED;
            case 3 -> AccountStatus.FROZEN_FOR_DEBITS;
            default -> throw new IllegalArgumentException("account status " + code + " is unknown");
        };
    }

    static int of(Rejection.Bound bound) {
        return bound == Rejection.Bound.LOWER ? 0 : 1;
    }

    static Rejection.Bound bound(long code) {
        return switch ((int) code) {
            case 0 -> Rejection.Bound.LOWER;
            case 1 -> Rejection.Bound.UPPER;
            default -> throw new IllegalArgumentException("bound " + code + " is unknown");
        };
    }
}
