package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.snapshot.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks a journal by the decision table of {@code docs/recovery.md}, whose labels are here: shows every whole batch of
 * the unbroken prefix, finds what remains of writes that were never forced, and refuses everything else. Changes nothing;
 * {@link Repair} carries out what was found. One thread, one walk.
 */
final class JournalWalk implements Snapshots.Journal {
    /** Takes the batches of a walk. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes the next batch.
         *
         * @param batch valid during the call only
         * @param place where it is
         * @throws StorageException or IllegalArgumentException to refuse it
         */
        void batch(EffectBatch batch, long place);
    }

    /**
     * What was found. The journal is the batches up to {@code tip}.
     *
     * @param headers the headers of all segments; none if there are no books yet
     * @param tip the last batch
     * @param end where the records of the last segment end
     * @param sealed whether the last record is a seal
     * @param rewriteFrom where the bytes of the last segment begin that may be readable and yet not on the disk
     * @param cuts the remains of writes that were never forced
     * @param unmade the names of files at the end that were still being made
     * @param notes what to tell, in sentences that begin with the label of their row
     */
    record Found(
            List<SegmentHeader> headers,
            Tip tip,
            long end,
            boolean sealed,
            long rewriteFrom,
            List<Cut> cuts,
            List<String> unmade,
            List<String> notes) {
        /** Copies the lists. */
        Found {
            headers = List.copyOf(headers);
            cuts = List.copyOf(cuts);
            unmade = List.copyOf(unmade);
            notes = List.copyOf(notes);
        }

        /** The last segment; null if there are no books yet. */
        @Nullable
        SegmentHeader last() {
            return headers.isEmpty() ? null : headers.get(headers.size() - 1);
        }

        /** What to tell of opening, with what else is to be told. */
        Storage.Recovered report(List<String> further) {
            long bytesCut = cuts.stream().mapToLong(cut -> cut.to - cut.from).sum();
            List<String> all = new ArrayList<>(notes);
            all.addAll(further);
            return new Storage.Recovered(bytesCut == 0 && (sealed || tip.sequence() == 0), bytesCut, all);
        }
    }

    /** Bytes of a file that belong to no batch, and are not all zero. */
    record Cut(String file, long from, long to) {}

    private final Disk disk;
    private final List<SegmentHeader> headers = new ArrayList<>();
    private final List<String> unmade = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Tip tip = Tip.START;
    private long forcedSequence;
    private long end;
    private boolean sealed;

    /** Where the last batches of this segment are: those of which no later batch says that they were forced. */
    private final ArrayDeque<Long> unforced = new ArrayDeque<>();

    /** Lists the segments and reads their headers. */
    JournalWalk(Disk disk) throws IOException {
        this.disk = disk;
        readHeaders(listSegments());
    }

    /** The headers of all segments; none if there are no books yet. */
    List<SegmentHeader> headers() {
        return List.copyOf(headers);
    }

    /** The id of the books; null if there are none yet. */
    @Override
    public @Nullable UUID books() {
        return headers.isEmpty() ? null : headers.get(0).books();
    }

    /** Whether the journal goes at least as far as a position; its last segment is walked if the headers do not tell. */
    @Override
    public boolean reaches(long position) throws IOException {
        return !headers.isEmpty()
                && (headers.get(headers.size() - 1).before().position() >= position
                        || new JournalWalk(disk)
                                        .run(Long.MAX_VALUE, (batch, place) -> {})
                                        .tip()
                                        .position()
                                >= position);
    }

    /** Walks all of the journal. */
    Found run(Visitor visitor) throws IOException {
        return run(1, visitor);
    }

    /**
     * Walks from the segment on that holds a position, or would hold it next. What is before is judged by its headers alone.
     */
    Found run(long from, Visitor visitor) throws IOException {
        int start = 0;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).before().position() < from) {
                start = i;
            }
        }
        for (int i = 0; i < headers.size(); i++) {
            if (i <= start) {
                trust(headers.get(i), i + 1);
            } else {
                check(headers.get(i), i + 1);
            }
            if (i >= start) {
                walk(headers.get(i), i + 1 < headers.size() ? headers.get(i + 1) : null, visitor);
            }
        }
        return new Found(headers, tip, end, sealed, rewriteFrom(), cuts, unmade, notes);
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
    private void readHeaders(int files) throws IOException {
        for (int number = 1; number <= files; number++) {
            String name = SegmentName.of(number);
            try (Disk.File file = disk.openToRead(name)) {
                byte[] bytes = new byte[SegmentHeader.BYTES];
                file.read(ByteBuffer.wrap(bytes), 0);
                if (!SegmentHeader.isWhole(bytes)) {
                    addUnmade(name, file);
                    continue;
                }
                if (!unmade.isEmpty()) {
                    String before = unmade.get(unmade.size() - 1);
                    throw Damage.noHeader(disk.describe(before), disk.describe(name) + " has one");
                }
                SegmentHeader header = decode(name, bytes);
                headers.add(header);
                if (file.size() < header.size()) {
                    notes.add("[R15] " + disk.describe(name) + " has " + file.size() + " bytes of " + header.size()
                            + "; what is missing was taken for zeros.");
                }
            }
        }
        if (headers.isEmpty() && files > 0) {
            notes.add("[R9] " + disk.describe(SegmentName.of(1))
                    + " had neither a whole header nor a batch; the books were made anew.");
        }
    }

    private void addUnmade(String name, Disk.File file) throws IOException {
        TailSearch search = new TailSearch(new SegmentWindow(file), 0, 0);
        if (search.proof() != null) {
            throw Damage.noHeader(disk.describe(name), search.proof());
        }
        if (search.usedEnd() > 0) {
            cuts.add(new Cut(name, 0, search.usedEnd()));
        }
        if (!headers.isEmpty() && (search.usedEnd() > 0 || file.size() == 0)) {
            // Usual ones are zeros. This one may be in the making, too, or have been damaged.
            notes.add("[R9] " + disk.describe(name) + " had neither a whole header nor a batch in its " + file.size()
                    + " bytes; it was removed, as a segment that was still being made.");
        }
        unmade.add(name);
    }

    /** R8. */
    private SegmentHeader decode(String name, byte[] bytes) {
        int version = SegmentHeader.version(bytes);
        if (version != SegmentHeader.FORMAT_VERSION) {
            throw Damage.version(disk.describe(name), 0, "the segment", version, SegmentHeader.FORMAT_VERSION);
        }
        return SegmentHeader.decode(bytes);
    }

    /** R12, of a segment that is the first one or comes after one that is not walked: its header says what was before it. */
    private void trust(SegmentHeader header, int number) {
        Tip before = header.before();
        boolean risen = before.sequence() >= tip.sequence() && before.position() >= tip.position();
        tip = number > 1 && risen ? before : tip;
        check(header, number);
    }

    /** R12. */
    private void check(SegmentHeader header, int number) {
        String expected = describe(number, headers.get(0).books(), tip);
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

    private void walk(SegmentHeader header, @Nullable SegmentHeader next, Visitor visitor) throws IOException {
        String name = SegmentName.of(header.number());
        unforced.clear();
        try (Disk.File file = disk.openToRead(name)) {
            SegmentWindow window = new SegmentWindow(file);
            long at = SegmentHeader.BYTES;
            long length = record(header.number(), window, at, visitor);
            while (length > 0) {
                at += length;
                length = record(header.number(), window, at, visitor);
            }
            end = at;
            checkRest(name, next, window);
        }
    }

    /** R1, R2: the length of the record at an offset, which was taken in; 0 if there is no whole one. */
    private long record(long number, SegmentWindow window, long at, Visitor visitor) throws IOException {
        int found = window.find(at, 8);
        if (found < 0) {
            return 0;
        }
        int magic = getInt(window.bytes(), found);
        int length = getInt(window.bytes(), found + EffectBatch.LENGTH);
        if (magic == EffectBatch.MAGIC && length >= EffectBatch.HEADER_BYTES && (length & 7) == 0) {
            int start = window.find(at, length);
            return start >= 0 && frame(number, at, new EffectBatch(window.bytes(), start, length), visitor)
                    ? length
                    : 0;
        }
        if (magic == Seal.MAGIC) {
            int start = window.find(at, Seal.BYTES);
            return start >= 0 && seal(number, at, window.bytes(), start) ? Seal.BYTES : 0;
        }
        return 0;
    }

    private boolean frame(long number, long at, EffectBatch batch, Visitor visitor) {
        if (!batch.isWhole()) {
            return false;
        }
        String file = disk.describe(SegmentName.of(number));
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
            visitor.batch(batch, Place.of(number, at));
        } catch (UnknownVersionException e) {
            throw Damage.rules(file, at, e.getMessage());
        } catch (StorageException | IllegalArgumentException e) {
            throw Damage.refused(file, at, e.getMessage(), e);
        }
        tip = Tip.of(batch);
        sealed = false;
        forcedSequence = Math.min(batch.forcedSequence(), batch.sequence() - 1);
        unforced.add(at);
        while (oldestUnforced() <= forcedSequence) {
            unforced.remove();
        }
        return true;
    }

    /** The sequence of the first batch in {@link #unforced}. */
    private long oldestUnforced() {
        return tip.sequence() - unforced.size() + 1;
    }

    private long rewriteFrom() {
        if (sealed) {
            return end - Seal.BYTES;
        }
        // If it is in an earlier segment, all of the last one is written again.
        return unforced.isEmpty() || oldestUnforced() > forcedSequence + 1 ? 0 : unforced.element();
    }

    private boolean seal(long number, long at, byte[] bytes, int start) {
        if (!Seal.isWhole(bytes, start, Seal.BYTES)) {
            return false;
        }
        String file = disk.describe(SegmentName.of(number));
        if (Seal.version(bytes, start) != Seal.FORMAT_VERSION) {
            throw Damage.version(file, at, "the seal", Seal.version(bytes, start), Seal.FORMAT_VERSION);
        }
        Tip of = Seal.decode(bytes, start);
        if (of.sequence() != tip.sequence()
                || of.position() != tip.position()
                || !Arrays.equals(of.chain(), tip.chain())) {
            throw Damage.outOfPlace(
                    file,
                    at,
                    "a seal of batch " + tip.sequence() + " and position " + tip.position(),
                    "one of batch " + of.sequence() + " and position " + of.position());
        }
        sealed = true;
        return true;
    }

    /** R3 to R6: what is behind the last whole record of a segment. */
    private void checkRest(String name, @Nullable SegmentHeader next, SegmentWindow window) throws IOException {
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
                    disk.describe(name),
                    end,
                    missing,
                    used ? "bytes that are no whole batch" : "the end of the batches",
                    proof);
        }
        if (used) {
            cuts.add(new Cut(name, end, search.usedEnd()));
            notes.add("[R5] " + disk.describe(name) + ": cut " + (search.usedEnd() - end) + " bytes from offset " + end
                    + " on: the remains of a write of which nothing says that it had been forced.");
        }
    }
}
