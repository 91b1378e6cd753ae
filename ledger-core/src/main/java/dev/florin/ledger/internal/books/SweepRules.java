package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectKind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Moves what is available, or all of a balance. The order of checks is that of {@link dev.florin.ledger.RejectionReason}. */
final class SweepRules {
    private final Books books;
    private final Movement movement;
    private final MovementRules rules;
    private final MovementWriter writer;
    private final LimitRules limits;

    SweepRules(Tools tools) {
        books = tools.books();
        movement = tools.movement();
        rules = tools.rules();
        writer = tools.writer();
        limits = new LimitRules(books);
    }

    /** Null if it was posted. */
    @Nullable
    Rejection sweep(Sweep sweep, CommandCursor command, RecordBuffer effects) {
        Rejection rejection = unknown(sweep.from());
        if (rejection == null) {
            rejection = unknown(sweep.to());
        }
        if (rejection != null) {
            return rejection;
        }
        int from = books.account(sweep.from());
        rejection = judgeAccounts(sweep);
        if (rejection != null) {
            return rejection;
        }
        SignedAmount available = limits.available(from);
        BigInteger most = available.toBigInteger().subtract(floor(from));
        if (most.signum() <= 0) {
            return new Rejection.NothingAvailable(sweep.from(), available);
        }
        Amount amount = Amount.of(most.min(Amount.MAX.toBigInteger()));
        if (sweep.most().isPresent() && sweep.most().get().compareTo(amount) < 0) {
            amount = sweep.most().get();
        }
        return move(sweep, amount, command, effects);
    }

    /** Moves the whole balance of an account that is to be closed; both accounts are there. Null if it was posted. */
    @Nullable
    Rejection sweepAll(Sweep sweep, Amount balance, CommandCursor command, RecordBuffer effects) {
        Rejection rejection = judgeAccounts(sweep);
        return rejection == null ? move(sweep, balance, command, effects) : rejection;
    }

    @Nullable
    Rejection unknown(AccountId account) {
        return books.account(account) == IdMap.NONE ? new Rejection.UnknownAccount(account) : null;
    }

    /** An overdraft is not swept, and a positive lower limit stays. */
    private BigInteger floor(int account) {
        return books.accounts
                .account(account)
                .lowerLimit()
                .value()
                .map(SignedAmount::toBigInteger)
                .orElse(BigInteger.ZERO)
                .max(BigInteger.ZERO);
    }

    private @Nullable Rejection judgeAccounts(Sweep sweep) {
        fill(sweep, Amount.of(1));
        Rejection rejection = rules.status();
        if (rejection != null) {
            return rejection;
        }
        int from = books.accounts.asset(movement.accounts[0]);
        int to = books.accounts.asset(movement.accounts[1]);
        return from == to ? null : new Rejection.AssetsDiffer(books.assets.get(from), books.assets.get(to));
    }

    private void fill(Sweep sweep, Amount amount) {
        int from = books.account(sweep.from());
        boolean outIsCredit = !books.accounts.isCreditNormal(from);
        movement.clear();
        movement.add(from, outIsCredit, amount.high(), amount.low());
        movement.add(books.account(sweep.to()), !outIsCredit, amount.high(), amount.low());
        movement.addUp();
    }

    private @Nullable Rejection move(Sweep sweep, Amount amount, CommandCursor command, RecordBuffer effects) {
        fill(sweep, amount);
        Rejection rejection = rules.overflow();
        if (rejection == null) {
            rejection = rules.limitsOfPosting();
        }
        if (rejection != null) {
            return rejection;
        }
        int start = writer.write(EffectKind.SWEPT, 0, command, null, effects);
        EffectCodec.putSections(sweep, 0, 0, Holds.NEVER, effects);
        effects.endRecord(start);
        return null;
    }
}
