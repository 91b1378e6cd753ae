package dev.florin.ledger.storage.index;

/**
 * Where an effect is.
 *
 * @param place the place of its first byte: that of its frame, as given to {@link FileIndex#add}, plus its offset there
 * @param checksum CRC32C of its bytes as they were added, so that damage done to them since is found
 * @param offset its offset in its frame
 */
public record Located(long place, int checksum, int offset) {
    /** The place of its frame, as given to {@link FileIndex#add}. */
    public long frame() {
        return place - offset;
    }
}
