package dev.florin.ledger;

import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The accounts whose names start with a prefix, added up for each asset, at one position.
 *
 * @param prefix the start of their names
 * @param lines one for each asset, ordered by its code
 * @param position the position of the journal; everything up to it is contained
 */
public record RollUp(String prefix, List<Line> lines, long position) {
    /** Copies the list. */
    public RollUp {
        Objects.requireNonNull(prefix, "prefix");
        lines = List.copyOf(lines);
    }

    /**
     * The posted balance of all accounts of an asset together.
     *
     * @param asset the asset
     * @param side the side that counts as positive: {@code CREDIT} for customers' money, {@code DEBIT} for cash
     * @return minor units; 0 if none of the accounts holds it
     */
    public BigInteger posted(Asset asset, Side side) {
        return line(asset).map(line -> line.posted(side)).orElse(BigInteger.ZERO);
    }

    /**
     * Posted less what holds have reserved on the way out, of all accounts of an asset together.
     *
     * @param asset the asset
     * @param side the side that counts as positive
     * @return minor units; 0 if none of the accounts holds it
     */
    public BigInteger available(Asset asset, Side side) {
        return line(asset).map(line -> line.available(side)).orElse(BigInteger.ZERO);
    }

    private Optional<Line> line(Asset asset) {
        return lines.stream().filter(line -> line.asset.equals(asset)).findFirst();
    }

    /**
     * The sums of one asset, in minor units.
     *
     * @param asset the asset
     * @param accounts how many accounts hold it, closed ones included
     * @param debits all debits posted
     * @param credits all credits posted
     * @param pendingDebits what open holds will debit
     * @param pendingCredits what open holds will credit
     */
    public record Line(
            Asset asset,
            long accounts,
            BigInteger debits,
            BigInteger credits,
            BigInteger pendingDebits,
            BigInteger pendingCredits) {
        /** Checks that all parts are there. */
        public Line {
            Objects.requireNonNull(asset, "asset");
            Objects.requireNonNull(debits, "debits");
            Objects.requireNonNull(credits, "credits");
            Objects.requireNonNull(pendingDebits, "pendingDebits");
            Objects.requireNonNull(pendingCredits, "pendingCredits");
        }

        /**
         * The posted balance of all accounts together.
         *
         * @param side the side that counts as positive: {@code CREDIT} for customers' money, {@code DEBIT} for cash
         * @return minor units
         */
        public BigInteger posted(Side side) {
            return side == Side.CREDIT ? credits.subtract(debits) : debits.subtract(credits);
        }

        /**
         * Posted less what holds have reserved on the way out.
         *
         * @param side the side that counts as positive
         * @return minor units
         */
        public BigInteger available(Side side) {
            return posted(side).subtract(side == Side.CREDIT ? pendingDebits : pendingCredits);
        }
    }
}
