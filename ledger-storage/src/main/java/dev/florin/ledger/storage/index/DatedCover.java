package dev.florin.ledger.storage.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs that have all dated entries up to a position, each once. Runs of {@link Kind#SUMS} have levels: on level 0 and again
 * on level 1 what came from memory, on each further level what several of the one below have together; all of them stay. The
 * fewest runs that end before a position are those of the highest levels, and then of lower ones: no more of each level than
 * are merged into one. What is behind these is in a run of level 0 that goes on behind the position; that one is sorted by groups
 * of positions first, so that whole groups are left, and of one group a part.
 */
final class DatedCover {
    /** The level of runs that came from memory and are one group each. */
    static final int WHOLE = 1;

    /**
     * A group of a run.
     *
     * @param inGroup a position in it
     * @param whole whether all of it counts, rather than what is up to the position
     */
    record Piece(Run run, long inGroup, boolean whole) {}

    private DatedCover() {}

    static List<Piece> of(Runs runs, long position) {
        List<Piece> pieces = new ArrayList<>();
        List<List<Run>> levels = runs.sums();
        long covered = 0;
        for (int level = levels.size() - 1; level >= WHOLE; level--) {
            for (Run run : behind(levels.get(level), covered)) {
                if (run.facts().last() > position) {
                    break;
                }
                pieces.add(new Piece(run, run.facts().first(), true));
                covered = run.facts().last();
            }
        }
        List<Run> rest = levels.isEmpty() ? List.of() : behind(levels.get(0), covered);
        if (!rest.isEmpty() && rest.get(0).facts().first() <= position) {
            addGroups(rest.get(0), position, pieces);
        }
        return pieces;
    }

    /** Those of rising runs that begin behind a position. */
    private static List<Run> behind(List<Run> runs, long covered) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).facts().first() <= covered) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return runs.subList(low, runs.size());
    }

    private static void addGroups(Run run, long position, List<Piece> pieces) {
        int bits = run.facts().groupBits();
        long lastGroup = position >>> bits;
        for (long group = run.facts().first() >>> bits; group <= lastGroup; group++) {
            pieces.add(new Piece(run, group << bits, group < lastGroup));
        }
    }
}
