package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of an account's entries, read from the storage on the caller's thread. */
public final class Statements {
    private final Reads reads;
    private final Storage.Session storage;
    private final PastCommands past;

    public Statements(Reads reads, Storage.Session storage, PastCommands past) {
        this.reads = reads;
        this.storage = storage;
        this.past = past;
    }

    public StatementPage page(AccountId account, StatementQuery query) {
        int number = reads.number(account);
        return page(account, number, query, reads.atOneMoment(position -> tryStart(account, number, position)));
    }

    /** The position that a page shows, and the normal side that signs its balances. */
    private record Start(long position, Side normalSide) {}

    private @Nullable Start tryStart(AccountId account, int number, long position) {
        if (!reads.isOpenAt(number, position)) {
            throw new UnknownAccountException(account);
        }
        Side normalSide = reads.tryNormalSide(number, position);
        return normalSide == null ? null : new Start(position, normalSide);
    }

    private StatementPage page(AccountId account, int number, StatementQuery query, Start start) {
        boolean ascending = query.order() == StatementQuery.Order.OLDEST_FIRST;
        // One more than asked for tells whether another page follows.
        long[] locators = storage.entries(
                Storage.Entries.POSTED, number, first(query, start.position, ascending), ascending, query.limit() + 1);
        List<StatementLine> lines = new ArrayList<>(Math.min(locators.length, query.limit()));
        EffectCursor effect = null;
        Details details = null;
        StatementQuery.Cursor next = null;
        for (long locator : locators) {
            long position = EntryLocator.position(locator);
            if (position > start.position) {
                break; // durable, but not yet published
            }
            if (lines.size() == query.limit()) {
                StatementLine last = lines.get(lines.size() - 1);
                next = new StatementQuery.Cursor(last.receipt().position(), last.entry());
                break;
            }
            if (effect == null || details == null || effect.position() != position) {
                effect = storage.read(position);
                details = EffectCodec.sections(effect).details();
            }
            lines.add(line(effect, details, EntryLocator.entry(locator), start.normalSide));
        }
        return new StatementPage(account, lines, next);
    }

    private static long first(StatementQuery query, long position, boolean ascending) {
        Optional<StatementQuery.Cursor> after = query.cursor();
        if (after.isPresent()) {
            long locator = EntryLocator.of(after.get().position(), after.get().entry());
            return ascending ? locator + 1 : locator - 1;
        }
        return ascending ? 0 : EntryLocator.of(position, Transfer.MAX_ENTRIES - 1);
    }

    private StatementLine line(EffectCursor effect, Details details, int entry, Side normalSide) {
        return new StatementLine(
                past.receipt(effect),
                entry,
                effect.entrySide(entry),
                new Amount(effect.amountHigh(entry), effect.amountLow(entry)),
                balanceAfter(effect, entry, normalSide),
                details.reference(),
                details.code(),
                details.effectiveTime());
    }

    static SignedAmount balanceAfter(EffectCursor effect, int entry, Side normalSide) {
        Amount debits = new Amount(effect.debitsAfterHigh(entry), effect.debitsAfterLow(entry));
        Amount credits = new Amount(effect.creditsAfterHigh(entry), effect.creditsAfterLow(entry));
        return normalSide == Side.CREDIT
                ? SignedAmount.difference(credits, debits)
                : SignedAmount.difference(debits, credits);
    }
}
