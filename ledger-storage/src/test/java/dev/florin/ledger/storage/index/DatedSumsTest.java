package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.storage.file.SimDisk;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.ModelIndex;
import dev.florin.ledger.testkit.RandomEffects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dated entries in such numbers that runs of sums have many blocks of fences, and any past is covered by few runs. */
class DatedSumsTest {
    private static final int FAN_OUT = 4;
    private static final int PORTION = 2_000;
    private static final IndexSizes SIZES = new IndexSizes(PORTION, 1 << 20, 2, FAN_OUT, 64, 6);
    private static final int ENTRIES = 40_000;
    private static final int BATCH = 500;

    private final Random random = new Random(1);
    private final RandomEffects effects = new RandomEffects(random, 2, 1);
    private final ModelIndex model = new ModelIndex();
    private final SimDisk disk = new SimDisk();

    private FileIndex open() throws IOException {
        return FileIndex.open(disk, IndexRun.BOOKS, tip -> true, SIZES, Runnable::run, new ArrayList<>());
    }

    private FileIndex filled() throws IOException {
        Frames frames = new Frames(1, 2);
        FileIndex index = open();
        for (int added = 0; added < ENTRIES; added += BATCH) {
            List<byte[]> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                // Account 1 has an entry now and then.
                int account = random.nextInt(1_000) == 0 ? 1 : 0;
                batch.add(effects.dated(1, added + i, account, random.nextInt(1_000_000)));
            }
            var frame = frames.next(batch);
            index.add(frame, added * 1_000L);
            model.take(frame);
        }
        return index;
    }

    @Test
    void anyPastIsSummedAndInOrder() throws IOException {
        FileIndex index = filled();
        ask(index);
        index.close();
        ask(open());
        RunFacts largest = Manifest.decode(disk.get("manifest")).runs().stream()
                .filter(run -> run.kind() == Kind.SUMS)
                .max((one, other) -> Long.compare(one.records(), other.records()))
                .orElseThrow();
        assertThat(largest.fenceBlocks()).isGreaterThan(2);
    }

    private void ask(FileIndex index) {
        for (int i = 0; i < 300; i++) {
            int account = i % 2;
            long nanos = random.nextInt(1_000_000);
            long position = random.nextInt((int) index.lastPosition() + 1);
            assertThat(index.datedSums(account, nanos, position)).isEqualTo(model.datedSums(account, nanos, position));
            if (i % 10 == 0) {
                boolean ascending = i % 20 == 0;
                long from = position << 12;
                assertThat(index.dated(account, nanos, from, position, ascending, 100))
                        .isEqualTo(model.dated(account, nanos, from, position, ascending, 100));
            }
        }
    }

    @Test
    void fewRunsCoverAnyPast() throws IOException {
        filled().close();
        Manifest manifest = Manifest.decode(disk.get("manifest"));
        Runs runs = Runs.of(
                manifest.tip(),
                manifest.runs().stream()
                        .map(facts -> new Run(facts, new long[3], new long[3], null))
                        .toList());
        int levels = runs.sums().size() - 1;
        assertThat(levels).isEqualTo(3);
        int groups = (PORTION >> SIZES.groupBits()) + 2;
        for (long position = 0; position <= runs.tip().position() + 10; position++) {
            List<DatedCover.Piece> pieces = DatedCover.of(runs, position);
            assertThat(pieces.size()).as("pieces at %s", position).isLessThan(FAN_OUT * levels + groups);
            assertThat(pieces.stream().filter(piece -> !piece.whole()).count()).isLessThanOrEqualTo(1);
        }
    }
}
