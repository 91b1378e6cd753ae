package dev.florin.ledger.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured on a machine.
 *
 * @param fileSystem the kind of file system
 * @param load how many threads of the machine ran or waited before, other programs' included; negative if not known
 * @param cores how many there are
 * @param forces of the disk alone, before anything else
 * @param forcesAfter the same at the end
 * @param rawPerSecond transfers whose bytes the disk alone takes, appended and forced in batches
 * @param steps what the ledger reached
 */
public record Findings(
        String fileSystem,
        double load,
        int cores,
        Disk.Forces forces,
        Disk.Forces forcesAfter,
        double rawPerSecond,
        List<Step> steps) {
    /** Times of forces that differ more than so are those of a disk that others use. */
    private static final double UNSTEADY = 1.5;

    /** What was done. */
    enum Kind {
        BATCHES,
        HOT_BATCHES,
        SINGLES,
        READS_BY_HANDLE,
        READS_BY_ID;

        boolean isRead() {
            return this == READS_BY_HANDLE || this == READS_BY_ID;
        }
    }

    /**
     * What the ledger reached in one way.
     *
     * @param kind in which
     * @param callers how many threads asked
     * @param perSecond transfers, or reads
     * @param cpuPercent how much of all cores it took
     */
    record Step(Kind kind, int callers, double perSecond, double cpuPercent) {}

    /** Copies the list. */
    public Findings {
        steps = List.copyOf(steps);
    }

    /** Whether the disk answers too fast to have stored anything. */
    boolean isSuspicious() {
        return forces.isSuspicious() || isMemory();
    }

    /** Whether the disk forced faster, or slower, at the end than at the beginning. */
    boolean isUnsteady() {
        double ratio = (double) forcesAfter.p50Nanos() / Math.max(1, forces.p50Nanos());
        return ratio > UNSTEADY || ratio < 1 / UNSTEADY;
    }

    /** Whether other programs kept the cores busy before anything was measured. */
    boolean isMachineBusy() {
        return load > cores / 2.0;
    }

    /** Whether the file system is one in memory. */
    boolean isMemory() {
        return fileSystem.equals("tmpfs") || fileSystem.equals("ramfs");
    }

    /** How many forces follow each other in a second. */
    double forcesPerSecond() {
        return 1e9 / Math.max(1, forces.p50Nanos());
    }

    /**
     * What the disk allows a step: a transfer of each caller with every force if they wait, but never more bytes than it takes in
     * batches. Nothing for reads, which the disk has no part in.
     */
    Optional<Double> limit(Step step) {
        if (step.kind().isRead()) {
            return Optional.empty();
        }
        return Optional.of(
                step.kind() == Kind.SINGLES
                        ? Math.min(step.callers() * forcesPerSecond(), rawPerSecond)
                        : rawPerSecond);
    }

    /** How much of what the disk allows was reached, in percent. */
    Optional<Double> sharePercent(Step step) {
        return limit(step).map(limit -> 100 * step.perSecond() / limit);
    }

    Optional<Step> step(Kind kind) {
        return steps(kind).findFirst();
    }

    Stream<Step> steps(Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind);
    }
}
