package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;

/** The records of a run, read from its file from the first to the last. */
final class RunRecords implements Records {
    private static final int BLOCKS_AT_ONCE = 64;

    private final RunFacts facts;
    private final BlockReader reader;
    private final int recordsPerBlock;
    private final int longs;
    private long next;
    private int block;
    private int index;

    RunRecords(OpenFiles files, RunFacts facts) {
        this.facts = facts;
        this.reader = new BlockReader(files, BLOCKS_AT_ONCE);
        this.recordsPerBlock = facts.kind().recordsPerBlock();
        this.longs = facts.kind().longs();
    }

    @Override
    public boolean next() throws IOException {
        if (next == facts.records()) {
            return false;
        }
        int inBlock = (int) (next % recordsPerBlock);
        if (inBlock == 0) {
            block = reader.find(facts.number(), 1 + next / recordsPerBlock);
        }
        index = inBlock * longs;
        next++;
        return true;
    }

    @Override
    public long get(int i) {
        return Block.get(reader.bytes(), block, index + i);
    }
}
