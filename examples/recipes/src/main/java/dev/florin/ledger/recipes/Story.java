package dev.florin.ledger.recipes;

import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Rejection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a recipe shows as it goes along: balances at some moments, rejections, answers. The tests compare all of it with
 * the tables of its document. Not thread-safe.
 */
final class Story {
    private final Ledger ledger;
    private final Consumer<Duration> time;
    private final Map<String, List<AccountView>> moments = new LinkedHashMap<>();
    private final Map<String, Rejection> rejections = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();

    /**
     * Begins.
     *
     * @param ledger whose balances are shown
     * @param time lets the ledger's clock go on
     */
    Story(Ledger ledger, Consumer<Duration> time) {
        this.ledger = ledger;
        this.time = time;
    }

    /** Shows all accounts as they are now. */
    void moment(String label) {
        moment(label, ledger);
    }

    /** Shows all accounts of other books as they are now. */
    void moment(String label, Ledger other) {
        moments.put(label, other.accounts(AccountQuery.all()).accounts());
    }

    /** Shows what went wrong. */
    void rejected(String what, Outcome outcome) {
        if (!(outcome instanceof Outcome.Rejected rejected)) {
            throw new IllegalStateException(what + " was not rejected: " + outcome);
        }
        rejections.put(what, rejected.rejection());
    }

    /** Shows the answer to a question. */
    void answer(String question, String answer) {
        answers.put(question, answer);
    }

    /** In an application, time passes by itself. */
    void pass(Duration duration) {
        time.accept(duration);
    }

    Map<String, List<AccountView>> moments() {
        return moments;
    }

    Map<String, Rejection> rejections() {
        return rejections;
    }

    Map<String, String> answers() {
        return answers;
    }
}
