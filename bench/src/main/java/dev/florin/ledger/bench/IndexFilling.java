package dev.florin.ledger.bench;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.NioDisk;
import dev.florin.ledger.storage.index.FileIndex;
import dev.florin.ledger.storage.index.IndexFigures;
import dev.florin.ledger.storage.index.IndexSizes;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * Fills the index of the file storage with effects of made-up transfers, without a ledger or a journal, and asks it on the
 * way. Prints a line of CSV at 1, 2, 5, 10, 20, 50 … million.
 *
 * <pre>
 *   IndexFilling DIR MILLIONS random|ordered PER_SECOND    at most so many a second are added; 0: as many as can be
 * </pre>
 */
public final class IndexFilling {
    private static final UUID BOOKS = new UUID(1, 2);
    private static final int ACCOUNTS = 1_000_000;
    private static final int BATCH = 8_190;
    private static final int EFFECT_BYTES = EffectLayout.HEADER_BYTES + 2 * EffectLayout.NARROW_ENTRY_BYTES;
    private static final int ROUNDS = 40;
    private static final int PAGES = 2_000;
    private static final int PAGE = 100;
    private static final long MILLION = 1_000_000;

    /** Look-ups are measured by the CPU time of their thread, since nothing they need is waited for but memory. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final GrowthIds ids;
    private final FileIndex index;
    private final Path folder;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] frame = new byte[EffectBatch.HEADER_BYTES + BATCH * EFFECT_BYTES];
    private long added;
    private long longestAdd;

    private IndexFilling(Path folder, GrowthIds ids, ExecutorService executor) throws IOException {
        this.folder = folder;
        this.ids = ids;
        this.index = FileIndex.open(
                new NioDisk(folder), BOOKS, tip -> true, IndexSizes.STANDARD, executor, new ArrayList<>());
    }

    /** Fills an index; see above. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        GrowthIds ids = GrowthIds.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        ExecutorService executor = FileIndex.executor();
        try {
            fill(folder, ids, executor, Long.parseLong(arguments[1]) * MILLION, Long.parseLong(arguments[3]));
            open(folder, ids, executor);
        } finally {
            executor.shutdown();
        }
    }

    private static void fill(Path folder, GrowthIds ids, ExecutorService executor, long transfers, long perSecond)
            throws IOException {
        IndexFilling filling = new IndexFilling(folder, ids, executor);
        filling.run(transfers, perSecond);
        filling.index.close();
    }

    private static void open(Path folder, GrowthIds ids, ExecutorService executor) throws IOException {
        long start = System.nanoTime();
        IndexFilling again = new IndexFilling(folder, ids, executor);
        again.out.printf(
                Locale.ROOT,
                "# opened in %.3f s, covers %,d%n",
                (System.nanoTime() - start) / 1e9,
                again.index.covered());
        again.index.close();
    }

    private void run(long transfers, long perSecond) throws IOException {
        out.println(
                "ids,millions,seconds,add_ns_mean,add_ms_longest,waits,wait_ms,flushes,flush_ms_mean,merges,"
                        + "merge_seconds,runs,disk_bytes_each,heap_mib,miss_ns_each,hit_ns_each,known_batch_ns_each,page_us_mean");
        long step = MILLION;
        long addNanos = 0;
        long start = System.nanoTime();
        for (long next = step; added < transfers; next = next(next)) {
            long rowStart = System.nanoTime();
            long rowFrom = added;
            longestAdd = 0;
            while (added < Math.min(next, transfers)) {
                addNanos += add();
                while (perSecond > 0 && (added - rowFrom) > (System.nanoTime() - rowStart) / 1e9 * perSecond) {
                    Thread.onSpinWait();
                }
            }
            row((System.nanoTime() - start) / 1e9, addNanos / (double) added);
        }
    }

    /** 1, 2, 5, 10, 20, 50 … million. */
    private static long next(long last) {
        return Long.toString(last).startsWith("2") ? last / 2 * 5 : 2 * last;
    }

    private long add() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            int at = EffectBatch.HEADER_BYTES + i * EFFECT_BYTES;
            CommandId id = ids.of(added + i);
            EffectLayout.putInt(frame, at + EffectLayout.SIZE, EFFECT_BYTES);
            frame[at + EffectLayout.KIND] = (byte) EffectKind.TRANSFER_POSTED.code();
            EffectLayout.putShort(frame, at + EffectLayout.ENTRY_COUNT, 2);
            EffectLayout.putLong(frame, at + EffectLayout.ID_HIGH, id.high());
            EffectLayout.putLong(frame, at + EffectLayout.ID_LOW, id.low());
            for (int entry = 0; entry < 2; entry++) {
                int entryAt = at + EffectLayout.HEADER_BYTES + entry * EffectLayout.NARROW_ENTRY_BYTES;
                EffectLayout.putInt(frame, entryAt, random.nextInt(ACCOUNTS));
                EffectLayout.putLong(frame, entryAt + 8, 1);
            }
        }
        EffectLayout.putLong(frame, EffectBatch.FIRST_POSITION, added + 1);
        EffectLayout.putInt(frame, EffectBatch.COUNT, BATCH);
        long start = System.nanoTime();
        long startCpu = THREADS.getCurrentThreadCpuTime();
        index.add(new EffectBatch(frame, 0, frame.length), added * EFFECT_BYTES);
        long cpu = THREADS.getCurrentThreadCpuTime() - startCpu;
        longestAdd = Math.max(longestAdd, System.nanoTime() - start);
        added += BATCH;
        return cpu;
    }

    private void row(double seconds, double addNanos) throws IOException {
        IndexFigures figures = index.figures();
        long files;
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> list = all.toList();
            files = list.size();
            for (Path file : list) {
                bytes += Files.size(file);
            }
        }
        long longest = longestAdd;
        out.println(String.format(
                Locale.ROOT,
                "%s,%.2f,%.1f,%.0f,%.2f,%d,%.1f,%d,%.1f,%d,%.1f,%d,%.1f,%d,%.0f,%.0f,%.0f,%.1f",
                ids.name().toLowerCase(Locale.ROOT),
                added / 1e6,
                seconds,
                addNanos,
                longest / 1e6,
                figures.waits(),
                figures.waitNanos() / 1e6,
                figures.flushes(),
                figures.flushNanos() / 1e6 / Math.max(1, figures.flushes()),
                figures.merges(),
                figures.mergeNanos() / 1e9,
                files - 2,
                bytes / (double) added,
                heap() >> 20,
                find(false, false),
                find(true, false),
                find(true, true),
                pages()));
    }

    /** Nanoseconds of CPU for each id of a batch: of new ones, of known ones from all over, of known ones that came together. */
    private double find(boolean known, boolean together) {
        long[] wanted = new long[2 * BATCH];
        long[] positions = new long[BATCH];
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long from = random.nextLong(added - BATCH);
            for (int i = 0; i < BATCH; i++) {
                long number = !known ? added + random.nextLong(MILLION) : together ? from + i : random.nextLong(added);
                CommandId id = ids.of(number);
                wanted[2 * i] = id.high();
                wanted[2 * i + 1] = id.low();
            }
            long start = THREADS.getCurrentThreadCpuTime();
            index.find(wanted, BATCH, positions);
            nanos[round] = THREADS.getCurrentThreadCpuTime() - start;
            if (Arrays.stream(positions).anyMatch(position -> position > 0 != known)) {
                throw new IllegalStateException("a wrong answer");
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2] / (double) BATCH;
    }

    /** Microseconds of CPU for the newest entries of an account. */
    private double pages() {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < PAGES; i++) {
            long[] found = index.entries(Storage.Entries.POSTED, random.nextInt(ACCOUNTS), Long.MAX_VALUE, false, PAGE);
            if (found.length > 0 && EntryLocator.position(found[0]) > added) {
                throw new IllegalStateException("a wrong answer");
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / PAGES;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
