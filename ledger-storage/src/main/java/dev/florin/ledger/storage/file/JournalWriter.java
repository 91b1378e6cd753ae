package dev.florin.ledger.storage.file;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Appends batches to a journal, segment by segment, each group with one force. After a failure it is good for nothing but to
 * be closed. One thread.
 */
final class JournalWriter implements Closeable {
    /** The first segment of new books; each one behind it is twice as large, up to the size asked for. */
    private static final long FIRST_SEGMENT = 1 << 20;

    private final Disk disk;
    private final long segmentBytes;
    private final Spares spares;
    private final UUID books;

    /** Room for the frames of a usual group, so that it goes out in one call. */
    private final ByteBuffer buffer;

    private SegmentWriter segment;
    private Tip tip;
    private boolean sealed;
    private long[] places = new long[16];

    /**
     * Goes on behind what a walk found, once {@link Repair} has carried it out.
     *
     * @param executor makes segments ahead of time
     * @param id of the books, if there are none yet
     */
    JournalWriter(Disk disk, long segmentBytes, Executor executor, JournalWalk.Found found, UUID id)
            throws IOException {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.buffer = ByteBuffer.allocateDirect((int) Math.min(1 << 20, segmentBytes));
        this.spares = new Spares(disk, executor);
        this.tip = found.tip();
        this.sealed = found.sealed();
        SegmentHeader last = found.last();
        if (last == null) {
            this.books = id;
            this.segment = begin(1, Math.min(FIRST_SEGMENT, segmentBytes));
        } else {
            this.books = last.books();
            this.segment = new SegmentWriter(
                    disk.open(SegmentName.of(last.number())), last.number(), last.size(), found.end(), buffer);
        }
    }

    /** The id of the books. */
    UUID books() {
        return books;
    }

    /** The last batch. */
    Tip tip() {
        return tip;
    }

    /** How messages name the place that is written. */
    String describe() {
        return disk.describe(SegmentName.of(segment.number())) + ", offset " + segment.end();
    }

    /**
     * Appends batches that follow, and returns when they are on the disk.
     *
     * @return where each of them is; the array is used again
     */
    long[] append(Iterable<EffectBatch> group) throws IOException {
        EffectBatch last = null;
        int count = 0;
        for (EffectBatch batch : group) {
            requireNext(last, batch);
            if (!segment.fits(batch.length())) {
                roll(batch.length(), last == null ? tip : Tip.of(last));
            }
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = Place.of(segment.number(), segment.end());
            segment.put(batch.bytes(), batch.offset(), batch.length());
            last = batch;
        }
        if (last == null) {
            return places;
        }
        segment.force();
        segment.requireInPlace();
        tip = Tip.of(last);
        sealed = false;
        if (segment.end() > segment.size() / 4) {
            spares.prepare(segment.number() + 1, nextSize(0));
        }
        return places;
    }

    private void requireNext(@Nullable EffectBatch last, EffectBatch batch) {
        long sequence = 1 + (last == null ? tip.sequence() : last.sequence());
        long position = 1 + (last == null ? tip.position() : last.lastPosition());
        if (batch.sequence() != sequence || batch.firstPosition() != position || (batch.length() & 7) != 0) {
            throw new IllegalArgumentException("batch " + batch.sequence() + " of " + batch.length()
                    + " bytes from position " + batch.firstPosition() + " does not follow: batch " + sequence
                    + " from position " + position + " is next");
        }
    }

    /** Goes on in the next segment; everything before it is forced before it has a header. */
    private void roll(int frameBytes, Tip before) throws IOException {
        segment.force();
        tip = before;
        segment.close();
        segment = begin(segment.number() + 1, nextSize(frameBytes));
    }

    private long nextSize(int frameBytes) {
        long needed = SegmentHeader.BYTES + (long) frameBytes + Seal.BYTES;
        long pages = (needed + SegmentHeader.BYTES - 1) / SegmentHeader.BYTES;
        return Math.max(Math.min(2 * segment.size(), segmentBytes), pages * SegmentHeader.BYTES);
    }

    private SegmentWriter begin(long number, long size) throws IOException {
        Disk.File file = spares.take(number, size);
        boolean begun = false;
        try {
            SegmentHeader header = new SegmentHeader(number, books, tip, file.size());
            file.write(ByteBuffer.wrap(header.encode()), 0);
            file.force();
            begun = true;
            return new SegmentWriter(file, number, header.size(), SegmentHeader.BYTES, buffer);
        } finally {
            if (!begun) {
                file.close();
            }
        }
    }

    /** Says, durably, that the last batch is the end; unless that is said already, or there is no batch. */
    void seal() throws IOException {
        if (!sealed && tip.sequence() > 0) {
            segment.put(Seal.encode(tip), 0, Seal.BYTES);
            segment.force();
            sealed = true;
        }
    }

    @Override
    public void close() throws IOException {
        try (spares) {
            segment.close();
        }
    }
}
