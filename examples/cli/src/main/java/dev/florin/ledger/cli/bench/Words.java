package dev.florin.ledger.cli.bench;

import dev.florin.ledger.cli.bench.Findings.Kind;
import dev.florin.ledger.cli.bench.Findings.Step;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Findings as a user reads them. */
public final class Words {
    /** From here on, what the disk allows is what limits. */
    private static final double NEAR_LIMIT_PERCENT = 60;

    /** From here on, the cores are; one of them is always waiting for another. */
    private static final double BUSY_PERCENT = 60;

    private static final String NEITHER =
            "neither the disk nor the cores were at their limit: others slowed the disk meanwhile, or threads"
                    + " waited for each other; measure again when nothing else runs.";

    private final Findings findings;

    /**
     * Prepares.
     *
     * @param findings what was measured
     */
    public Words(Findings findings) {
        this.findings = findings;
    }

    static String of(Kind kind, int callers) {
        return switch (kind) {
            case BATCHES -> String.format(Locale.ROOT, "transfers in batches of %,d", BusyBooks.BATCH);
            case HOT_BATCHES -> "the same, one account in each of them";
            case SINGLES ->
                callers == 1
                        ? "one caller that waits for each transfer"
                        : String.format(Locale.ROOT, "%,d callers that wait", callers);
            case READS_BY_HANDLE -> "balances read by handle, one thread";
            case READS_BY_ID -> "balances read by account id, one thread";
        };
    }

    /**
     * Prints a table, and sentences about it.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        Disk.Forces forces = findings.forces();
        out.printf(
                Locale.ROOT,
                "The disk (%s): a force of 4 KiB takes %s, 99 of 100 at most %s (%,d forces).%n",
                findings.fileSystem(),
                time(forces.p50Nanos()),
                time(forces.p99Nanos()),
                forces.count());
        out.printf(
                Locale.ROOT,
                "Without a ledger it takes the bytes of %,d transfers a second, forced in batches of %,d.%n",
                rounded(findings.rawPerSecond()),
                BusyBooks.BATCH);
        warnings().forEach(warning -> out.println("WARNING: " + warning));
        out.println();
        Table table = new Table(out, "")
                .left("the ledger, each answer after its force")
                .right("a second")
                .right("the disk allows")
                .right("share");
        for (Step step : findings.steps()) {
            table.row(
                    of(step.kind(), step.callers()),
                    String.format(Locale.ROOT, "%,d", rounded(step.perSecond())),
                    findings.limit(step)
                            .map(limit -> String.format(Locale.ROOT, "%,d", rounded(limit)))
                            .orElse(""),
                    findings.sharePercent(step)
                            .map(share -> String.format(Locale.ROOT, "%,.0f %%", share))
                            .orElse(""));
        }
        table.flush();
        out.println();
        sentences().forEach(out::println);
        out.flush();
    }

    /** What makes the figures worth less. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (findings.isMemory()) {
            warnings.add("this is a file system in memory (" + findings.fileSystem()
                    + "), where nothing is durable: name a folder on a disk with --in.");
        } else if (findings.isSuspicious()) {
            warnings.add("a force that takes less than " + time(Disk.SUSPICIOUS_NANOS)
                    + " has hardly stored anything: memory, or a cache that loses its content when the power goes."
                    + " Unless the disk is protected against that, name another with --in.");
        }
        if (findings.isUnsteady()) {
            warnings.add("a force took " + time(findings.forces().p50Nanos()) + " at the beginning and "
                    + time(findings.forcesAfter().p50Nanos())
                    + " at the end: others use this disk, and the shares below say little.");
        }
        if (findings.isMachineBusy()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "other programs were running (load %.1f on %d cores): all figures are worse than what the machine can.",
                    findings.load(),
                    findings.cores()));
        }
        return warnings;
    }

    /** What the figures say, and what would help. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "Transfers are answered once they are forced to the disk, so one caller that waits gets one with each force."
                        + " Those that wait at the same time share a force: that is why more callers get more done.");
        findings.step(Kind.BATCHES).ifPresent(step -> sentences.add(ofBatches(step)));
        findings.steps(Kind.SINGLES).forEach(step -> sentences.add(ofCallers(step)));
        findings.step(Kind.HOT_BATCHES)
                .ifPresent(hot -> findings.step(Kind.BATCHES).ifPresent(spread -> sentences.add(ofHot(hot, spread))));
        findings.step(Kind.READS_BY_HANDLE)
                .ifPresent(
                        handle -> findings.step(Kind.READS_BY_ID).ifPresent(id -> sentences.add(ofReads(handle, id))));
        return sentences;
    }

    private String ofBatches(Step step) {
        return share(step)
                + limit(
                        step,
                        "the disk is the limit, so one that writes faster would help.",
                        "the processor is the limit, so faster cores would help, and making transfers on another thread"
                                + " than the one that hands them over.");
    }

    private String ofCallers(Step step) {
        if (step.callers() == 1) {
            return share(step) + "a disk that forces faster would help, and more so another way to ask:"
                    + " batches (submitAll), or not waiting for each (submitAsync).";
        }
        return share(step)
                + limit(
                        step,
                        "the disk is the limit, so one that forces faster would help, or more callers.",
                        "waking and switching threads is the limit, so more cores would help, and fewer threads that"
                                + " hand over more each (submitAll, submitAsync).");
    }

    private String limit(Step step, String disk, String processor) {
        if (findings.sharePercent(step).orElseThrow() >= NEAR_LIMIT_PERCENT) {
            return disk;
        }
        return step.cpuPercent() >= BUSY_PERCENT ? processor : NEITHER;
    }

    private String share(Step step) {
        return String.format(
                Locale.ROOT,
                "%s: %.0f %% of what the disk allows; ",
                capitalised(of(step.kind(), step.callers())),
                findings.sharePercent(step).orElseThrow());
    }

    private static String ofHot(Step hot, Step spread) {
        double percent = 100 * hot.perSecond() / spread.perSecond();
        return String.format(
                Locale.ROOT,
                "One account in every transfer: %.0f %% of the pace of transfers that are spread out; there is no lock on an"
                        + " account, so nothing need be done about a busy one.",
                percent);
    }

    private static String ofReads(Step handle, Step id) {
        return String.format(
                Locale.ROOT,
                "Balances come from memory and wait for nobody: %s each by handle, %s by id. Keep handles of the accounts that are"
                        + " read often; each core reads as much again.",
                time(1e9 / Math.max(1, handle.perSecond())),
                time(1e9 / Math.max(1, id.perSecond())));
    }

    /**
     * Writes the same for programs.
     *
     * @param to stands inside an object
     */
    public void write(JsonGenerator to) {
        to.writeStringProperty("file_system", findings.fileSystem());
        to.writeNumberProperty("cores", findings.cores());
        to.writeNumberProperty("load_before", findings.load());
        write(to, "force", findings.forces());
        write(to, "force_after", findings.forcesAfter());
        to.writeBooleanProperty("suspicious", findings.isSuspicious());
        to.writeNumberProperty("raw_transfers_per_second", rounded(findings.rawPerSecond()));
        to.writeArrayPropertyStart("steps");
        for (Step step : findings.steps()) {
            to.writeStartObject();
            to.writeStringProperty("step", Json.word(step.kind()));
            to.writeNumberProperty("callers", step.callers());
            to.writeNumberProperty("per_second", rounded(step.perSecond()));
            to.writeNumberProperty("cpu_percent", tenths(step.cpuPercent()));
            findings.limit(step).ifPresent(limit -> to.writeNumberProperty("limit_per_second", rounded(limit)));
            findings.sharePercent(step).ifPresent(share -> to.writeNumberProperty("share_percent", tenths(share)));
            to.writeEndObject();
        }
        to.writeEndArray();
        Json.write(to, "warnings", warnings());
    }

    private static void write(JsonGenerator to, String name, Disk.Forces forces) {
        to.writeObjectPropertyStart(name);
        to.writeNumberProperty("count", forces.count());
        to.writeNumberProperty("p50_micros", forces.p50Nanos() / 1e3);
        to.writeNumberProperty("p99_micros", forces.p99Nanos() / 1e3);
        to.writeEndObject();
    }

    private static double tenths(double figure) {
        return Math.round(figure * 10) / 10.0;
    }

    /** Three digits: what is behind them differs from run to run. */
    static long rounded(double figure) {
        double power = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, figure))) - 2));
        return Math.round(Math.round(figure / power) * power);
    }

    static String time(long nanos) {
        return time((double) nanos);
    }

    static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
