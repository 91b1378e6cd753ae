package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The atomic, immutable unit of movement: 2 to {@value #MAX_ENTRIES} entries whose debits equal their credits for each
 * asset. Limits of accounts are judged once, on the net of the whole transfer.
 *
 * @param id makes the transfer idempotent
 * @param entries in the order given, which statements keep
 * @param details what goes with the movement: reference, code, effective time, metadata
 * @param conditions what must hold
 * @param exchange the rate to check, or null if the transfer states none
 */
public record Transfer(
        CommandId id,
        List<Entry> entries,
        Details details,
        List<Condition> conditions,
        @Nullable Exchange exchange) implements Command {
    /** The most entries a transfer can have. */
    public static final int MAX_ENTRIES = 4_096;

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the number of entries or of conditions is outside its range, the debits or the
     *     credits sum up to more than 2^128 - 1, or the exchange names an entry that is not there
     */
    public Transfer {
        Objects.requireNonNull(id, "id");
        entries = List.copyOf(entries);
        if (entries.size() < 2 || entries.size() > MAX_ENTRIES) {
            throw new MalformedCommandException(
                    "transfer " + id + " has " + entries.size() + " entries; it takes 2 to " + MAX_ENTRIES);
        }
        requireSumsInRange(id, entries);
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
        if (exchange != null && Math.max(exchange.from(), exchange.to()) >= entries.size()) {
            throw new MalformedCommandException("transfer " + id + " exchanges entry " + exchange.from()
                    + " into entry " + exchange.to() + ", and has " + entries.size() + " entries");
        }
    }

    /**
     * A transfer without conditions.
     *
     * @param id makes the transfer idempotent
     * @param entries in the order given, which statements keep
     * @param reference as in {@link Details}
     * @param code as in {@link Details}
     * @param effectiveTime as in {@link Details}
     * @param metadata as in {@link Details}
     */
    public Transfer(
            CommandId id,
            List<Entry> entries,
            String reference,
            int code,
            @Nullable Instant effectiveTime,
            Map<String, String> metadata) {
        this(id, entries, new Details(reference, code, effectiveTime, metadata), List.of(), null);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.TRANSFER;
    }

    /**
     * Free text for people.
     *
     * @return empty when absent
     */
    public String reference() {
        return details.reference();
    }

    /**
     * A free number for programs.
     *
     * @return 0 when absent
     */
    public int code() {
        return details.code();
    }

    /**
     * When the movement counts for its business.
     *
     * @return null for the time it is recorded
     */
    public @Nullable Instant effectiveTime() {
        return details.effectiveTime();
    }

    /**
     * Free pairs for programs.
     *
     * @return sorted by key, empty when absent
     */
    public Map<String, String> metadata() {
        return details.metadata();
    }

    /**
     * The rate to check, if the transfer states one.
     *
     * @return empty if it states none
     */
    public Optional<Exchange> statedExchange() {
        return Optional.ofNullable(exchange);
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

    /** As many amounts below 2^64 as a transfer can have stay far below 2^128: only others are summed up. */
    private static void requireSumsInRange(CommandId id, List<Entry> entries) {
        long upperHalves = 0;
        for (int i = 0; i < entries.size(); i++) {
            upperHalves |= entries.get(i).amount().high();
        }
        if (upperHalves != 0) {
            requireSumInRange(id, entries, Side.DEBIT);
            requireSumInRange(id, entries, Side.CREDIT);
        }
    }

    private static void requireSumInRange(CommandId id, List<Entry> entries, Side side) {
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

    /** Collects a transfer; not thread-safe. {@link #build()} checks the form. */
    public static final class Builder {
        private final CommandId id;
        private final List<Entry> entries = new ArrayList<>(2);
        private String reference = "";
        private int code;
        private @Nullable Instant effectiveTime;
        private Map<String, String> metadata = Map.of();
        private List<Condition> conditions = List.of();
        private @Nullable Exchange exchange;

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
         * @param accountName the name whose hash is the account's id
         * @param amount at least 1
         * @return this
         */
        public Builder debit(String accountName, Amount amount) {
            return debit(AccountId.of(accountName), amount);
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
         * @param accountName the name whose hash is the account's id
         * @param amount at least 1
         * @return this
         */
        public Builder credit(String accountName, Amount amount) {
            return credit(AccountId.of(accountName), amount);
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
         * Sets all that goes with the movement, in place of what was set before.
         *
         * @param what reference, code, effective time, metadata
         * @return this
         */
        public Builder details(Details what) {
            reference = what.reference();
            code = what.code();
            effectiveTime = what.effectiveTime();
            metadata = what.metadata().isEmpty() ? Map.of() : new LinkedHashMap<>(what.metadata());
            return this;
        }

        /**
         * Sets what must hold when the transfer is decided.
         *
         * @param what at most 64
         * @return this
         */
        public Builder onlyIf(Condition... what) {
            conditions = List.of(what);
            return this;
        }

        /**
         * States the rate that the ledger checks.
         *
         * @param stated rate, rounding, and the two entries
         * @return this
         */
        public Builder exchange(Exchange stated) {
            exchange = Objects.requireNonNull(stated, "stated");
            return this;
        }

        /**
         * The transfer.
         *
         * @return an immutable transfer
         * @throws MalformedCommandException as the constructors of {@link Transfer} and {@link Details}
         */
        public Transfer build() {
            return new Transfer(id, entries, details(), conditions, exchange);
        }

        /** Most transfers carry nothing, and then share it. */
        private Details details() {
            boolean nothing = reference.isEmpty() && code == 0 && effectiveTime == null && metadata.isEmpty();
            return nothing ? Details.NONE : new Details(reference, code, effectiveTime, metadata);
        }

        /**
         * The transfer as a hold, which reserves until it is captured or released.
         *
         * @return an immutable hold without a time-out
         * @throws MalformedCommandException as {@link #build()}
         */
        public Hold hold() {
            return Hold.of(build());
        }

        /**
         * The transfer as a hold, which reserves until it is captured, released, or the time-out passes.
         *
         * @param timeout 1 nanosecond to 73,000 days
         * @return an immutable hold
         * @throws MalformedCommandException as {@link #build()}, or if the time-out is outside its range
         */
        public Hold hold(Duration timeout) {
            return hold().timeout(timeout);
        }
    }
}
