package dev.florin.ledger.internal.snapshot;

import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;
import static dev.florin.ledger.spi.EffectLayout.putShort;

import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.codec.StateCodec;
import dev.florin.ledger.spi.EffectBatch;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the records of {@link SnapshotFormat}, in their order, in pieces. One thread. */
final class SnapshotOutput {
    private static final int PIECE = 64 * 1024;

    private final OutputStream out;
    private final RecordBuffer buffer = new RecordBuffer(2 * PIECE);
    private long accounts;
    private long holds;
    private long schedules;

    SnapshotOutput(OutputStream out) {
        this.out = out;
    }

    void begin(Milestone from) throws IOException {
        int at = record(SnapshotFormat.BEGIN, 0, SnapshotFormat.BEGIN_BYTES);
        putInt(buffer.bytes(), at + 8, SnapshotFormat.MAGIC);
        putShort(buffer.bytes(), at + 12, SnapshotFormat.VERSION);
        putShort(buffer.bytes(), at + 14, Bookkeeper.RULES_VERSION);
        putLong(buffer.bytes(), at + 16, from.sequence());
        putLong(buffer.bytes(), at + 24, from.position());
        System.arraycopy(from.chain(), 0, buffer.bytes(), at + 32, EffectBatch.HASH_BYTES);
        flush();
    }

    void account(AccountState state, long openedPosition, long stamp, long[] sums) throws IOException {
        int which = 0;
        for (int i = 0; i < sums.length; i++) {
            which |= sums[i] == 0 ? 0 : 1 << i;
        }
        int at = record(SnapshotFormat.ACCOUNT, which, SnapshotFormat.ACCOUNT_SUMS);
        putLong(buffer.bytes(), at + 8, stamp);
        putLong(buffer.bytes(), at + 16, openedPosition);
        for (long sum : sums) {
            if (sum != 0) {
                buffer.putLong(sum);
            }
        }
        StateCodec.write(state, buffer);
        accounts++;
        endRecord(at);
    }

    void milestone(Milestone milestone) throws IOException {
        int at = record(SnapshotFormat.MILESTONE, 0, SnapshotFormat.MILESTONE_BYTES);
        byte[] bytes = buffer.bytes();
        putLong(bytes, at + 8, milestone.sequence());
        putLong(bytes, at + 16, milestone.position());
        putLong(bytes, at + 24, milestone.order());
        putLong(bytes, at + 32, milestone.orderNanos());
        putLong(bytes, at + 40, milestone.timeNanos());
        putLong(bytes, at + 48, milestone.stateHigh());
        putLong(bytes, at + 56, milestone.stateLow());
        for (int i = 0; i < 4; i++) {
            putLong(bytes, at + 64 + 8 * i, milestone.digestBeside()[i]);
        }
        System.arraycopy(milestone.chain(), 0, bytes, at + 96, EffectBatch.HASH_BYTES);
        for (long start : milestone.incarnations()) {
            buffer.putLong(start);
        }
        endRecord(at);
    }

    void hold(OpenHold hold) throws IOException {
        int at = record(SnapshotFormat.HOLD, hold.accounts().length, hold.bytes());
        hold.write(buffer.bytes(), at);
        holds++;
        endRecord(at);
    }

    void schedule(OpenSchedule schedule) throws IOException {
        int at = record(SnapshotFormat.SCHEDULE, schedule.accounts().size(), SnapshotFormat.HEAD_BYTES);
        schedule.write(buffer);
        schedules++;
        endRecord(at);
    }

    void end() throws IOException {
        int at = record(SnapshotFormat.END, 0, SnapshotFormat.END_BYTES);
        putLong(buffer.bytes(), at + 8, accounts);
        putLong(buffer.bytes(), at + 16, holds);
        putLong(buffer.bytes(), at + 24, schedules);
        flush();
    }

    /** Begins a record with so many bytes, which the caller writes; returns where it starts. */
    private int record(int kind, int number, int size) {
        int at = buffer.reserve(size);
        putInt(buffer.bytes(), at, size);
        putShort(buffer.bytes(), at + 4, kind);
        putShort(buffer.bytes(), at + 6, number);
        return at;
    }

    private void endRecord(int start) throws IOException {
        putInt(buffer.bytes(), start, buffer.length() - start);
        if (buffer.length() >= PIECE) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer.bytes(), 0, buffer.length());
        buffer.truncate(0);
    }
}
