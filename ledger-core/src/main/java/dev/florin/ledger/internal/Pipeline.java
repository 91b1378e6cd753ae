package dev.florin.ledger.internal;

import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.ChainedReceipt;
import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Moment;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.RecoveryReport;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.History;
import dev.florin.ledger.internal.commit.BatchPool;
import dev.florin.ledger.internal.commit.Committer;
import dev.florin.ledger.internal.commit.Decider;
import dev.florin.ledger.internal.commit.Lifecycle;
import dev.florin.ledger.internal.commit.Ticker;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.internal.intake.Intake;
import dev.florin.ledger.internal.read.Accounts;
import dev.florin.ledger.internal.read.Changes;
import dev.florin.ledger.internal.read.Holds;
import dev.florin.ledger.internal.read.Movements;
import dev.florin.ledger.internal.read.PastBalances;
import dev.florin.ledger.internal.read.PastCommands;
import dev.florin.ledger.internal.read.Proofs;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.internal.read.Reads;
import dev.florin.ledger.internal.read.Schedules;
import dev.florin.ledger.internal.read.Statements;
import dev.florin.ledger.internal.read.Times;
import dev.florin.ledger.internal.read.TransferSearch;
import dev.florin.ledger.internal.read.TrialBalances;
import dev.florin.ledger.internal.recover.Recovery;
import dev.florin.ledger.internal.sequence.GroupDelay;
import dev.florin.ledger.internal.sequence.LocalSequencer;
import dev.florin.ledger.internal.sequence.SteadyClock;
import dev.florin.ledger.internal.sequence.Threads;
import dev.florin.ledger.internal.snapshot.Snapshotter;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.proof.InclusionProof;
import dev.florin.ledger.spi.Sequencer;
import dev.florin.ledger.spi.SequencerFactory;
import dev.florin.ledger.spi.Storage;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Wires the stages, top to bottom, and passes calls on to them.
 *
 * <pre>
 *   caller's threads     sequencer's thread          committer's thread
 *   Intake ──────────►  Sequencer ► Decider ──────►  Committer: seal, force, publish, answer
 *                            ▲ Ticker, when something falls due and no command comes
 *   Reads ◄───────────────────────────────────────── PublishedBooks ──► Snapshotter, in the background
 * </pre>
 */
public final class Pipeline implements Ledger {
    private final Lifecycle lifecycle = new Lifecycle();
    private final PublishedBooks published;
    private final RecoveryReport recovery;
    private final Storage.Session storage;
    private final Sequencer sequencer;
    private final Committer committer;
    private final Thread committerThread;
    private final Snapshotter snapshotter;
    private final Ticker ticker;
    private final Decider decider;
    private final Intake intake;
    private final Reads reads;
    private final Accounts accounts;
    private final Holds holds;
    private final Schedules schedules;
    private final Movements movements;
    private final TransferSearch search;
    private final PastBalances pastBalances;
    private final Statements statements;
    private final TrialBalances trialBalances;
    private final Proofs proofs;
    private final Changes changes;

    /** Opens the books of a storage. See {@link Ledger#open(Storage, LedgerOptions)}. */
    public static Ledger open(Storage storage, LedgerOptions options) {
        try {
            return open(storage, options, true);
        } catch (Recovery.FailedAside e) {
            return open(storage, options, false);
        }
    }

    private static Ledger open(Storage storage, LedgerOptions options, boolean withTwoThreads) {
        // 1. State, as the journal left it.
        SecureRandom seeds = new SecureRandom();
        Books state = new Books(new IdMap(seeds.nextLong()), new History(seeds.nextLong()));
        PublishedBooks published = new PublishedBooks(state::sharedWith);
        Recovery replay = withTwoThreads ? Recovery.withTwoThreads(state, published) : new Recovery(state, published);
        Storage.Session session = replay.open(storage);
        try {
            // A sequencer may come from elsewhere: if it cannot be had or started, the books are let go.
            return new Pipeline(session, replay, state, published, options);
        } catch (Throwable t) {
            session.close();
            throw t;
        }
    }

    private Pipeline(
            Storage.Session session, Recovery replay, Books state, PublishedBooks published, LedgerOptions options) {
        storage = session;
        this.published = published;
        recovery = replay.report(session.recovered());
        // 2. Order.
        GroupDelay delay = options.sequencer().isPresent() ? GroupDelay.none() : new GroupDelay();
        SequencerFactory order = options.sequencer()
                .orElse((time, capacity, lastOrder) -> new LocalSequencer(time, capacity, lastOrder, delay));
        SteadyClock clock = new SteadyClock(options.clock(), options.maxClockLeap());
        sequencer = order.create(clock, options.queueCapacity(), replay.lastOrder());
        // 3. Durability, publication, answers.
        PastCommands past = new PastCommands(storage, published, state.incarnations()::at);
        BatchPool pool = new BatchPool();
        committer = new Committer(
                storage,
                published,
                past,
                lifecycle,
                pool,
                this::takeNothingMore,
                this::takeSnapshot,
                delay,
                replay.ending());
        snapshotter = new Snapshotter(storage, published, committer::milestone, committer::between);
        // 4. Decisions.
        ticker = new Ticker(sequencer, clock::peekNanos, committer::stopAll);
        decider = new Decider(new Bookkeeper(state), pool, committer, lifecycle, clock::peekNanos, ticker);
        // 5. Callers.
        intake = new Intake(sequencer, lifecycle, options.queueCapacity());
        reads = new Reads(published, state.accountIds(), storage, past, lifecycle::requireRunning, committer::between);
        accounts = new Accounts(reads, published, storage, past);
        holds = new Holds(reads, published, storage, past, committer::between);
        schedules = new Schedules(reads, published, storage, past, committer::between);
        movements = new Movements(reads, past);
        Times times = new Times(storage);
        search = new TransferSearch(reads, storage, movements, times);
        pastBalances = new PastBalances(reads, storage, times);
        statements = new Statements(reads, storage, past, times);
        trialBalances = new TrialBalances(published, reads);
        proofs = new Proofs(reads, storage, past);
        changes = new Changes(reads, published, storage, lifecycle::requireMayWait);

        committerThread = new Thread(committer, "florin-committer");
        committerThread.setDaemon(true);
        committerThread.start();
        start();
    }

    private void start() {
        try {
            sequencer.start(decider);
            decider.started();
        } catch (Throwable t) {
            decider.end();
            committer.end();
            Threads.join(committerThread);
            throw t;
        }
    }

    private void takeSnapshot() {
        snapshotter.take();
    }

    private void takeNothingMore() {
        ticker.end();
        sequencer.stop();
    }

    @Override
    public Outcome submit(Command command) {
        return intake.submit(command);
    }

    @Override
    public Outcome check(Command command) {
        lifecycle.requireMayWait();
        lifecycle.requireRunning();
        return decider.check(command, Intake.encoded(command));
    }

    @Override
    public RollUp rollUp(String namePrefix) {
        return accounts.rollUp(namePrefix);
    }

    @Override
    public Optional<HoldView> hold(CommandId id) {
        return holds.hold(id);
    }

    @Override
    public HoldPage holds(HoldQuery query) {
        return holds.holds(query);
    }

    @Override
    public Optional<ScheduleView> schedule(CommandId id) {
        return schedules.schedule(id);
    }

    @Override
    public SchedulePage schedules(ScheduleQuery query) {
        return schedules.schedules(query);
    }

    @Override
    public Optional<ScheduleRuns> runs(CommandId schedule, long after, int limit) {
        return schedules.runs(schedule, after, limit);
    }

    @Override
    public List<Outcome> submitAll(List<? extends Command> commands) {
        return intake.submitAll(commands);
    }

    @Override
    public CompletionStage<Outcome> submitAsync(Command command) {
        return intake.submitAsync(command);
    }

    @Override
    public CompletionStage<List<Outcome>> submitAllAsync(List<? extends Command> commands) {
        return intake.submitAllAsync(commands);
    }

    @Override
    public Balance balance(AccountId account) {
        return reads.balance(account);
    }

    @Override
    public List<Balance> balances(List<AccountId> accounts) {
        return reads.balances(accounts);
    }

    @Override
    public PastBalance balanceAt(AccountId account, Moment moment) {
        return pastBalances.balanceAt(account, moment);
    }

    @Override
    public AccountHandle handle(AccountId account) {
        return reads.handle(account);
    }

    @Override
    public Optional<AccountView> account(AccountId account) {
        return accounts.account(account);
    }

    @Override
    public AccountPage accounts(AccountQuery query) {
        return accounts.accounts(query);
    }

    @Override
    public Optional<RecordedTransfer> transfer(CommandId id) {
        return movements.transfer(id);
    }

    @Override
    public TransferPage transfers(TransferQuery query) {
        return search.page(query);
    }

    @Override
    public Optional<Outcome> outcome(CommandId id) {
        return reads.outcome(id);
    }

    @Override
    public StatementPage statement(AccountId account, StatementQuery query) {
        return statements.page(account, query);
    }

    @Override
    public TrialBalance trialBalance() {
        return committer.between(trialBalances::now);
    }

    @Override
    public Fingerprints fingerprints() {
        return committer.between(committer::fingerprints);
    }

    @Override
    public Optional<ChainedReceipt> chainedReceipt(CommandId id) {
        return proofs.chainedReceipt(id);
    }

    @Override
    public Optional<InclusionProof> proof(CommandId id) {
        return proofs.proof(id);
    }

    @Override
    public Optional<InclusionProof> proof(AccountId account, long position) {
        return proofs.proof(account, position);
    }

    @Override
    public Optional<InclusionProof> leadOn(InclusionProof proof, String chain) {
        return proofs.leadOn(proof, chain);
    }

    @Override
    public ChangeStream changes(long after) {
        return changes.behind(after);
    }

    @Override
    public Flow.Publisher<Effect> changesPublisher(long after) {
        return changes.publisher(after);
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    /** Stage by stage, in the order of the flow: each ends when it has passed on what it was given. */
    @Override
    public void close() {
        lifecycle.requireMayWait();
        closeOnce();
    }

    private synchronized void closeOnce() {
        if (lifecycle.close()) {
            decider.end();
            sequencer.close();
            committer.end();
            Threads.join(committerThread);
            snapshotter.end();
            published.stop();
            storage.close();
        }
    }
}
