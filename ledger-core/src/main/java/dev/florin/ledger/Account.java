package dev.florin.ledger;

import dev.florin.ledger.money.Asset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an account is: its id and the attributes it is opened with and that an {@link AccountUpdate} can change.
 *
 * <p>Unless told otherwise, an account is credit-normal (it holds somebody's money), cannot go below zero and has no
 * upper limit. The lower limit bounds what is available (posted less what holds reserve on the way out), the upper
 * limit bounds posted plus what holds reserve on the way in. Immutable: each method returns a changed copy.
 *
 * @param id identifies the account in entries and reads, for ever
 * @param asset the unit it holds
 * @param normalSide the side that raises its balance and signs it and its limits
 * @param lowerLimit what is available is never below it
 * @param upperLimit the balance is never above it
 * @param code a free number for programs, 0 when absent
 * @param name a label, unique in the ledger, at most 512 bytes of UTF-8 without control characters; empty when absent
 * @param metadata as in {@link Transfer}
 */
public record Account(
        AccountId id,
        Asset asset,
        Side normalSide,
        Limit lowerLimit,
        Limit upperLimit,
        int code,
        String name,
        Map<String, String> metadata) {
    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the lower limit is above the upper one, or the name, the code or the
     *     metadata is outside its range
     */
    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(normalSide, "normalSide");
        if (lowerLimit.value().isPresent()
                && upperLimit.value().isPresent()
                && lowerLimit.value().get().compareTo(upperLimit.value().get()) > 0) {
            throw new MalformedCommandException(
                    "account " + id + ": its lower limit " + lowerLimit + " is above its upper limit " + upperLimit);
        }
        code = FormRules.code(code);
        name = FormRules.name(name);
        metadata = FormRules.metadata(metadata);
    }

    /**
     * An account known by a name, whose hash is its id.
     *
     * @param name for example {@code users:alice:savings}
     * @param asset the unit it holds
     * @return a credit-normal account with a lower limit of zero
     */
    public static Account named(String name, Asset asset) {
        return of(AccountId.of(name), asset).name(name);
    }

    /**
     * An account known by its id alone.
     *
     * @param id identifies the account
     * @param asset the unit it holds
     * @return a credit-normal account with a lower limit of zero
     */
    public static Account of(AccountId id, Asset asset) {
        return new Account(id, asset, Side.CREDIT, Limit.ZERO, Limit.NONE, 0, "", Map.of());
    }

    /**
     * Debits raise its balance: cash, receivables, expenses.
     *
     * @return a changed copy
     */
    public Account debitNormal() {
        return normalSide(Side.DEBIT);
    }

    /**
     * Credits raise its balance: customers' money, income, equity.
     *
     * @return a changed copy
     */
    public Account creditNormal() {
        return normalSide(Side.CREDIT);
    }

    /**
     * Sets the side that raises its balance.
     *
     * @param side the normal side
     * @return a changed copy
     */
    public Account normalSide(Side side) {
        return new Account(id, asset, side, lowerLimit, upperLimit, code, name, metadata);
    }

    /**
     * Sets the lower limit.
     *
     * @param limit what is available is never below it
     * @return a changed copy
     */
    public Account lowerLimit(Limit limit) {
        return new Account(id, asset, normalSide, limit, upperLimit, code, name, metadata);
    }

    /**
     * Sets the lower limit.
     *
     * @param minorUnits negative for an overdraft of that size
     * @return a changed copy
     */
    public Account lowerLimit(long minorUnits) {
        return lowerLimit(Limit.of(minorUnits));
    }

    /**
     * Sets the upper limit.
     *
     * @param limit the balance is never above it
     * @return a changed copy
     */
    public Account upperLimit(Limit limit) {
        return new Account(id, asset, normalSide, lowerLimit, limit, code, name, metadata);
    }

    /**
     * Sets the upper limit.
     *
     * @param minorUnits the balance is never above it
     * @return a changed copy
     */
    public Account upperLimit(long minorUnits) {
        return upperLimit(Limit.of(minorUnits));
    }

    /**
     * Takes both limits away.
     *
     * @return a changed copy
     */
    public Account unlimited() {
        return lowerLimit(Limit.NONE).upperLimit(Limit.NONE);
    }

    /**
     * Sets the code.
     *
     * @param number a free number for programs, at least 0
     * @return a changed copy
     */
    public Account code(int number) {
        return new Account(id, asset, normalSide, lowerLimit, upperLimit, number, name, metadata);
    }

    /**
     * Sets the name. The account is still addressed by its id, which does not change with it.
     *
     * @param text the label; empty for none
     * @return a changed copy
     */
    public Account name(String text) {
        return new Account(id, asset, normalSide, lowerLimit, upperLimit, code, text, metadata);
    }

    /**
     * Adds a pair of metadata, or replaces the value of its key.
     *
     * @param key 1 to 128 bytes of UTF-8
     * @param value at most 4,096 bytes of UTF-8
     * @return a changed copy
     */
    public Account metadata(String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>(metadata);
        pairs.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new Account(id, asset, normalSide, lowerLimit, upperLimit, code, name, pairs);
    }
}
