package dev.florin.ledger;

import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which a transfer exchanges one asset for another, stated so that the ledger checks it when it posts: the
 * amount of entry {@code to} must be the amount of entry {@code from}, converted and rounded.
 *
 * <p>If a residue account is stated, the transfer gives out the exact result rounded up, entry {@code to} gets it rounded
 * as stated, and the residue account must get the difference, on the same side: one minor unit or nothing
 * ({@link Rate#residue}). Immutable.
 *
 * @param rate how many minor units of the one asset a minor unit of the other is worth
 * @param rounding UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN
 * @param from the index of the entry that is converted
 * @param to the index of the entry that must be the result
 * @param residue the account that gets what rounding leaves, or null if nobody needs to
 */
public record Exchange(
        Rate rate,
        RoundingMode rounding,
        int from,
        int to,
        @Nullable AccountId residue) {
    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the rounding is another one, or the indices are not two entries
     */
    public Exchange {
        Objects.requireNonNull(rate, "rate");
        switch (rounding) {
            case UP, DOWN, HALF_UP, HALF_EVEN, HALF_DOWN -> {}
            default ->
                throw new MalformedCommandException("an exchange cannot round " + rounding
                        + "; it takes UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN");
        }
        if (from < 0 || to < 0 || from == to || Math.max(from, to) >= Transfer.MAX_ENTRIES) {
            throw new MalformedCommandException("an exchange names entries " + from + " and " + to
                    + "; it takes two different ones, 0 to " + (Transfer.MAX_ENTRIES - 1));
        }
    }

    /**
     * An exchange of the first entry into another one, without a residue account.
     *
     * @param rate how many minor units of the one asset a minor unit of the other is worth
     * @param rounding UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN
     * @param from the index of the entry that is converted
     * @param to the index of the entry that must be the result
     * @return the exchange
     */
    public static Exchange of(Rate rate, RoundingMode rounding, int from, int to) {
        return new Exchange(rate, rounding, from, to, null);
    }

    /**
     * States who gets what rounding leaves.
     *
     * @param account the account
     * @return a changed copy
     */
    public Exchange residue(AccountId account) {
        return new Exchange(rate, rounding, from, to, Objects.requireNonNull(account, "account"));
    }

    /**
     * States who gets what rounding leaves.
     *
     * @param accountName the name whose hash is the account's id
     * @return a changed copy
     */
    public Exchange residue(String accountName) {
        return residue(AccountId.of(accountName));
    }

    /**
     * Who gets what rounding leaves.
     *
     * @return empty if nobody needs to
     */
    public Optional<AccountId> residueAccount() {
        return Optional.ofNullable(residue);
    }
}
