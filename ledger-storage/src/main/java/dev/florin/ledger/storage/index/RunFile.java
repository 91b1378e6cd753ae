package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a run: a block of facts, blocks of records, blocks of fences (the first key of each block of records), then,
 * if its kind has them, blocks of the first keys of those, and blocks of the filter. Longs of the first block:
 *
 * <pre>
 *    0  magic "FLNR", u16 version, u16 kind     6  last position
 *    1  books, upper half                       7  records
 *    2  books, lower half                       8  longs of the filter
 *    3  seed of the filter                      9  group bits
 *    4  level                                  10  the last key: two longs or three
 *    5  first position
 * </pre>
 *
 * The first block is written last, and the manifest names a run only when all of it was forced.
 */
final class RunFile {
    static final int VERSION = 2;

    private static final long MAGIC = 0x524E4C46L;
    private static final int FACTS = 10;
    private static final int READ_BLOCKS = 64;

    private RunFile() {}

    private static long[] facts(RunFacts facts, UUID books, long seed, long filterLongs) {
        return new long[] {
            MAGIC | (long) VERSION << 32 | (long) facts.kind().code() << 48,
            books.getMostSignificantBits(),
            books.getLeastSignificantBits(),
            seed,
            facts.level(),
            facts.first(),
            facts.last(),
            facts.records(),
            filterLongs,
            facts.groupBits()
        };
    }

    /** Makes the file of a run, durable but for its name, from as many records as the facts say. */
    static Run write(Disk disk, RunFacts facts, UUID books, long seed, Records records, int pieceBlocks, Pace pace)
            throws IOException {
        Kind kind = facts.kind();
        Filter filter = kind.filtered() ? new Filter(facts.records()) : null;
        long[] fences = new long[Math.toIntExact(kind.keyLongs() * facts.blocks())];
        long[] lastKey = new long[kind.keyLongs()];
        long[] inMemory = fences;
        try (Disk.File file = disk.create(FileNames.of(facts.number()));
                BlockWriter writer = new BlockWriter(file, facts.number(), 1, pieceBlocks, pace)) {
            writeRecords(writer, facts, seed, records, fences, filter, lastKey);
            writeAll(writer, fences);
            if (kind.sparse()) {
                inMemory = firstOfBlocks(fences, kind.keyLongs());
                writeAll(writer, inMemory);
            }
            if (filter != null) {
                for (long i = 0; i < filter.longs(); i++) {
                    writer.putAnywhere(filter.get(i));
                }
            }
            writer.flush();
            BlockWriter head = new BlockWriter(file, facts.number(), 0, 1, pace);
            for (long fact : facts(facts, books, seed, filter == null ? 0 : filter.longs())) {
                head.put(fact);
            }
            for (long part : lastKey) {
                head.put(part);
            }
            head.flush();
        }
        return new Run(facts, inMemory, lastKey, filter);
    }

    private static void writeAll(BlockWriter writer, long[] longs) throws IOException {
        for (long part : longs) {
            writer.putAnywhere(part);
        }
        writer.endPart();
    }

    /** Of fences, the first one of each block. A block ends with a whole fence, since both two and three divide its longs. */
    private static long[] firstOfBlocks(long[] fences, int keyLongs) {
        long[] first = new long[(fences.length + Block.LONGS - 1) / Block.LONGS * keyLongs];
        for (int i = 0; i < first.length; i++) {
            first[i] = fences[i / keyLongs * Block.LONGS + i % keyLongs];
        }
        return first;
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
        int perBlock = facts.kind().recordsPerBlock() * longs;
        int fence = 0;
        long count = 0;
        FilterWriter keys = filter == null ? null : new FilterWriter(filter);
        while (records.next()) {
            boolean begins = writer.used() == 0;
            for (int i = 0; i < lastKey.length; i++) {
                lastKey[i] = records.get(i);
                if (begins) {
                    fences[fence++] = lastKey[i];
                }
                writer.put(lastKey[i]);
            }
            for (int i = lastKey.length; i < longs; i++) {
                writer.put(records.get(i));
            }
            if (writer.used() == perBlock) {
                writer.endBlock();
            }
            if (keys != null) {
                keys.add(facts.kind().hash(seed, lastKey[0], lastKey[1]));
            }
            count++;
        }
        writer.endPart();
        if (keys != null) {
            keys.flush();
        }
        if (count != facts.records()) {
            throw new IllegalStateException(count + " records were to be " + facts.records());
        }
    }

    /**
     * Reads everything but the records, and the fences if others are kept in memory.
     *
     * @throws DamagedIndexException if it is not the file of this run
     */
    static Run open(OpenFiles files, RunFacts facts, UUID books, long seed) throws IOException {
        long number = facts.number();
        Kind kind = facts.kind();
        BlockReader reader = new BlockReader(files, kind.sparse() ? 1 : READ_BLOCKS);
        int head = reader.find(number, 0);
        byte[] bytes = reader.bytes();
        Filter filter = kind.filtered() ? new Filter(facts.records()) : null;
        long[] expected = facts(facts, books, seed, filter == null ? 0 : filter.longs());
        for (int i = 0; i < FACTS; i++) {
            if (Block.get(bytes, head, i) != expected[i]) {
                throw BlockReader.damaged(number, 0, "it is not of the run that the manifest names");
            }
        }
        long[] lastKey = new long[kind.keyLongs()];
        for (int i = 0; i < lastKey.length; i++) {
            lastKey[i] = Block.get(bytes, head, FACTS + i);
        }
        long block = 1 + facts.blocks() + (kind.sparse() ? facts.fenceBlocks() : 0);
        long[] fences =
                new long[Math.toIntExact(kind.keyLongs() * (kind.sparse() ? facts.fenceBlocks() : facts.blocks()))];
        for (int i = 0; i < fences.length; i++) {
            fences[i] = Block.get(bytes, reader.find(number, block + i / Block.LONGS), i % Block.LONGS);
        }
        if (filter != null) {
            block += (fences.length + Block.LONGS - 1) / Block.LONGS;
            readFilter(reader, number, block, filter);
        }
        return new Run(facts, fences, lastKey, filter);
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
