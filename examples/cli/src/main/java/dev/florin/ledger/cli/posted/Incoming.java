package dev.florin.ledger.cli.posted;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An account that a file declares. It is opened without limits, since the file tells what has happened already; the limits
 * and the status that it ends with are set when everything is posted.
 *
 * @param line where it is declared
 * @param account its attributes
 * @param status its status
 */
public record Incoming(long line, Account account, AccountStatus status) {
    /** Checks that all parts are there. */
    public Incoming {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(status, "status");
    }

    /** The account as it is opened. */
    Account opened() {
        return account.unlimited();
    }

    /** What is set at the end, if anything; the id follows from what it says. */
    Optional<AccountUpdate> ending() {
        String lower = account.lowerLimit().toString();
        String upper = account.upperLimit().toString();
        CommandId id =
                CommandId.derived("florin:import-account", account.id().toString(), lower, upper, Json.word(status));
        AccountUpdate update = AccountUpdate.of(id, account.id());
        if (!account.lowerLimit().equals(Limit.NONE)) {
            update = update.lowerLimit(account.lowerLimit());
        }
        if (!account.upperLimit().equals(Limit.NONE)) {
            update = update.upperLimit(account.upperLimit());
        }
        if (status != AccountStatus.OPEN) {
            update = update.status(status);
        }
        return update.changesNothing() ? Optional.empty() : Optional.of(update);
    }

    /**
     * Reads attributes as an export writes them. What is absent has its default: a credit-normal account without limits.
     *
     * @throws IllegalArgumentException if one is not understood
     */
    static Incoming of(long line, AccountId id, String name, Asset asset, Map<String, String> texts) {
        Account account = new Account(
                id,
                asset,
                constant(Side.class, texts.getOrDefault(Keys.NORMAL_SIDE, "credit")),
                limit(texts.getOrDefault(Keys.LOWER_LIMIT, "none"), asset),
                limit(texts.getOrDefault(Keys.UPPER_LIMIT, "none"), asset),
                number(texts.getOrDefault(Keys.CODE, "")),
                name,
                Exact.readMap(texts.getOrDefault(Keys.METADATA, "")));
        return new Incoming(line, account, constant(AccountStatus.class, texts.getOrDefault(Keys.STATUS, "open")));
    }

    static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static Limit limit(String text, Asset asset) {
        return text.equals("none") ? Limit.NONE : Limit.of(SignedAmount.parse(text, asset));
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' is none of "
                            + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT),
                    e);
        }
    }
}
