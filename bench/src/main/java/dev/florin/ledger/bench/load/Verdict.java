package dev.florin.ledger.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a soak ended as it began: its last tenth beside its first, without the first minute, in which the compiler is at work.
 * Of each the median.
 *
 * @param lines what was compared, a line each
 * @param declined whether something of it got worse by more than is tolerated
 */
record Verdict(List<String> lines, boolean declined) {
    /** What the index of the file storage may keep of each transfer, by docs/file-format.md. */
    private static final double INDEX_BITS_PER_TRANSFER = 18;

    /** What it keeps of the newest effects, at most: three portions. */
    private static final long INDEX_PORTIONS_BYTES = 3 * (33L << 20);

    /** The least number of minutes of which anything can be told. */
    static final int LEAST_MINUTES = 3;

    /**
     * What was alive in the heap, behind a full collection.
     *
     * @param firstBytes when the first tenth had ended
     * @param firstTransfers that were posted by then
     * @param lastBytes at the end
     * @param lastTransfers that were posted by then
     */
    record Alive(long firstBytes, long firstTransfers, long lastBytes, long lastTransfers) {}

    /** How many minutes are the first tenth, with the first one. */
    static int firstTenth(int minutes) {
        return Math.max(2, Math.round(minutes / 10f));
    }

    /**
     * Compares.
     *
     * @param percent how much worse something may get
     */
    static Verdict of(List<Minute> minutes, Alive alive, double percent) {
        if (minutes.size() < LEAST_MINUTES) {
            return new Verdict(
                    List.of("NOT TOLD: it takes " + LEAST_MINUTES + " minutes to compare, not " + minutes.size()),
                    true);
        }
        int tenth = firstTenth(minutes.size());
        Comparing comparing = new Comparing(
                minutes.subList(1, tenth),
                minutes.subList(Math.max(tenth, minutes.size() - tenth + 1), minutes.size()));
        double more = 1 + percent / 100;
        comparing.add("answered/s", Minute::perSecond, 1 - percent / 100, Double.POSITIVE_INFINITY);
        comparing.add("p99 ms", minute -> minute.latencies().p99(), 0, more);
        comparing.add("anonymous memory MiB", minute -> minute.memory().anonymousBytes() / 0x1p20, 0, more);
        comparing.tell("append with its force ms", Minute::appendMillis);
        comparing.addAlive(alive, more);
        comparing.addAbandoned(minutes);
        return new Verdict(List.copyOf(comparing.lines), comparing.declined);
    }

    private static final class Comparing {
        private final List<Minute> first;
        private final List<Minute> last;
        private final List<String> lines = new ArrayList<>();
        private boolean declined;

        private Comparing(List<Minute> first, List<Minute> last) {
            this.first = first;
            this.last = last;
        }

        private static double median(List<Minute> minutes, ToDoubleFunction<Minute> figure) {
            return Medians.of(minutes.stream().mapToDouble(figure).toArray());
        }

        private void add(String what, ToDoubleFunction<Minute> figure, double least, double most) {
            double before = median(first, figure);
            double after = median(last, figure);
            judge(line(what, before, after), after < least * before || after > most * before);
        }

        /** Not judged: it is the disk's, and explains the others. */
        private void tell(String what, ToDoubleFunction<Minute> figure) {
            lines.add(line(what, median(first, figure), median(last, figure)));
        }

        private String line(String what, double before, double after) {
            return String.format(
                    Locale.ROOT,
                    "%s: %,.2f in minutes %d to %d, %,.2f in minutes %d to %d (%+.1f %%)",
                    what,
                    before,
                    first.get(0).number(),
                    first.get(first.size() - 1).number(),
                    after,
                    last.get(0).number(),
                    last.get(last.size() - 1).number(),
                    before == 0 ? 0 : 100 * (after / before - 1));
        }

        private void addAlive(Alive alive, double more) {
            double index =
                    INDEX_PORTIONS_BYTES + (alive.lastTransfers - alive.firstTransfers) * INDEX_BITS_PER_TRANSFER / 8;
            judge(
                    String.format(
                            Locale.ROOT,
                            "alive in the heap MiB: %,.1f behind the first tenth, %,.1f at the end, of which the index may take"
                                    + " %,.1f more for %,d transfers more",
                            alive.firstBytes / 0x1p20,
                            alive.lastBytes / 0x1p20,
                            index / 0x1p20,
                            alive.lastTransfers - alive.firstTransfers),
                    alive.lastBytes > alive.firstBytes * more + index);
        }

        private void addAbandoned(List<Minute> minutes) {
            long abandoned = minutes.stream().mapToLong(Minute::abandoned).sum();
            if (abandoned > 0) {
                judge(String.format(Locale.ROOT, "abandoned: %,d transfers that were due", abandoned), true);
            }
        }

        private void judge(String line, boolean worse) {
            lines.add(worse ? "DECLINE: " + line : line);
            declined |= worse;
        }
    }
}
