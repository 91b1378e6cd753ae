package dev.florin.ledger.storage.snapshot;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;
import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;
import static dev.florin.ledger.spi.EffectLayout.putShort;

import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a snapshot's file; the body is all that is behind.
 *
 * <pre>
 *    0  u32  magic "FLNP"                        32  u64  the last position before the snapshot was begun
 *    4  u32  CRC32C of bytes 8..127              40  u64  the last position of the journal when it was finished
 *    8  u16  snapshot format version             48  16 B id of the books, upper half first
 *   10  u16  zero                                64  zeros
 *   12  u32  CRC32C of the body
 *   16  u64  length of the body
 *   24  u64  zero
 * </pre>
 *
 * @param from the last position before the snapshot was begun: all behind it is replayed
 * @param durable the last position of the journal when it was finished: a journal that ends before it has lost batches
 */
public record SnapshotHeader(UUID books, long from, long durable, long length, int checksum) {
    public static final int BYTES = 128;
    static final int MAGIC = 0x504E4C46;
    public static final int FORMAT_VERSION = 1;

    private static final int CHECKSUM = 4;
    private static final int FORMAT = 8;
    private static final int BODY_CHECKSUM = 12;
    private static final int LENGTH = 16;
    private static final int FROM = 32;
    private static final int DURABLE = 40;
    private static final int BOOKS = 48;

    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        putInt(bytes, 0, MAGIC);
        putShort(bytes, FORMAT, FORMAT_VERSION);
        putInt(bytes, BODY_CHECKSUM, checksum);
        putLong(bytes, LENGTH, length);
        putLong(bytes, FROM, from);
        putLong(bytes, DURABLE, durable);
        putLong(bytes, BOOKS, books.getMostSignificantBits());
        putLong(bytes, BOOKS + 8, books.getLeastSignificantBits());
        putInt(bytes, CHECKSUM, checksum(bytes));
        return bytes;
    }

    /** Whether these are the bytes of a header, of whatever version. */
    public static boolean isWhole(byte[] bytes) {
        return bytes.length == BYTES && getInt(bytes, 0) == MAGIC && getInt(bytes, CHECKSUM) == checksum(bytes);
    }

    public static int version(byte[] bytes) {
        return getShort(bytes, FORMAT);
    }

    public static SnapshotHeader decode(byte[] bytes) {
        return new SnapshotHeader(
                new UUID(getLong(bytes, BOOKS), getLong(bytes, BOOKS + 8)),
                getLong(bytes, FROM),
                getLong(bytes, DURABLE),
                getLong(bytes, LENGTH),
                getInt(bytes, BODY_CHECKSUM));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, FORMAT, BYTES - FORMAT);
        return (int) crc.getValue();
    }
}
