package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Split;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much of each entry a part takes of what is left. In proportion means in proportion to what is left, by
 * largest remainder: so no entry gives more than it has, debits and credits stay equal, and the last part takes the rest.
 */
final class Parts {
    private final Books books;

    Parts(Books books) {
        this.books = books;
    }

    /** Fills in the amounts, upper and lower half of each; or says why not. */
    @Nullable
    Rejection decide(CommandId origin, Part part, Remainder left, long[] amounts) {
        if (part instanceof Part.Amounts asked) {
            return asAsked(origin, asked, left, amounts);
        }
        if (part instanceof Part.Total total) {
            return inProportion(origin, total, left, amounts);
        }
        System.arraycopy(left.amounts, 0, amounts, 0, left.amounts.length);
        return null;
    }

    private static @Nullable Rejection asAsked(CommandId origin, Part.Amounts asked, Remainder left, long[] amounts) {
        if (asked.amounts().size() != left.count()) {
            return new OriginRejection.PartEntriesDiffer(origin, asked.amounts().size(), left.count());
        }
        for (int i = 0; i < left.count(); i++) {
            Amount amount = asked.amounts().get(i);
            if (amount.compareTo(left.amount(i)) > 0) {
                return new OriginRejection.MoreThanLeft(origin, i, left.amount(i), amount);
            }
            put(amounts, i, amount);
        }
        return null;
    }

    private @Nullable Rejection inProportion(CommandId origin, Part.Total total, Remainder left, long[] amounts) {
        if (total.entry() >= left.count()) {
            return new OriginRejection.PartEntriesDiffer(origin, total.entry() + 1, left.count());
        }
        int named = books.accounts.asset(left.accounts[total.entry()]);
        Amount whole = whole(left, named);
        if (total.amount().compareTo(whole) > 0) {
            return new OriginRejection.MoreThanLeft(origin, total.entry(), whole, total.amount());
        }
        boolean[] done = new boolean[books.assets.size()];
        for (int i = 0; i < left.count(); i++) {
            int asset = books.accounts.asset(left.accounts[i]);
            if (!done[asset]) {
                done[asset] = true;
                Amount share = asset == named ? total.amount() : share(whole(left, asset), total.amount(), whole);
                split(share, left, asset, false, amounts);
                split(share, left, asset, true, amounts);
            }
        }
        return null;
    }

    /** What is left of the debits of an asset, which is what is left of its credits. */
    private Amount whole(Remainder left, int asset) {
        Amount sum = Amount.ZERO;
        for (int i = 0; i < left.count(); i++) {
            if (!left.credits[i] && books.accounts.asset(left.accounts[i]) == asset) {
                sum = sum.plus(left.amount(i));
            }
        }
        return sum;
    }

    private static Amount share(Amount other, Amount part, Amount whole) {
        BigInteger product = other.toBigInteger().multiply(part.toBigInteger());
        return Amount.of(product.divide(whole.toBigInteger()));
    }

    private void split(Amount share, Remainder left, int asset, boolean credits, long[] amounts) {
        List<Amount> weights = new ArrayList<>();
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < left.count(); i++) {
            if (left.credits[i] == credits && books.accounts.asset(left.accounts[i]) == asset) {
                weights.add(left.amount(i));
                entries.add(i);
            }
        }
        List<Amount> shares = Split.inProportion(share, weights);
        for (int k = 0; k < shares.size(); k++) {
            put(amounts, entries.get(k), shares.get(k));
        }
    }

    private static void put(long[] amounts, int entry, Amount amount) {
        amounts[2 * entry] = amount.high();
        amounts[2 * entry + 1] = amount.low();
    }
}
