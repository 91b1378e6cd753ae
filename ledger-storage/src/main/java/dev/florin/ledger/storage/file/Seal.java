package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;
import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;
import static dev.florin.ledger.spi.EffectLayout.putShort;

import dev.florin.ledger.spi.EffectBatch;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The record that an orderly close puts behind the last frame: everything up to its batch is durable.
 *
 * <pre>
 *    0  u32  magic "FLNS"                        16  u64  sequence of the last batch
 *    4  u32  64, the length of this record       24  u64  last position
 *    8  u32  CRC32C of all bytes from 12 on      32  32 B chain of the last batch
 *   12  u16  seal format version
 *   14  u16  zero
 * </pre>
 */
final class Seal {
    static final int BYTES = 64;
    static final int MAGIC = 0x534E4C46;
    static final int FORMAT_VERSION = 1;

    private static final int LENGTH = 4;
    private static final int CHECKSUM = 8;
    private static final int FORMAT = 12;
    private static final int SEQUENCE = 16;
    private static final int POSITION = 24;
    private static final int CHAIN = 32;

    private Seal() {}

    static byte[] encode(Tip tip) {
        byte[] bytes = new byte[BYTES];
        putInt(bytes, 0, MAGIC);
        putInt(bytes, LENGTH, BYTES);
        putShort(bytes, FORMAT, FORMAT_VERSION);
        putLong(bytes, SEQUENCE, tip.sequence());
        putLong(bytes, POSITION, tip.position());
        System.arraycopy(tip.chain(), 0, bytes, CHAIN, EffectBatch.HASH_BYTES);
        putInt(bytes, CHECKSUM, checksum(bytes, 0));
        return bytes;
    }

    /** Whether a whole seal, of whatever version, is at an offset of an array that has this many bytes from there on. */
    static boolean isWhole(byte[] bytes, int offset, int available) {
        return available >= BYTES
                && getInt(bytes, offset) == MAGIC
                && getInt(bytes, offset + LENGTH) == BYTES
                && getInt(bytes, offset + CHECKSUM) == checksum(bytes, offset);
    }

    static int version(byte[] bytes, int offset) {
        return getShort(bytes, offset + FORMAT);
    }

    static Tip decode(byte[] bytes, int offset) {
        return new Tip(
                getLong(bytes, offset + SEQUENCE),
                getLong(bytes, offset + POSITION),
                Arrays.copyOfRange(bytes, offset + CHAIN, offset + CHAIN + EffectBatch.HASH_BYTES));
    }

    private static int checksum(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset + FORMAT, BYTES - FORMAT);
        return (int) crc.getValue();
    }
}
