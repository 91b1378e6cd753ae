package dev.florin.ledger.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes zeros. */
public final class Zeros {
    /** How many bytes are written at a time. */
    public static final int PIECE = 1 << 18;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private Zeros() {}

    /** Writes zeros from an offset up to another one. */
    public static void write(Disk.File file, long from, long to) throws IOException {
        for (long at = from; at < to; at += PIECE) {
            file.write(ZEROS.slice(0, (int) Math.min(PIECE, to - at)), at);
        }
    }
}
