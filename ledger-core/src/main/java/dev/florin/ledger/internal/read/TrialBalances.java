package dev.florin.ledger.internal.read;

import dev.florin.ledger.Balance;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up all accounts. The publisher's thread, between two publications. */
public final class TrialBalances {
    private final PublishedBooks published;
    private final Reads reads;

    public TrialBalances(PublishedBooks published, Reads reads) {
        this.published = published;
        this.reads = reads;
    }

    private static final class Sums {
        final Asset asset;
        long accounts;
        BigInteger debits = BigInteger.ZERO;
        BigInteger credits = BigInteger.ZERO;
        BigInteger debitBalances = BigInteger.ZERO;
        BigInteger creditBalances = BigInteger.ZERO;

        Sums(Asset asset) {
            this.asset = asset;
        }

        void add(Balance balance) {
            BigInteger debited = balance.debits().toBigInteger();
            BigInteger credited = balance.credits().toBigInteger();
            accounts++;
            debits = debits.add(debited);
            credits = credits.add(credited);
            debitBalances = debitBalances.add(debited.subtract(credited).max(BigInteger.ZERO));
            creditBalances = creditBalances.add(credited.subtract(debited).max(BigInteger.ZERO));
        }

        TrialBalance.Line line() {
            return new TrialBalance.Line(asset, accounts, debits, credits, debitBalances, creditBalances);
        }
    }

    public TrialBalance now() {
        long position = reads.position();
        Map<String, Sums> byCode = new TreeMap<>();
        for (int account = 0; account < published.accountsApplied(); account++) {
            Balance balance = published.balance(account, position);
            if (balance == null) {
                throw new IllegalStateException("account number " + account + " has no balance at " + position);
            }
            byCode.computeIfAbsent(balance.asset().code(), code -> new Sums(balance.asset()))
                    .add(balance);
        }
        List<TrialBalance.Line> lines = new ArrayList<>(byCode.size());
        byCode.values().forEach(sums -> lines.add(sums.line()));
        return new TrialBalance(lines, position);
    }
}
