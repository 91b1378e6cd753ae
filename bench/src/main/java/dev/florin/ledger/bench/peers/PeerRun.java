package dev.florin.ledger.bench.peers;

import dev.florin.ledger.bench.Figure;
import dev.florin.ledger.bench.Machine;
import dev.florin.ledger.bench.RawFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All the work on one peer. Its figures count only if its books add up at the end. */
final class PeerRun {
    /** Enough that no account is empty at the end, and little enough that ten million of them can be summed. */
    private static final long START_BALANCE = 10_000_000_000L;

    private static final int FORCE_ROUNDS = 3;

    private final Peer peer;
    private final int accounts;
    private final Pace pace;
    private final PrintStream progress;
    private final List<Figure> figures = new ArrayList<>();
    private long acknowledged;

    PeerRun(Peer peer, int accounts, Pace pace, PrintStream progress) {
        this.peer = peer;
        this.accounts = accounts;
        this.pace = pace;
        this.progress = progress;
    }

    /** The figures, in the order of the work. */
    List<Figure> run() throws Exception {
        say("a bare force");
        add(force());
        say(String.format(Locale.ROOT, "making %,d accounts", accounts));
        peer.prepare(accounts, START_BALANCE);
        Optional<Peer.Space> before = peer.space();
        for (Workload workload : Workload.ALL) {
            say(workload.plot());
            add(measure(workload));
        }
        Optional<Peer.Space> after = peer.space();
        if (before.isPresent() && after.isPresent()) {
            add(space(before.get(), after.get()));
        }
        say("adding the books up");
        check();
        return figures;
    }

    /** What the disk takes at this moment, so that a noisy one shows. */
    private Figure force() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < FORCE_ROUNDS; i++) {
            millis.add(RawFile.nanosOfForce(pace.forces()) / 1e6);
        }
        String beside = String.format(
                Locale.ROOT,
                "medians of %d forces; load of the machine %.1f; durable: %s",
                pace.forces(),
                Machine.here().load(),
                peer.durability());
        return figure("peers: a bare force of 4 KiB before each", "ms", Spread.of(millis), beside);
    }

    private Figure measure(Workload workload) throws Exception {
        boolean batches = workload.kind() == Workload.Kind.POST_BATCH;
        Measured measured = batches
                ? new BatchLoad(peer, workload, accounts, pace).run()
                : new CallerLoad(peer, workload, accounts, pace).run();
        if (workload.posts()) {
            acknowledged += measured.acknowledged();
        }
        return figure(workload.plot(), workload.unit(), Spread.of(measured.rates()), measured.calls());
    }

    private Figure space(Peer.Space before, Peer.Space after) {
        double each = (after.bytes() - before.bytes()) / (double) acknowledged;
        String beside = String.format(Locale.ROOT, "%,d transfers; %s", acknowledged, after.what());
        return figure("peers: bytes on the disk a transfer", "bytes", new Spread(each, each, each), beside);
    }

    private Figure figure(String plot, String unit, Spread spread, String beside) {
        return new Figure(plot, peer.name(), 0, unit, spread.median(), spread.least(), spread.greatest(), beside);
    }

    /** A peer that loses or makes money, or a transfer, was not measured at the same work. */
    private void check() throws Exception {
        Peer.Totals totals = peer.totals();
        long given = Math.multiplyExact(accounts, START_BALANCE);
        if (totals.balances() != given) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "the books of %s do not add up: %,d were put in, and the balances of all accounts are %,d."
                            + " Its figures are left out",
                    peer.name(),
                    given,
                    totals.balances()));
        }
        if (totals.transfers() != acknowledged) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s acknowledged %,d transfers, and its books have %,d. Its figures are left out",
                    peer.name(),
                    acknowledged,
                    totals.transfers()));
        }
        say(String.format(Locale.ROOT, "the books add up: %,d transfers, no money lost", acknowledged));
    }

    private void add(Figure figure) {
        figures.add(figure);
        String rate = String.format(
                Locale.ROOT,
                figure.value() < 100 ? "%,.3f %s (%,.3f to %,.3f)" : "%,.0f %s (%,.0f to %,.0f)",
                figure.value(),
                figure.unit(),
                figure.least(),
                figure.greatest());
        say("  " + rate + (figure.beside().isEmpty() ? "" : "; " + figure.beside()));
    }

    private void say(String what) {
        progress.println(peer.name() + " | " + what);
    }
}
