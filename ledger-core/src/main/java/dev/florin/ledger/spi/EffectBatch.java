package dev.florin.ledger.spi;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The effects of one sequencer batch as a frame of bytes: what a storage keeps. A view of an array that may be used
 * again, so valid only as long as the one who hands it over says. Little-endian:
 *
 * <pre>
 *    0  u32  magic "FLN1"                        48  i64  recorded time of the first effect, nanoseconds
 *    4  u32  length of the frame, multiple of 8  56  u64  sequence of the last batch known to be forced
 *    8  u32  CRC32C of all bytes from 12 on      64  16 B state digest after this batch
 *   12  u16  format version                      80  u32  incarnation of the books
 *   14  u16  rules version                       84  12 B zero
 *   16  u64  sequence of the batch, from 1       96  32 B root of the Merkle tree over the effects
 *   24  u64  order given by the sequencer       128  32 B state root, zero in this version
 *   32  u64  position of the first effect       160  32 B chain: SHA-256 of the chain before, bytes 12..55 and
 *   40  u32  number of effects                            bytes 64..159
 *   44  u32  flags, zero in this version        192  effects
 * </pre>
 *
 * Bytes 56..63 say how the batch was written and are outside the chain: a batch that is found damaged is part of a torn
 * write unless a later batch says that it had been forced.
 */
public final class EffectBatch {
    /** The first four bytes of a frame, as a little-endian number: {@code FLN1}. */
    public static final int MAGIC = 0x314E4C46;

    /** The format version this library writes. */
    public static final int FORMAT_VERSION = 1;

    /** Bytes of the header. */
    public static final int HEADER_BYTES = 192;

    /** Offset of the length. */
    public static final int LENGTH = 4;

    /** Offset of the checksum. */
    public static final int CHECKSUM = 8;

    /** Offset of the format version, where the checksum and the chain begin. */
    public static final int FORMAT = 12;

    /** Offset of the rules version. */
    public static final int RULES = 14;

    /** Offset of the sequence. */
    public static final int SEQUENCE = 16;

    /** Offset of the sequencer's order. */
    public static final int ORDER = 24;

    /** Offset of the first position. */
    public static final int FIRST_POSITION = 32;

    /** Offset of the number of effects. */
    public static final int COUNT = 40;

    /** Offset of the flags, of which this version knows none. */
    public static final int FLAGS = 44;

    /** Offset of the first effect's time. */
    public static final int FIRST_TIME = 48;

    /** Offset of the sequence known to be forced. */
    public static final int FORCED_SEQUENCE = 56;

    /** Offset of the state digest. */
    public static final int STATE_DIGEST = 64;

    /** Offset of the incarnation. */
    public static final int INCARNATION = 80;

    /** Offset of the root over the effects. */
    public static final int EFFECTS_ROOT = 96;

    /** Offset of the chain. */
    public static final int CHAIN = 160;

    /** Bytes of a hash. */
    public static final int HASH_BYTES = 32;

    private final byte[] bytes;
    private final int offset;
    private final int length;

    /**
     * A view of a whole frame.
     *
     * @param bytes the array that holds it
     * @param offset where it starts
     * @param length how many bytes it takes
     */
    public EffectBatch(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES || offset < 0 || length > bytes.length - offset) {
            throw new IllegalArgumentException("a frame of " + length + " bytes at offset " + offset + " of "
                    + bytes.length + " does not hold a header of " + HEADER_BYTES + " bytes");
        }
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /**
     * The array that holds the frame.
     *
     * @return the array, not to be changed
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Where the frame starts in the array.
     *
     * @return the offset
     */
    public int offset() {
        return offset;
    }

    /**
     * How many bytes the frame takes.
     *
     * @return the length
     */
    public int length() {
        return length;
    }

    /**
     * The version of the format.
     *
     * @return the version
     */
    public int formatVersion() {
        return getShort(bytes, offset + FORMAT);
    }

    /**
     * The version of the rules that decided these effects.
     *
     * @return the version
     */
    public int rulesVersion() {
        return getShort(bytes, offset + RULES);
    }

    /**
     * The number of this batch.
     *
     * @return from 1, without gaps
     */
    public long sequence() {
        return getLong(bytes, offset + SEQUENCE);
    }

    /**
     * The sequencer's own position of this batch.
     *
     * @return rises strictly, with gaps where commands had no effect
     */
    public long order() {
        return getLong(bytes, offset + ORDER);
    }

    /**
     * The position of the first effect.
     *
     * @return the position
     */
    public long firstPosition() {
        return getLong(bytes, offset + FIRST_POSITION);
    }

    /**
     * How many effects there are.
     *
     * @return at least 1
     */
    public int count() {
        return getInt(bytes, offset + COUNT);
    }

    /**
     * The flags of the frame.
     *
     * @return 0 in this version
     */
    public int flags() {
        return getInt(bytes, offset + FLAGS);
    }

    /**
     * The position of the last effect.
     *
     * @return the position
     */
    public long lastPosition() {
        return firstPosition() + count() - 1;
    }

    /**
     * When the first effect was recorded; each further one is a nanosecond later.
     *
     * @return nanoseconds since 1970-01-01T00:00Z
     */
    public long firstTimeNanos() {
        return getLong(bytes, offset + FIRST_TIME);
    }

    /**
     * The last batch that was known to be forced when this one was written.
     *
     * @return its sequence, 0 for none
     */
    public long forcedSequence() {
        return getLong(bytes, offset + FORCED_SEQUENCE);
    }

    /**
     * The incarnation of the books.
     *
     * @return from 1
     */
    public int incarnation() {
        return getInt(bytes, offset + INCARNATION);
    }

    /**
     * The first half of the state digest after this batch.
     *
     * @return 64 bits
     */
    public long stateDigestHigh() {
        return getLong(bytes, offset + STATE_DIGEST);
    }

    /**
     * The second half of the state digest after this batch.
     *
     * @return 64 bits
     */
    public long stateDigestLow() {
        return getLong(bytes, offset + STATE_DIGEST + 8);
    }

    /**
     * The chain hash of this batch.
     *
     * @return a copy of its 32 bytes
     */
    public byte[] chain() {
        return Arrays.copyOfRange(bytes, offset + CHAIN, offset + CHAIN + HASH_BYTES);
    }

    /**
     * Looks at the effects.
     *
     * @return a new cursor before the first one
     */
    public EffectCursor cursor() {
        return new EffectCursor(bytes, offset + HEADER_BYTES, offset + length, firstPosition(), firstTimeNanos());
    }

    /**
     * Whether the bytes are those that were written: magic, length and checksum agree.
     *
     * @return false if not
     */
    public boolean isWhole() {
        return getInt(bytes, offset) == MAGIC
                && getInt(bytes, offset + LENGTH) == length
                && getInt(bytes, offset + CHECKSUM) == checksum();
    }

    /**
     * Computes the checksum that belongs into the header.
     *
     * @return CRC32C of all bytes behind the checksum's own
     */
    public int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset + FORMAT, length - FORMAT);
        return (int) crc.getValue();
    }
}
