package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How much of each entry a {@link Part} takes, of what is left. */
final class ModelParts {
    private final ModelBooks books;
    private final CommandId origin;
    private final List<Entry> entries;
    private final List<BigInteger> left;
    private final Part part;

    ModelParts(ModelBooks books, CommandId origin, List<Entry> entries, List<BigInteger> left, Part part) {
        this.books = books;
        this.origin = origin;
        this.entries = entries;
        this.left = left;
        this.part = part;
    }

    Optional<Rejection> judge() {
        return ModelRules.first(this::entriesDiffer, this::moreThanLeft);
    }

    /** An amount for each entry; only of a part that {@link #judge} accepts. */
    List<BigInteger> decided() {
        if (part instanceof Part.Amounts asked) {
            return asked.amounts().stream().map(Amount::toBigInteger).toList();
        }
        return part instanceof Part.Total total ? inProportion(total) : left;
    }

    private Optional<Rejection> entriesDiffer() {
        if (part instanceof Part.Amounts asked && asked.amounts().size() != entries.size()) {
            return entriesDiffer(asked.amounts().size());
        }
        return part instanceof Part.Total total && total.entry() >= entries.size()
                ? entriesDiffer(total.entry() + 1)
                : Optional.empty();
    }

    private Optional<Rejection> entriesDiffer(int asked) {
        return Optional.of(new OriginRejection.PartEntriesDiffer(origin, asked, entries.size()));
    }

    private Optional<Rejection> moreThanLeft() {
        if (part instanceof Part.Amounts asked) {
            return IntStream.range(0, entries.size())
                    .filter(i -> asked.amounts().get(i).toBigInteger().compareTo(left.get(i)) > 0)
                    .boxed()
                    .findFirst()
                    .map(i -> new OriginRejection.MoreThanLeft(
                            origin, i, Amount.of(left.get(i)), asked.amounts().get(i)));
        }
        if (part instanceof Part.Total total) {
            BigInteger leftOfAsset = leftOf(assetOf(total.entry()));
            if (total.amount().toBigInteger().compareTo(leftOfAsset) > 0) {
                return Optional.of(new OriginRejection.MoreThanLeft(
                        origin, total.entry(), Amount.of(leftOfAsset), total.amount()));
            }
        }
        return Optional.empty();
    }

    private List<BigInteger> inProportion(Part.Total total) {
        Asset asset = assetOf(total.entry());
        BigInteger amount = total.amount().toBigInteger();
        Set<Asset> assets = new LinkedHashSet<>();
        IntStream.range(0, entries.size()).forEach(i -> assets.add(assetOf(i)));
        List<BigInteger> decided = new ArrayList<>(Collections.nCopies(entries.size(), BigInteger.ZERO));
        for (Asset other : assets) {
            BigInteger share = leftOf(other).multiply(amount).divide(leftOf(asset));
            for (Side side : Side.values()) {
                List<Integer> indices = indices(other, side);
                List<BigInteger> shares =
                        largestRemainder(share, indices.stream().map(left::get).toList());
                for (int i = 0; i < indices.size(); i++) {
                    decided.set(indices.get(i), shares.get(i));
                }
            }
        }
        return decided;
    }

    /** Each gets its share rounded down, then one unit more goes to whoever lost most, the earlier first. */
    static List<BigInteger> largestRemainder(BigInteger total, List<BigInteger> weights) {
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            return weights;
        }
        List<BigInteger> shares = new ArrayList<>();
        List<BigInteger> lost = new ArrayList<>();
        for (BigInteger weight : weights) {
            shares.add(total.multiply(weight).divide(sum));
            lost.add(total.multiply(weight).mod(sum));
        }
        while (!shares.stream().reduce(BigInteger.ZERO, BigInteger::add).equals(total)) {
            int most = lost.indexOf(Collections.max(lost));
            shares.set(most, shares.get(most).add(BigInteger.ONE));
            lost.set(most, BigInteger.ONE.negate());
        }
        return shares;
    }

    /** What is left of the debits of an asset, which is what is left of its credits. */
    private BigInteger leftOf(Asset asset) {
        return indices(asset, Side.DEBIT).stream().map(left::get).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private List<Integer> indices(Asset asset, Side side) {
        return IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).side() == side && assetOf(i).equals(asset))
                .boxed()
                .toList();
    }

    private Asset assetOf(int entry) {
        return books.accounts.get(entries.get(entry).account()).attributes.asset();
    }
}
