package dev.florin.ledger.internal.read;

import dev.florin.ledger.Balance;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balances added up for each asset. One thread. */
final class RollUpSums {
    private final Map<String, Sums> byCode = new TreeMap<>();

    private static final class Sums {
        final Asset asset;
        long accounts;
        BigInteger debits = BigInteger.ZERO;
        BigInteger credits = BigInteger.ZERO;
        BigInteger pendingDebits = BigInteger.ZERO;
        BigInteger pendingCredits = BigInteger.ZERO;

        Sums(Asset asset) {
            this.asset = asset;
        }

        RollUp.Line line() {
            return new RollUp.Line(asset, accounts, debits, credits, pendingDebits, pendingCredits);
        }
    }

    void add(Balance balance) {
        Sums sums = byCode.computeIfAbsent(balance.asset().code(), code -> new Sums(balance.asset()));
        sums.accounts++;
        sums.debits = sums.debits.add(balance.debits().toBigInteger());
        sums.credits = sums.credits.add(balance.credits().toBigInteger());
        sums.pendingDebits = sums.pendingDebits.add(balance.pendingDebits().toBigInteger());
        sums.pendingCredits = sums.pendingCredits.add(balance.pendingCredits().toBigInteger());
    }

    /** Ordered by the code of the asset. */
    List<RollUp.Line> lines() {
        return byCode.values().stream().map(Sums::line).toList();
    }
}
