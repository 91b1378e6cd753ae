package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;
import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;
import static dev.florin.ledger.spi.EffectLayout.putShort;

import dev.florin.ledger.spi.EffectBatch;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a segment. Written and forced after all of the segment was zeroed and everything
 * before it forced, and before the first frame: a whole header says that what comes before its first batch is durable.
 *
 * <pre>
 *    0  u32  magic "FLNJ"                        32  u64  sequence of the first batch
 *    4  u32  CRC32C of all bytes from 8 on       40  u64  position of its first effect
 *    8  u16  segment format version              48  u64  size of the segment in bytes, this header included
 *   10  u16  zero                                56  16 B id of the books, the same in all segments, upper half first
 *   12  u32  4096, the length of this header     72  32 B chain before the first batch
 *   16  u64  number of the segment, from 1      104  zeros
 *   24  u64  zero
 * </pre>
 *
 * @param before the end of the journal before this segment
 */
record SegmentHeader(long number, UUID books, Tip before, long size) {
    static final int BYTES = 4096;
    static final int MAGIC = 0x4A4E4C46;
    static final int FORMAT_VERSION = 1;

    private static final int CHECKSUM = 4;
    private static final int FORMAT = 8;
    private static final int LENGTH = 12;
    private static final int NUMBER = 16;
    private static final int FIRST_SEQUENCE = 32;
    private static final int FIRST_POSITION = 40;
    private static final int SIZE = 48;
    private static final int BOOKS = 56;
    private static final int CHAIN = 72;

    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        putInt(bytes, 0, MAGIC);
        putShort(bytes, FORMAT, FORMAT_VERSION);
        putInt(bytes, LENGTH, BYTES);
        putLong(bytes, NUMBER, number);
        putLong(bytes, FIRST_SEQUENCE, before.sequence() + 1);
        putLong(bytes, FIRST_POSITION, before.position() + 1);
        putLong(bytes, SIZE, size);
        putLong(bytes, BOOKS, books.getMostSignificantBits());
        putLong(bytes, BOOKS + 8, books.getLeastSignificantBits());
        System.arraycopy(before.chain(), 0, bytes, CHAIN, EffectBatch.HASH_BYTES);
        putInt(bytes, CHECKSUM, checksum(bytes));
        return bytes;
    }

    /** Whether these are the bytes of a header, of whatever version. */
    static boolean isWhole(byte[] bytes) {
        return bytes.length == BYTES && getInt(bytes, 0) == MAGIC && getInt(bytes, CHECKSUM) == checksum(bytes);
    }

    static int version(byte[] bytes) {
        return getShort(bytes, FORMAT);
    }

    static SegmentHeader decode(byte[] bytes) {
        Tip before = new Tip(
                getLong(bytes, FIRST_SEQUENCE) - 1,
                getLong(bytes, FIRST_POSITION) - 1,
                Arrays.copyOfRange(bytes, CHAIN, CHAIN + EffectBatch.HASH_BYTES));
        UUID books = new UUID(getLong(bytes, BOOKS), getLong(bytes, BOOKS + 8));
        return new SegmentHeader(getLong(bytes, NUMBER), books, before, getLong(bytes, SIZE));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, FORMAT, BYTES - FORMAT);
        return (int) crc.getValue();
    }
}
