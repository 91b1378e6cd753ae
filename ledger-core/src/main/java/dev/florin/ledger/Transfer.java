package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The atomic, immutable unit of movement: 2 to {@value #MAX_ENTRIES} entries whose debits equal their credits for each
 * asset. Limits of accounts are judged once, on the net of the whole transfer.
 *
 * @param id makes the transfer idempotent
 * @param entries in the order given, which statements keep
 * @param reference free text for people, at most 1,024 bytes of UTF-8; empty when absent
 * @param code a free number for programs, 0 when absent
 * @param effectiveTime when the movement counts for its business, or null for the time it is recorded; nanoseconds, years
 *     1678 to 2261. Never re-judges: limits follow the recorded order alone
 * @param metadata at most 64 pairs; keys of 1 to 128 bytes, values of at most 4,096, 32 KiB in all; sorted by key
 */
public record Transfer(
        CommandId id,
        List<Entry> entries,
        String reference,
        int code,
        @Nullable Instant effectiveTime,
        Map<String, String> metadata)
        implements Command {
    /** The most entries a transfer can have. */
    public static final int MAX_ENTRIES = 4_096;

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the number of entries, a text, the code, the time or the metadata is outside
     *     its range, or if the debits or the credits sum up to more than 2^128 - 1
     */
    public Transfer {
        Objects.requireNonNull(id, "id");
        entries = List.copyOf(entries);
        if (entries.size() < 2 || entries.size() > MAX_ENTRIES) {
            throw new MalformedCommandException(
                    "transfer " + id + " has " + entries.size() + " entries; it takes 2 to " + MAX_ENTRIES);
        }
        requireSumsInRange(id, entries);
        reference = FormRules.reference(reference);
        code = FormRules.code(code);
        effectiveTime = FormRules.time(effectiveTime);
        metadata = FormRules.metadata(metadata);
    }

    /**
     * Starts a transfer.
     *
     * @param id makes the transfer idempotent
     * @return a builder without entries
     */
    public static Builder of(CommandId id) {
        return new Builder(id);
    }

    private static void requireSumsInRange(CommandId id, List<Entry> entries) {
        for (Side side : Side.values()) {
            Amount sum = Amount.ZERO;
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                if (entry.side() == side) {
                    if (sum.compareTo(Amount.MAX.minus(entry.amount())) > 0) {
                        throw new MalformedCommandException("transfer " + id + ": its " + side + " entries sum up to "
                                + "more than 2^128 - 1 at entry " + i + "; split it");
                    }
                    sum = sum.plus(entry.amount());
                }
            }
        }
    }

    /** Collects a transfer; not thread-safe. {@link #build()} checks the form. */
    public static final class Builder {
        private final CommandId id;
        private final List<Entry> entries = new ArrayList<>(2);
        private String reference = "";
        private int code;
        private @Nullable Instant effectiveTime;
        private Map<String, String> metadata = Map.of();

        private Builder(CommandId id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /**
         * Adds a debit.
         *
         * @param accountName the name whose hash is the account's id
         * @param minorUnits at least 1
         * @return this
         */
        public Builder debit(String accountName, long minorUnits) {
            return debit(AccountId.of(accountName), Amount.of(minorUnits));
        }

        /**
         * Adds a debit.
         *
         * @param account the account
         * @param minorUnits at least 1
         * @return this
         */
        public Builder debit(AccountId account, long minorUnits) {
            return debit(account, Amount.of(minorUnits));
        }

        /**
         * Adds a debit.
         *
         * @param account the account
         * @param amount at least 1
         * @return this
         */
        public Builder debit(AccountId account, Amount amount) {
            return entry(new Entry(account, Side.DEBIT, amount));
        }

        /**
         * Adds a credit.
         *
         * @param accountName the name whose hash is the account's id
         * @param minorUnits at least 1
         * @return this
         */
        public Builder credit(String accountName, long minorUnits) {
            return credit(AccountId.of(accountName), Amount.of(minorUnits));
        }

        /**
         * Adds a credit.
         *
         * @param account the account
         * @param minorUnits at least 1
         * @return this
         */
        public Builder credit(AccountId account, long minorUnits) {
            return credit(account, Amount.of(minorUnits));
        }

        /**
         * Adds a credit.
         *
         * @param account the account
         * @param amount at least 1
         * @return this
         */
        public Builder credit(AccountId account, Amount amount) {
            return entry(new Entry(account, Side.CREDIT, amount));
        }

        /**
         * Adds an entry.
         *
         * @param entry the entry
         * @return this
         */
        public Builder entry(Entry entry) {
            entries.add(Objects.requireNonNull(entry, "entry"));
            return this;
        }

        /**
         * Sets the reference.
         *
         * @param text free text for people, at most 1,024 bytes of UTF-8
         * @return this
         */
        public Builder reference(String text) {
            reference = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets the code.
         *
         * @param number a free number for programs, at least 0
         * @return this
         */
        public Builder code(int number) {
            code = number;
            return this;
        }

        /**
         * Sets the effective time.
         *
         * @param time when the movement counts for its business
         * @return this
         */
        public Builder effectiveTime(Instant time) {
            effectiveTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Adds a pair of metadata, or replaces the value of its key.
         *
         * @param key 1 to 128 bytes of UTF-8
         * @param value at most 4,096 bytes of UTF-8
         * @return this
         */
        public Builder metadata(String key, String value) {
            if (metadata.isEmpty()) {
                metadata = new LinkedHashMap<>();
            }
            metadata.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * The transfer.
         *
         * @return an immutable transfer
         * @throws MalformedCommandException as the constructor of {@link Transfer}
         */
        public Transfer build() {
            return new Transfer(id, entries, reference, code, effectiveTime, metadata);
        }
    }
}
