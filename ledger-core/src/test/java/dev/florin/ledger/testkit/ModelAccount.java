package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An account of one {@link ModelLedger}, which alone changes it. */
final class ModelAccount {
    final Receipt opened;
    final List<ModelEntry> entries = new ArrayList<>();
    final List<Pending> pendings = new ArrayList<>();
    Account attributes;
    AccountStatus status = AccountStatus.OPEN;

    private final Map<Side, BigInteger> posted = new EnumMap<>(Side.class);
    private final Map<Side, BigInteger> pending = new EnumMap<>(Side.class);

    /** What holds reserved after a position. */
    record Pending(long position, BigInteger debits, BigInteger credits) {}

    ModelAccount(Account attributes, Receipt opened) {
        this.attributes = attributes;
        this.opened = opened;
        for (Side side : Side.values()) {
            posted.put(side, BigInteger.ZERO);
            pending.put(side, BigInteger.ZERO);
        }
    }

    ModelAccount copy() {
        ModelAccount copy = new ModelAccount(attributes, opened);
        copy.entries.addAll(entries);
        copy.pendings.addAll(pendings);
        copy.status = status;
        copy.posted.putAll(posted);
        copy.pending.putAll(pending);
        return copy;
    }

    /** All that was ever posted on a side. */
    BigInteger posted(Side side) {
        return posted.get(side);
    }

    /** What open holds will post on a side. */
    BigInteger pending(Side side) {
        return pending.get(side);
    }

    void addPosted(Side side, BigInteger amount) {
        posted.merge(side, amount, BigInteger::add);
    }

    void addPending(Side side, BigInteger amount, long position) {
        pending.merge(side, amount, BigInteger::add);
        pendings.add(new Pending(position, pending(Side.DEBIT), pending(Side.CREDIT)));
    }

    /** The balance, as the account's normal side signs it. */
    BigInteger balance() {
        return balance(attributes.normalSide());
    }

    BigInteger balance(Side normalSide) {
        return posted(normalSide).subtract(posted(normalSide.opposite()));
    }

    /** What holds will take off the balance. */
    BigInteger pendingOut() {
        return pending(attributes.normalSide().opposite());
    }

    /** What holds will add to the balance. */
    BigInteger pendingIn() {
        return pending(attributes.normalSide());
    }

    /** What the lower limit judges. */
    BigInteger available() {
        return available(attributes.normalSide());
    }

    BigInteger available(Side normalSide) {
        return balance(normalSide).subtract(pending(normalSide.opposite()));
    }

    /** What the upper limit judges. */
    BigInteger expected() {
        return expected(attributes.normalSide());
    }

    BigInteger expected(Side normalSide) {
        return balance(normalSide).add(pending(normalSide));
    }
}
