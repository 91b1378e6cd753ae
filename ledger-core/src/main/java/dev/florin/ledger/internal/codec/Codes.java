package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import java.math.RoundingMode;

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

    public static AccountStatus status(int code) {
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

    public static int of(CommandKind kind) {
        return switch (kind) {
            case OPEN_ACCOUNT -> CommandCodec.OPEN_ACCOUNT;
            case UPDATE_ACCOUNT -> CommandCodec.UPDATE_ACCOUNT;
            case TRANSFER -> CommandCodec.POST_TRANSFER;
            case HOLD -> CommandCodec.HOLD;
            case CAPTURE -> CommandCodec.CAPTURE;
            case RELEASE -> CommandCodec.RELEASE;
            case REVERSAL -> CommandCodec.REVERSE;
            case REFUND -> CommandCodec.REFUND;
            case SWEEP -> CommandCodec.SWEEP;
            case PAY_EACH -> CommandCodec.PAY_EACH;
            case GROUP -> CommandCodec.GROUP;
            case CLOSE_ACCOUNT -> CommandCodec.CLOSE_ACCOUNT;
            case SCHEDULE -> CommandCodec.SCHEDULE;
            case CANCEL_SCHEDULE -> CommandCodec.CANCEL_SCHEDULE;
            case TICK -> CommandCodec.TICK;
            case RESTORE_MARK -> CommandCodec.RESTORE_MARK;
        };
    }

    public static CommandKind commandKind(int code) {
        return switch (code) {
            case CommandCodec.OPEN_ACCOUNT -> CommandKind.OPEN_ACCOUNT;
            case CommandCodec.UPDATE_ACCOUNT -> CommandKind.UPDATE_ACCOUNT;
            case CommandCodec.POST_TRANSFER -> CommandKind.TRANSFER;
            case CommandCodec.HOLD -> CommandKind.HOLD;
            case CommandCodec.CAPTURE -> CommandKind.CAPTURE;
            case CommandCodec.RELEASE -> CommandKind.RELEASE;
            case CommandCodec.REVERSE -> CommandKind.REVERSAL;
            case CommandCodec.REFUND -> CommandKind.REFUND;
            case CommandCodec.SWEEP -> CommandKind.SWEEP;
            case CommandCodec.PAY_EACH -> CommandKind.PAY_EACH;
            case CommandCodec.GROUP -> CommandKind.GROUP;
            case CommandCodec.CLOSE_ACCOUNT -> CommandKind.CLOSE_ACCOUNT;
            case CommandCodec.SCHEDULE -> CommandKind.SCHEDULE;
            case CommandCodec.CANCEL_SCHEDULE -> CommandKind.CANCEL_SCHEDULE;
            case CommandCodec.TICK -> CommandKind.TICK;
            case CommandCodec.RESTORE_MARK -> CommandKind.RESTORE_MARK;
            default -> throw unknownCommand(code);
        };
    }

    static IllegalArgumentException unknownCommand(int code) {
        return new IllegalArgumentException("command kind " + code + " is unknown to this version of the ledger");
    }

    static int of(Condition.Kind kind) {
        return switch (kind) {
            case VERSION_IS -> 1;
            case POSTED_AT_LEAST -> 2;
            case POSTED_AT_MOST -> 3;
            case PENDING_OUT_AT_LEAST -> 4;
            case PENDING_OUT_AT_MOST -> 5;
            case PENDING_IN_AT_LEAST -> 6;
            case PENDING_IN_AT_MOST -> 7;
            case AVAILABLE_AT_LEAST -> 8;
            case AVAILABLE_AT_MOST -> 9;
        };
    }

    static Condition.Kind conditionKind(int code) {
        return switch (code) {
            case 1 -> Condition.Kind.VERSION_IS;
            case 2 -> Condition.Kind.POSTED_AT_LEAST;
            case 3 -> Condition.Kind.POSTED_AT_MOST;
            case 4 -> Condition.Kind.PENDING_OUT_AT_LEAST;
            case 5 -> Condition.Kind.PENDING_OUT_AT_MOST;
            case 6 -> Condition.Kind.PENDING_IN_AT_LEAST;
            case 7 -> Condition.Kind.PENDING_IN_AT_MOST;
            case 8 -> Condition.Kind.AVAILABLE_AT_LEAST;
            case 9 -> Condition.Kind.AVAILABLE_AT_MOST;
            default -> throw new IllegalArgumentException("condition " + code + " is unknown");
        };
    }

    static int of(Recurrence.Missed missed) {
        return missed == Recurrence.Missed.RUN_EACH ? 1 : 2;
    }

    static Recurrence.Missed missed(int code) {
        return switch (code) {
            case 1 -> Recurrence.Missed.RUN_EACH;
            case 2 -> Recurrence.Missed.RUN_ONE;
            default -> throw new IllegalArgumentException("treatment " + code + " of missed dates is unknown");
        };
    }

    static int of(RoundingMode rounding) {
        return switch (rounding) {
            case DOWN -> 1;
            case UP -> 2;
            case HALF_UP -> 3;
            case HALF_EVEN -> 4;
            case HALF_DOWN -> 5;
            case CEILING, FLOOR, UNNECESSARY ->
                throw new IllegalArgumentException("rounding " + rounding + " has no number");
        };
    }

    static RoundingMode rounding(int code) {
        return switch (code) {
            case 1 -> RoundingMode.DOWN;
            case 2 -> RoundingMode.UP;
            case 3 -> RoundingMode.HALF_UP;
            case 4 -> RoundingMode.HALF_EVEN;
            case 5 -> RoundingMode.HALF_DOWN;
            default -> throw new IllegalArgumentException("rounding " + code + " is unknown");
        };
    }
}
