package dev.florin.ledger.bench.load;

import java.util.Locale;

/**
 * One interval of a soak, a minute unless told otherwise.
 *
 * @param number from 1 on
 * @param perSecond transfers answered
 * @param appendMillis what an append with its force took, in the mean
 * @param heapBytes the least that a collection of garbage left in the heap; 0 if there was none
 * @param journalBytes that were appended so far
 * @param refused how often the queue was full
 * @param abandoned transfers that were due and never handed over
 */
record Minute(
        int number,
        double perSecond,
        Latencies latencies,
        double appendMillis,
        long heapBytes,
        ProcessMemory memory,
        long journalBytes,
        long refused,
        long abandoned) {
    static final String HEADINGS =
            "minute  answered/s   p50 ms   p99 ms  p99.9 ms    max ms  append ms  heap MiB  resident MiB  anonymous MiB"
                    + "  journal MiB  files";

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6d %,11.0f %8.2f %8.2f %9.2f %9.2f %10.2f %9s %13s %14s %12d %6d%s",
                number,
                perSecond,
                latencies.p50(),
                latencies.p99(),
                latencies.p999(),
                latencies.max(),
                appendMillis,
                mebibytes(heapBytes),
                mebibytes(memory.residentBytes()),
                mebibytes(memory.anonymousBytes()),
                journalBytes >> 20,
                memory.openFiles(),
                refused == 0 ? "" : "  queue full " + refused + " times, abandoned " + abandoned);
    }

    private static String mebibytes(long bytes) {
        return bytes == 0 ? "-" : Long.toString(bytes >> 20);
    }
}
