package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Split;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Map<Integer, Entries> byAsset = byAsset(left);
        int named = books.accounts.asset(left.accounts[total.entry()]);
        Amount whole = entries(byAsset, named).whole;
        if (total.amount().compareTo(whole) > 0) {
            return new OriginRejection.MoreThanLeft(origin, total.entry(), whole, total.amount());
        }
        byAsset.forEach((asset, entries) -> {
            Amount share = asset == named ? total.amount() : share(entries.whole, total.amount(), whole);
            split(share, left, entries.debits, amounts);
            split(share, left, entries.credits, amounts);
        });
        return null;
    }

    /** The entries of one asset, and what is left of its debits, which is what is left of its credits. */
    private static final class Entries {
        final List<Integer> debits = new ArrayList<>();
        final List<Integer> credits = new ArrayList<>();
        Amount whole = Amount.ZERO;
    }

    private Map<Integer, Entries> byAsset(Remainder left) {
        Map<Integer, Entries> byAsset = new LinkedHashMap<>();
        for (int i = 0; i < left.count(); i++) {
            Entries entries = byAsset.computeIfAbsent(books.accounts.asset(left.accounts[i]), asset -> new Entries());
            if (left.credits[i]) {
                entries.credits.add(i);
            } else {
                entries.debits.add(i);
                entries.whole = entries.whole.plus(left.amount(i));
            }
        }
        return byAsset;
    }

    private static Entries entries(Map<Integer, Entries> byAsset, int asset) {
        return Objects.requireNonNull(byAsset.get(asset), "an asset without entries");
    }

    private static Amount share(Amount other, Amount part, Amount whole) {
        BigInteger product = other.toBigInteger().multiply(part.toBigInteger());
        return Amount.of(product.divide(whole.toBigInteger()));
    }

    private static void split(Amount share, Remainder left, List<Integer> entries, long[] amounts) {
        List<Amount> weights = new ArrayList<>(entries.size());
        for (int entry : entries) {
            weights.add(left.amount(entry));
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
