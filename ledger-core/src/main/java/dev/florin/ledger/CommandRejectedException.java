package dev.florin.ledger;

import java.util.Objects;

/**
 * The short forms ({@link Ledger#post}, {@link Ledger#open}, {@link Ledger#update}) throw this where
 * {@link Ledger#submit} returns {@link Outcome.Rejected}. The rejection is final for this id; trying again needs a new
 * one.
 */
public final class CommandRejectedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final transient CommandId id;
    private final transient Rejection rejection;

    /**
     * Wraps the rejection of a command.
     *
     * @param id the command's id
     * @param rejection why it was rejected
     */
    public CommandRejectedException(CommandId id, Rejection rejection) {
        super("command " + id + " was rejected: " + rejection.message());
        this.id = Objects.requireNonNull(id, "id");
        this.rejection = rejection;
    }

    /**
     * The command that was rejected.
     *
     * @return its id
     */
    public CommandId id() {
        return id;
    }

    /**
     * Why, with the figures.
     *
     * @return the rejection
     */
    public Rejection rejection() {
        return rejection;
    }
}
