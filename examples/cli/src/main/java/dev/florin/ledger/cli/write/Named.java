package dev.florin.ledger.cli.write;

import dev.florin.ledger.Account;
import dev.florin.ledger.Limit;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;

/**
 * An account and an amount, as in {@code users:alice=12.34}.
 *
 * @param account the name or id, as typed
 * @param amount the amount, as typed
 */
public record Named(String account, String amount) {
    /**
     * Takes the two apart, at the last equals sign: a name may hold others.
     *
     * @param text such as {@code users:alice=12.34}
     * @return the two
     * @throws BadInputException if there is no equals sign, or nothing before or behind it
     */
    public static Named parse(String text) {
        int at = text.lastIndexOf('=');
        if (at < 1 || at == text.length() - 1) {
            throw new BadInputException("'" + text + "' is not of the form NAME=AMOUNT, such as users:alice=12.34");
        }
        return new Named(text.substring(0, at), text.substring(at + 1));
    }

    /**
     * The amount in an account's unit.
     *
     * @param of the account
     * @return at least one minor unit
     * @throws BadInputException if it is no amount of this asset, or zero
     */
    public Amount amount(Account of) {
        return positive(amount, of.asset());
    }

    /**
     * Reads an amount that moves something.
     *
     * @param text such as {@code 12.34}
     * @param asset its unit
     * @return at least one minor unit
     * @throws BadInputException if it is no amount of this asset, or zero
     */
    public static Amount positive(String text, Asset asset) {
        Amount amount = amount(text, asset);
        if (amount.isZero()) {
            throw new BadInputException("the amount " + text + " is zero, and something must move");
        }
        return amount;
    }

    /**
     * Reads an amount.
     *
     * @param text such as {@code 12.34}
     * @param asset its unit
     * @return the amount
     * @throws BadInputException if it is no amount of this asset
     */
    public static Amount amount(String text, Asset asset) {
        try {
            return Amount.parse(text, asset);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a balance or bound.
     *
     * @param text such as {@code -12.34}
     * @param asset its unit
     * @return the balance
     * @throws BadInputException if it is none of this asset
     */
    public static SignedAmount signed(String text, Asset asset) {
        try {
            return SignedAmount.parse(text, asset);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a limit.
     *
     * @param text {@code none}, or such as {@code -100.00}
     * @param asset its unit
     * @return the limit
     * @throws BadInputException if it is none of this asset
     */
    public static Limit limit(String text, Asset asset) {
        return text.equals("none") ? Limit.NONE : Limit.of(signed(text, asset));
    }
}
