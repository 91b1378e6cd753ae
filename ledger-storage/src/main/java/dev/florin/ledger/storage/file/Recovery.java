package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.internal.index.JournalIndex;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks the journal when it is opened, by the decision table of {@code docs/recovery.md}, whose labels are here: keeps
 * every whole batch of the unbroken prefix, cuts the remains of a write that was never forced, and refuses everything
 * else. Changes nothing before the whole walk has succeeded.
 */
final class Recovery {
    /**
     * What a walk found.
     *
     * @param books the id of the books; null if there are none yet
     * @param number the last segment; 0 if there are none yet
     * @param size how many bytes it has
     * @param end where its frames end
     * @param tip the last batch
     * @param sealed whether the last record is a seal
     * @param report what to tell
     */
    record Found(
            @Nullable UUID books,
            long number,
            long size,
            long end,
            Tip tip,
            boolean sealed,
            Storage.Recovered report) {}

    private record Cut(long number, long from, long to) {}

    private static final int PIECE = 1 << 20;

    private final Disk disk;
    private final Storage.Replay replay;
    private final JournalIndex index;
    private final List<String> notes = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    private Tip tip = Tip.START;
    private long forcedSequence;
    private long end;
    private boolean sealed;

    Recovery(Disk disk, Storage.Replay replay, JournalIndex index) {
        this.disk = disk;
        this.replay = replay;
        this.index = index;
    }

    Found run() throws IOException {
        int files = listSegments();
        List<SegmentHeader> headers = readHeaders(files);
        for (int i = 0; i < headers.size(); i++) {
            checkHeader(headers.get(i), headers.get(0), i + 1);
            walk(headers.get(i), i + 1 < headers.size() ? headers.get(i + 1) : null);
        }
        return repair(headers, files);
    }

    /** R11, R13: how many segments there are, numbered from 1 without a gap. */
    private int listSegments() throws IOException {
        int files = 0;
        String foreign = null;
        for (String name : disk.list()) {
            if (!SegmentName.matches(name)) {
                foreign = name;
                notes.add("[R13] " + disk.describe(name) + " is not a file of this journal and was ignored.");
            } else if (SegmentName.number(name) != ++files) {
                throw Damage.missing(disk.describe(SegmentName.of(files)), disk.describe(name));
            }
        }
        if (files == 0 && foreign != null) {
            throw Damage.foreignJournal(disk.describe(foreign));
        }
        return files;
    }

    /** R9, R10: the headers of all segments but those at the end that were still being made. */
    private List<SegmentHeader> readHeaders(int files) throws IOException {
        List<SegmentHeader> headers = new ArrayList<>();
        String unmade = null;
        for (int number = 1; number <= files; number++) {
            String name = SegmentName.of(number);
            try (Disk.File file = disk.openToRead(name)) {
                byte[] bytes = new byte[SegmentHeader.BYTES];
                file.read(ByteBuffer.wrap(bytes), 0);
                if (SegmentHeader.isWhole(bytes)) {
                    if (unmade != null) {
                        throw Damage.noHeader(disk.describe(unmade), disk.describe(name) + " has one");
                    }
                    headers.add(decode(name, bytes));
                    continue;
                }
                TailSearch search = new TailSearch(new SegmentWindow(file), 0, 0);
                if (search.proof() != null) {
                    throw Damage.noHeader(disk.describe(name), search.proof());
                }
                if (search.usedEnd() > 0) {
                    cuts.add(new Cut(number, 0, search.usedEnd()));
                }
                unmade = name;
            }
        }
        if (headers.isEmpty() && files > 0) {
            notes.add("[R9] " + disk.describe(SegmentName.of(1))
                    + " had neither a whole header nor a batch; the books were made anew.");
        }
        return headers;
    }

    /** R8. */
    private SegmentHeader decode(String name, byte[] bytes) {
        int version = SegmentHeader.version(bytes);
        if (version != SegmentHeader.FORMAT_VERSION) {
            throw Damage.version(disk.describe(name), 0, "the segment", version, SegmentHeader.FORMAT_VERSION);
        }
        return SegmentHeader.decode(bytes);
    }

    /** R12. */
    private void checkHeader(SegmentHeader header, SegmentHeader first, int number) {
        String expected = describe(number, first.books(), tip);
        String found = describe(header.number(), header.books(), header.before());
        if (!expected.equals(found) || header.size() < SegmentHeader.BYTES) {
            throw Damage.foreignHeader(disk.describe(SegmentName.of(number)), expected, found);
        }
    }

    private static String describe(long number, UUID books, Tip before) {
        return "number " + number + ", books " + books + ", first batch " + (before.sequence() + 1)
                + ", first position " + (before.position() + 1) + ", chain "
                + HexFormat.of().formatHex(before.chain());
    }

    private void walk(SegmentHeader header, @Nullable SegmentHeader next) throws IOException {
        String name = SegmentName.of(header.number());
        try (Disk.File file = disk.openToRead(name)) {
            SegmentWindow window = new SegmentWindow(file);
            long at = SegmentHeader.BYTES;
            long length = record(name, header.number(), window, at);
            while (length > 0) {
                at += length;
                length = record(name, header.number(), window, at);
            }
            end = at;
            checkRest(header, next, window);
            if (window.size() < header.size()) {
                notes.add("[R15] " + disk.describe(name) + " has " + window.size() + " bytes of " + header.size()
                        + "; what is missing was taken for zeros.");
            }
        }
    }

    /** R1, R2: the length of the record at an offset, which was taken in; 0 if there is no whole one. */
    private long record(String name, long number, SegmentWindow window, long at) throws IOException {
        int found = window.find(at, 8);
        if (found < 0) {
            return 0;
        }
        int magic = getInt(window.bytes(), found);
        int length = getInt(window.bytes(), found + EffectBatch.LENGTH);
        if (magic == EffectBatch.MAGIC && length >= EffectBatch.HEADER_BYTES && (length & 7) == 0) {
            int start = window.find(at, length);
            return start >= 0 && frame(name, number, at, new EffectBatch(window.bytes(), start, length)) ? length : 0;
        }
        if (magic == Seal.MAGIC) {
            int start = window.find(at, Seal.BYTES);
            return start >= 0 && seal(name, at, window.bytes(), start) ? Seal.BYTES : 0;
        }
        return 0;
    }

    private boolean frame(String name, long number, long at, EffectBatch batch) {
        if (!batch.isWhole()) {
            return false;
        }
        String file = disk.describe(name);
        if (batch.formatVersion() != EffectBatch.FORMAT_VERSION) {
            throw Damage.version(file, at, "the batch", batch.formatVersion(), EffectBatch.FORMAT_VERSION);
        }
        if (batch.sequence() != tip.sequence() + 1 || batch.firstPosition() != tip.position() + 1) {
            throw Damage.outOfPlace(
                    file,
                    at,
                    "batch " + (tip.sequence() + 1) + " from position " + (tip.position() + 1),
                    "batch " + batch.sequence() + " from position " + batch.firstPosition());
        }
        try {
            // First, since it knows whether this version can read the batch's effects.
            replay.accept(batch);
            index.add(batch, Place.of(number, at));
        } catch (UnknownVersionException e) {
            throw Damage.rules(file, at, e.getMessage());
        } catch (StorageException | IllegalArgumentException e) {
            throw Damage.refused(file, at, e.getMessage(), e);
        }
        tip = Tip.of(batch);
        forcedSequence = Math.min(batch.forcedSequence(), batch.sequence() - 1);
        sealed = false;
        return true;
    }

    private boolean seal(String name, long at, byte[] bytes, int start) {
        if (!Seal.isWhole(bytes, start, Seal.BYTES)) {
            return false;
        }
        if (Seal.version(bytes, start) != Seal.FORMAT_VERSION) {
            throw Damage.version(disk.describe(name), at, "the seal", Seal.version(bytes, start), Seal.FORMAT_VERSION);
        }
        Tip of = Seal.decode(bytes, start);
        if (of.sequence() != tip.sequence()
                || of.position() != tip.position()
                || !Arrays.equals(of.chain(), tip.chain())) {
            throw Damage.outOfPlace(
                    disk.describe(name),
                    at,
                    "a seal of batch " + tip.sequence() + " and position " + tip.position(),
                    "one of batch " + of.sequence() + " and position " + of.position());
        }
        sealed = true;
        return true;
    }

    /** R3 to R6: what is behind the last whole record of a segment. */
    private void checkRest(SegmentHeader header, @Nullable SegmentHeader next, SegmentWindow window)
            throws IOException {
        long missing = tip.sequence() + 1;
        TailSearch search = new TailSearch(window, end, missing);
        String proof = search.proof();
        if (proof == null && next != null && next.before().sequence() >= missing) {
            proof = disk.describe(SegmentName.of(next.number())) + " begins with batch "
                    + (next.before().sequence() + 1);
        }
        boolean used = search.usedEnd() > end;
        if (proof != null) {
            throw Damage.forced(
                    disk.describe(SegmentName.of(header.number())),
                    end,
                    missing,
                    used ? "bytes that are no whole batch" : "the end of the batches",
                    proof);
        }
        if (used) {
            cuts.add(new Cut(header.number(), end, search.usedEnd()));
            notes.add("[R5] " + disk.describe(SegmentName.of(header.number())) + ": cut "
                    + (search.usedEnd() - end) + " bytes from offset " + end
                    + " on: the remains of a write of which nothing says that it had been forced.");
        }
    }

    private Found repair(List<SegmentHeader> headers, int files) throws IOException {
        long bytesCut = 0;
        for (Cut cut : cuts) {
            bytesCut += cut.to - cut.from;
            if (cut.number <= headers.size()) {
                zero(cut);
            }
        }
        for (int number = headers.size() + 1; number <= files; number++) {
            disk.delete(SegmentName.of(number));
        }
        boolean clean = bytesCut == 0 && (sealed || tip.sequence() == 0);
        Storage.Recovered report = new Storage.Recovered(clean, bytesCut, notes);
        if (headers.isEmpty()) {
            disk.forceFolder();
            return new Found(null, 0, 0, 0, tip, false, report);
        }
        SegmentHeader last = headers.get(headers.size() - 1);
        forceEnd(last);
        disk.forceFolder();
        return new Found(last.books(), last.number(), last.size(), end, tip, sealed, report);
    }

    private void zero(Cut cut) throws IOException {
        try (Disk.File file = disk.open(SegmentName.of(cut.number))) {
            Zeros.write(file, cut.from, cut.to);
            file.force();
        }
    }

    /**
     * Writes again what may never have been forced, then forces it: after a failed force the system may take pages for
     * clean that are not on the disk, so that a force alone would do nothing. Segments before the last one were forced
     * before the last one had a header.
     */
    private void forceEnd(SegmentHeader last) throws IOException {
        try (Disk.File file = disk.open(SegmentName.of(last.number()))) {
            rewrite(file, sealed ? end - Seal.BYTES : firstUnforced(last.number()));
            long size = file.size();
            if (size < last.size()) {
                Zeros.write(file, size, last.size());
            }
            file.force();
        }
    }

    private long firstUnforced(long number) {
        long place = forcedSequence < tip.sequence() ? index.place(forcedSequence) : 0;
        return Place.segment(place) == number ? Place.offset(place) : 0;
    }

    private void rewrite(Disk.File file, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, end - from));
        long until = Math.min(end, file.size());
        for (long at = from; at < until; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), until - at));
            file.read(buffer, at);
            file.write(buffer.flip(), at);
        }
    }
}
