package dev.florin.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of an account; what is not named stays as it is. Immutable: each method returns a changed copy.
 *
 * <p>A change that present sums would break (a lower limit above what is available, closing an account that is not
 * empty) is rejected as a whole.
 */
public final class AccountUpdate implements Command {
    private final CommandId id;
    private final AccountId account;
    private final Change change;

    private AccountUpdate(CommandId id, AccountId account, Change change) {
        this.id = Objects.requireNonNull(id, "id");
        this.account = Objects.requireNonNull(account, "account");
        this.change = change;
    }

    /** Null is "not named". Written while an update is made, never once it is. */
    private static final class Change {
        @Nullable
        AccountStatus status;

        @Nullable
        Side normalSide;

        @Nullable
        Limit lowerLimit;

        @Nullable
        Limit upperLimit;

        @Nullable
        Integer code;

        @Nullable
        String name;

        @Nullable
        Map<String, String> metadata;

        List<Condition> conditions = List.of();

        Change copy() {
            Change copy = new Change();
            copy.status = status;
            copy.normalSide = normalSide;
            copy.lowerLimit = lowerLimit;
            copy.upperLimit = upperLimit;
            copy.code = code;
            copy.name = name;
            copy.metadata = metadata;
            copy.conditions = conditions;
            return copy;
        }

        List<@Nullable Object> parts() {
            return Arrays.asList(status, normalSide, lowerLimit, upperLimit, code, name, metadata);
        }
    }

    /**
     * An update that names no attribute yet.
     *
     * @param id makes the update idempotent
     * @param account the account to change
     * @return an update without changes, which the ledger refuses as malformed until one is added
     */
    public static AccountUpdate of(CommandId id, AccountId account) {
        return new AccountUpdate(id, account, new Change());
    }

    /**
     * An update that names no attribute yet.
     *
     * @param id makes the update idempotent
     * @param accountName the name whose hash is the account's id
     * @return an update without changes, which the ledger refuses as malformed until one is added
     */
    public static AccountUpdate of(CommandId id, String accountName) {
        return of(id, AccountId.of(accountName));
    }

    /**
     * Opens again, freezes or closes.
     *
     * @param status the new status; {@link AccountStatus#CLOSED} asks for a balance of zero
     * @return a changed copy
     */
    public AccountUpdate status(AccountStatus status) {
        Change changed = change.copy();
        changed.status = Objects.requireNonNull(status, "status");
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Turns the sign of the balance and of the limits round. The limits, with their figures as they are, must allow the
     * balance as it is then signed.
     *
     * @param side the new normal side
     * @return a changed copy
     */
    public AccountUpdate normalSide(Side side) {
        Change changed = change.copy();
        changed.normalSide = Objects.requireNonNull(side, "side");
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Sets the lower limit.
     *
     * @param limit the new limit; {@link Limit#NONE} takes it away
     * @return a changed copy
     */
    public AccountUpdate lowerLimit(Limit limit) {
        Change changed = change.copy();
        changed.lowerLimit = Objects.requireNonNull(limit, "limit");
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Sets the upper limit.
     *
     * @param limit the new limit; {@link Limit#NONE} takes it away
     * @return a changed copy
     */
    public AccountUpdate upperLimit(Limit limit) {
        Change changed = change.copy();
        changed.upperLimit = Objects.requireNonNull(limit, "limit");
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Sets the code.
     *
     * @param number at least 0; 0 for none
     * @return a changed copy
     * @throws MalformedCommandException if it is negative
     */
    public AccountUpdate code(int number) {
        Change changed = change.copy();
        changed.code = FormRules.code(number);
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Sets the name. The account is still addressed by its id, which does not change with it.
     *
     * @param text the new label, unique in the ledger; empty for none
     * @return a changed copy
     * @throws MalformedCommandException if the text is too long or has control characters
     */
    public AccountUpdate name(String text) {
        Change changed = change.copy();
        changed.name = FormRules.name(text);
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Replaces the metadata as a whole.
     *
     * @param pairs the new metadata, within the bounds that {@link Transfer} states; empty for none
     * @return a changed copy
     * @throws MalformedCommandException if the metadata is outside its bounds
     */
    public AccountUpdate metadata(Map<String, String> pairs) {
        Change changed = change.copy();
        changed.metadata = FormRules.metadata(pairs);
        return new AccountUpdate(id, account, changed);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public AccountUpdate onlyIf(Condition... conditions) {
        Change changed = change.copy();
        changed.conditions = FormRules.conditions(List.of(conditions));
        return new AccountUpdate(id, account, changed);
    }

    @Override
    public CommandId id() {
        return id;
    }

    @Override
    public CommandKind kind() {
        return CommandKind.UPDATE_ACCOUNT;
    }

    @Override
    public List<Condition> conditions() {
        return change.conditions;
    }

    /**
     * The account to change.
     *
     * @return its id
     */
    public AccountId account() {
        return account;
    }

    /**
     * The new status, if it is named.
     *
     * @return the status
     */
    public Optional<AccountStatus> status() {
        return Optional.ofNullable(change.status);
    }

    /**
     * The new normal side, if it is named.
     *
     * @return the side
     */
    public Optional<Side> normalSide() {
        return Optional.ofNullable(change.normalSide);
    }

    /**
     * The new lower limit, if it is named.
     *
     * @return the limit
     */
    public Optional<Limit> lowerLimit() {
        return Optional.ofNullable(change.lowerLimit);
    }

    /**
     * The new upper limit, if it is named.
     *
     * @return the limit
     */
    public Optional<Limit> upperLimit() {
        return Optional.ofNullable(change.upperLimit);
    }

    /**
     * The new code, if it is named.
     *
     * @return the code
     */
    public Optional<Integer> code() {
        return Optional.ofNullable(change.code);
    }

    /**
     * The new name, if it is named.
     *
     * @return the name
     */
    public Optional<String> name() {
        return Optional.ofNullable(change.name);
    }

    /**
     * The new metadata, if it is named.
     *
     * @return the metadata, sorted by key
     */
    public Optional<Map<String, String>> metadata() {
        return Optional.ofNullable(change.metadata);
    }

    /**
     * Whether the update names no attribute; the ledger refuses such a command as malformed.
     *
     * @return true if nothing would change
     */
    public boolean changesNothing() {
        return change.parts().stream().allMatch(Objects::isNull);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountUpdate that
                && id.equals(that.id)
                && account.equals(that.account)
                && change.parts().equals(that.change.parts())
                && change.conditions.equals(that.change.conditions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, account, change.parts(), change.conditions);
    }

    @Override
    public String toString() {
        return "AccountUpdate[id=" + id + ", account=" + account
                + ", status, normal side, limits, code, name, metadata: " + change.parts() + ", conditions="
                + change.conditions + "]";
    }
}
