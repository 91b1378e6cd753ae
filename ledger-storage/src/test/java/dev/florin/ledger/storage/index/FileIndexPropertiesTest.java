package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.file.SimDisk;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An index finds what a search through the whole journal finds, whatever was flushed, merged, lost or torn. */
class FileIndexPropertiesTest {
    @Property(tries = 150)
    void findsWhatTheJournalHas(
            @ForAll long seed,
            @ForAll ModelJournal.Ids ids,
            @ForAll @IntRange(min = 1, max = 300) int effects,
            @ForAll @IntRange(min = 2, max = 4) int fanOut,
            @ForAll @IntRange(min = 1, max = 3) int pieceBlocks,
            @ForAll @IntRange(min = 0, max = 6) int groupBits)
            throws IOException {
        IndexRun run = new IndexRun(seed, ids, new IndexSizes(effects, 2 * effects, 1, fanOut, pieceBlocks, groupBits));
        SimDisk disk = new SimDisk();
        FileIndex index = run.open(disk);
        for (int round = 0; round < 12; round++) {
            for (int batches = run.random.nextInt(4); batches >= 0; batches--) {
                run.append(index, 1 + run.random.nextInt(40));
            }
            if (run.random.nextInt(4) == 0) {
                run.check(index);
            }
            if (run.random.nextInt(4) == 0) {
                index.close();
                index = run.open(disk);
                assertThat(run.notes).isEmpty();
            }
        }
        run.check(index);
    }

    @Property(tries = 200)
    void findsTheSameAfterCrashesAndOfAnotherPast(@ForAll long seed, @ForAll ModelJournal.Ids ids) throws IOException {
        IndexRun run = new IndexRun(seed, ids, new IndexSizes(10, 30, 2, 2, 1, 2));
        SimDisk disk = new SimDisk();
        run.open(disk);
        for (int crash = 0; crash < 6; crash++) {
            disk.crashAfter(run.random.nextInt(150));
            try {
                FileIndex index = run.open(disk);
                for (int i = 0; i < 12; i++) {
                    run.append(index, 1 + run.random.nextInt(8));
                }
                run.check(index);
            } catch (IOException | StorageException e) {
                if (!disk.crashed()) {
                    throw e;
                }
            }
            disk = disk.crash(run.random);
            if (run.random.nextInt(4) == 0) {
                run.journal.cut(run.random.nextInt(run.journal.batches().size() + 1));
            }
        }
        run.check(run.open(disk));
    }
}
