package dev.florin.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes an account: one that is at zero, or one whose balance is swept into another account in the same step. An account
 * that is overdrawn or has open holds cannot be closed. It can be opened again with an {@link AccountUpdate}. Immutable: each method returns
 * a changed copy.
 *
 * @param id makes the closing idempotent
 * @param account the account to close
 * @param sweepTo the account that takes what is left, of the same asset; or null to close at zero only
 * @param details what goes with the sweep
 * @param conditions what must hold
 */
public record CloseAccount(
        CommandId id, AccountId account, @Nullable AccountId sweepTo, Details details, List<Condition> conditions)
        implements Command {
    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if an account is swept into itself
     */
    public CloseAccount {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
        if (account.equals(sweepTo)) {
            throw new MalformedCommandException("closing " + id + " sweeps account " + account + " into itself");
        }
    }

    /**
     * Closes an account that is at zero.
     *
     * @param id makes the closing idempotent
     * @param account the account
     * @return the closing
     */
    public static CloseAccount of(CommandId id, AccountId account) {
        return new CloseAccount(id, account, null, Details.NONE, List.of());
    }

    /**
     * Closes an account that is at zero.
     *
     * @param id makes the closing idempotent
     * @param account the name of the account
     * @return the closing
     */
    public static CloseAccount of(CommandId id, String account) {
        return of(id, AccountId.of(account));
    }

    /**
     * Moves what is left into another account first.
     *
     * @param receiver the account that takes it
     * @return a changed copy
     */
    public CloseAccount sweepTo(AccountId receiver) {
        return new CloseAccount(id, account, Objects.requireNonNull(receiver, "receiver"), details, conditions);
    }

    /**
     * Moves what is left into another account first.
     *
     * @param receiver the name of the account that takes it
     * @return a changed copy
     */
    public CloseAccount sweepTo(String receiver) {
        return sweepTo(AccountId.of(receiver));
    }

    /**
     * Sets what goes with the sweep.
     *
     * @param details reference, code, effective time, metadata
     * @return a changed copy
     */
    public CloseAccount details(Details details) {
        return new CloseAccount(id, account, sweepTo, details, conditions);
    }

    /**
     * Sets what must hold.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public CloseAccount onlyIf(Condition... conditions) {
        return new CloseAccount(id, account, sweepTo, details, List.of(conditions));
    }

    /**
     * The account that takes what is left.
     *
     * @return empty to close at zero only
     */
    public Optional<AccountId> receiver() {
        return Optional.ofNullable(sweepTo);
    }

    /**
     * The id under which the sweep is recorded: derived from this command's.
     *
     * @return the id
     */
    public CommandId sweepId() {
        return CommandId.derived("florin:close", id.toString(), "sweep");
    }

    /**
     * The id under which the change of status is recorded when there is a sweep: derived from this command's.
     *
     * @return the id
     */
    public CommandId updateId() {
        return CommandId.derived("florin:close", id.toString(), "update");
    }

    @Override
    public CommandKind kind() {
        return CommandKind.CLOSE_ACCOUNT;
    }
}
