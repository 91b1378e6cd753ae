package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a walk through a journal has passed, for a replay that asks for it: without an index, since that may be what is in
 * doubt. Takes memory for each reference, and next to none for batches: of {@value #STEP} batches it keeps the place of one,
 * and reads on from there. One thread.
 */
final class WalkedJournal implements Storage.Reader, Closeable {
    private static final int STEP = 64;

    private final Disk journal;
    private final OpenFiles files;

    /** From the first position of some batches to their place. */
    private final TreeMap<Long, Long> places = new TreeMap<>();

    private final Map<Long, Positions> references = new HashMap<>();
    private long batches;
    private long lastPosition;
    private long until = Long.MAX_VALUE;

    WalkedJournal(Disk journal) {
        this.journal = journal;
        this.files = new OpenFiles(journal, SegmentName::of);
    }

    private static final class Positions {
        long[] all = new long[1];
        int count;

        void add(long position) {
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            all[count++] = position;
        }

        long[] after(long position, int limit) {
            int found = Arrays.binarySearch(all, 0, count, position + 1);
            int first = found < 0 ? -1 - found : found;
            return Arrays.copyOfRange(all, first, first + Math.min(limit, count - first));
        }
    }

    /** Takes in a batch that was verified. */
    void add(EffectBatch batch, long place) {
        // The first one of a segment too, so that nobody reads on across the end of one.
        if (batches++ % STEP == 0 || Place.offset(place) == SegmentHeader.BYTES) {
            places.put(batch.firstPosition(), place);
        }
        lastPosition = batch.lastPosition();
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            if (effect.kind().hasOrigin()) {
                references
                        .computeIfAbsent(effect.originPosition(), origin -> new Positions())
                        .add(effect.position());
            }
        }
    }

    /** Shows nothing that is at a position or behind it, for a second replay. */
    void lookBackFrom(long position) {
        until = position;
    }

    @Override
    public long[] references(long origin, long after, int limit) {
        Positions found = references.get(origin);
        long[] all = found == null ? new long[0] : found.after(after, limit);
        int shown = all.length;
        while (shown > 0 && all[shown - 1] >= until) {
            shown--;
        }
        return shown == all.length ? all : Arrays.copyOf(all, shown);
    }

    @Override
    public EffectBatch batch(long position) {
        if (position < 1 || position > lastPosition) {
            throw new StorageException("position " + position + " is not before position " + (lastPosition + 1));
        }
        Map.Entry<Long, Long> known = places.floorEntry(position);
        if (known == null) {
            throw new IllegalStateException("the place of no batch before position " + position + " is known");
        }
        long segment = Place.segment(known.getValue());
        long at = Place.offset(known.getValue());
        try {
            while (true) {
                byte[] header = read(segment, at, EffectBatch.HEADER_BYTES);
                boolean isFrame = getInt(header, 0) == EffectBatch.MAGIC;
                int length = isFrame ? getInt(header, EffectBatch.LENGTH) : Seal.BYTES;
                long first = EffectLayout.getLong(header, EffectBatch.FIRST_POSITION);
                if (isFrame && first + getInt(header, EffectBatch.COUNT) > position) {
                    return whole(read(segment, at, length), segment, at);
                }
                at += length;
            }
        } catch (IOException e) {
            throw new StorageException(describe(segment, at) + ": position " + position + " could not be read", e);
        }
    }

    private byte[] read(long segment, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (length < Seal.BYTES || files.read(segment, ByteBuffer.wrap(bytes), at) != length) {
            throw changed(segment, at);
        }
        return bytes;
    }

    private EffectBatch whole(byte[] bytes, long segment, long at) {
        EffectBatch batch = new EffectBatch(bytes, 0, bytes.length);
        if (!batch.isWhole()) {
            throw changed(segment, at);
        }
        return batch;
    }

    private StorageException changed(long segment, long at) {
        return new StorageException(describe(segment, at) + ": a batch that was whole before is not any more");
    }

    private String describe(long segment, long at) {
        return journal.describe(SegmentName.of(segment)) + ", offset " + at;
    }

    @Override
    public EffectCursor read(long position) {
        EffectCursor effect = batch(position).cursor();
        while (effect.next()) {
            if (effect.position() == position) {
                return effect;
            }
        }
        throw new IllegalStateException("a batch of " + position + " does not hold it");
    }

    /** Not for replays, which decide nothing. */
    @Override
    public void find(long[] ids, int count, long[] positions) {
        throw new UnsupportedOperationException("a walk keeps no ids");
    }

    /** Not for replays, which answer nothing. */
    @Override
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        throw new UnsupportedOperationException("a walk keeps no entries");
    }

    /** Not for replays, which answer nothing. */
    @Override
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        throw new UnsupportedOperationException("a walk keeps no entries");
    }

    /** Not for replays, which answer nothing. */
    @Override
    public long[] datedSums(int account, long untilNanos, long position) {
        throw new UnsupportedOperationException("a walk keeps no entries");
    }

    /** Not for replays, which answer nothing. */
    @Override
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        throw new UnsupportedOperationException("a walk keeps no labels");
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
