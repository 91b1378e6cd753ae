package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.util.Objects;

/**
 * The sums of an account at one position of the journal, durable when shown. Immutable.
 *
 * <p>Balances are signed by the account's normal side and count minor units of its asset.
 */
public final class Balance {
    private final Account account;

    /** The account's, beside it: a read of the balance need then not touch the account. */
    private final Side normalSide;

    private final long debitsHigh;
    private final long debitsLow;
    private final long creditsHigh;
    private final long creditsLow;
    private final long pendingDebitsHigh;
    private final long pendingDebitsLow;
    private final long pendingCreditsHigh;
    private final long pendingCreditsLow;
    private final long version;
    private final long position;

    /**
     * The sums as they stand in the books; made by the ledger. Longs, so that a read costs one allocation.
     *
     * @param account the account as it is at this position
     * @param normalSide the account's normal side
     * @param debitsHigh upper half of the sum of all posted debits
     * @param debitsLow lower half of the sum of all posted debits
     * @param creditsHigh upper half of the sum of all posted credits
     * @param creditsLow lower half of the sum of all posted credits
     * @param pendingDebitsHigh upper half of what open holds will debit
     * @param pendingDebitsLow lower half of what open holds will debit
     * @param pendingCreditsHigh upper half of what open holds will credit
     * @param pendingCreditsLow lower half of what open holds will credit
     * @param version how many entries the account has had
     * @param position the position of the read
     */
    public Balance(
            Account account,
            Side normalSide,
            long debitsHigh,
            long debitsLow,
            long creditsHigh,
            long creditsLow,
            long pendingDebitsHigh,
            long pendingDebitsLow,
            long pendingCreditsHigh,
            long pendingCreditsLow,
            long version,
            long position) {
        this.account = account;
        this.normalSide = normalSide;
        this.debitsHigh = debitsHigh;
        this.debitsLow = debitsLow;
        this.creditsHigh = creditsHigh;
        this.creditsLow = creditsLow;
        this.pendingDebitsHigh = pendingDebitsHigh;
        this.pendingDebitsLow = pendingDebitsLow;
        this.pendingCreditsHigh = pendingCreditsHigh;
        this.pendingCreditsLow = pendingCreditsLow;
        this.version = version;
        this.position = position;
    }

    /**
     * The account's id.
     *
     * @return the id
     */
    public AccountId account() {
        return account.id();
    }

    /**
     * The unit of all sums here.
     *
     * @return the asset
     */
    public Asset asset() {
        return account.asset();
    }

    /**
     * The side that raises the balance.
     *
     * @return the normal side
     */
    public Side normalSide() {
        return normalSide;
    }

    /**
     * The sum of all debits posted.
     *
     * @return minor units
     */
    public Amount debits() {
        return new Amount(debitsHigh, debitsLow);
    }

    /**
     * The sum of all credits posted.
     *
     * @return minor units
     */
    public Amount credits() {
        return new Amount(creditsHigh, creditsLow);
    }

    /**
     * What open holds will debit when captured.
     *
     * @return minor units
     */
    public Amount pendingDebits() {
        return new Amount(pendingDebitsHigh, pendingDebitsLow);
    }

    /**
     * What open holds will credit when captured.
     *
     * @return minor units
     */
    public Amount pendingCredits() {
        return new Amount(pendingCreditsHigh, pendingCreditsLow);
    }

    /**
     * The settled balance: credits less debits for a credit-normal account, debits less credits for a debit-normal one.
     *
     * @return minor units, signed by the normal side
     */
    public SignedAmount posted() {
        return signed(debits(), credits());
    }

    /**
     * What can still go out: posted less what holds have reserved on the way out.
     *
     * @return minor units, signed by the normal side
     */
    public SignedAmount available() {
        return normalSide == Side.CREDIT
                ? signed(debits().plus(pendingDebits()), credits())
                : signed(debits(), credits().plus(pendingCredits()));
    }

    /**
     * How many entries with an amount above zero were posted on the account; what holds reserve does not count.
     *
     * @return the number of entries
     */
    public long version() {
        return version;
    }

    /**
     * The position of the journal that was current when this was read; everything up to it is contained.
     *
     * @return the position, 0 for empty books
     */
    public long position() {
        return position;
    }

    private SignedAmount signed(Amount debitSum, Amount creditSum) {
        return normalSide == Side.CREDIT
                ? SignedAmount.difference(creditSum, debitSum)
                : SignedAmount.difference(debitSum, creditSum);
    }

    /** Compares all sums, the version and the account; not the position of the read. */
    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Balance that
                && account.equals(that.account)
                && debits().equals(that.debits())
                && credits().equals(that.credits())
                && pendingDebits().equals(that.pendingDebits())
                && pendingCredits().equals(that.pendingCredits())
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(account.id(), debits(), credits(), version);
    }

    @Override
    public String toString() {
        return posted().format(asset()) + " " + asset().code() + " posted, "
                + available().format(asset()) + " available (account " + account.id() + ", version " + version
                + ", position " + position + ")";
    }
}
