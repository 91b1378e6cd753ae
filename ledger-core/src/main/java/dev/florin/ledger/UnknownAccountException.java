package dev.florin.ledger;

import java.util.Objects;

/** A read named an account that the books do not hold (or not yet, at the moment of the read). */
public final class UnknownAccountException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final transient AccountId account;

    /**
     * Names the account.
     *
     * @param account the account that was asked for
     */
    public UnknownAccountException(AccountId account) {
        super("the books hold no account " + account + "; open it first, or check the name it was asked by");
        this.account = Objects.requireNonNull(account, "account");
    }

    /**
     * The account that was asked for.
     *
     * @return its id
     */
    public AccountId account() {
        return account;
    }
}
