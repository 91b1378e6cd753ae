package dev.florin.ledger;

import org.jspecify.annotations.Nullable;

/** The family of everything a ledger throws. Each member says what it means for the caller and what to do next. */
public abstract sealed class LedgerException extends RuntimeException
        permits CommandRejectedException,
                LedgerClosedException,
                LedgerFailedException,
                MalformedCommandException,
                OutcomeUnknownException,
                OverloadedException,
                StorageException,
                UnknownAccountException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message) {
        super(message);
    }

    LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
