package dev.florin.ledger.storage.maps;

import dev.florin.ledger.spi.EffectLayout;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A block as it is stored: a CRC32C of the id of its file, its number and its bytes, then its bytes. So a block that MapDB
 * returns is the one that was written under that key, or is found damaged.
 */
final class StoredBlock {
    /** As large as the blocks of an index, so that one read gets one. */
    static final int BYTES = 4096;

    private static final int CHECKSUM_BYTES = 4;

    private StoredBlock() {}

    static byte[] encode(long id, long number, byte[] content) {
        byte[] stored = new byte[CHECKSUM_BYTES + content.length];
        System.arraycopy(content, 0, stored, CHECKSUM_BYTES, content.length);
        EffectLayout.putInt(stored, 0, checksum(id, number, stored));
        return stored;
    }

    /** The bytes of a block; null if they are not those that were written. */
    static byte @Nullable [] decode(long id, long number, byte[] stored) {
        if (stored.length < CHECKSUM_BYTES
                || stored.length > CHECKSUM_BYTES + BYTES
                || EffectLayout.getInt(stored, 0) != checksum(id, number, stored)) {
            return null;
        }
        return Arrays.copyOfRange(stored, CHECKSUM_BYTES, stored.length);
    }

    private static int checksum(long id, long number, byte[] stored) {
        byte[] key = new byte[2 * Long.BYTES];
        EffectLayout.putLong(key, 0, id);
        EffectLayout.putLong(key, Long.BYTES, number);
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(stored, CHECKSUM_BYTES, stored.length - CHECKSUM_BYTES);
        return (int) crc.getValue();
    }
}
