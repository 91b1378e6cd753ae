package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.EffectCursor;
import java.util.zip.CRC32C;

/**
 * Where an effect is.
 *
 * @param place the place of its first byte: that of its frame, as given to {@link FileIndex#add}, plus its offset there
 * @param checksum of it as it was added, as {@link #checksum} makes it, so that damage done to it since is found
 * @param offset its offset in its frame
 */
public record Located(long place, int checksum, int offset) {
    /** Odd, and its bits are well mixed: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /**
     * The checksum of an effect: CRC32C of its bytes, with the time at which it was recorded, which is reckoned from the
     * header of its frame, so that damage done there is found too.
     */
    public static int checksum(byte[] bytes, int offset, int size, long timeNanos) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, size);
        return (int) crc.getValue() ^ (int) ((timeNanos * SPREAD) >>> 32);
    }

    static int checksum(EffectCursor effect) {
        return checksum(effect.bytes(), effect.offset(), effect.size(), effect.timeNanos());
    }

    /** The place of its frame, as given to {@link FileIndex#add}. */
    public long frame() {
        return place - offset;
    }
}
