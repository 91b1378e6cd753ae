package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;

/**
 * The figures of a rejection as bytes, in the order of the record's components. An id takes 16 bytes, upper half first;
 * an amount 16 bytes, low half first; a signed amount 8 bytes (1 if negative) and its magnitude; a side or bound 8
 * bytes; a text its length in 8 bytes, UTF-8, zeros to a multiple of 8; an asset is the text {@code code/scale}.
 */
final class RejectionCodec {
    private static final RejectionReason[] REASONS = RejectionReason.values();

    private RejectionCodec() {}

    static void write(Rejection rejection, RecordBuffer out) {
        if (rejection instanceof Rejection.AccountExists r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.AssetScaleDiffers r) {
            put(r.asked().toString(), out);
            put(r.known().toString(), out);
        } else if (rejection instanceof Rejection.UnknownAccount r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.NameTaken r) {
            put(r.name(), out);
            put(r.holder(), out);
        } else if (rejection instanceof Rejection.AccountNotEmpty r) {
            put(r.account(), out);
            put(r.posted(), out);
        } else if (rejection instanceof Rejection.LimitAlreadyBroken r) {
            put(r.account(), out);
            out.putLong(Codes.of(r.bound()));
            put(r.limit(), out);
            put(r.present(), out);
        } else if (rejection instanceof Rejection.AccountClosed r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.AccountFrozen r) {
            put(r.account(), out);
        } else if (rejection instanceof Rejection.Unbalanced r) {
            put(r.asset().toString(), out);
            put(r.debits(), out);
            put(r.credits(), out);
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
        return switch (reason(reasonNumber)) {
            case ACCOUNT_EXISTS -> new Rejection.AccountExists(in.account());
            case ASSET_SCALE_DIFFERS -> new Rejection.AssetScaleDiffers(in.asset(), in.asset());
            case UNKNOWN_ACCOUNT -> new Rejection.UnknownAccount(in.account());
            case NAME_TAKEN -> new Rejection.NameTaken(in.text(), in.account());
            case ACCOUNT_NOT_EMPTY -> new Rejection.AccountNotEmpty(in.account(), in.signed());
            case LIMIT_ALREADY_BROKEN ->
                new Rejection.LimitAlreadyBroken(in.account(), Codes.bound(in.number()), in.signed(), in.signed());
            case ACCOUNT_CLOSED -> new Rejection.AccountClosed(in.account());
            case ACCOUNT_FROZEN -> new Rejection.AccountFrozen(in.account());
            case UNBALANCED -> new Rejection.Unbalanced(in.asset(), in.amount(), in.amount());
            case NO_EFFECT -> new Rejection.NoEffect();
            case SUM_OVERFLOW -> new Rejection.SumOverflow(in.account(), in.side(), in.amount(), in.amount());
            case BELOW_LOWER_LIMIT ->
                new Rejection.BelowLowerLimit(in.account(), in.signed(), in.signed(), in.amount(), in.amount());
            case ABOVE_UPPER_LIMIT ->
                new Rejection.AboveUpperLimit(in.account(), in.signed(), in.signed(), in.amount(), in.amount());
            default -> throw new IllegalArgumentException("a conflict leaves no trace in the journal");
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

    private static void put(String text, RecordBuffer out) {
        byte[] bytes = RecordBuffer.utf8(text);
        out.putLong(bytes.length);
        out.putBytes(bytes, 0, bytes.length);
        out.align();
    }
}
