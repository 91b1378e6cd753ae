package dev.florin.ledger.ownstorage;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file: eight bytes of header, then frames as the ledger gives them, and a seal wherever the books were closed. Files of
 * this kind ({@link RandomAccessFile}) are not closed by an interrupt, as channels are.
 */
final class JournalFile implements Closeable {
    private static final byte[] HEADER = {'o', 'n', 'e', 'f', 'i', 'l', 'e', '1'};

    /** A seal: magic, length, checksum of what follows, zero, and the sequence of the last batch. */
    private static final int SEAL_MAGIC = 0x4C414553;

    private static final int SEAL_BYTES = 24;
    private static final int SEAL_SEQUENCE = 16;
    private static final int ALIGNMENT = 8;

    private final Path path;

    /** Of the thread that appends. */
    private final RandomAccessFile file;

    /** Of all readers, each for the time of a read. */
    private final RandomAccessFile forReading;

    /** Set before the files are closed: a reader that is within a read then learns why it fails. */
    private volatile boolean closed;

    private long end;

    /** What a walk found. */
    record Found(long sequence, long end, long cutBytes, boolean sealed, long unprovenFrom) {}

    /** Takes the batches of a walk. */
    interface Visitor {
        void accept(EffectBatch batch, long place);
    }

    private JournalFile(Path path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path.toFile(), "rw");
        forReading = new RandomAccessFile(path.toFile(), "r");
    }

    /** Opens the file of a folder, or makes it, so that it is there with its header or not at all. */
    static JournalFile open(Path folder) throws IOException {
        Path path = folder.resolve("journal");
        if (!Files.exists(path)) {
            Path unfinished = folder.resolve("journal.new");
            try (RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), "rw")) {
                file.setLength(0);
                file.write(HEADER);
                file.getFD().sync();
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        }
        // Every time: who made them may have been killed before this.
        force(folder);
        force(folder.toAbsolutePath().getParent());
        return new JournalFile(path);
    }

    /** Without it, a name that was given may be gone when the power was. */
    private static void force(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Reads from the first record to the last whole one that follows; changes nothing. */
    Found walk(Visitor visitor) throws IOException {
        requireHeader();
        long length = file.length();
        long at = HEADER.length;
        long sequence = 0;
        boolean sealed = true;
        Deque<long[]> unproven = new ArrayDeque<>(); // sequence and place of batches that nothing says were forced
        while (true) {
            EffectBatch batch = wholeBatch(at, length);
            if (batch != null) {
                if (batch.sequence() != sequence + 1) {
                    throw damaged(
                            at, "batch " + (sequence + 1) + " belongs here, and batch " + batch.sequence() + " is");
                }
                visit(visitor, batch, at);
                sequence++;
                sealed = false;
                unproven.add(new long[] {sequence, at});
                while (!unproven.isEmpty() && unproven.element()[0] <= batch.forcedSequence()) {
                    unproven.remove();
                }
                at += batch.length();
            } else if (sealedSequence(at, length) == sequence) {
                sealed = true;
                unproven.clear();
                at += SEAL_BYTES;
            } else {
                requireUnforced(sequence + 1, at, length);
                long from = unproven.isEmpty() ? at : unproven.element()[1];
                return new Found(sequence, at, length - at, sealed && at == length, from);
            }
        }
    }

    private void requireHeader() throws IOException {
        if (file.length() < HEADER.length || !Arrays.equals(read(0, HEADER.length), HEADER)) {
            throw damaged(0, "the header is not that of a journal of this version");
        }
    }

    /** What the ledger refuses is told with its place; every other exception is not for a storage to change. */
    private void visit(Visitor visitor, EffectBatch batch, long at) {
        try {
            visitor.accept(batch, at);
        } catch (StorageException e) {
            throw new StorageException(this + ", offset " + at + ": " + e.getMessage(), e);
        }
    }

    /** Behind the last record that follows there may be what a write left that was not forced, and nothing else. */
    private void requireUnforced(long sequence, long at, long length) throws IOException {
        for (long behind = at + ALIGNMENT; behind < length; behind += ALIGNMENT) {
            EffectBatch batch = wholeBatch(behind, length);
            if ((batch != null && batch.forcedSequence() >= sequence) || sealedSequence(behind, length) >= sequence) {
                throw damaged(
                        at,
                        "batch " + sequence + " was durable, as the record at offset " + behind + " says, and"
                                + " cannot be read");
            }
        }
    }

    private StorageException damaged(long at, String what) {
        return new StorageException(
                this + ", offset " + at + ": " + what + ". Nothing was changed; open a copy of the books");
    }

    private @Nullable EffectBatch wholeBatch(long at, long end) throws IOException {
        if (at + EffectBatch.HEADER_BYTES > end) {
            return null;
        }
        byte[] start = read(at, ALIGNMENT);
        int length = EffectLayout.getInt(start, EffectBatch.LENGTH);
        if (EffectLayout.getInt(start, 0) != EffectBatch.MAGIC
                || length < EffectBatch.HEADER_BYTES
                || length % ALIGNMENT != 0
                || length > end - at) {
            return null;
        }
        EffectBatch batch = new EffectBatch(read(at, length), 0, length);
        return batch.isWhole() ? batch : null;
    }

    /** The sequence that a whole seal names, -1 if there is none. */
    private long sealedSequence(long at, long end) throws IOException {
        if (at + SEAL_BYTES > end) {
            return -1;
        }
        byte[] seal = read(at, SEAL_BYTES);
        long sequence = EffectLayout.getLong(seal, SEAL_SEQUENCE);
        return Arrays.equals(seal, sealOf(sequence)) ? sequence : -1;
    }

    private static byte[] sealOf(long sequence) {
        byte[] seal = new byte[SEAL_BYTES];
        EffectLayout.putInt(seal, 0, SEAL_MAGIC);
        EffectLayout.putInt(seal, 4, SEAL_BYTES);
        EffectLayout.putLong(seal, SEAL_SEQUENCE, sequence);
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.wrap(seal, SEAL_SEQUENCE, Long.BYTES));
        EffectLayout.putInt(seal, 8, (int) checksum.getValue());
        return seal;
    }

    /**
     * Cuts what was not forced, and forces the rest. What was read may be in the memory of the system only, after a force that
     * failed even without being marked as unwritten: it is written once more.
     */
    void repair(Found found) throws IOException {
        end = found.end();
        file.setLength(end);
        byte[] unproven = read(found.unprovenFrom(), Math.toIntExact(end - found.unprovenFrom()));
        file.seek(found.unprovenFrom());
        file.write(unproven);
        file.getFD().sync();
    }

    /** Appends frames and forces them; the place of the first one. */
    long append(Iterable<EffectBatch> group) throws IOException {
        long first = end;
        file.seek(end);
        for (EffectBatch batch : group) {
            file.write(batch.bytes(), batch.offset(), batch.length());
            end += batch.length();
        }
        file.getFD().sync();
        return first;
    }

    /** Says that everything up to a batch was forced, and that the books were closed. */
    void seal(long sequence) throws IOException {
        file.seek(end);
        file.write(sealOf(sequence));
        file.getFD().sync();
    }

    /** A frame that was walked over or appended. Any thread. */
    EffectBatch frame(long place, int length) {
        try {
            EffectBatch batch = new EffectBatch(read(place, length), 0, length);
            if (batch.isWhole()) {
                return batch;
            }
        } catch (IOException e) {
            if (closed) {
                throw new StorageException("the books in " + this + " were closed meanwhile; open them again", e);
            }
            throw new StorageException(this + ", offset " + place + ": a batch could not be read (" + e + ")", e);
        }
        throw damaged(place, "a batch of " + length + " bytes is damaged");
    }

    private byte[] read(long place, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (forReading) {
            forReading.seek(place);
            forReading.readFully(bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (file) {
            forReading.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
