package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;

/**
 * The figures of a rejection as bytes, in the order of the record's components. An id takes 16 bytes, upper half first;
 * an amount 16 bytes, low half first; a signed amount 8 bytes (1 if negative) and its magnitude; a number, side, bound,
 * or the catalogue's number of a condition or a kind of command 8 bytes; a text its length in 8 bytes, UTF-8, zeros to a
 * multiple of 8; an asset is the text {@code code/scale}; the rejection of a group's member its reason and its figures.
 */
final class RejectionCodec {
    private static final RejectionReason[] REASONS = RejectionReason.values();

    private RejectionCodec() {}

    static void write(Rejection rejection, RecordBuffer out) {
        if (rejection instanceof OriginRejection r) {
            writeOrigin(r, out);
        } else if (rejection instanceof Rejection.IdSettled r) {
            put(r.settled(), out);
            out.putLong(r.position());
        } else if (rejection instanceof Rejection.ConditionAccountUnknown r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.ConditionNotMet r) {
            put(r.account(), out);
            out.putLong(Codes.of(r.kind()));
            put(r.bound(), out);
            put(r.found(), out);
        } else if (rejection instanceof Rejection.GroupMemberRejected r) {
            out.putLong(r.index());
            put(r.member(), out);
            out.putLong(r.why().reason().number());
            write(r.why(), out);
        } else if (rejection instanceof Rejection.EffectsTooLarge r) {
            out.putLong(r.bytes());
            out.putLong(r.most());
        } else {
            writeOfAccount(rejection, out);
        }
    }

    private static void writeOrigin(OriginRejection rejection, RecordBuffer out) {
        if (rejection instanceof OriginRejection.OriginUnknown r) {
            put(r.origin(), out);
        } else if (rejection instanceof OriginRejection.OriginOfOtherKind r) {
            put(r.origin(), out);
            out.putLong(Codes.of(r.kind()));
        } else if (rejection instanceof OriginRejection.OriginRejected r) {
            put(r.origin(), out);
            out.putLong(r.why());
        } else if (rejection instanceof OriginRejection.HoldCaptured r) {
            put(r.hold(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.HoldReleased r) {
            put(r.hold(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.HoldExpired r) {
            put(r.hold(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.HoldReversed r) {
            put(r.hold(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.ScheduleEnded r) {
            put(r.schedule(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.ScheduleCancelled r) {
            put(r.schedule(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.AlreadyReversed r) {
            put(r.origin(), out);
            out.putLong(r.position());
        } else if (rejection instanceof OriginRejection.NothingLeft r) {
            put(r.origin(), out);
        } else if (rejection instanceof OriginRejection.PartEntriesDiffer r) {
            put(r.origin(), out);
            out.putLong(r.asked());
            out.putLong(r.entries());
        } else if (rejection instanceof OriginRejection.MoreThanLeft r) {
            put(r.origin(), out);
            out.putLong(r.entry());
            put(r.left(), out);
            put(r.asked(), out);
        }
    }

    private static void writeOfAccount(Rejection rejection, RecordBuffer out) {
        if (rejection instanceof Rejection.AccountExists r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.AssetScaleDiffers r) {
            put(r.asked(), out);
            put(r.known(), out);
        } else if (rejection instanceof Rejection.UnknownAccount r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.NameTaken r) {
            put(r.name(), out);
            put(r.holder(), out);
        } else if (rejection instanceof Rejection.AccountNotEmpty r) {
            put(r.account(), out);
            put(r.posted(), out);
        } else if (rejection instanceof Rejection.AccountHasHolds r) {
            put(r.account(), out);
            put(r.pendingDebits(), out);
            put(r.pendingCredits(), out);
        } else if (rejection instanceof Rejection.AccountHasSchedules r) {
            put(r.account(), out);
            out.putLong(r.schedules());
            put(r.one(), out);
        } else if (rejection instanceof Rejection.LimitAlreadyBroken r) {
            put(r.account(), out);
            out.putLong(Codes.of(r.bound()));
            put(r.limit(), out);
            put(r.present(), out);
        } else if (rejection instanceof Rejection.AccountClosed r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.AccountFrozen r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.AccountFrozenForDebits r) {
            put(r.account(), out);
        } else {
            writeOfMovement(rejection, out);
        }
    }

    private static void writeOfMovement(Rejection rejection, RecordBuffer out) {
        if (rejection instanceof Rejection.AssetsDiffer r) {
            put(r.from(), out);
            put(r.to(), out);
        } else if (rejection instanceof Rejection.NothingAvailable r) {
            put(r.account(), out);
            put(r.available(), out);
        } else if (rejection instanceof Rejection.Unbalanced r) {
            put(r.asset(), out);
            put(r.debits(), out);
            put(r.credits(), out);
        } else if (rejection instanceof Rejection.ExchangeResultDiffers r) {
            out.putLong(r.entry());
            put(r.expected(), out);
            put(r.found(), out);
        } else if (rejection instanceof Rejection.ExchangeResidueDiffers r) {
            put(r.account(), out);
            put(r.expected(), out);
            put(r.found(), out);
        } else if (rejection instanceof Rejection.DueTimeTooLate r) {
            out.putLong(r.recordedNanos());
            out.putLong(r.timeoutNanos());
        } else if (rejection instanceof Rejection.FirstDateTooEarly r) {
            out.putLong(r.firstNanos());
            out.putLong(r.recordedNanos());
            out.putLong(r.dates());
            out.putLong(r.most());
        } else if (rejection instanceof Rejection.SumOverflow r) {
            put(r.account(), out);
            out.putLong(Codes.of(r.side()));
            put(r.sum(), out);
            put(r.amount(), out);
        } else if (rejection instanceof Rejection.BelowLowerLimit r) {
            put(r.account(), out);
            put(r.limit(), out);
            put(r.available(), out);
            put(r.needed(), out);
            put(r.most(), out);
        } else if (rejection instanceof Rejection.AboveUpperLimit r) {
            put(r.account(), out);
            put(r.limit(), out);
            put(r.present(), out);
            put(r.added(), out);
            put(r.most(), out);
        } else if (!(rejection instanceof Rejection.NoEffect)) {
            throw new IllegalArgumentException(rejection.reason() + " leaves no trace in the journal");
        }
    }

    static Rejection read(int reasonNumber, RecordReader in) {
        RejectionReason reason = reason(reasonNumber);
        return switch (reason) {
            case ID_CONFLICT -> throw new IllegalArgumentException("a conflict leaves no trace in the journal");
            case ID_SETTLED -> new Rejection.IdSettled(in.command(), in.getLong());
            case CONDITION_ACCOUNT_UNKNOWN -> new Rejection.ConditionAccountUnknown(in.account());
            case CONDITION_NOT_MET ->
                new Rejection.ConditionNotMet(in.account(), Codes.conditionKind(in.number()), in.signed(), in.signed());
            case GROUP_MEMBER_REJECTED -> groupMemberRejected(in);
            case EFFECTS_TOO_LARGE -> new Rejection.EffectsTooLarge(in.getLong(), in.getLong());
            case ORIGIN_UNKNOWN,
                    ORIGIN_OF_OTHER_KIND,
                    ORIGIN_REJECTED,
                    HOLD_CAPTURED,
                    HOLD_RELEASED,
                    HOLD_EXPIRED,
                    HOLD_REVERSED,
                    SCHEDULE_ENDED,
                    SCHEDULE_CANCELLED,
                    ALREADY_REVERSED,
                    NOTHING_LEFT,
                    PART_ENTRIES_DIFFER,
                    MORE_THAN_LEFT -> readOrigin(reason, in.command(), in);
            case ACCOUNT_EXISTS -> new Rejection.AccountExists(in.account());
            case ASSET_SCALE_DIFFERS -> new Rejection.AssetScaleDiffers(in.asset(), in.asset());
            case UNKNOWN_ACCOUNT -> new Rejection.UnknownAccount(in.account());
            case NAME_TAKEN -> new Rejection.NameTaken(in.text(), in.account());
            case ACCOUNT_NOT_EMPTY -> new Rejection.AccountNotEmpty(in.account(), in.signed());
            case ACCOUNT_HAS_HOLDS -> new Rejection.AccountHasHolds(in.account(), in.amount(), in.amount());
            case ACCOUNT_HAS_SCHEDULES -> new Rejection.AccountHasSchedules(in.account(), in.getLong(), in.command());
            case LIMIT_ALREADY_BROKEN ->
                new Rejection.LimitAlreadyBroken(in.account(), Codes.bound(in.number()), in.signed(), in.signed());
            case ACCOUNT_CLOSED -> new Rejection.AccountClosed(in.account());
            case ACCOUNT_FROZEN -> new Rejection.AccountFrozen(in.account());
            case ACCOUNT_FROZEN_FOR_DEBITS -> new Rejection.AccountFrozenForDebits(in.account());
            case ASSETS_DIFFER -> new Rejection.AssetsDiffer(in.asset(), in.asset());
            case NOTHING_AVAILABLE -> new Rejection.NothingAvailable(in.account(), in.signed());
            case UNBALANCED -> new Rejection.Unbalanced(in.asset(), in.amount(), in.amount());
            case NO_EFFECT -> new Rejection.NoEffect();
            case EXCHANGE_RESULT_DIFFERS -> new Rejection.ExchangeResultDiffers(in.number(), in.amount(), in.amount());
            case EXCHANGE_RESIDUE_DIFFERS ->
                new Rejection.ExchangeResidueDiffers(in.account(), in.amount(), in.signed());
            case DUE_TIME_TOO_LATE -> new Rejection.DueTimeTooLate(in.getLong(), in.getLong());
            case FIRST_DATE_TOO_EARLY ->
                new Rejection.FirstDateTooEarly(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            case SUM_OVERFLOW -> new Rejection.SumOverflow(in.account(), in.side(), in.amount(), in.amount());
            case BELOW_LOWER_LIMIT ->
                new Rejection.BelowLowerLimit(in.account(), in.signed(), in.signed(), in.amount(), in.amount());
            case ABOVE_UPPER_LIMIT ->
                new Rejection.AboveUpperLimit(in.account(), in.signed(), in.signed(), in.amount(), in.amount());
        };
    }

    private static Rejection groupMemberRejected(RecordReader in) {
        int index = in.number();
        CommandId member = in.command();
        int why = in.number();
        if (why == RejectionReason.GROUP_MEMBER_REJECTED.number()) {
            throw new IllegalArgumentException("a group cannot be a member of a group");
        }
        return new Rejection.GroupMemberRejected(index, member, read(why, in));
    }

    private static Rejection readOrigin(RejectionReason reason, CommandId origin, RecordReader in) {
        return switch (reason) {
            case ORIGIN_UNKNOWN -> new OriginRejection.OriginUnknown(origin);
            case ORIGIN_OF_OTHER_KIND -> new OriginRejection.OriginOfOtherKind(origin, Codes.commandKind(in.number()));
            case ORIGIN_REJECTED -> new OriginRejection.OriginRejected(origin, in.number());
            case HOLD_CAPTURED -> new OriginRejection.HoldCaptured(origin, in.getLong());
            case HOLD_RELEASED -> new OriginRejection.HoldReleased(origin, in.getLong());
            case HOLD_EXPIRED -> new OriginRejection.HoldExpired(origin, in.getLong());
            case HOLD_REVERSED -> new OriginRejection.HoldReversed(origin, in.getLong());
            case SCHEDULE_ENDED -> new OriginRejection.ScheduleEnded(origin, in.getLong());
            case SCHEDULE_CANCELLED -> new OriginRejection.ScheduleCancelled(origin, in.getLong());
            case ALREADY_REVERSED -> new OriginRejection.AlreadyReversed(origin, in.getLong());
            case NOTHING_LEFT -> new OriginRejection.NothingLeft(origin);
            case PART_ENTRIES_DIFFER -> new OriginRejection.PartEntriesDiffer(origin, in.number(), in.number());
            case MORE_THAN_LEFT -> new OriginRejection.MoreThanLeft(origin, in.number(), in.amount(), in.amount());
            default -> throw new IllegalArgumentException(reason + " has no origin");
        };
    }

    private static RejectionReason reason(int number) {
        for (RejectionReason reason : REASONS) {
            if (reason.number() == number) {
                return reason;
            }
        }
        throw new IllegalArgumentException("rejection reason " + number + " is unknown to this version of the ledger");
    }

    private static void put(CommandId id, RecordBuffer out) {
        out.putLong(id.high());
        out.putLong(id.low());
    }

    private static void put(AccountId id, RecordBuffer out) {
        out.putLong(id.high());
        out.putLong(id.low());
    }

    private static void put(Amount amount, RecordBuffer out) {
        out.putLong(amount.low());
        out.putLong(amount.high());
    }

    private static void put(SignedAmount amount, RecordBuffer out) {
        out.putLong(amount.isNegative() ? 1 : 0);
        put(amount.magnitude(), out);
    }

    private static void put(Asset asset, RecordBuffer out) {
        put(asset.toString(), out);
    }

    private static void put(String text, RecordBuffer out) {
        byte[] bytes = RecordBuffer.utf8(text);
        out.putLong(bytes.length);
        out.putBytes(bytes, 0, bytes.length);
        out.align();
    }
}
