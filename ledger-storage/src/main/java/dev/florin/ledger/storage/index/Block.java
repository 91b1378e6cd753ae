package dev.florin.ledger.storage.index;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.spi.EffectLayout;
import java.util.zip.CRC32C;

/**
 * The unit in which runs are written and checked. Little-endian:
 *
 * <pre>
 *    0  u32  CRC32C of bytes 4..4095      8  u64  number of the file (upper 32 bits), number of the block (lower)
 *    4  u32  how many longs are used     16  510 longs, zeros behind the used ones
 * </pre>
 *
 * A block says where it belongs, so that one that was written to another place is found, too.
 */
final class Block {
    static final int BYTES = 4096;
    static final int LONGS = 510;

    private static final int USED = 4;
    private static final int IDENTITY = 8;
    private static final int CONTENT = 16;

    private Block() {}

    static void put(byte[] bytes, int at, int index, long value) {
        EffectLayout.putLong(bytes, at + CONTENT + Long.BYTES * index, value);
    }

    static long get(byte[] bytes, int at, int index) {
        return getLong(bytes, at + CONTENT + Long.BYTES * index);
    }

    static int used(byte[] bytes, int at) {
        return getInt(bytes, at + USED);
    }

    /** Completes a block whose first longs were put. */
    static void seal(byte[] bytes, int at, int used, long file, long block) {
        for (int i = used; i < LONGS; i++) {
            put(bytes, at, i, 0);
        }
        EffectLayout.putInt(bytes, at + USED, used);
        EffectLayout.putLong(bytes, at + IDENTITY, identity(file, block));
        EffectLayout.putInt(bytes, at, checksum(bytes, at));
    }

    static boolean isWhole(byte[] bytes, int at, long file, long block) {
        return getLong(bytes, at + IDENTITY) == identity(file, block)
                && used(bytes, at) >= 0
                && used(bytes, at) <= LONGS
                && getInt(bytes, at) == checksum(bytes, at);
    }

    private static long identity(long file, long block) {
        return file << 32 | block;
    }

    private static int checksum(byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at + USED, BYTES - USED);
        return (int) crc.getValue();
    }
}
