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
import java.util.Arrays;
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

    /** Runs one behind the other, and the one that has what comes next. */
    private static final class Lane {
        private final List<Expected> runs;
        private int current;

        Lane(List<Run> runs) {
            this.runs = runs.stream().map(Expected::new).toList();
        }

        /** The run that has a position; null if none has. */
        @Nullable
        Expected at(long position) {
            while (current < runs.size() && runs.get(current).run.facts().last() < position) {
                current++;
            }
            return current == runs.size() || runs.get(current).run.facts().first() > position
                    ? null
                    : runs.get(current);
        }

        /** Whether all runs end before the position that was asked for last. */
        boolean isPassed() {
            return current == runs.size();
        }
    }

    private final OpenFiles files;
    private final long seed = new SecureRandom().nextLong();
    private final List<String> problems = new ArrayList<>();
    private final Map<Kind, Lane> lanes = new EnumMap<>(Kind.class);

    /** By level: runs of {@link Kind#SUMS}, of which each entry is in one of each level, but for the last ones. */
    private final List<Lane> sums = new ArrayList<>();

    private final EffectContents contents = new EffectContents(new Expecting());
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
                if (kind != Kind.SUMS) {
                    check.lanes.put(kind, new Lane(taken.runs().of(kind)));
                }
            }
            taken.runs().sums().forEach(runs -> check.sums.add(new Lane(runs)));
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
            expectSums(account, effectiveNanos, locator, side, low, high);
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
        Lane lane = lanes.get(kind);
        Expected run = lane == null ? null : lane.at(position);
        if (run == null) {
            problem("no run has the " + kind + " of position " + position);
        } else {
            run.records++;
            run.sum += hash(first, second, third);
        }
    }

    private void expectSums(int account, long effectiveNanos, long locator, Side side, long low, long high) {
        long position = EntryLocator.position(locator);
        for (int level = 0; level < Math.max(sums.size(), DatedCover.WHOLE + 1); level++) {
            Expected run = level < sums.size() ? sums.get(level).at(position) : null;
            if (run != null) {
                long first = run.run.facts().groupAndAccount(account, position);
                run.records++;
                run.sum += side == Side.DEBIT
                        ? hash(first, effectiveNanos, locator, low, high, 0, 0)
                        : hash(first, effectiveNanos, locator, 0, 0, low, high);
            } else if (level <= DatedCover.WHOLE || !sums.get(level).isPassed()) {
                problem("no run of level " + level + " has the SUMS of position " + position);
            }
        }
    }

    private long hash(long... record) {
        long hash = seed;
        for (long part : record) {
            hash = Filter.hash(hash, part, 0);
        }
        return hash;
    }

    /**
     * Reads all runs, after the last batch.
     *
     * @return what is wrong, in sentences; nothing if the index is that of the journal
     */
    public List<String> finish() {
        List<Lane> all = new ArrayList<>(lanes.values());
        all.addAll(sums);
        for (Lane lane : all) {
            for (Expected run : lane.runs) {
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
        boolean isSums = facts.kind() == Kind.SUMS;
        Records records = new RunRecords(files, facts);
        Records content = isSums ? new Amounts(records) : records;
        BlockReader reader = new BlockReader(files, 1);
        long sum = 0;
        boolean found = true;
        boolean risen = true;
        boolean ends = false;
        long[] record = new long[facts.kind().longs()];
        long[] before = new long[record.length];
        for (long ordinal = 0; content.next(); ordinal++) {
            for (int i = 0; i < record.length; i++) {
                record[i] = content.get(i);
            }
            sum += isSums ? hash(record) : hash(record[0], record[1], record.length > 2 ? record[2] : 0);
            risen &= ordinal == 0
                    || Arrays.compare(
                                    before,
                                    0,
                                    facts.kind().keyLongs(),
                                    record,
                                    0,
                                    facts.kind().keyLongs())
                            < 0;
            found &= isFound(expect.run, ordinal, records, reader);
            ends = expect.run.endsWith(records);
            System.arraycopy(record, 0, before, 0, record.length);
        }
        if (!risen || !ends) {
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

    private boolean isFound(Run run, long ordinal, Records record, BlockReader reader) throws IOException {
        Kind kind = run.facts().kind();
        int perBlock = kind.recordsPerBlock();
        Filter filter = run.filter();
        return (ordinal % perBlock != 0 || run.hasFence(ordinal / perBlock, record, reader))
                && (filter == null || filter.mayHold(kind.hash(filterSeed, record.get(0), record.get(1))) == 1);
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
