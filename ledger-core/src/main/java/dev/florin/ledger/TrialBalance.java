package dev.florin.ledger;

import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/**
 * All accounts added up at one position, asset by asset: the proof that the books balance.
 *
 * @param lines one for each asset, ordered by code
 * @param position the position of the journal
 */
public record TrialBalance(List<Line> lines, long position) {
    /** Copies the list. */
    public TrialBalance {
        lines = List.copyOf(lines);
    }

    /**
     * Whether debits equal credits for every asset, in turnover and in balances.
     *
     * @return false only if the books are damaged
     */
    public boolean isBalanced() {
        return lines.stream()
                .allMatch(line -> line.debits().equals(line.credits())
                        && line.debitBalances().equals(line.creditBalances()));
    }

    /**
     * The sums of one asset, in minor units. They are computed from the accounts when asked for, not kept.
     *
     * @param asset the asset
     * @param accounts how many accounts hold it, closed ones included
     * @param debits all debits ever posted
     * @param credits all credits ever posted
     * @param debitBalances the sum of the balances of accounts with more debits than credits
     * @param creditBalances the sum of the balances of accounts with more credits than debits
     */
    public record Line(
            Asset asset,
            long accounts,
            BigInteger debits,
            BigInteger credits,
            BigInteger debitBalances,
            BigInteger creditBalances) {
        /** Checks that the asset is there. */
        public Line {
            Objects.requireNonNull(asset, "asset");
        }
    }
}
