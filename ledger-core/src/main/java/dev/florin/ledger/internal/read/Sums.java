package dev.florin.ledger.internal.read;

import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;

/** Debits and credits of some entries of an account. */
record Sums(Amount debits, Amount credits) {
    static final Sums ZERO = new Sums(Amount.ZERO, Amount.ZERO);

    /** All that was posted to the account up to an entry. */
    static Sums postedAfter(EffectCursor effect, int entry) {
        return new Sums(
                new Amount(effect.debitsAfterHigh(entry), effect.debitsAfterLow(entry)),
                new Amount(effect.creditsAfterHigh(entry), effect.creditsAfterLow(entry)));
    }

    /** All that holds reserve of the account after an entry. */
    static Sums pendingAfter(EffectCursor effect, int entry) {
        return new Sums(
                new Amount(effect.pendingDebitsAfterHigh(entry), effect.pendingDebitsAfterLow(entry)),
                new Amount(effect.pendingCreditsAfterHigh(entry), effect.pendingCreditsAfterLow(entry)));
    }

    /** What an entry moves. */
    static Sums of(EffectCursor effect, int entry) {
        Amount amount = new Amount(effect.amountHigh(entry), effect.amountLow(entry));
        return effect.entrySide(entry) == Side.DEBIT ? new Sums(amount, Amount.ZERO) : new Sums(Amount.ZERO, amount);
    }

    Sums plus(Sums other) {
        return new Sums(debits.plus(other.debits), credits.plus(other.credits));
    }

    /** Without some of these entries. */
    Sums minus(Sums part) {
        return new Sums(debits.minus(part.debits), credits.minus(part.credits));
    }

    SignedAmount signedBy(Side normalSide) {
        return normalSide == Side.CREDIT
                ? SignedAmount.difference(credits, debits)
                : SignedAmount.difference(debits, credits);
    }
}
