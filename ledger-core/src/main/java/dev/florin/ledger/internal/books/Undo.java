package dev.florin.ledger.internal.books;

import java.util.ArrayList;
import java.util.List;

/**
 * What was changed since an attempt began, so that it can be taken back: a group of which a member fails, a dry run.
 * Attempts nest. Outside of an attempt nothing is noted, and changes cost nothing. The bookkeeper's thread only.
 */
final class Undo {
    private final List<Runnable> steps = new ArrayList<>();
    private int depth;

    /** Whether changes must be noted. */
    boolean isOn() {
        return depth > 0;
    }

    /** Notes how to take the next change back; it is called with the state that the change leaves. */
    void note(Runnable step) {
        steps.add(step);
    }

    /** Begins an attempt; returns what {@link #takeBack} needs. */
    int begin() {
        depth++;
        return steps.size();
    }

    /** Ends an attempt that stays, as far as the attempt around it does. */
    void keep() {
        depth--;
        if (depth == 0) {
            steps.clear();
        }
    }

    /** Ends an attempt, and takes all its changes back, the last one first. */
    void takeBack(int begun) {
        for (int i = steps.size() - 1; i >= begun; i--) {
            steps.remove(i).run();
        }
        depth--;
    }
}
