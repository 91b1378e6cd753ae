package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads blocks of one file after the other, checks them, and keeps the last ones. Used by one thread. */
final class BlockReader {
    private final OpenFiles files;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private long number = -1;
    private long firstBlock;
    private int blocks;

    /** Reads so many blocks at a time. */
    BlockReader(OpenFiles files, int atOnce) {
        this.files = files;
        this.bytes = new byte[atOnce * Block.BYTES];
        this.buffer = ByteBuffer.wrap(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /**
     * Where a block starts in the bytes.
     *
     * @throws DamagedIndexException if it is not what was written
     */
    int find(long file, long block) throws IOException {
        if (number != file || block < firstBlock || block >= firstBlock + blocks) {
            number = -1;
            blocks = files.read(file, buffer, block * Block.BYTES) / Block.BYTES;
            number = file;
            firstBlock = block;
            if (blocks == 0) {
                throw damaged(file, block, "the file ends before it");
            }
            for (int i = 0; i < blocks; i++) {
                if (!Block.isWhole(bytes, i * Block.BYTES, file, block + i)) {
                    blocks = i;
                    break;
                }
            }
            if (blocks == 0) {
                throw damaged(file, block, "its bytes are not those that were written");
            }
        }
        return (int) (block - firstBlock) * Block.BYTES;
    }

    static DamagedIndexException damaged(long file, long block, String what) {
        return new DamagedIndexException(
                FileNames.of(file) + ", offset " + block * Block.BYTES + ": the block is damaged: " + what);
    }
}
