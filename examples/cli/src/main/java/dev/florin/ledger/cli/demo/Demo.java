package dev.florin.ledger.cli.demo;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Explain;
import dev.florin.ledger.cli.show.Sums;
import dev.florin.ledger.cli.show.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** Fills books, shows them, measures, and opens them again. */
public final class Demo {
    private static final String INDENT = "  ";
    private static final int STATEMENT_LINES = 8;

    private final Supplier<Ledger> books;
    private final Wallet wallet;
    private final int payments;
    private final PrintWriter out;
    private final Ansi ansi;

    /**
     * Prepares a run.
     *
     * @param books opens the books, new ones at first
     * @param users how many users, at least 12
     * @param payments how many payments they make
     * @param seed what all names and amounts follow from
     * @param out where to show it
     * @param ansi whether headings are set off
     */
    public Demo(Supplier<Ledger> books, int users, int payments, long seed, PrintWriter out, Ansi ansi) {
        this.books = Objects.requireNonNull(books, "books");
        this.wallet = new Wallet(users, seed);
        this.payments = payments;
        this.out = Objects.requireNonNull(out, "out");
        this.ansi = ansi;
    }

    /**
     * Runs the demonstration.
     *
     * @return whether the books were the same after they were opened again, and balanced
     */
    public boolean run() {
        Fingerprints before;
        boolean balanced;
        try (Ledger ledger = books.get()) {
            fill(ledger);
            showBalances(ledger);
            showStatement(ledger);
            heading("An evening in a café");
            new Cafe(ledger).evening().forEach(sentence -> line("%s", sentence));
            heading("Trial balance");
            Sums.print(ledger.trialBalance(), out, INDENT);
            balanced = ledger.trialBalance().isBalanced();
            before = ledger.fingerprints();
        }
        return reopen(before) && balanced;
    }

    private void fill(Ledger ledger) {
        List<OpenAccount> openings =
                wallet.accounts().stream().map(OpenAccount::of).toList();
        List<Transfer> topUps = wallet.topUps();
        List<Transfer> paid = wallet.payments(payments);

        heading("What happens");
        line(
                "%,d accounts are opened: the bank's cash, the fees, the payouts, and %,d users",
                openings.size(), wallet.users().size());
        require(ledger.submitAll(openings));
        line("%,d top-ups", topUps.size());
        require(ledger.submitAll(topUps));
        line("%s is frozen", wallet.frozenUser());
        ledger.update(wallet.freeze());
        line("%,d payments: to one user for a fee, to several at once, and out to a bank", paid.size());
        Speed.Measured posting = Speed.post(ledger, paid);
        showRejections(ledger, posting.outcomes());
        Balance owed = ledger.balance(Wallet.PAYOUTS);
        ledger.post(wallet.settlePayouts(owed.credits()));
        line("what was cashed out leaves the bank: %s EUR", owed.posted().format(Wallet.EUR));

        heading("How fast");
        line(
                "%,12d transfers/s  %,d, with the rejected ones, in batches of %,d, each forced before its answer",
                posting.perSecond(), posting.outcomes().size(), Speed.BATCH);
        line("%,12d transfers/s  in the later half of them, when Java has warmed up", posting.perSecondLater());
        line(
                "%,12d transfers/s  one by one, by a caller who waits each time until it is forced",
                Speed.postSingly(ledger, wallet.singles()));
        line(
                "%,12d balances/s   read by one thread, of random users, by handle",
                Speed.readByHandle(ledger, wallet.users()));
        line("%,12d balances/s   the same by account id", Speed.readById(ledger, wallet.users()));
    }

    private static void require(List<Outcome> outcomes) {
        outcomes.stream().filter(outcome -> !outcome.isPosted()).findFirst().ifPresent(outcome -> {
            throw new IllegalStateException("this must be accepted, and was not: " + outcome);
        });
    }

    private void showRejections(Ledger ledger, List<Outcome> outcomes) {
        Map<RejectionReason, List<Outcome.Rejected>> rejected = new EnumMap<>(RejectionReason.class);
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Rejected one) {
                rejected.computeIfAbsent(one.rejection().reason(), reason -> new ArrayList<>())
                        .add(one);
            }
        }
        rejected.forEach((reason, all) -> line(
                "%,d of them are rejected, %s: %s",
                all.size(),
                reason.name().toLowerCase(Locale.ROOT),
                Explain.rejection(all.get(0).rejection(), new Known(ledger))));
    }

    private void showBalances(Ledger ledger) {
        heading("Balances");
        List<AccountId> shown = new ArrayList<>();
        Stream.of(Wallet.CASH, Wallet.FEES, Wallet.PAYOUTS).map(AccountId::of).forEach(shown::add);
        shown.addAll(wallet.users().subList(0, 4));
        shown.add(AccountId.of(wallet.frozenUser()));
        Table table = new Table(out, INDENT)
                .left("account")
                .right("balance")
                .left("asset")
                .right("entries");
        for (Balance balance : ledger.balances(shown)) {
            table.row(
                    new Known(ledger).name(balance.account()),
                    balance.posted().format(balance.asset()),
                    balance.asset().code(),
                    Long.toString(balance.version()));
        }
        table.flush();
    }

    private void showStatement(Ledger ledger) {
        AccountId user = wallet.users().get(0);
        heading("Statement of " + wallet.shownUser() + ", the last " + STATEMENT_LINES + " entries");
        Table table = new Table(out, INDENT)
                .right("position")
                .right("debit")
                .right("credit")
                .right("balance")
                .left("reference");
        for (StatementLine entry : ledger.statement(
                        user, StatementQuery.newestFirst().limit(STATEMENT_LINES))
                .lines()) {
            String amount = entry.amount().format(Wallet.EUR);
            table.row(
                    Long.toString(entry.receipt().position()),
                    entry.side() == Side.DEBIT ? amount : "",
                    entry.side() == Side.CREDIT ? amount : "",
                    entry.balanceAfter().format(Wallet.EUR),
                    entry.reference());
        }
        table.flush();
    }

    private boolean reopen(Fingerprints before) {
        heading("Closed, and opened again from the disk");
        long start = System.nanoTime();
        try (Ledger ledger = books.get()) {
            double seconds = (System.nanoTime() - start) / 1e9;
            Fingerprints after = ledger.fingerprints();
            boolean same = after.equals(before);
            long replayed = ledger.recovery().lastPosition() - ledger.recovery().snapshotPosition();
            line("%,d effects replayed in %.2f s", replayed, seconds);
            Table table = new Table(out, INDENT).left("").left("before").left("after");
            table.row("state", before.state(), after.state());
            table.row("content", before.content(), after.content());
            table.row(
                    "chain",
                    before.chain().substring(0, 32) + "…",
                    after.chain().substring(0, 32) + "…");
            table.flush();
            line(same ? "nothing changed" : "THE BOOKS ARE NOT THE SAME: report this, with the folder of the books");
            return same;
        }
    }

    private void heading(String text) {
        out.println();
        out.println(ansi.string("@|bold " + text + "|@"));
        out.flush();
    }

    private void line(String format, Object... figures) {
        out.println(INDENT + String.format(Locale.ROOT, format, figures));
        out.flush();
    }
}
