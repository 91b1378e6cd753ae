package dev.florin.ledger.internal.tool;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What an effect holds beside its entries, as values. All throw {@link IllegalArgumentException} where it does not. */
public final class EffectParts {
    private EffectParts() {}

    /**
     * The command that it settled.
     *
     * @param effect the effect
     * @param ids the ids of accounts by number
     * @return the command, exactly as it was asked; of what nobody asked for, the one derived; null of a restore and of the
     *     dates of schedules
     */
    public static @Nullable Command command(EffectCursor effect, IntFunction<AccountId> ids) {
        return EffectCodec.isAskedFor(effect.kind()) ? EffectCodec.command(effect, ids) : null;
    }

    /**
     * Why it rejects.
     *
     * @param effect of kind REJECTED
     * @return the reason with its figures
     */
    public static Rejection rejection(EffectCursor effect) {
        return EffectCodec.rejection(effect);
    }

    /**
     * The account that it leaves.
     *
     * @param effect of kind ACCOUNT_OPENED or ACCOUNT_UPDATED
     * @return the account
     */
    public static Account account(EffectCursor effect) {
        return EffectCodec.accountAfter(effect).account();
    }

    /**
     * What it refers to.
     *
     * @param effect of a kind that has an origin
     * @return the id of the hold, movement or schedule
     */
    public static CommandId origin(EffectCursor effect) {
        return EffectCodec.origin(effect);
    }
}
