package dev.florin.ledger.storage.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of the frames of a journal. Any thread reads at any time. A place is a number that only its journal understands. */
public interface FrameBytes extends Closeable {
    /**
     * Fills the buffer from a place on, as far as there is something behind it.
     *
     * @return how many bytes were read; 0 if nothing is there
     * @throws java.nio.file.NoSuchFileException or {@link java.io.FileNotFoundException} if what held them is gone
     */
    int read(long place, ByteBuffer buffer) throws IOException;

    /** Whether a frame can begin so many bytes before a place. */
    boolean canBegin(long place, int bytesBefore);

    /** How messages name a place. */
    String describe(long place);

    /** What to do when a read meets damage, in sentences. */
    String whenDamaged();

    /** Lets go of what it has opened itself. */
    @Override
    void close() throws IOException;
}
