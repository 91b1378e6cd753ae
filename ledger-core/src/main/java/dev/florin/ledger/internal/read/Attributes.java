package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import org.jspecify.annotations.Nullable;

/** Attributes of an account from a position on: as it was opened, since most never change. Immutable. */
class Attributes {
    final Account account;
    final long position;

    Attributes(Account account, long position) {
        this.account = account;
        this.position = position;
    }

    AccountStatus status() {
        return AccountStatus.OPEN;
    }

    long openedPosition() {
        return position;
    }

    /** The version before that was published, cut off behind it. */
    @Nullable
    Attributes before() {
        return null;
    }

    /** The same without those before. */
    Attributes cutOff() {
        return this;
    }

    String name() {
        return account.name();
    }

    /** Attributes that were changed. */
    static final class Changed extends Attributes {
        private final AccountStatus status;
        private final long openedPosition;
        private final @Nullable Attributes before;

        Changed(AccountState state, long position, long openedPosition, @Nullable Attributes before) {
            super(state.account(), position);
            this.status = state.status();
            this.openedPosition = openedPosition;
            this.before = before;
        }

        @Override
        AccountStatus status() {
            return status;
        }

        @Override
        long openedPosition() {
            return openedPosition;
        }

        @Override
        @Nullable
        Attributes before() {
            return before;
        }

        @Override
        Attributes cutOff() {
            return new Changed(new AccountState(account, status), position, openedPosition, null);
        }
    }
}
