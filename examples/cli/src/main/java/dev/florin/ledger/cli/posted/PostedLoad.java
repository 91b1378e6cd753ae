package dev.florin.ledger.cli.posted;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.load.Loader;
import dev.florin.ledger.cli.load.Report;
import dev.florin.ledger.cli.load.Tally;
import dev.florin.ledger.cli.show.Explain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the accounts of a file, posts what it holds, and gives the accounts that were opened for it the limits and the status
 * they end with. Ids follow from the file, so it can be run again at any time.
 */
public final class PostedLoad {
    private PostedLoad() {}

    /**
     * Loads a file.
     *
     * @param accounts what checking the file has found
     * @param file the file
     * @param ledger where to
     * @param report takes what is rejected
     * @return what became of its lines
     * @throws IOException if it cannot be read
     */
    public static Tally run(List<Incoming> accounts, BooksInFile file, Ledger ledger, Report report)
            throws IOException {
        Loader loader = new Loader(ledger, report);
        loader.open(accounts.stream().map(Incoming::opened).toList());
        for (Incoming account : accounts) {
            loader.obstacle(account.account().id()).ifPresent(why -> loader.damaged(account.line(), why));
        }
        file.postings(loader::posting);
        loader.finish();
        end(accounts, ledger, loader);
        return loader.finish();
    }

    private static void end(List<Incoming> accounts, Ledger ledger, Loader loader) {
        List<Incoming> ending = new ArrayList<>();
        List<AccountUpdate> updates = new ArrayList<>();
        for (Incoming account : accounts) {
            boolean openedHere = ledger.outcome(OpenAccount.of(account.opened()).id())
                    .filter(Outcome::isPosted)
                    .isPresent();
            if (openedHere) {
                account.ending().ifPresent(update -> {
                    ending.add(account);
                    updates.add(update);
                });
            }
        }
        List<Outcome> outcomes = ledger.submitAll(updates);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Rejected rejected) {
                loader.damaged(
                        ending.get(i).line(),
                        "limits and status were not set: "
                                + Explain.rejection(rejected.rejection(), new Known(ledger)));
            }
        }
    }
}
