package dev.florin.ledger.internal.snapshot;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.Loading;
import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.codec.StateCodec;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.spi.EffectBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of {@link SnapshotFormat} into books and published balances. What does not fit is an
 * {@link IllegalArgumentException}; the storage has compared the checksum before. One thread.
 */
public final class SnapshotReader {
    private static final int PIECE = 1 << 20;

    private final InputStream in;
    private byte[] bytes = new byte[PIECE];
    private int start;
    private int end;

    // The record read last.
    private int at;
    private int size;

    private long fromSequence;
    private long fromPosition;
    private byte[] fromChain = new byte[0];
    private long accounts;
    private long holds;
    private long schedules;
    private int version;

    public SnapshotReader(InputStream in) {
        this.in = in;
    }

    /** Reads the beginning; false if a later version wrote it. */
    public boolean begin() throws IOException {
        int kind = next();
        require(
                kind == SnapshotFormat.BEGIN
                        && size == SnapshotFormat.BEGIN_BYTES
                        && getInt(bytes, at + 8) == SnapshotFormat.MAGIC,
                "begin");
        fromSequence = getLong(bytes, at + 16);
        fromPosition = getLong(bytes, at + 24);
        fromChain = Arrays.copyOfRange(bytes, at + 32, at + 32 + EffectBatch.HASH_BYTES);
        version = getShort(bytes, at + 12);
        return version >= SnapshotFormat.VERSION_BEFORE_SCHEDULES
                && version <= SnapshotFormat.VERSION
                && getShort(bytes, at + 14) <= Bookkeeper.RULES_VERSION;
    }

    /** The last batch before the snapshot was taken. */
    public long fromSequence() {
        return fromSequence;
    }

    /** Its last position. */
    public long fromPosition() {
        return fromPosition;
    }

    /** Its chain. */
    public byte[] fromChain() {
        return fromChain;
    }

    /** Reads all that is behind the beginning; returns the milestone at which the snapshot ends. */
    public Milestone load(Loading books, PublishedBooks published) throws IOException {
        Milestone milestone = null;
        while (true) {
            int kind = next();
            switch (kind) {
                case SnapshotFormat.ACCOUNT -> {
                    require(milestone == null, "an account behind the milestone");
                    account(books, published);
                }
                case SnapshotFormat.MILESTONE -> {
                    require(milestone == null && size >= SnapshotFormat.MILESTONE_BYTES, "the milestone");
                    milestone = milestone();
                    published.loaded();
                }
                case SnapshotFormat.HOLD -> {
                    require(milestone != null, "a hold before the milestone");
                    hold(books, published);
                }
                case SnapshotFormat.SCHEDULE -> {
                    require(
                            milestone != null && version > SnapshotFormat.VERSION_BEFORE_SCHEDULES,
                            "a schedule before the milestone, or before there were any");
                    schedule(books, published);
                }
                case SnapshotFormat.END -> {
                    return ended(milestone);
                }
                default -> require(false, "a record of kind " + kind);
            }
        }
    }

    private void account(Loading books, PublishedBooks published) {
        require(size >= SnapshotFormat.ACCOUNT_SUMS, "an account");
        int which = getShort(bytes, at + 6);
        int sumsEnd = SnapshotFormat.ACCOUNT_SUMS + Long.BYTES * Integer.bitCount(which);
        require(which < 1 << Loading.SUMS && sumsEnd <= size, "sums of an account");
        long[] sums = new long[Loading.SUMS];
        int from = at + SnapshotFormat.ACCOUNT_SUMS;
        for (int i = 0; i < sums.length; i++) {
            if ((which & 1 << i) != 0) {
                sums[i] = getLong(bytes, from);
                from += Long.BYTES;
            }
        }
        long stamp = getLong(bytes, at + 8);
        AccountState state = StateCodec.read(bytes, from, at + size);
        books.account(state, StateCodec.hash(bytes, from, at + size), sums, stamp);
        published.load(state, getLong(bytes, at + 16), sums, stamp);
        accounts++;
    }

    private Milestone milestone() {
        long[] incarnations = new long[(size - SnapshotFormat.MILESTONE_BYTES) / Long.BYTES];
        return new Milestone(
                getLong(bytes, at + 8),
                getLong(bytes, at + 16),
                getLong(bytes, at + 24),
                getLong(bytes, at + 32),
                getLong(bytes, at + 40),
                longs(at + SnapshotFormat.MILESTONE_BYTES, incarnations),
                getLong(bytes, at + 48),
                getLong(bytes, at + 56),
                longs(at + 64, new long[4]),
                Arrays.copyOfRange(bytes, at + 96, at + 96 + EffectBatch.HASH_BYTES));
    }

    private long[] longs(int from, long[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = getLong(bytes, from + Long.BYTES * i);
        }
        return to;
    }

    private void hold(Loading books, PublishedBooks published) {
        int count = getShort(bytes, at + 6);
        require(size == SnapshotFormat.HOLD_ENTRIES + count * SnapshotFormat.HOLD_ENTRY_BYTES, "a hold");
        OpenHold hold = OpenHold.read(bytes, at, count);
        books.hold(
                CommandId.of(hold.idHigh(), hold.idLow()),
                hold.position(),
                hold.dueNanos(),
                hold.accounts(),
                hold.credits(),
                hold.left(),
                hold.captured());
        published.loadHold(hold.position(), hold.accounts(), hold.debitsLeft());
        holds++;
    }

    private void schedule(Loading books, PublishedBooks published) {
        int count = getShort(bytes, at + 6);
        require(size >= SnapshotFormat.SCHEDULE_ACCOUNTS + count * SnapshotFormat.SCHEDULE_ACCOUNT_BYTES, "a schedule");
        OpenSchedule schedule = OpenSchedule.read(bytes, at, at + size, count);
        books.schedule(
                schedule.id(),
                schedule.position(),
                schedule.firstNanos(),
                schedule.recurrence(),
                schedule.accounts(),
                schedule.state());
        published.loadSchedule(schedule.position(), schedule.accounts());
        schedules++;
    }

    private Milestone ended(@Nullable Milestone milestone) throws IOException {
        boolean hasSchedules = version > SnapshotFormat.VERSION_BEFORE_SCHEDULES;
        require(
                size == (hasSchedules ? SnapshotFormat.END_BYTES : SnapshotFormat.END_BYTES_BEFORE_SCHEDULES)
                        && getLong(bytes, at + 8) == accounts
                        && getLong(bytes, at + 16) == holds
                        && (!hasSchedules || getLong(bytes, at + 24) == schedules)
                        && !fill(size + 1),
                "its end");
        if (milestone == null || milestone.position() < fromPosition || milestone.sequence() < fromSequence) {
            throw new IllegalArgumentException("a snapshot has no milestone behind its beginning");
        }
        return milestone;
    }

    /** Goes on to the next record; returns its kind. */
    private int next() throws IOException {
        start += size;
        require(fill(SnapshotFormat.HEAD_BYTES), "its end");
        int length = getInt(bytes, start);
        require(
                length >= SnapshotFormat.HEAD_BYTES && (length & 7) == 0 && length <= SnapshotFormat.MAX_BYTES,
                "a record of " + length + " bytes");
        require(fill(length), "its end");
        at = start;
        size = length;
        return getShort(bytes, at + 4);
    }

    /** Whether so many bytes are there from {@code start} on; reads until they are. */
    private boolean fill(int count) throws IOException {
        if (end - start < count) {
            int left = end - start;
            byte[] room = bytes.length < count ? new byte[2 * count] : bytes;
            System.arraycopy(bytes, start, room, 0, left);
            bytes = room;
            start = 0;
            end = left + in.readNBytes(bytes, left, bytes.length - left);
        }
        return end - start >= count;
    }

    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException("a snapshot is not what such a thing can be: " + what);
        }
    }
}
