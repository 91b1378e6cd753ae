package dev.florin.ledger.journal;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RestoreMark;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads effects in the words of the API. Effects name accounts by number, so either all of a journal must be read, in order,
 * from the first one on, which takes memory for the accounts; or somebody must know the accounts. Not thread-safe.
 */
public final class EffectReader {
    private final Accounts accounts;

    /** Who knows the accounts. */
    public interface Accounts {
        /**
         * An account as it was at a position.
         *
         * @param number its number
         * @param position the position of the effect that names it
         * @return its attributes
         * @throws IllegalArgumentException if no effect before has opened it
         */
        Account account(int number, long position);

        /**
         * Takes note of an opening or an update that was read.
         *
         * @param effect the effect
         * @param after the account as it left it
         * @throws IllegalArgumentException if it cannot follow what was read before
         */
        void changed(EffectCursor effect, Account after);
    }

    /** A reader before the first effect. */
    public EffectReader() {
        this(new AccountsRead());
    }

    /**
     * A reader that may begin anywhere.
     *
     * @param accounts knows the accounts that effects name
     */
    public EffectReader(Accounts accounts) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /** The accounts of all effects that were read, from the first one on. */
    private static final class AccountsRead implements Accounts {
        private final List<Account> accounts = new ArrayList<>();

        @Override
        public Account account(int number, long position) {
            if (number < 0 || number >= accounts.size()) {
                throw new IllegalArgumentException(
                        "account number " + number + " is named, and there are " + accounts.size() + " accounts");
            }
            return accounts.get(number);
        }

        @Override
        public void changed(EffectCursor effect, Account after) {
            int number = effect.account();
            if (effect.kind() == EffectKind.ACCOUNT_UPDATED) {
                account(number, effect.position());
                accounts.set(number, after);
            } else if (number == accounts.size()) {
                accounts.add(after);
            } else {
                throw new IllegalArgumentException("the effect at position " + effect.position()
                        + " opens account number " + number + ", and " + accounts.size() + " is next");
            }
        }
    }

    /**
     * Reads the effect that a cursor stands on.
     *
     * @param effect the effect behind the one read last
     * @param incarnation the incarnation of the books in which it was recorded
     * @return what it says
     * @throws IllegalArgumentException if it says nothing that an effect can say, or names an account that no effect before
     *     has opened
     */
    public Effect read(EffectCursor effect, int incarnation) {
        try {
            return understood(effect, incarnation);
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "the effect at position " + effect.position() + " cannot be understood: " + e.getMessage(), e);
        }
    }

    private Effect understood(EffectCursor effect, int incarnation) {
        EffectKind kind = effect.kind();
        boolean ofDate = kind == EffectKind.SCHEDULE_FIRED || kind == EffectKind.SCHEDULE_PLANNED;
        boolean ofAccount = kind == EffectKind.ACCOUNT_OPENED || kind == EffectKind.ACCOUNT_UPDATED;
        return new Effect(
                new Receipt(
                        CommandId.of(effect.idHigh(), effect.idLow()),
                        effect.position(),
                        effect.timeNanos(),
                        incarnation),
                kind,
                EffectCodec.isAskedFor(kind)
                        ? EffectCodec.command(
                                effect, number -> account(effect, number).id())
                        : null,
                kind.hasEntries() ? lines(effect) : List.of(),
                kind.hasEntries() ? EffectCodec.sections(effect).details() : Details.NONE,
                kind.hasOrigin() ? origin(effect) : null,
                kind == EffectKind.HOLD_PLACED ? due(effect) : null,
                kind == EffectKind.REJECTED ? EffectCodec.rejection(effect) : null,
                ofAccount ? after(effect) : null,
                kind == EffectKind.GROUP_POSTED || kind == EffectKind.SCHEDULE_FIRED
                        ? EffectCodec.groupSize(effect)
                        : 0,
                ofDate ? date(effect) : null,
                kind == EffectKind.RESTORED ? restored(effect) : null);
    }

    private static Effect.Restored restored(EffectCursor effect) {
        RestoreMark mark = EffectCodec.restoreMark(effect);
        return new Effect.Restored(HexFormat.of().formatHex(mark.chain()), mark.lastPosition(), mark.incarnation());
    }

    /**
     * Reads what an effect says of a date of a schedule; it names no accounts, so that nothing before it need be read.
     *
     * @param effect of kind SCHEDULE_FIRED or SCHEDULE_PLANNED
     * @return the date
     */
    public static Effect.Date date(EffectCursor effect) {
        ScheduleDate date = EffectCodec.scheduleDate(effect);
        boolean planned = date.nextNanos() != ScheduleDate.UNPLANNED;
        return new Effect.Date(
                LedgerClock.instantOf(date.dueNanos()),
                planned && date.nextNanos() != ScheduleDate.NONE ? LedgerClock.instantOf(date.nextNanos()) : null,
                planned,
                date.runs());
    }

    private Account account(EffectCursor effect, int number) {
        return accounts.account(number, effect.position());
    }

    private List<Effect.Line> lines(EffectCursor effect) {
        List<Effect.Line> lines = new ArrayList<>(effect.entryCount());
        for (int i = 0; i < effect.entryCount(); i++) {
            lines.add(new Effect.Line(
                    account(effect, effect.entryAccount(i)),
                    effect.entrySide(i),
                    new Amount(effect.amountHigh(i), effect.amountLow(i)),
                    new Amount(effect.debitsAfterHigh(i), effect.debitsAfterLow(i)),
                    new Amount(effect.creditsAfterHigh(i), effect.creditsAfterLow(i)),
                    effect.hasPending() ? pending(effect, i) : null));
        }
        return lines;
    }

    private static Effect.Pending pending(EffectCursor effect, int entry) {
        return new Effect.Pending(
                new Amount(effect.pendingDebitsAfterHigh(entry), effect.pendingDebitsAfterLow(entry)),
                new Amount(effect.pendingCreditsAfterHigh(entry), effect.pendingCreditsAfterLow(entry)));
    }

    private static Effect.Origin origin(EffectCursor effect) {
        return new Effect.Origin(
                EffectCodec.origin(effect),
                effect.originPosition(),
                EffectCodec.originCause(effect) == EffectCodec.TIMED_OUT);
    }

    private static @Nullable Instant due(EffectCursor effect) {
        long nanos = EffectCodec.dueNanos(effect);
        return nanos == EffectCodec.NEVER ? null : LedgerClock.instantOf(nanos);
    }

    private Effect.AccountAfter after(EffectCursor effect) {
        EffectCodec.AccountState state = EffectCodec.accountAfter(effect);
        accounts.changed(effect, state.account());
        return new Effect.AccountAfter(effect.account(), state.account(), state.status());
    }
}
