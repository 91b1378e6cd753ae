package dev.florin.ledger.internal.snapshot;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.codec.RecurrenceCodec;
import dev.florin.ledger.internal.schedule.ScheduleState;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule that has a date to come: all but what it does, which is read again when that date has come. */
record OpenSchedule(
        CommandId id,
        long position,
        long firstNanos,
        @Nullable Recurrence recurrence,
        List<AccountId> accounts,
        ScheduleState state) {

    /** The schedule that was set up at a position, as it was at a later one; null if it was closed by then. */
    static @Nullable OpenSchedule read(Storage.Reader journal, long position, long at) {
        EffectCursor created = journal.read(position);
        if (created.kind() != EffectKind.SCHEDULE_CREATED) {
            throw new IllegalStateException("position " + position + " is no schedule but a " + created.kind());
        }
        ScheduleState state = ScheduleState.at(created, at, journal::references, journal::read);
        if (state.status() != ScheduleStatus.ACTIVE) {
            return null;
        }
        Schedule schedule = EffectCodec.schedule(created);
        return new OpenSchedule(
                schedule.id(),
                position,
                LedgerClock.nanosOf(schedule.first()),
                schedule.recurrence(),
                schedule.accounts(),
                state);
    }

    /** Writes all that is behind the head of the record. */
    void write(RecordBuffer out) {
        out.putLong(id.high());
        out.putLong(id.low());
        out.putLong(position);
        out.putLong(firstNanos);
        out.putLong(state.dueNanos());
        out.putLong(state.ranNanos());
        out.putLong(state.firedNanos());
        out.putLong(state.runs());
        for (AccountId account : accounts) {
            out.putLong(account.high());
            out.putLong(account.low());
        }
        RecurrenceCodec.write(recurrence, out);
    }

    /** Reads the record that starts there, ends before another offset, and names so many accounts. */
    static OpenSchedule read(byte[] bytes, int start, int end, int count) {
        List<AccountId> accounts = new ArrayList<>(count);
        int at = start + SnapshotFormat.SCHEDULE_ACCOUNTS;
        for (int i = 0; i < count; i++) {
            accounts.add(AccountId.of(EffectLayout.getLong(bytes, at), EffectLayout.getLong(bytes, at + 8)));
            at += SnapshotFormat.SCHEDULE_ACCOUNT_BYTES;
        }
        return new OpenSchedule(
                CommandId.of(EffectLayout.getLong(bytes, start + 8), EffectLayout.getLong(bytes, start + 16)),
                EffectLayout.getLong(bytes, start + 24),
                EffectLayout.getLong(bytes, start + 32),
                RecurrenceCodec.read(bytes, at, end),
                accounts,
                new ScheduleState(
                        ScheduleStatus.ACTIVE,
                        EffectLayout.getLong(bytes, start + 40),
                        EffectLayout.getLong(bytes, start + 48),
                        EffectLayout.getLong(bytes, start + 56),
                        EffectLayout.getLong(bytes, start + 64),
                        0));
    }
}
