package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How much of a hold is captured, or of a transfer refunded. Immutable. */
public sealed interface Part {
    /**
     * All that is left.
     *
     * @return the part
     */
    static Part all() {
        return All.INSTANCE;
    }

    /**
     * An amount for each entry.
     *
     * @param minorUnits one for each entry of the hold or transfer, in order; 0 for none of it
     * @return the part
     */
    static Part amounts(long... minorUnits) {
        List<Amount> amounts = new ArrayList<>(minorUnits.length);
        for (long amount : minorUnits) {
            amounts.add(Amount.of(amount));
        }
        return new Amounts(amounts);
    }

    /**
     * So much in all, of the asset of the first entry.
     *
     * @param minorUnits at least 1
     * @return the part
     * @see Total
     */
    static Part total(long minorUnits) {
        return total(Amount.of(minorUnits));
    }

    /**
     * So much in all, of the asset of the first entry.
     *
     * @param amount at least 1
     * @return the part
     * @see Total
     */
    static Part total(Amount amount) {
        return new Total(0, amount);
    }

    /**
     * So much in all, of the asset of an entry.
     *
     * @param entry the index of the entry whose asset is meant
     * @param amount at least 1
     * @return the part
     * @see Total
     */
    static Part total(int entry, Amount amount) {
        return new Total(entry, amount);
    }

    /** All that is left of each entry. */
    enum All implements Part {
        /** The only one. */
        INSTANCE
    }

    /**
     * An amount for each entry; they must balance for each asset.
     *
     * @param amounts one for each entry of the hold or transfer, in order; 0 for none of it
     */
    record Amounts(List<Amount> amounts) implements Part {
        /**
         * Checks the form.
         *
         * @throws MalformedCommandException if there are more than 4,096 amounts, fewer than 2, or all are 0
         */
        public Amounts {
            amounts = List.copyOf(amounts);
            if (amounts.size() < 2 || amounts.size() > Transfer.MAX_ENTRIES) {
                throw new MalformedCommandException("a part has " + amounts.size()
                        + " amounts; it takes one for each entry, 2 to " + Transfer.MAX_ENTRIES);
            }
            if (amounts.stream().allMatch(Amount::isZero)) {
                throw new MalformedCommandException("all " + amounts.size()
                        + " amounts of a part are 0; to give back what a hold reserves, release it");
            }
        }
    }

    /**
     * So much in all, each entry in proportion to what is left of it, by largest remainder: the debits of the asset sum
     * up to the amount, and so do its credits, to the unit. If there are other assets, each has the same share of what is
     * left of it, rounded down. Parts never sum up to more or less than the whole.
     *
     * @param entry the index of an entry whose asset is meant
     * @param amount at least 1
     */
    record Total(int entry, Amount amount) implements Part {
        /**
         * Checks the form.
         *
         * @throws MalformedCommandException if the index is outside 0 to 4,095 or the amount is 0
         */
        public Total {
            Objects.requireNonNull(amount, "amount");
            if (entry < 0 || entry >= Transfer.MAX_ENTRIES) {
                throw new MalformedCommandException(
                        "a part names entry " + entry + "; entries are 0 to " + (Transfer.MAX_ENTRIES - 1));
            }
            if (amount.isZero()) {
                throw new MalformedCommandException("a part has the amount 0; the least is 1");
            }
        }
    }
}
