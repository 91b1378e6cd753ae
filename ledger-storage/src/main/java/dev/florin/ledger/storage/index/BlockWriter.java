package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes blocks one behind the other, in pieces that are forced each: so little waits to be written that a force of the
 * journal is not held up by it. Used by one thread.
 */
final class BlockWriter implements Closeable {
    private final Disk.File file;
    private final long number;
    private final Pace pace;
    private final byte[] piece;
    private long firstBlock;
    private int block;
    private int used;

    /** Begins with a block. */
    BlockWriter(Disk.File file, long number, long firstBlock, int pieceBlocks, Pace pace) {
        this.file = file;
        this.number = number;
        this.firstBlock = firstBlock;
        this.pace = pace;
        this.piece = new byte[pieceBlocks * Block.BYTES];
    }

    /** How many longs the block has that is being filled. */
    int used() {
        return used;
    }

    void put(long value) {
        Block.put(piece, block * Block.BYTES, used++, value);
    }

    void endBlock() throws IOException {
        Block.seal(piece, block * Block.BYTES, used, number, firstBlock + block);
        used = 0;
        if (++block * Block.BYTES == piece.length) {
            endPiece();
        }
    }

    /** Puts a long, in the next block if this one is full. */
    void putAnywhere(long value) throws IOException {
        if (used == Block.LONGS) {
            endBlock();
        }
        put(value);
    }

    /** Ends the block that is being filled, if there is one. */
    void endPart() throws IOException {
        if (used > 0) {
            endBlock();
        }
    }

    /** Ends the block that is being filled, if there is one, and forces what was not forced yet. */
    void flush() throws IOException {
        endPart();
        if (block > 0) {
            endPiece();
        }
    }

    private void endPiece() throws IOException {
        file.write(ByteBuffer.wrap(piece, 0, block * Block.BYTES), firstBlock * Block.BYTES);
        file.force();
        firstBlock += block;
        block = 0;
        pace.pieceForced();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
