package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.file.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index whose disk fails or is slow, and one that is asked by several threads while it grows. */
class IndexTroubleTest {
    private static final IndexSizes SMALL = new IndexSizes(20, 1_000, 2, 2, 1, 3);

    @Test
    void whatDoesNotGetToTheDiskIsTriedAgainAsLongAsMemoryAllows() throws IOException {
        IndexRun run = new IndexRun(1, ModelJournal.Ids.RANDOM, SMALL);
        SimDisk disk = new SimDisk();
        FileIndex index = run.open(disk);
        disk.failForces(true);
        run.append(index, 20);
        run.append(index, 20);
        assertThat(index.covered()).isZero();
        run.check(index);
        disk.failForces(false);
        run.append(index, 19);
        assertThat(index.covered()).isZero();
        assertThatThrownBy(() -> {
                    disk.failForces(true);
                    run.append(index, 20);
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be brought to the disk")
                .hasRootCauseMessage("Input/output error");
        run.check(index);
        disk.failForces(false);
        FileIndex again = run.open(disk);
        assertThat(again.covered()).isPositive();
        run.check(again);
    }

    @Test
    void aDiskThatRecoversInTimeIsUsedAgain() throws IOException {
        IndexRun run = new IndexRun(2, ModelJournal.Ids.RISING, SMALL);
        SimDisk disk = new SimDisk();
        FileIndex index = run.open(disk);
        disk.failForces(true);
        run.append(index, 20);
        disk.failForces(false);
        run.append(index, 20);
        assertThat(index.covered()).isEqualTo(40);
        assertThat(index.figures().flushes()).isEqualTo(2);
        run.check(index);
    }

    @Test
    void aMergeThatMeetsDamageEndsMergingAndNothingElse() throws IOException {
        IndexRun run = new IndexRun(3, ModelJournal.Ids.RANDOM, SMALL);
        SimDisk disk = new SimDisk();
        FileIndex index = run.open(disk);
        run.append(index, 20);
        byte[] damaged = disk.get("0000000001.run").clone();
        damaged[5000] ^= 1;
        disk.put("0000000001.run", damaged);
        for (int i = 0; i < 10; i++) {
            run.append(index, 20);
        }
        assertThat(index.figures().merges()).isZero();
        assertThat(index.covered()).isEqualTo(220);
        long[] position = new long[1];
        index.find(run.journal.idAt(100), 1, position);
        assertThat(position[0]).isEqualTo(100);
    }

    @Test
    void readersFindWhatWasAddedWhileItMovesToTheDiskAndIsMerged(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        IndexRun run = new IndexRun(4, ModelJournal.Ids.RANDOM, SMALL);
        List<ModelJournal.Batch> batches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            batches.add(run.journal.append(10));
        }
        ExecutorService background = Executors.newSingleThreadExecutor();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        AtomicLong added = new AtomicLong();
        try (FileIndex index = FileIndex.open(
                new NioDisk(folder), IndexRun.BOOKS, tip -> true, SMALL, background, new ArrayList<>())) {
            List<Future<Long>> reading = List.of(
                    readers.submit(reader(index, run.journal, added)),
                    readers.submit(reader(index, run.journal, added)));
            for (ModelJournal.Batch batch : batches) {
                index.add(batch.frame(), batch.place());
                added.set(batch.frame().lastPosition());
            }
            for (Future<Long> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(index.figures().merges()).isPositive();
            assertThat(index.lastPosition()).isEqualTo(2000);
        } finally {
            readers.shutdown();
            background.shutdown();
        }
        try (FileIndex index = FileIndex.open(
                new NioDisk(folder), IndexRun.BOOKS, tip -> true, SMALL, Runnable::run, new ArrayList<>())) {
            batches.forEach(batch -> add(index, batch));
            run.check(index);
        }
    }

    private static void add(FileIndex index, ModelJournal.Batch batch) {
        try {
            index.add(batch.frame(), batch.place());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Callable<Long> reader(FileIndex index, ModelJournal journal, AtomicLong added) {
        return () -> {
            long looks = 0;
            long known = 0;
            while (known < 2000 || looks < 500) {
                known = added.get();
                if (known == 0) {
                    continue;
                }
                long position = 1 + looks++ * 7919 % known;
                long[] found = new long[1];
                index.find(journal.idAt(position), 1, found);
                assertThat(found[0]).isEqualTo(position);
                assertThat(index.locate(position)).isEqualTo(journal.locate(position));
                assertThat(index.entries(Storage.Entries.POSTED, 0, 0, true, 3)).hasSizeLessThanOrEqualTo(3);
            }
            return looks;
        };
    }
}
