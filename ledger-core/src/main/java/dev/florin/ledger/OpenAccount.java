package dev.florin.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Opens an account.
 *
 * @param id makes the opening idempotent
 * @param account what to open; its limits must allow a balance of zero
 * @param conditions what must hold
 */
public record OpenAccount(CommandId id, Account account, List<Condition> conditions) implements Command {
    /**
     * Checks that the limits allow the balance of zero that every account starts with.
     *
     * @throws MalformedCommandException if they do not
     */
    public OpenAccount {
        Objects.requireNonNull(id, "id");
        conditions = FormRules.conditions(conditions);
        account.lowerLimit().value().filter(limit -> limit.signum() > 0).ifPresent(limit -> {
            throw limitExcludesZero(account, "lower", limit);
        });
        account.upperLimit().value().filter(limit -> limit.signum() < 0).ifPresent(limit -> {
            throw limitExcludesZero(account, "upper", limit);
        });
    }

    /**
     * An opening without conditions.
     *
     * @param id makes the opening idempotent
     * @param account what to open
     */
    public OpenAccount(CommandId id, Account account) {
        this(id, account, List.of());
    }

    @Override
    public CommandKind kind() {
        return CommandKind.OPEN_ACCOUNT;
    }

    /**
     * The opening whose id is derived from what it says: the first 128 bits of a SHA-256 over the account's id and
     * attributes. Opening the same account in the same way is thus the same command, however often and wherever it is
     * sent.
     *
     * @param account what to open
     * @return the command
     */
    public static OpenAccount of(Account account) {
        return new OpenAccount(derivedId(account), account);
    }

    private static MalformedCommandException limitExcludesZero(Account account, String which, Object limit) {
        return new MalformedCommandException("account " + account.id() + " cannot be opened with the " + which
                + " limit " + limit + ": it starts with a balance of 0; open it first, fund it, then set the limit");
    }

    private static CommandId derivedId(Account account) {
        List<String> parts = new ArrayList<>(List.of(
                "florin:open-account",
                account.id().toString(),
                account.asset().toString(),
                account.normalSide().name(),
                account.lowerLimit().toString(),
                account.upperLimit().toString(),
                Integer.toString(account.code()),
                account.name()));
        account.metadata().forEach((key, value) -> {
            parts.add(key);
            parts.add(value);
        });
        return CommandId.derived(parts.toArray(String[]::new));
    }
}
