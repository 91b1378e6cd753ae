package dev.florin.ledger.storage.index;

import dev.florin.ledger.Side;
import dev.florin.ledger.internal.index.EffectContents;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares an index with its journal, and changes neither: every effect is located where it is, and each run has the records
 * of the positions it covers, no other ones, and finds them. Places are compared one by one; the records of a run by their
 * number and by a sum of hashes under a random seed, so that each file is read once from its beginning to its end.
 *
 * <p>Give it all batches from the first one on, then {@link #finish}. One thread.
 */
public final class IndexCheck implements Closeable {
    private static final int MOST_PROBLEMS = 20;

    /** What the journal says a run should have. */
    private static final class Expected {
        private final Run run;
        private long records;
        private long sum;

        Expected(Run run) {
            this.run = run;
        }
    }

    private final OpenFiles files;
    private final long seed = new SecureRandom().nextLong();
    private final List<String> problems = new ArrayList<>();
    private final Map<Kind, List<Expected>> expected = new EnumMap<>(Kind.class);
    private final EffectContents contents = new EffectContents(new Expecting());
    private final Map<Kind, Integer> current = new EnumMap<>(Kind.class);
    private long covered;
    private long filterSeed;

    private IndexCheck(OpenFiles files) {
        this.files = files;
    }

    /**
     * Looks at an index. One that the next opening would make again is told as a problem, and covers nothing.
     *
     * @param disk the folder of the index
     * @param books the id of the books
     * @param journal shows whether the journal has the batch that the index ends with
     */
    public static IndexCheck open(Disk disk, UUID books, JournalEnd journal) throws IOException {
        OpenFiles files = new OpenFiles(disk, FileNames::of);
        IndexCheck check = new IndexCheck(files);
        try {
            Opening.Taken taken = new Opening(disk, files, books, journal, new ArrayList<>()).look();
            check.covered = taken.runs().tip().position();
            check.filterSeed = taken.seed();
            for (Kind kind : Kind.values()) {
                check.expected.put(
                        kind, taken.runs().of(kind).stream().map(Expected::new).toList());
                check.current.put(kind, 0);
            }
        } catch (Opening.Unusable e) {
            check.problem(e.getMessage() + " It is made again when the books are opened.");
        }
        return check;
    }

    /** The last position that the index covers; later ones are only in memory while the books are open. */
    public long covered() {
        return covered;
    }

    /** Takes the next batch of the journal, and where its frame is. */
    public void batch(EffectBatch batch, long place) throws IOException {
        if (batch.firstPosition() > covered) {
            return;
        }
        byte[] places = new byte[batch.count() * PositionsFile.ENTRY_BYTES];
        files.read(FileNames.POSITIONS_NUMBER, ByteBuffer.wrap(places), PositionsFile.at(batch.firstPosition()));
        EffectCursor cursor = batch.cursor();
        for (int at = 0; cursor.next(); at += PositionsFile.ENTRY_BYTES) {
            int offset = cursor.offset() - batch.offset();
            Located there = PositionsFile.decode(places, at);
            if (!there.equals(new Located(place + offset, Located.checksum(cursor), offset))) {
                problem(FileNames.POSITIONS + ": position " + cursor.position() + " is not where it says");
            }
            expect(cursor);
        }
    }

    private void expect(EffectCursor cursor) {
        long position = cursor.position();
        expect(Kind.IDS, position, cursor.idHigh(), cursor.idLow(), position);
        contents.tell(cursor);
    }

    private final class Expecting implements EffectContents.Sink {
        @Override
        public void undated(int account, long locator) {
            expect(Kind.UNDATED, EntryLocator.position(locator), account, locator, 0);
        }

        @Override
        public void dated(int account, long effectiveNanos, long locator, Side side, long low, long high) {
            expect(Kind.DATED, EntryLocator.position(locator), account, locator, 0);
        }

        @Override
        public void pending(int account, long locator) {
            expect(Kind.PENDING, EntryLocator.position(locator), account, locator, 0);
        }

        @Override
        public void label(long hash, long position) {
            expect(Kind.LABELS, position, hash, position, 0);
        }

        @Override
        public void reference(long origin, long position) {
            expect(Kind.REFERENCES, position, origin, position, 0);
        }
    }

    private void expect(Kind kind, long position, long first, long second, long third) {
        List<Expected> runs = expected.getOrDefault(kind, List.of());
        int at = current.getOrDefault(kind, 0);
        while (at < runs.size() && runs.get(at).run.facts().last() < position) {
            at++;
        }
        current.put(kind, at);
        if (at == runs.size() || runs.get(at).run.facts().first() > position) {
            problem("no run has the " + kind + " of position " + position);
            return;
        }
        runs.get(at).records++;
        runs.get(at).sum += hash(first, second, third);
    }

    private long hash(long first, long second, long third) {
        return Filter.hash(Filter.hash(seed, first, second), third, 0);
    }

    /**
     * Reads all runs, after the last batch.
     *
     * @return what is wrong, in sentences; nothing if the index is that of the journal
     */
    public List<String> finish() {
        for (List<Expected> runs : expected.values()) {
            for (Expected run : runs) {
                try {
                    compare(run);
                } catch (IOException e) {
                    problem(e.getMessage());
                }
            }
        }
        return List.copyOf(problems);
    }

    private void compare(Expected expect) throws IOException {
        RunFacts facts = expect.run.facts();
        String name = FileNames.of(facts.number());
        RunRecords records = new RunRecords(files, facts);
        long sum = 0;
        boolean found = true;
        boolean risen = true;
        long lastFirst = Long.MIN_VALUE;
        long lastSecond = Long.MIN_VALUE;
        for (long record = 0; records.next(); record++) {
            long first = records.first();
            long second = records.second();
            sum += hash(first, second, records.third());
            risen &= record == 0 || first > lastFirst || (first == lastFirst && second > lastSecond);
            found &= isFound(expect.run, record, first, second);
            lastFirst = first;
            lastSecond = second;
        }
        if (!risen || !expect.run.endsWith(lastFirst, lastSecond)) {
            problem(name + " is not sorted");
        }
        if (!found) {
            problem(name + " has records that its fences or its filter hide");
        }
        if (facts.records() != expect.records || sum != expect.sum) {
            problem(name + " has " + facts.records() + " records of " + facts.kind() + " for positions " + facts.first()
                    + " to " + facts.last() + "; the journal has " + expect.records
                    + (facts.records() == expect.records ? ", and others" : ""));
        }
    }

    private boolean isFound(Run run, long record, long first, long second) {
        Kind kind = run.facts().kind();
        int perBlock = kind.recordsPerBlock();
        Filter filter = run.filter();
        return (record % perBlock != 0 || run.hasFence(record / perBlock, first, second))
                && (filter == null || filter.mayHold(kind.hash(filterSeed, first, second)) == 1);
    }

    private void problem(@Nullable String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(String.valueOf(sentence));
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
