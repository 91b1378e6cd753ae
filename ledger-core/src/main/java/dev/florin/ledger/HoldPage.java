package dev.florin.ledger;

import java.util.List;

/**
 * Part of a list of open holds, all of one position.
 *
 * @param holds in the order of their placing
 * @param next where the next page starts, for {@link HoldQuery#after}; 0 if this is the last one
 */
public record HoldPage(List<HoldView> holds, long next) {
    /** Copies the list. */
    public HoldPage {
        holds = List.copyOf(holds);
    }
}
