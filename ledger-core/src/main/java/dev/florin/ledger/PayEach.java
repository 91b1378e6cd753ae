package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Pays several payees from one account, each on its own: a payee who cannot be paid is told in the outcome, the others are
 * paid, in their order. Each payment is a transfer with an id derived from this command's ({@link #payeeId}); all are
 * recorded together, so that asking again with the same id gives the same outcomes and pays nobody twice. The command
 * itself is posted even if nobody could be paid.
 *
 * <p>{@code PayEach.of(id, "company:wages").pay("staff:ann", 2_000_00).pay("staff:ben", 2_100_00).build()}
 *
 * <p>All or nothing is a {@link Transfer} with one debit and several credits.
 *
 * @param id makes the command idempotent
 * @param payer the account that is debited for each payee
 * @param payees who gets what, 1 to 4,096
 * @param details what goes with each payment
 * @param conditions what must hold, judged once, before the first payee
 */
public record PayEach(CommandId id, AccountId payer, List<Payee> payees, Details details, List<Condition> conditions)
        implements Command {
    /** The most payees of one command. */
    public static final int MAX_PAYEES = 4_096;

    /**
     * Who gets what.
     *
     * @param account the account that is credited
     * @param amount at least 1
     */
    public record Payee(AccountId account, Amount amount) {
        /**
         * Checks the amount.
         *
         * @throws MalformedCommandException if the amount is zero
         */
        public Payee {
            Objects.requireNonNull(account, "account");
            if (amount.isZero()) {
                throw new MalformedCommandException("payee " + account + " gets 0; the least is 1");
            }
        }
    }

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if there is no payee, or more than 4,096
     */
    public PayEach {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(payer, "payer");
        Objects.requireNonNull(details, "details");
        conditions = FormRules.conditions(conditions);
        payees = List.copyOf(payees);
        if (payees.isEmpty() || payees.size() > MAX_PAYEES) {
            throw new MalformedCommandException(
                    "payment " + id + " has " + payees.size() + " payees; it takes 1 to " + MAX_PAYEES);
        }
    }

    /**
     * Starts a list of payees.
     *
     * @param id makes the command idempotent
     * @param payer the account that is debited for each payee
     * @return a builder without payees
     */
    public static Builder of(CommandId id, AccountId payer) {
        return new Builder(id, payer);
    }

    /**
     * Starts a list of payees.
     *
     * @param id makes the command idempotent
     * @param payer the name of the account that is debited for each payee
     * @return a builder without payees
     */
    public static Builder of(CommandId id, String payer) {
        return of(id, AccountId.of(payer));
    }

    /**
     * The id of the transfer that pays a payee: derived from this command's id and the payee's place.
     *
     * @param index the payee's index, from 0
     * @return the id
     */
    public CommandId payeeId(int index) {
        return CommandId.derived(
                "florin:payee", id.toString(), Integer.toString(Objects.checkIndex(index, payees.size())));
    }

    /**
     * The transfer that pays a payee.
     *
     * @param index the payee's index, from 0
     * @return a transfer of one debit and one credit, with the details of this command
     */
    public Transfer transfer(int index) {
        Payee payee = payees.get(index);
        List<Entry> entries = List.of(
                new Entry(payer, Side.DEBIT, payee.amount), new Entry(payee.account, Side.CREDIT, payee.amount));
        return new Transfer(payeeId(index), entries, details, List.of(), null);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.PAY_EACH;
    }

    /** Collects payees; not thread-safe. {@link #build()} checks the form. */
    public static final class Builder {
        private final CommandId id;
        private final AccountId payer;
        private final List<Payee> payees = new ArrayList<>();
        private Details details = Details.NONE;
        private List<Condition> conditions = List.of();

        private Builder(CommandId id, AccountId payer) {
            this.id = Objects.requireNonNull(id, "id");
            this.payer = Objects.requireNonNull(payer, "payer");
        }

        /**
         * Adds a payee.
         *
         * @param accountName the name whose hash is the account's id
         * @param minorUnits at least 1
         * @return this
         */
        public Builder pay(String accountName, long minorUnits) {
            return pay(AccountId.of(accountName), Amount.of(minorUnits));
        }

        /**
         * Adds a payee.
         *
         * @param accountName the name whose hash is the account's id
         * @param amount at least 1
         * @return this
         */
        public Builder pay(String accountName, Amount amount) {
            return pay(AccountId.of(accountName), amount);
        }

        /**
         * Adds a payee.
         *
         * @param account the account that is credited
         * @param minorUnits at least 1
         * @return this
         */
        public Builder pay(AccountId account, long minorUnits) {
            return pay(account, Amount.of(minorUnits));
        }

        /**
         * Adds a payee.
         *
         * @param account the account that is credited
         * @param amount at least 1
         * @return this
         */
        public Builder pay(AccountId account, Amount amount) {
            payees.add(new Payee(account, amount));
            return this;
        }

        /**
         * Sets what goes with each payment.
         *
         * @param what reference, code, effective time, metadata
         * @return this
         */
        public Builder details(Details what) {
            details = Objects.requireNonNull(what, "what");
            return this;
        }

        /**
         * Sets what must hold.
         *
         * @param what at most 64
         * @return this
         */
        public Builder onlyIf(Condition... what) {
            conditions = List.of(what);
            return this;
        }

        /**
         * The command.
         *
         * @return an immutable command
         * @throws MalformedCommandException as the constructor of {@link PayEach}
         */
        public PayEach build() {
            return new PayEach(id, payer, payees, details, conditions);
        }
    }
}
