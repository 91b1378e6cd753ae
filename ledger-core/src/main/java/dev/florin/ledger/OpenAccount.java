package dev.florin.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;

/**
 * Opens an account.
 *
 * @param id makes the opening idempotent
 * @param account what to open; its limits must allow a balance of zero
 */
public record OpenAccount(CommandId id, Account account) implements Command {
    /**
     * Checks that the limits allow the balance of zero that every account starts with.
     *
     * @throws MalformedCommandException if they do not
     */
    public OpenAccount {
        Objects.requireNonNull(id, "id");
        account.lowerLimit().value().filter(limit -> limit.signum() > 0).ifPresent(limit -> {
            throw limitExcludesZero(account, "lower", limit);
        });
        account.upperLimit().value().filter(limit -> limit.signum() < 0).ifPresent(limit -> {
            throw limitExcludesZero(account, "upper", limit);
        });
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
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        part(sha, "florin:open-account");
        part(sha, account.id().toString());
        part(sha, account.asset().toString());
        part(sha, account.normalSide().name());
        part(sha, account.lowerLimit().toString());
        part(sha, account.upperLimit().toString());
        part(sha, Integer.toString(account.code()));
        part(sha, account.name());
        for (Map.Entry<String, String> pair : account.metadata().entrySet()) {
            part(sha, pair.getKey());
            part(sha, pair.getValue());
        }
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        return CommandId.of(hash.getLong(), hash.getLong());
    }

    /** Each part goes with its length before it, so that no two lists of parts look alike. */
    private static void part(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
    }
}
