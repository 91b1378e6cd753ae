package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a run: a block of facts, blocks of records, blocks of fences (the first key of each block of records), and
 * blocks of the filter, if its kind has one. Longs of the first block:
 *
 * <pre>
 *    0  magic "FLNR", u16 version, u16 kind     6  last position
 *    1  books, upper half                       7  records
 *    2  books, lower half                       8  first long of the last key
 *    3  seed of the filter                      9  second long of the last key
 *    4  level                                  10  longs of the filter
 *    5  first position
 * </pre>
 *
 * The first block is written last, and the manifest names a run only when all of it was forced.
 */
final class RunFile {
    static final int VERSION = 1;

    private static final long MAGIC = 0x524E4C46L;
    private static final int FACTS = 11;
    private static final int LAST_KEY = 8;
    private static final int FILTER_LONGS = 10;
    private static final int READ_BLOCKS = 64;

    private RunFile() {}

    private static long[] facts(RunFacts facts, UUID books, long seed, long[] lastKey, long filterLongs) {
        return new long[] {
            MAGIC | (long) VERSION << 32 | (long) facts.kind().code() << 48,
            books.getMostSignificantBits(),
            books.getLeastSignificantBits(),
            seed,
            facts.level(),
            facts.first(),
            facts.last(),
            facts.records(),
            lastKey[0],
            lastKey[1],
            filterLongs
        };
    }

    /** Makes the file of a run, durable but for its name, from as many records as the facts say. */
    static Run write(Disk disk, RunFacts facts, UUID books, long seed, Records records, int pieceBlocks, Pace pace)
            throws IOException {
        Kind kind = facts.kind();
        Filter filter = kind.filtered() ? new Filter(facts.records()) : null;
        long[] fences = new long[Math.toIntExact(2 * facts.blocks())];
        long[] lastKey = new long[2];
        try (Disk.File file = disk.create(FileNames.of(facts.number()));
                BlockWriter writer = new BlockWriter(file, facts.number(), 1, pieceBlocks, pace)) {
            writeRecords(writer, facts, seed, records, fences, filter, lastKey);
            for (long fence : fences) {
                writer.putAnywhere(fence);
            }
            writer.flush();
            if (filter != null) {
                for (long i = 0; i < filter.longs(); i++) {
                    writer.putAnywhere(filter.get(i));
                }
                writer.flush();
            }
            BlockWriter head = new BlockWriter(file, facts.number(), 0, 1, pace);
            for (long fact : facts(facts, books, seed, lastKey, filter == null ? 0 : filter.longs())) {
                head.put(fact);
            }
            head.flush();
        }
        return new Run(facts, fences, lastKey[0], lastKey[1], filter);
    }

    private static void writeRecords(
            BlockWriter writer,
            RunFacts facts,
            long seed,
            Records records,
            long[] fences,
            @Nullable Filter filter,
            long[] lastKey)
            throws IOException {
        int longs = facts.kind().longs();
        int fence = 0;
        long count = 0;
        while (records.next()) {
            long first = records.first();
            long second = records.second();
            if (writer.used() == 0) {
                fences[fence++] = first;
                fences[fence++] = second;
            }
            writer.put(first);
            writer.put(second);
            if (longs == 3) {
                writer.put(records.third());
            }
            if (writer.used() == Block.LONGS) {
                writer.endBlock();
            }
            if (filter != null) {
                filter.add(facts.kind().hash(seed, first, second));
            }
            lastKey[0] = first;
            lastKey[1] = second;
            count++;
        }
        writer.flush();
        if (count != facts.records()) {
            throw new IllegalStateException(count + " records were to be " + facts.records());
        }
    }

    /**
     * Reads everything but the records.
     *
     * @throws DamagedIndexException if it is not the file of this run
     */
    static Run open(OpenFiles files, RunFacts facts, UUID books, long seed) throws IOException {
        long number = facts.number();
        BlockReader reader = new BlockReader(files, READ_BLOCKS);
        int head = reader.find(number, 0);
        byte[] bytes = reader.bytes();
        long[] lastKey = {Block.get(bytes, head, LAST_KEY), Block.get(bytes, head, LAST_KEY + 1)};
        Filter filter = facts.kind().filtered() ? new Filter(facts.records()) : null;
        long[] expected = facts(facts, books, seed, lastKey, filter == null ? 0 : filter.longs());
        for (int i = 0; i < FACTS; i++) {
            if (Block.get(bytes, head, i) != expected[i] && (i < LAST_KEY || i >= FILTER_LONGS)) {
                throw BlockReader.damaged(number, 0, "it is not of the run that the manifest names");
            }
        }
        long[] fences = new long[Math.toIntExact(2 * facts.blocks())];
        long block = 1 + facts.blocks();
        for (int i = 0; i < fences.length; i++) {
            fences[i] = Block.get(bytes, reader.find(number, block + i / Block.LONGS), i % Block.LONGS);
        }
        if (filter != null) {
            block += (fences.length + Block.LONGS - 1) / Block.LONGS;
            readFilter(reader, number, block, filter);
        }
        return new Run(facts, fences, lastKey[0], lastKey[1], filter);
    }

    private static void readFilter(BlockReader reader, long number, long block, Filter filter) throws IOException {
        long longs = filter.longs();
        for (long at = 0; at < longs; at += Block.LONGS) {
            int found = reader.find(number, block + at / Block.LONGS);
            for (int i = 0; i < Math.min(Block.LONGS, longs - at); i++) {
                filter.set(at + i, Block.get(reader.bytes(), found, i));
            }
        }
    }
}
