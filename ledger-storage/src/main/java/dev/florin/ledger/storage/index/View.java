package dev.florin.ledger.storage.index;

import java.util.ArrayList;
import java.util.List;

/**
 * All of an index at one moment. The parts cover positions without a gap: runs, then what waits to become runs, then what is
 * being added to. Immutable, but for the growth of the last part.
 *
 * @param runs on the disk
 * @param waiting for the disk, the oldest first
 * @param newest what is being added to
 */
record View(Runs runs, List<Recent> waiting, Recent newest) {
    View {
        waiting = List.copyOf(waiting);
    }

    /** What is in memory, the oldest first. */
    List<Recent> recent() {
        List<Recent> all = new ArrayList<>(waiting);
        all.add(newest);
        return all;
    }

    /** The newest part waits from now on, and another one takes its place. */
    View rolled(Recent next) {
        return new View(runs, recent(), next);
    }

    /** The oldest part that waited is on the disk. */
    View flushed(Runs now) {
        return new View(now, waiting.subList(1, waiting.size()), newest);
    }

    View merged(Runs now) {
        return new View(now, waiting, newest);
    }
}
