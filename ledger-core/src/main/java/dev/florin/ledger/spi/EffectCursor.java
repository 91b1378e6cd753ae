package dev.florin.ledger.spi;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.Side;
import java.util.function.LongConsumer;

/**
 * Looks at effects one after the other, in place: nothing is copied or allocated. Not thread-safe.
 *
 * <p>The entry methods hold for the kinds that have entries ({@link EffectKind#hasEntries}), {@link #account()} for the
 * two kinds of account effects.
 */
public final class EffectCursor {
    private static final int KNOWN_FLAGS = EffectLayout.WIDE | EffectLayout.PENDING | EffectLayout.CLOSES;

    private final byte[] bytes;
    private final int end;
    private int offset;
    private long position;
    private long timeNanos;
    private boolean wide;
    private boolean pending;
    private int entryBytes;

    /**
     * A cursor before the first of consecutive effects.
     *
     * @param bytes the array that holds the effects
     * @param start where the first one starts
     * @param end where the last one ends
     * @param firstPosition the position of the first one
     * @param firstTimeNanos the recorded time of the first one; each further one is a nanosecond later
     */
    public EffectCursor(byte[] bytes, int start, int end, long firstPosition, long firstTimeNanos) {
        this.bytes = bytes;
        this.end = end;
        this.offset = -1 - start;
        this.position = firstPosition - 1;
        this.timeNanos = firstTimeNanos - 1;
    }

    /**
     * Moves to the next effect.
     *
     * @return false if there is none
     * @throws IllegalArgumentException if the effect's size or its entries do not fit, which a checksum would have found,
     *     or if it has flags that this version does not know
     */
    public boolean next() {
        int next = offset < 0 ? -1 - offset : offset + size();
        if (next == end) {
            return false;
        }
        int size = next + EffectLayout.HEADER_BYTES <= end ? getInt(bytes, next) : 0;
        if (size < EffectLayout.HEADER_BYTES || size > end - next || (size & 7) != 0) {
            throw new IllegalArgumentException("the effect behind position " + position + " claims a size of " + size
                    + " bytes with " + (end - next) + " left");
        }
        offset = next;
        position++;
        timeNanos++;
        int flags = bytes[offset + EffectLayout.FLAGS];
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new IllegalArgumentException("the effect at position " + position + " has flags " + (flags & 0xFF)
                    + ", some of them unknown to this version of the ledger");
        }
        wide = (flags & EffectLayout.WIDE) != 0;
        pending = (flags & EffectLayout.PENDING) != 0;
        entryBytes = entryBytes(wide, pending);
        if (entriesEnd() > offset + size) {
            throw new IllegalArgumentException("position " + position + " claims " + entryCount()
                    + " entries, and has room for " + (size - EffectLayout.HEADER_BYTES) / entryBytes);
        }
        return true;
    }

    /**
     * The array that holds this effect.
     *
     * @return the array, not to be changed
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Where this effect starts in the array.
     *
     * @return the offset
     */
    public int offset() {
        return offset;
    }

    /**
     * How many bytes this effect takes.
     *
     * @return a multiple of 8
     */
    public int size() {
        return getInt(bytes, offset + EffectLayout.SIZE);
    }

    /**
     * The position of this effect in the journal.
     *
     * @return from 1
     */
    public long position() {
        return position;
    }

    /**
     * When this effect was recorded.
     *
     * @return nanoseconds since 1970-01-01T00:00Z
     */
    public long timeNanos() {
        return timeNanos;
    }

    /**
     * What this effect is.
     *
     * @return the kind
     */
    public EffectKind kind() {
        return EffectKind.of(bytes[offset + EffectLayout.KIND] & 0xFF);
    }

    /**
     * The upper half of the id of the command that had this effect.
     *
     * @return the upper 64 bits
     */
    public long idHigh() {
        return getLong(bytes, offset + EffectLayout.ID_HIGH);
    }

    /**
     * The lower half of the id of the command that had this effect.
     *
     * @return the lower 64 bits
     */
    public long idLow() {
        return getLong(bytes, offset + EffectLayout.ID_LOW);
    }

    /**
     * XXH64 of the command's canonical encoding behind its id.
     *
     * @return the hash
     */
    public long contentHash() {
        return getLong(bytes, offset + EffectLayout.CONTENT_HASH);
    }

    /**
     * The number of the account that was opened or updated. Accounts are numbered from 0 as they are opened.
     *
     * @return the number
     */
    public int account() {
        return getInt(bytes, offset + EffectLayout.HEADER_BYTES);
    }

    /**
     * How many entries this effect has.
     *
     * @return 0 for kinds without entries
     */
    public int entryCount() {
        return getShort(bytes, offset + EffectLayout.ENTRY_COUNT);
    }

    /**
     * The number of an entry's account.
     *
     * @param entry the index of the entry
     * @return the number
     */
    public int entryAccount(int entry) {
        return getInt(bytes, entryOffset(entry));
    }

    /**
     * Whether an entry debits or credits.
     *
     * @param entry the index of the entry
     * @return the side
     */
    public Side entrySide(int entry) {
        return getInt(bytes, entryOffset(entry) + 4) == 0 ? Side.DEBIT : Side.CREDIT;
    }

    /**
     * The upper half of an entry's amount.
     *
     * @param entry the index of the entry
     * @return the upper 64 bits
     */
    public long amountHigh(int entry) {
        return high(entry, 0);
    }

    /**
     * The lower half of an entry's amount.
     *
     * @param entry the index of the entry
     * @return the lower 64 bits
     */
    public long amountLow(int entry) {
        return low(entry, 0);
    }

    /**
     * The upper half of the sum of the account's debits after an entry.
     *
     * @param entry the index of the entry
     * @return the upper 64 bits
     */
    public long debitsAfterHigh(int entry) {
        return high(entry, 1);
    }

    /**
     * The lower half of the sum of the account's debits after an entry.
     *
     * @param entry the index of the entry
     * @return the lower 64 bits
     */
    public long debitsAfterLow(int entry) {
        return low(entry, 1);
    }

    /**
     * The upper half of the sum of the account's credits after an entry.
     *
     * @param entry the index of the entry
     * @return the upper 64 bits
     */
    public long creditsAfterHigh(int entry) {
        return high(entry, 2);
    }

    /**
     * The lower half of the sum of the account's credits after an entry.
     *
     * @param entry the index of the entry
     * @return the lower 64 bits
     */
    public long creditsAfterLow(int entry) {
        return low(entry, 2);
    }

    /**
     * Whether the entries carry the accounts' pending sums.
     *
     * @return true for what concerns a hold
     */
    public boolean hasPending() {
        return pending;
    }

    /**
     * Whether a capture was asked to release what it leaves of its hold.
     *
     * @return false for other kinds
     */
    public boolean closes() {
        return (bytes[offset + EffectLayout.FLAGS] & EffectLayout.CLOSES) != 0;
    }

    /**
     * The upper half of the sum of the account's pending debits after an entry.
     *
     * @param entry the index of the entry
     * @return the upper 64 bits; 0 if this effect has no pending sums
     */
    public long pendingDebitsAfterHigh(int entry) {
        return pending ? high(entry, 3) : 0;
    }

    /**
     * The lower half of the sum of the account's pending debits after an entry.
     *
     * @param entry the index of the entry
     * @return the lower 64 bits; 0 if this effect has no pending sums
     */
    public long pendingDebitsAfterLow(int entry) {
        return pending ? low(entry, 3) : 0;
    }

    /**
     * The upper half of the sum of the account's pending credits after an entry.
     *
     * @param entry the index of the entry
     * @return the upper 64 bits; 0 if this effect has no pending sums
     */
    public long pendingCreditsAfterHigh(int entry) {
        return pending ? high(entry, 4) : 0;
    }

    /**
     * The lower half of the sum of the account's pending credits after an entry.
     *
     * @param entry the index of the entry
     * @return the lower 64 bits; 0 if this effect has no pending sums
     */
    public long pendingCreditsAfterLow(int entry) {
        return pending ? low(entry, 4) : 0;
    }

    /**
     * Where the entries end in the array, and the sections start.
     *
     * @return the offset
     */
    public int entriesEnd() {
        return entryOffset(entryCount());
    }

    /**
     * Where the sections start in the array, of kinds that have any: behind the entries, or the figures of a date.
     *
     * @return the offset
     */
    public int sectionsStart() {
        return switch (kind()) {
            case SCHEDULE_FIRED, SCHEDULE_PLANNED -> offset + EffectLayout.DATE_SECTIONS;
            default -> entriesEnd();
        };
    }

    /**
     * The position of the effect that this one refers to. What refers to an effect is found through {@link
     * Storage.Reader#references}.
     *
     * @return the position of the hold or movement that is captured, released, reversed or refunded, or of the schedule
     *     whose date came, or became known, or that was cancelled; 0 if this effect's
     *     kind {@linkplain EffectKind#hasOrigin has no origin}
     * @throws IllegalArgumentException if its kind has one and it does not name it, which a checksum would have found
     */
    public long originPosition() {
        if (!kind().hasOrigin()) {
            return 0;
        }
        int origin = section(EffectLayout.ORIGIN, EffectLayout.ORIGIN_POSITION + 8);
        if (origin < 0) {
            throw new IllegalArgumentException(
                    "the effect at position " + position + " does not name what it refers to");
        }
        return getLong(bytes, origin + EffectLayout.ORIGIN_POSITION);
    }

    /**
     * Whether the movement names an effective time of its own.
     *
     * @return false if it is effective when it was recorded, and for kinds without entries
     */
    public boolean hasEffectiveTime() {
        return hasSections() && section(EffectLayout.EFFECTIVE_TIME, 8) >= 0;
    }

    /**
     * When the movement is effective.
     *
     * @return nanoseconds since 1970-01-01T00:00Z; the recorded time if it names no other
     */
    public long effectiveTimeNanos() {
        int section = hasSections() ? section(EffectLayout.EFFECTIVE_TIME, 8) : -1;
        return section < 0 ? timeNanos : getLong(bytes, section);
    }

    /** Whether this effect has entries and anything behind them: else no section need be looked for. */
    private boolean hasSections() {
        return entriesEnd() < offset + size() && kind().hasEntries();
    }

    /** Where the content of a section starts; negative if there is none of that tag with so many bytes at least. */
    private int section(int tag, int leastBytes) {
        int end = offset + size();
        int section = sectionsStart();
        while (section + EffectLayout.SECTION_HEADER_BYTES <= end) {
            int content = section + EffectLayout.SECTION_HEADER_BYTES;
            int length = getInt(bytes, section + EffectLayout.SECTION_LENGTH);
            if (length < 0 || length > end - content) {
                return -1;
            }
            if (getShort(bytes, section) == tag) {
                return length >= leastBytes ? content : -1;
            }
            section = content + (length + 7 & -8);
        }
        return -1;
    }

    /**
     * Tells by what this effect can be found: a movement by its reference, its code, each key and each pair of its metadata,
     * an update by its account; others by nothing.
     *
     * @param hashes takes the {@linkplain Label#hash hash} of each label
     */
    public void forEachLabel(LongConsumer hashes) {
        EffectKind kind = kind();
        if (kind == EffectKind.ACCOUNT_UPDATED) {
            hashes.accept(Label.hash(Label.UPDATED, bytes, offset + EffectLayout.HEADER_BYTES, 4));
        }
        if (!kind.movesPosted() || !hasSections()) {
            return;
        }
        int reference = section(EffectLayout.REFERENCE, 1);
        if (reference >= 0) {
            hashes.accept(Label.hash(Label.REFERENCE, bytes, reference, getInt(bytes, reference - 4)));
        }
        int code = section(EffectLayout.CODE, 4);
        if (code >= 0) {
            hashes.accept(Label.hash(Label.CODE, bytes, code, 4));
        }
        int pairs = section(EffectLayout.METADATA, 4);
        if (pairs >= 0) {
            int end = pairs + getInt(bytes, pairs - 4);
            for (int pair = pairs; pair < end; ) {
                int key = getShort(bytes, pair);
                int both = key + getShort(bytes, pair + 2);
                hashes.accept(Label.hash(Label.KEY, bytes, pair + 4, key));
                hashes.accept(Label.hash(Label.PAIR, bytes, pair, 4 + both));
                pair += 4 + both;
            }
        }
    }

    private static int entryBytes(boolean wide, boolean pending) {
        if (pending) {
            return wide ? EffectLayout.WIDE_PENDING_ENTRY_BYTES : EffectLayout.NARROW_PENDING_ENTRY_BYTES;
        }
        return wide ? EffectLayout.WIDE_ENTRY_BYTES : EffectLayout.NARROW_ENTRY_BYTES;
    }

    private int entryOffset(int entry) {
        return offset + EffectLayout.HEADER_BYTES + entry * entryBytes;
    }

    private long low(int entry, int figure) {
        return getLong(bytes, entryOffset(entry) + 8 + (wide ? figure * 16 : figure * 8));
    }

    private long high(int entry, int figure) {
        return wide ? getLong(bytes, entryOffset(entry) + 16 + figure * 16) : 0;
    }
}
