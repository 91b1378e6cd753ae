package dev.florin.ledger.internal.read;

import dev.florin.ledger.Details;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery.Cursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of a statement one after the other; several of one effect cost one look at it. One thread. */
final class StatementLines {
    private final Storage.Reader storage;
    private final PastCommands past;
    private final Side normalSide;
    private @Nullable EffectCursor last;
    private @Nullable Details details;

    StatementLines(Storage.Reader storage, PastCommands past, Side normalSide) {
        this.storage = storage;
        this.past = past;
        this.normalSide = normalSide;
    }

    EffectCursor effect(long locator) {
        long position = EntryLocator.position(locator);
        if (last == null || last.position() != position) {
            last = storage.read(position);
            details = null;
        }
        return last;
    }

    /** With the balance that it left when it was recorded. */
    StatementLine recorded(long locator) {
        int entry = EntryLocator.entry(locator);
        return line(locator, Sums.postedAfter(effect(locator), entry).signedBy(normalSide));
    }

    StatementLine line(long locator, SignedAmount balanceAfter) {
        EffectCursor effect = effect(locator);
        if (details == null) {
            details = EffectCodec.sections(effect).details();
        }
        int entry = EntryLocator.entry(locator);
        return new StatementLine(
                past.receipt(effect),
                entry,
                effect.entrySide(entry),
                new Amount(effect.amountHigh(entry), effect.amountLow(entry)),
                balanceAfter,
                details.reference(),
                details.code(),
                details.effectiveTime());
    }

    /** The cursor behind the last of some lines. */
    static Cursor cursor(List<StatementLine> lines, long known) {
        StatementLine end = lines.get(lines.size() - 1);
        return new Cursor(end.receipt().position(), end.entry(), known);
    }

    /** Whether an account's statement has this entry as a line. */
    static boolean isLine(EffectCursor effect, int entry, int account) {
        return effect.kind().movesPosted()
                && entry < effect.entryCount()
                && effect.entryAccount(entry) == account
                && moves(effect, entry);
    }

    static boolean moves(EffectCursor effect, int entry) {
        return (effect.amountHigh(entry) | effect.amountLow(entry)) != 0;
    }
}
