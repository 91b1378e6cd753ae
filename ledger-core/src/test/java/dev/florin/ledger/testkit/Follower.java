package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import java.util.Optional;

/**
 * Leads a model after a ledger that does by itself what is due and works out dates of schedules: which of both comes
 * first is the ledger's affair, what comes of it is not.
 */
public final class Follower {
    private final Ledger ledger;
    private final ModelLedger model;

    /**
     * Leads a model after a ledger.
     *
     * @param ledger to read from
     * @param model with a clock that shows what the ledger's shows
     */
    public Follower(Ledger ledger, ModelLedger model) {
        this.ledger = ledger;
        this.model = model;
    }

    /**
     * Has the model do what the ledger did behind what the model has done.
     *
     * @return false if the ledger has done nothing there that the model could do by itself
     */
    public boolean follow() {
        Optional<CommandId> due = model.nextDue();
        if (due.isPresent() && isNext(due.get())) {
            model.doNextDue();
            return true;
        }
        Optional<CommandId> planned = model.unplanned().stream()
                .filter(schedule -> isNext(model.plannedId(schedule)))
                .findFirst();
        planned.ifPresent(model::plan);
        return planned.isPresent();
    }

    /**
     * Whether the ledger settled an id right behind what the model has done, and rejected nothing.
     *
     * @param id the id
     * @return false if it settled it elsewhere, or not at all
     */
    public boolean isNext(CommandId id) {
        return ledger.outcome(id)
                .filter(Outcome.AlreadyPosted.class::isInstance)
                .map(outcome -> ((Outcome.AlreadyPosted) outcome).receipt().position())
                .filter(position -> position == model.position() + 1)
                .isPresent();
    }
}
