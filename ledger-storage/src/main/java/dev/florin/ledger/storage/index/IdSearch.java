package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Looks for many ids at once: part by part over all of them rather than id by id, so that what a part needs stays in the
 * caches and what is not there is waited for together. An id that is in no run costs a probe of each run's filter, or less
 * where it is outside of the run's bounds, as new ids are if they rise with time. Used by one thread, once.
 */
final class IdSearch {
    private final long[] ids;
    private final int count;
    private final long[] positions;
    private final long[] hashes;
    private final int[] candidates;

    /** So that loads with no other purpose are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    IdSearch(long seed, long[] ids, int count, long[] positions) {
        this.ids = ids;
        this.count = count;
        this.positions = positions;
        this.hashes = new long[count];
        this.candidates = new int[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = Filter.hash(seed, ids[2 * i], ids[2 * i + 1]);
            least = Math.min(least, ids[2 * i]);
            greatest = Math.max(greatest, ids[2 * i]);
        }
    }

    void in(View view, BlockReader reader) throws IOException {
        Arrays.fill(positions, 0, count, Storage.Reader.NOT_FOUND);
        for (Recent part : view.recent()) {
            inMemory(part.ids());
        }
        List<Run> runs = view.runs().of(Kind.IDS);
        for (int i = runs.size() - 1; i >= 0; i--) {
            Run run = runs.get(i);
            if (run.greatest() >= least && run.least() <= greatest) {
                onDisk(run, reader);
            }
        }
    }

    private void inMemory(RecentIds part) {
        // Loads that do not wait for each other, as those of one search behind another do.
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits ^= part.touch(hashes[i]);
        }
        loaded = bits;
        for (int i = 0; i < count; i++) {
            long found = part.find(ids[2 * i], ids[2 * i + 1], hashes[i]);
            positions[i] = found == Storage.Reader.NOT_FOUND ? positions[i] : found;
        }
    }

    private void onDisk(Run run, BlockReader reader) throws IOException {
        int found = candidates(run);
        for (int i = 0; i < found; i++) {
            int id = candidates[i];
            if (positions[id] == Storage.Reader.NOT_FOUND) {
                positions[id] = run.find(ids[2 * id], ids[2 * id + 1], reader);
            }
        }
    }

    /** Which ids may be in a run. No branch depends on what the filter says. */
    private int candidates(Run run) {
        Filter filter = Objects.requireNonNull(run.filter());
        long from = run.least();
        long to = run.greatest();
        int found = 0;
        for (int i = 0; i < count; i++) {
            long high = ids[2 * i];
            if (high >= from && high <= to) {
                candidates[found] = i;
                found += filter.mayHold(hashes[i]);
            }
        }
        return found;
    }
}
