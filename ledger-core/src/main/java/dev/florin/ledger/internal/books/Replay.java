package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.Side;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RestoreMark;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.internal.index.AccountsAhead;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import org.jspecify.annotations.Nullable;

/**
 * Applies effects that were decided earlier, and checks on the way that sums and state are those their writer had. The
 * bookkeeper's thread only.
 */
final class Replay {
    private final Books books;
    private final AccountsAhead accountsAhead = new AccountsAhead();

    /** Never read: so that the compiler does not leave out the loads. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    Replay(Books books) {
        this.books = books;
    }

    void replay(EffectBatch batch) {
        requireFollows(batch);
        books.durable(books.lastPosition());
        EffectCursor ahead = batch.cursor();
        EffectCursor effect = batch.cursor();
        for (int touchedEffects = touch(ahead); touchedEffects > 0; touchedEffects = touch(ahead)) {
            for (int i = 0; i < touchedEffects && effect.next(); i++) {
                apply(effect, batch);
                books.follow(
                        effect.idHigh(),
                        effect.idLow(),
                        effect.contentHash(),
                        Outcomes.code(effect),
                        effect.position(),
                        effect.timeNanos());
            }
        }
        boolean continued = batch.order() == books.lastOrder();
        books.batchDone(batch.sequence(), batch.order(), continued ? books.lastOrderNanos() : batch.firstTimeNanos());
        if (batch.stateDigestHigh() != books.stateDigestHigh() || batch.stateDigestLow() != books.stateDigestLow()) {
            throw new StorageException("the state after batch " + batch.sequence() + " (position "
                    + books.lastPosition()
                    + ") differs from the digest that the batch carries: the books were written by a version with other"
                    + " rules, or are damaged; do not write to them, open a backup");
        }
    }

    /** Loads the accounts of the next effects into the caches; returns how many effects those are. */
    private int touch(EffectCursor ahead) {
        int effects = accountsAhead.take(ahead);
        int size = books.accounts.size();
        long bits = 0;
        for (int i = 0; i < accountsAhead.count(); i++) {
            int account = accountsAhead.account(i);
            bits |= account >= 0 && account < size ? books.accounts.touch(account) : 0;
        }
        touched = bits;
        return effects;
    }

    private void requireFollows(EffectBatch batch) {
        if (batch.sequence() != books.lastSequence() + 1 || batch.firstPosition() != books.lastPosition() + 1) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " cannot follow batch " + books.lastSequence() + " up to position " + books.lastPosition()
                    + ": a part of the journal is missing; open a backup");
        }
        int expected = books.incarnation() + (beginsIncarnation(batch) ? 1 : 0);
        if (batch.incarnation() != expected) {
            throw new StorageException("batch " + batch.sequence() + " from position " + batch.firstPosition()
                    + " is of incarnation " + batch.incarnation() + " of the books, where " + expected
                    + " is next: the journal is damaged; open a backup");
        }
    }

    private static boolean beginsIncarnation(EffectBatch batch) {
        EffectCursor first = batch.cursor();
        return first.next() && first.kind() == EffectKind.RESTORED;
    }

    private void restore(EffectCursor effect, EffectBatch batch) {
        RestoreMark mark = EffectCodec.restoreMark(effect);
        if (effect.position() != batch.firstPosition()
                || batch.rulesVersion() < Bookkeeper.RULES_VERSION_OF_RESTORES
                || mark.incarnation() != batch.incarnation()
                || mark.lastPosition() != books.lastPosition()) {
            throw new StorageException("the mark of a restore at position " + effect.position() + " in batch "
                    + batch.sequence() + " does not belong there: the journal is damaged; open a backup");
        }
        books.beginIncarnation(effect.position());
    }

    private void apply(EffectCursor effect, EffectBatch batch) {
        switch (effect.kind()) {
            case ACCOUNT_OPENED -> books.openAccount(EffectCodec.accountAfter(effect));
            case ACCOUNT_UPDATED ->
                books.updateAccount(requireKnown(effect, effect.account()), EffectCodec.accountAfter(effect));
            case TRANSFER_POSTED, SWEPT -> applyEntries(effect, null);
            case HOLD_PLACED -> {
                applyEntries(effect, null);
                books.holds.place(new Holds.Open(
                        CommandId.of(effect.idHigh(), effect.idLow()),
                        effect.position(),
                        EffectCodec.dueNanos(effect),
                        Remainder.of(effect)));
            }
            case HOLD_CAPTURED -> capture(effect);
            case HOLD_RELEASED -> release(effect);
            case TRANSFER_REVERSED -> reverse(effect);
            case TRANSFER_REFUNDED -> {
                applyEntries(effect, null);
                giveBack(effect, false);
            }
            case RESTORED -> restore(effect, batch);
            case SCHEDULE_CREATED -> {
                requireSchedules(effect, batch);
                books.schedules.create(new Schedules.Open(EffectCodec.schedule(effect), effect.position()));
            }
            case SCHEDULE_FIRED, SCHEDULE_PLANNED -> advance(effect, batch);
            case SCHEDULE_CANCELLED ->
                books.schedules.cancel(openSchedule(effect, effect.originPosition(), batch), effect.position());
            case REJECTED, GROUP_POSTED -> {}
        }
    }

    private int requireKnown(EffectCursor effect, int account) {
        if (account < 0 || account >= books.accounts.size()) {
            throw new StorageException("the effect at position " + effect.position() + " names account number "
                    + account + " of " + books.accounts.size() + ": the journal is damaged; open a backup");
        }
        return account;
    }

    private void capture(EffectCursor effect) {
        Holds.Open hold = openHold(effect);
        long[] amounts = Remainder.of(effect).amounts;
        long[] rest = new long[amounts.length];
        if (effect.closes()) {
            rest = hold.left.amounts.clone();
            Remainder.subtract(rest, amounts);
        }
        applyEntries(effect, rest);
        books.holds.capture(hold, amounts);
        if (effect.closes() || hold.left.isNothing()) {
            books.holds.close(hold, HoldStatus.CAPTURED, effect.position());
        }
    }

    private void release(EffectCursor effect) {
        Holds.Open hold = openHold(effect);
        applyEntries(effect, null);
        boolean expired = EffectCodec.originCause(effect) == EffectCodec.TIMED_OUT;
        books.holds.close(hold, expired ? HoldStatus.EXPIRED : HoldStatus.RELEASED, effect.position());
    }

    private void reverse(EffectCursor effect) {
        if (effect.hasPending()) {
            Holds.Open hold = openHold(effect);
            books.free(hold.left);
            books.holds.close(hold, HoldStatus.REVERSED, effect.position());
        }
        applyEntries(effect, null);
        giveBack(effect, true);
    }

    private void giveBack(EffectCursor effect, boolean reverses) {
        books.holds.giveBack(
                EffectCodec.origin(effect),
                effect.originPosition(),
                Remainder.of(effect).amounts,
                effect.position(),
                reverses);
    }

    private Holds.Open openHold(EffectCursor effect) {
        long position = effect.originPosition();
        Holds.Open hold = books.holds.open(position);
        if (hold == null || hold.left.count() != effect.entryCount()) {
            throw new StorageException("the effect at position " + effect.position() + " refers to a hold of "
                    + effect.entryCount() + " entries at position " + position
                    + ", where none is open: the journal is damaged; open a backup");
        }
        return hold;
    }

    private static void requireSchedules(EffectCursor effect, EffectBatch batch) {
        if (batch.rulesVersion() < Bookkeeper.RULES_VERSION_OF_SCHEDULES) {
            throw new StorageException("the effect at position " + effect.position() + " is a " + effect.kind()
                    + ", which rules version " + batch.rulesVersion()
                    + " does not have: the journal is damaged; open a backup");
        }
    }

    private Schedules.Open openSchedule(EffectCursor effect, long position, EffectBatch batch) {
        requireSchedules(effect, batch);
        Schedules.Open schedule = books.schedules.open(position);
        if (schedule == null) {
            throw new StorageException(
                    "the effect at position " + effect.position() + " refers to a schedule at position " + position
                            + ", where none has a date to come: the journal is damaged; open a backup");
        }
        return schedule;
    }

    private void advance(EffectCursor effect, EffectBatch batch) {
        ScheduleDate date = EffectCodec.scheduleDate(effect);
        Schedules.Open schedule = openSchedule(effect, date.position(), batch);
        boolean fired = effect.kind() == EffectKind.SCHEDULE_FIRED;
        boolean follows = fired
                ? date.dueNanos() == schedule.dueNanos && date.runs() == schedule.runs + 1
                : schedule.dueNanos == ScheduleDate.UNPLANNED
                        && date.dueNanos() == schedule.ranNanos
                        && date.runs() == schedule.runs;
        if (!follows || !date.schedule().equals(schedule.id)) {
            throw new StorageException("the effect at position " + effect.position() + ", " + effect.kind()
                    + ", is of another date than the one that follows: the journal is damaged; open a backup");
        }
        books.schedules.advance(schedule, date, effect.timeNanos(), effect.position());
    }

    private void applyEntries(EffectCursor effect, long @Nullable [] rest) {
        EffectKind kind = effect.kind();
        int count = effect.entryCount();
        for (int i = 0; i < count; i++) {
            int account = requireKnown(effect, effect.entryAccount(i));
            long[] chunk = books.accounts.chunk(account);
            int slot = AccountTable.slot(account);
            books.beforeChange(account, chunk, slot);
            Books.change(
                    kind,
                    chunk,
                    slot,
                    effect.entrySide(i) == Side.CREDIT,
                    effect.amountHigh(i),
                    effect.amountLow(i),
                    rest == null ? 0 : rest[2 * i],
                    rest == null ? 0 : rest[2 * i + 1]);
            if (differs(effect, i, chunk, slot)) {
                throw new StorageException("entry " + i + " of the effect at position " + effect.position()
                        + " carries other sums than its account's entries add up to: the journal is damaged; open a"
                        + " backup");
            }
            books.afterChange(chunk, slot);
        }
    }

    private static boolean differs(EffectCursor effect, int entry, long[] chunk, int slot) {
        return chunk[slot + AccountTable.DEBITS_HIGH] != effect.debitsAfterHigh(entry)
                || chunk[slot + AccountTable.DEBITS_LOW] != effect.debitsAfterLow(entry)
                || chunk[slot + AccountTable.CREDITS_HIGH] != effect.creditsAfterHigh(entry)
                || chunk[slot + AccountTable.CREDITS_LOW] != effect.creditsAfterLow(entry)
                || (effect.hasPending()
                        && (chunk[slot + AccountTable.PENDING_DEBITS_HIGH] != effect.pendingDebitsAfterHigh(entry)
                                || chunk[slot + AccountTable.PENDING_DEBITS_LOW] != effect.pendingDebitsAfterLow(entry)
                                || chunk[slot + AccountTable.PENDING_CREDITS_HIGH]
                                        != effect.pendingCreditsAfterHigh(entry)
                                || chunk[slot + AccountTable.PENDING_CREDITS_LOW]
                                        != effect.pendingCreditsAfterLow(entry)));
    }

    /** Throws if this version of the ledger does not know how a batch is to be read; nothing else of it is looked at. */
    static void requireKnown(EffectBatch batch) {
        if (batch.formatVersion() != EffectBatch.FORMAT_VERSION
                || batch.rulesVersion() < Bookkeeper.FIRST_RULES_VERSION
                || batch.rulesVersion() > Bookkeeper.RULES_VERSION) {
            throw new UnknownVersionException("batch " + batch.sequence() + " has format " + batch.formatVersion()
                    + " and rules " + batch.rulesVersion() + "; this version of the ledger reads format "
                    + EffectBatch.FORMAT_VERSION + " and rules " + Bookkeeper.FIRST_RULES_VERSION + " to "
                    + Bookkeeper.RULES_VERSION
                    + ": open the books with the version that wrote them, or a newer one");
        }
        if (batch.flags() != 0) {
            throw new StorageException("batch " + batch.sequence() + " has frame flags " + batch.flags()
                    + ", which rules version " + batch.rulesVersion()
                    + " does not have: the journal is damaged; open a backup");
        }
    }
}
