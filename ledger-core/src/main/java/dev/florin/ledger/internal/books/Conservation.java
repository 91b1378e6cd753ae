package dev.florin.ledger.internal.books;

import dev.florin.ledger.Side;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.internal.math.Unsigned128;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Nothing appears and nothing is lost: in every effect debits equal credits for each asset, so at every position of all
 * accounts, too; and what is pending is what open holds have reserved. Watches books that are replayed; of no use after a refusal. One thread.
 */
public final class Conservation {
    private final Books books;

    /** By asset: debits less credits of the effect at hand, modulo 2^128. */
    private long[] netHigh = new long[8];

    private long[] netLow = new long[8];

    public Conservation(Books books) {
        this.books = books;
    }

    /**
     * Checks the effects of a batch that was replayed.
     *
     * @throws StorageException if one of them moved or reserved more on one side than on the other
     */
    public void check(EffectBatch batch) {
        reserve(books.assets.size());
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            int count = effect.kind().hasEntries() ? effect.entryCount() : 0;
            for (int i = 0; i < count; i++) {
                int asset = books.accounts.asset(effect.entryAccount(i));
                add(asset, effect.entrySide(i), effect.amountHigh(i), effect.amountLow(i));
            }
            for (int i = 0; i < count; i++) {
                requireNothing(books.accounts.asset(effect.entryAccount(i)), effect);
            }
        }
    }

    private void reserve(int assets) {
        if (netLow.length < assets) {
            netHigh = Arrays.copyOf(netHigh, 2 * assets);
            netLow = Arrays.copyOf(netLow, 2 * assets);
        }
    }

    private void add(int asset, Side side, long high, long low) {
        long before = netLow[asset];
        if (side == Side.DEBIT) {
            netHigh[asset] = Unsigned128.addHigh(netHigh[asset], high, Unsigned128.carry(before, low));
            netLow[asset] = Unsigned128.addLow(before, low);
        } else {
            netHigh[asset] = Unsigned128.subtractHigh(netHigh[asset], high, Unsigned128.borrow(before, low));
            netLow[asset] = Unsigned128.subtractLow(before, low);
        }
    }

    private void requireNothing(int asset, EffectCursor effect) {
        if ((netHigh[asset] | netLow[asset]) != 0) {
            throw new StorageException(
                    "the effect at position " + effect.position() + " does not balance: its debits of "
                            + books.assets.get(asset).code() + " are not equal to its credits");
        }
    }

    /** All accounts added up, as they are now. */
    public TrialBalance sums() {
        TreeMap<String, TrialBalance.Line> lines = new TreeMap<>();
        for (int account = 0; account < books.accounts.size(); account++) {
            TrialBalance.Line line = line(account);
            lines.merge(line.asset().code(), line, Conservation::add);
        }
        return new TrialBalance(new ArrayList<>(lines.values()), books.lastPosition());
    }

    private TrialBalance.Line line(int account) {
        Asset asset = books.assets.get(books.accounts.asset(account));
        BigInteger debits =
                books.accounts.sum(account, AccountTable.DEBITS_HIGH).toBigInteger();
        BigInteger credits =
                books.accounts.sum(account, AccountTable.CREDITS_HIGH).toBigInteger();
        BigInteger balance = debits.subtract(credits);
        return new TrialBalance.Line(
                asset,
                1,
                debits,
                credits,
                balance.max(BigInteger.ZERO),
                balance.negate().max(BigInteger.ZERO));
    }

    private static TrialBalance.Line add(TrialBalance.Line a, TrialBalance.Line b) {
        return new TrialBalance.Line(
                a.asset(),
                a.accounts() + b.accounts(),
                a.debits().add(b.debits()),
                a.credits().add(b.credits()),
                a.debitBalances().add(b.debitBalances()),
                a.creditBalances().add(b.creditBalances()));
    }

    /** How many accounts there are. */
    public int accounts() {
        return books.accounts.size();
    }

    /** How many holds are open. */
    public int openHolds() {
        return books.holds.allOpen().size();
    }

    /** The accounts whose pending sums are not what open holds have left, in sentences; at most a few. */
    public List<String> pendingProblems() {
        long[] left = new long[4 * books.accounts.size()];
        for (Holds.Open hold : books.holds.allOpen()) {
            Remainder rest = hold.left;
            for (int i = 0; i < rest.count(); i++) {
                int at = 4 * rest.accounts[i] + (rest.credits[i] ? 2 : 0);
                Books.addExactly(left, at, rest.amounts[2 * i], rest.amounts[2 * i + 1]);
            }
        }
        List<String> problems = new ArrayList<>();
        for (int account = 0; account < books.accounts.size() && problems.size() < 10; account++) {
            int slot = AccountTable.slot(account) + AccountTable.PENDING_DEBITS_HIGH;
            if (!Arrays.equals(books.accounts.chunk(account), slot, slot + 4, left, 4 * account, 4 * account + 4)) {
                problems.add("the pending sums of account " + books.accounts.id(account)
                        + " are not the sums of its open holds");
            }
        }
        return problems;
    }
}
