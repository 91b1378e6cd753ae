package dev.florin.ledger.storage.file;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.EffectParts;
import dev.florin.ledger.journal.Effect.Date;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An effect of the journal, as {@link Inspection} finds it. Immutable.
 *
 * @param batch the batch that holds it
 * @param offset where it begins in the file
 * @param position in the journal
 * @param recorded when
 * @param kind what it is
 * @param id of the command that it settled
 * @param contentHash of that command
 * @param entries none if its kind has none
 * @param origin the id of the hold, movement or schedule that it refers to; null if it refers to none
 * @param date which date of a schedule has come, or behind which one the next is known; null for other kinds
 * @param command what was asked for; null if it names accounts that were not found, and of what no command asks for
 * @param rejection why it rejects; null for other kinds
 * @param account the account that it opened or changed, as it was then; null for other kinds
 * @param hex all its bytes
 */
public record InspectedEffect(
        JournalRecord.Batch batch,
        long offset,
        long position,
        Instant recorded,
        EffectKind kind,
        CommandId id,
        long contentHash,
        List<Line> entries,
        @Nullable CommandId origin,
        @Nullable Date date,
        @Nullable Command command,
        @Nullable Rejection rejection,
        @Nullable Account account,
        String hex) {
    /** Copies the list. */
    public InspectedEffect {
        entries = List.copyOf(entries);
    }

    /**
     * An entry, with the sums of its account after it.
     *
     * @param number of the account
     * @param account as it was then; null if its opening was not found
     * @param side debit or credit
     * @param amount what it moves, reserves or frees
     * @param debits all debits of the account after it
     * @param credits all its credits
     * @param pendingDebits what holds reserve on the debit side; null if the effect does not say
     * @param pendingCredits on the credit side; null if the effect does not say
     */
    public record Line(
            int number,
            @Nullable Account account,
            Side side,
            Amount amount,
            Amount debits,
            Amount credits,
            @Nullable Amount pendingDebits,
            @Nullable Amount pendingCredits) {}

    static InspectedEffect of(EffectCursor effect, JournalRecord.Batch batch, Map<Integer, Account> accounts) {
        try {
            EffectKind kind = effect.kind();
            boolean ofDate = kind == EffectKind.SCHEDULE_FIRED || kind == EffectKind.SCHEDULE_PLANNED;
            boolean ofAccount = kind == EffectKind.ACCOUNT_OPENED || kind == EffectKind.ACCOUNT_UPDATED;
            return new InspectedEffect(
                    batch,
                    batch.offset() + effect.offset(),
                    effect.position(),
                    LedgerClock.instantOf(effect.timeNanos()),
                    kind,
                    CommandId.of(effect.idHigh(), effect.idLow()),
                    effect.contentHash(),
                    kind.hasEntries() ? lines(effect, accounts) : List.of(),
                    kind.hasOrigin() ? EffectParts.origin(effect) : null,
                    ofDate ? EffectReader.date(effect) : null,
                    command(effect, accounts),
                    kind == EffectKind.REJECTED ? EffectParts.rejection(effect) : null,
                    ofAccount ? EffectParts.account(effect) : null,
                    HexFormat.of().formatHex(effect.bytes(), effect.offset(), effect.offset() + effect.size()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StorageException(
                    "the effect at position " + effect.position()
                            + " cannot be understood by this version of the ledger: " + e.getMessage(),
                    e);
        }
    }

    private static @Nullable Command command(EffectCursor effect, Map<Integer, Account> accounts) {
        for (int i = 0; effect.kind().hasEntries() && i < effect.entryCount(); i++) {
            if (!accounts.containsKey(effect.entryAccount(i))) {
                return null;
            }
        }
        return EffectParts.command(
                effect, number -> Objects.requireNonNull(accounts.get(number)).id());
    }

    private static List<Line> lines(EffectCursor effect, Map<Integer, Account> accounts) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < effect.entryCount(); i++) {
            boolean pending = effect.hasPending();
            lines.add(new Line(
                    effect.entryAccount(i),
                    accounts.get(effect.entryAccount(i)),
                    effect.entrySide(i),
                    new Amount(effect.amountHigh(i), effect.amountLow(i)),
                    new Amount(effect.debitsAfterHigh(i), effect.debitsAfterLow(i)),
                    new Amount(effect.creditsAfterHigh(i), effect.creditsAfterLow(i)),
                    pending ? new Amount(effect.pendingDebitsAfterHigh(i), effect.pendingDebitsAfterLow(i)) : null,
                    pending ? new Amount(effect.pendingCreditsAfterHigh(i), effect.pendingCreditsAfterLow(i)) : null));
        }
        return lines;
    }
}
