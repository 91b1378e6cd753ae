package dev.florin.ledger.cli.load;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Explain;
import dev.florin.ledger.money.SignedAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Posts what a layout finds, some thousand at a time, and compares the balances that the ledger recorded with those
 * that the file states. Not thread-safe.
 *
 * <p>Safe to be killed and run again: every command's id follows from the file, so that what was posted is found
 * already there. A transfer is sent only once its accounts are open, since an outcome is final and an account that is
 * missing by accident must not use up the transfer's id.
 */
public final class Loader implements Layout.Sink {
    private static final int BATCH = 4_096;

    private final Ledger ledger;
    private final Report report;
    private final List<Posting> waiting = new ArrayList<>(BATCH);
    private final Set<AccountId> usable = new HashSet<>();
    private final Map<AccountId, String> unusable = new HashMap<>();
    private Tally tally = Tally.NONE;

    /**
     * Starts a load.
     *
     * @param ledger where to post
     * @param report takes what is found
     */
    public Loader(Ledger ledger, Report report) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.report = Objects.requireNonNull(report, "report");
    }

    @Override
    public void posting(Posting posting) {
        waiting.add(posting);
        if (waiting.size() == BATCH) {
            settle();
        }
    }

    @Override
    public void damaged(long line, String why) {
        tally = tally.plusRejected(1);
        report.rejected(line, why);
    }

    /**
     * Posts what still waits.
     *
     * @return what became of all rows
     */
    public Tally finish() {
        settle();
        return tally;
    }

    /**
     * Opens accounts that are not there.
     *
     * @param accounts the accounts
     */
    public void open(List<Account> accounts) {
        for (int from = 0; from < accounts.size(); from += BATCH) {
            openMissing(accounts.subList(from, Math.min(accounts.size(), from + BATCH)));
        }
    }

    /**
     * Why an account of an opening or a posting cannot be used.
     *
     * @param account the account
     * @return empty if it can
     */
    public Optional<String> obstacle(AccountId account) {
        return Optional.ofNullable(unusable.get(account));
    }

    private void settle() {
        openMissing(
                waiting.stream().flatMap(posting -> posting.accounts().stream()).toList());
        List<Posting> sent = new ArrayList<>(waiting.size());
        for (Posting posting : waiting) {
            Optional<String> obstacle = posting.accounts().stream()
                    .filter(account -> unusable.containsKey(account.id()))
                    .map(account -> String.valueOf(unusable.get(account.id())))
                    .findFirst();
            obstacle.ifPresentOrElse(why -> rejected(posting, why), () -> sent.add(posting));
        }
        List<Outcome> outcomes =
                ledger.submitAll(sent.stream().map(Posting::transfer).toList());
        for (int i = 0; i < sent.size(); i++) {
            count(sent.get(i), outcomes.get(i));
        }
        waiting.clear();
        report.progress(tally.rows());
    }

    private void openMissing(List<Account> accounts) {
        Map<AccountId, OpenAccount> missing = new LinkedHashMap<>();
        for (Account account : accounts) {
            if (!usable.contains(account.id())
                    && !unusable.containsKey(account.id())
                    && !missing.containsKey(account.id())) {
                ledger.account(account.id())
                        .ifPresentOrElse(
                                view -> admit(account, view), () -> missing.put(account.id(), OpenAccount.of(account)));
            }
        }
        List<OpenAccount> openings = List.copyOf(missing.values());
        List<Outcome> outcomes = ledger.submitAll(openings);
        for (int i = 0; i < openings.size(); i++) {
            Account account = openings.get(i).account();
            if (outcomes.get(i) instanceof Outcome.Rejected rejected) {
                unusable.put(
                        account.id(),
                        "account " + account.name() + " cannot be opened: "
                                + Explain.rejection(rejected.rejection(), new Known(ledger)));
            } else {
                usable.add(account.id());
            }
        }
    }

    /** An account that is there already is taken as it is, if it holds the same unit. */
    private void admit(Account wanted, AccountView there) {
        if (there.account().asset().equals(wanted.asset())) {
            usable.add(wanted.id());
        } else {
            unusable.put(
                    wanted.id(),
                    "account " + wanted.name() + " holds " + there.account().asset() + ", not " + wanted.asset());
        }
    }

    private void count(Posting posting, Outcome outcome) {
        int rows = posting.lines().size();
        if (outcome instanceof Outcome.Rejected rejected) {
            rejected(posting, posting.name() + ": " + Explain.rejection(rejected.rejection(), new Known(ledger)));
            return;
        }
        tally = outcome instanceof Outcome.Posted ? tally.plusPosted(rows) : tally.plusAlready(rows);
        Posting.Check check = posting.check();
        if (check != null) {
            compare(posting, check);
        }
    }

    private void rejected(Posting posting, String why) {
        tally = tally.plusRejected(posting.lines().size());
        posting.lines().forEach(line -> report.rejected(line, why));
    }

    /** The balance is the one the ledger recorded with the entry, not one that is worked out here. */
    private void compare(Posting posting, Posting.Check check) {
        RecordedTransfer recorded = ledger.transfer(posting.transfer().id())
                .orElseThrow(() -> new IllegalStateException("the ledger posted " + posting.name()
                        + " and cannot find it; keep the books as they are and report this"));
        List<Entry> entries = recorded.transfer().entries();
        for (int i = 0; i < entries.size(); i++) {
            SignedAmount after = recorded.balancesAfter().get(i);
            if (entries.get(i).account().equals(check.account()) && !after.equals(check.balanceAfter())) {
                tally = tally.plusDifference();
                report.difference(posting.lines().get(0), check.balanceAfter(), after);
            }
        }
    }
}
