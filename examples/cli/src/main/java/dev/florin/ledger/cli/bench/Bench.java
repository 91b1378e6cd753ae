package dev.florin.ledger.cli.bench;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.bench.Findings.Kind;
import dev.florin.ledger.cli.bench.Findings.Step;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.file.FileStorage;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Measures the disk, then the ledger on it. */
public final class Bench {
    private static final int[] CALLERS = {1, 64, 1_000};
    private static final int FORCES = 500;
    private static final String FORCING = "the disk: forces of 4 KiB";

    /** The disk alone takes two, batches, hot batches, two reads and each number of callers one; rounded up for opening. */
    private static final int PARTS = 10;

    private static final int TRANSFER_BYTES = EffectLayout.HEADER_BYTES + 2 * EffectLayout.NARROW_ENTRY_BYTES;

    private final TemporaryFolder folder;
    private final int accounts;
    private final Consumer<String> progress;
    private final long partNanos;
    private final Disk disk;
    private final Pace pace;

    /**
     * Prepares.
     *
     * @param folder where, on the disk that is measured
     * @param accounts how many, at least 2
     * @param seconds how long all of it takes, about
     * @param progress is told what is measured next
     */
    public Bench(TemporaryFolder folder, int accounts, int seconds, Consumer<String> progress) {
        this.folder = folder;
        this.accounts = accounts;
        this.progress = progress;
        this.partNanos = seconds * 1_000_000_000L / PARTS;
        this.disk = new Disk(folder.path(), folder::isEnding);
        this.pace = new Pace(partNanos / 3, partNanos - partNanos / 3, folder::isEnding);
    }

    /**
     * Measures.
     *
     * @return what was found, or nothing if the process was told to end meanwhile
     */
    public Optional<Findings> run() {
        progress.accept(FORCING);
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        double load = machine.getSystemLoadAverage();
        Disk.Forces forces = disk.forces(FORCES, partNanos / 2);
        progress.accept("the disk: appends without a ledger, forced");
        int bytes = EffectBatch.HEADER_BYTES + BusyBooks.BATCH * TRANSFER_BYTES;
        double raw = disk.appendsPerSecond(bytes, partNanos) * BusyBooks.BATCH;
        List<Step> steps = new ArrayList<>();
        progress.accept(String.format(Locale.ROOT, "opening %,d accounts", accounts));
        try (Ledger ledger = Ledger.open(FileStorage.at(folder.path().resolve("books")))) {
            BusyBooks books = new BusyBooks(ledger, accounts, folder::isEnding);
            measure(steps, Kind.BATCHES, 1, books::batches);
            measure(steps, Kind.HOT_BATCHES, 1, books::hotBatches);
            for (int callers : CALLERS) {
                measure(steps, Kind.SINGLES, callers, books::singles);
            }
            measure(steps, Kind.READS_BY_HANDLE, 1, books::readsByHandle);
            measure(steps, Kind.READS_BY_ID, 1, books::readsById);
        }
        progress.accept(FORCING);
        Disk.Forces after = disk.forces(FORCES, partNanos / 2);
        return folder.isEnding()
                ? Optional.empty()
                : Optional.of(
                        new Findings(disk.kind(), load, machine.getAvailableProcessors(), forces, after, raw, steps));
    }

    private void measure(List<Step> steps, Kind kind, int callers, IntFunction<Pace.Work> work) {
        if (!folder.isEnding()) {
            progress.accept(Words.of(kind, callers));
            Pace.Counted counted = pace.count(callers, work);
            steps.add(new Step(kind, callers, counted.perSecond(), counted.cpuPercent()));
        }
    }
}
