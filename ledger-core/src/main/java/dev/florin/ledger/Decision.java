package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import java.util.List;

/** What the ledger decided where the command left something open. Immutable. */
public sealed interface Decision {
    /** The command was carried out to the letter. */
    enum AsAsked implements Decision {
        /** The only one. */
        INSTANCE
    }

    /**
     * How much was moved: the answer to captures, reversals, refunds and sweeps; of a release, how much was freed.
     *
     * @param amounts one for each entry of the hold or movement that the command refers to, in order, 0 for an entry of
     *     which nothing was; of a sweep, one amount alone. What a closing capture or a reversal frees besides is not
     *     among them
     */
    record Moved(List<Amount> amounts) implements Decision {
        /** Copies the list. */
        public Moved {
            amounts = List.copyOf(amounts);
        }
    }

    /**
     * What became of each part: the answer to groups, to payments of several payees, and to a closing with a sweep.
     *
     * @param outcomes in the order of the members or payees; of a closing, the sweep and the change of status
     */
    record Each(List<Outcome> outcomes) implements Decision {
        /** Copies the list. */
        public Each {
            outcomes = List.copyOf(outcomes);
        }
    }
}
