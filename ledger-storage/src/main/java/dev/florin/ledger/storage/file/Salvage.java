package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a damaged journal as far as it goes: every batch from the first one on, up to the first that is missing or damaged,
 * whatever the headers of segments say. Then looks through the rest for what would be lost. Changes nothing. One thread.
 */
final class Salvage {
    /** Takes the batches; throws to refuse one, which then is where the salvage ends. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes the next batch.
         *
         * @return whether it wants more
         */
        boolean take(EffectBatch batch, long place) throws IOException;
    }

    private final Disk journal;
    private final List<String> segments;

    private Tip tip = Tip.START;
    private long bytes;
    private String endFile;
    private long endAt = SegmentHeader.BYTES;
    private @Nullable StorageException refusal;

    Salvage(Disk journal) throws IOException {
        this.journal = journal;
        this.segments = journal.list().stream().filter(SegmentName::matches).toList();
        this.endFile = SegmentName.of(1);
    }

    /** The last batch that was taken. */
    Tip tip() {
        return tip;
    }

    /** How many bytes the batches have that were taken. */
    long bytes() {
        return bytes;
    }

    /** Where they end. */
    String place() {
        return journal.describe(endFile) + ", offset " + endAt;
    }

    /** What the taker refused a batch with; null if it refused none. */
    @Nullable
    StorageException refusal() {
        return refusal;
    }

    /** The id of the books, from the first header that is whole; null if none is. */
    @Nullable
    UUID books() throws IOException {
        for (String name : segments) {
            try (Disk.File file = journal.openToRead(name)) {
                byte[] header = new byte[SegmentHeader.BYTES];
                file.read(ByteBuffer.wrap(header), 0);
                if (SegmentHeader.isWhole(header)) {
                    return SegmentHeader.decode(header).books();
                }
            }
        }
        return null;
    }

    /** Shows the unbroken beginning to a taker. */
    void run(Taker taker) throws IOException {
        boolean more = true;
        for (int i = 0; i < segments.size() && more; i++) {
            String name = segments.get(i);
            if (SegmentName.number(name) != i + 1) {
                return; // one is missing
            }
            try (Disk.File file = journal.openToRead(name)) {
                more = run(name, new SegmentWindow(file), taker);
            }
        }
    }

    private boolean run(String name, SegmentWindow window, Taker taker) throws IOException {
        long at = SegmentHeader.BYTES;
        while (true) {
            EffectBatch batch = frame(window, at);
            if (batch == null && !isSeal(window, at)) {
                return true;
            }
            if (batch != null) {
                long place = Place.of(SegmentName.number(name), at);
                if (!follows(batch, name, at) || !take(batch, place, taker)) {
                    return false;
                }
            }
            at += batch == null ? Seal.BYTES : batch.length();
            endFile = name;
            endAt = at;
        }
    }

    private boolean take(EffectBatch batch, long place, Taker taker) throws IOException {
        boolean more;
        try {
            more = taker.take(batch, place);
        } catch (UnknownVersionException e) {
            throw e;
        } catch (StorageException e) {
            refusal = e;
            return false;
        }
        tip = Tip.of(batch);
        bytes += batch.length();
        return more;
    }

    private boolean follows(EffectBatch batch, String name, long at) {
        if (batch.formatVersion() != EffectBatch.FORMAT_VERSION) {
            throw Damage.version(
                    journal.describe(name), at, "the batch", batch.formatVersion(), EffectBatch.FORMAT_VERSION);
        }
        return batch.sequence() == tip.sequence() + 1 && batch.firstPosition() == tip.position() + 1;
    }

    private static boolean isSeal(SegmentWindow window, long at) throws IOException {
        int found = window.find(at, Seal.BYTES);
        return found >= 0 && Seal.isWhole(window.bytes(), found, Seal.BYTES);
    }

    /** The whole frame at an offset; null if there is none. */
    private static @Nullable EffectBatch frame(SegmentWindow window, long at) throws IOException {
        int found = window.find(at, 8);
        if (found < 0 || getInt(window.bytes(), found) != EffectBatch.MAGIC) {
            return null;
        }
        int length = getInt(window.bytes(), found + EffectBatch.LENGTH);
        if (length < EffectBatch.HEADER_BYTES || (length & 7) != 0) {
            return null;
        }
        int start = window.find(at, length);
        if (start < 0) {
            return null;
        }
        EffectBatch batch = new EffectBatch(window.bytes(), start, length);
        return batch.isWhole() ? batch : null;
    }

    /** Looks for whole batches behind the salvaged ones, at any place where one may begin. */
    BooksRepair.Loss loss() throws IOException {
        Behind behind = new Behind(tip.sequence());
        for (String name : segments) {
            if (name.compareTo(endFile) < 0) {
                continue;
            }
            try (Disk.File file = journal.openToRead(name)) {
                SegmentWindow window = new SegmentWindow(file);
                long at = name.equals(endFile) ? endAt : SegmentHeader.BYTES;
                while (at + 8 <= window.size()) {
                    EffectBatch batch = frame(window, at);
                    if (batch != null) {
                        behind.add(batch);
                    }
                    at += batch == null ? 8 : batch.length();
                }
            }
        }
        return behind.loss();
    }

    /** Adds up what is behind. */
    private static final class Behind {
        private final long kept;
        private final BitSet accounts = new BitSet();
        private long batches;
        private long effects;
        private long lastPosition;
        private @Nullable Instant first;
        private @Nullable Instant last;

        Behind(long kept) {
            this.kept = kept;
        }

        void add(EffectBatch batch) {
            if (batch.sequence() <= kept) {
                return;
            }
            batches++;
            effects += batch.count();
            lastPosition = Math.max(lastPosition, batch.lastPosition());
            Instant begins = LedgerClock.instantOf(batch.firstTimeNanos());
            Instant ends = LedgerClock.instantOf(batch.firstTimeNanos() + batch.count() - 1);
            first = first == null || begins.isBefore(first) ? begins : first;
            last = last == null || ends.isAfter(last) ? ends : last;
            try {
                addAccounts(batch.cursor());
            } catch (IllegalArgumentException e) {
                return; // its checksum is right and its effects are not: that it is lost was counted
            }
        }

        private void addAccounts(EffectCursor effect) {
            while (effect.next()) {
                for (int i = 0; i < effect.entryCount(); i++) {
                    accounts.set(effect.entryAccount(i));
                }
            }
        }

        BooksRepair.Loss loss() {
            return new BooksRepair.Loss(batches, effects, lastPosition, accounts.cardinality(), first, last);
        }
    }
}
