package dev.florin.ledger.cli.posted;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Side;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Entries of one transfer, added up. */
final class Entries {
    private Entries() {}

    /**
     * Whether any balance is another one afterwards. The ledger rejects a transfer of which none is; a part of a hold, or of
     * a movement that is refunded, may be such a one.
     */
    static boolean changeBalances(List<Entry> entries) {
        Map<AccountId, BigInteger> sums = new HashMap<>();
        entries.forEach(entry -> sums.merge(entry.account(), signed(entry), BigInteger::add));
        return sums.values().stream().anyMatch(sum -> sum.signum() != 0);
    }

    /** Debits are positive. */
    static BigInteger signed(Entry entry) {
        BigInteger amount = entry.amount().toBigInteger();
        return entry.side() == Side.DEBIT ? amount : amount.negate();
    }
}
