package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Moment;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.TrialBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as its rules read, to compare the real one with: maps and {@link java.math.BigInteger}, one command after the
 * other, nothing kept on a disk, nothing shared with the core but the values of the API. How much room effects take in a
 * journal is out of its reach: it never answers {@code EFFECTS_TOO_LARGE}.
 *
 * <p><b>Time.</b> A model made by {@link #at} has a clock that its user sets; each call of {@link #submit} or {@link
 * #submitAll} is one batch at the time of the clock. A ledger with the same clock, and the same commands in the same
 * batches, answers the same to the nanosecond. A model made by the constructor has no clock: every recorded time is 0
 * (see {@link Timeless}), a hold is due at its time-out, and expires when {@link #expire} says so.
 *
 * <p>Not thread-safe.
 */
public final class ModelLedger {
    private final ModelExecutor executor;

    /** An empty ledger without a clock. */
    public ModelLedger() {
        this(new ModelBooks());
    }

    private ModelLedger(ModelBooks books) {
        this.executor = new ModelExecutor(books);
    }

    private ModelBooks books() {
        return executor.books;
    }

    /**
     * An empty ledger with a clock.
     *
     * @param nanos what the clock shows, until {@link #setClock} or {@link #advanceTo}
     * @return the ledger
     */
    public static ModelLedger at(long nanos) {
        ModelLedger ledger = new ModelLedger();
        ledger.setClock(nanos);
        return ledger;
    }

    /**
     * Whether its recorded times are those of a clock.
     *
     * @return false if all are 0
     */
    public boolean keepsTime() {
        return books().clockNanos != null;
    }

    /**
     * Sets the clock of the batches to come.
     *
     * @param nanos any time, one before the last included
     */
    public void setClock(long nanos) {
        books().clockNanos = nanos;
    }

    /**
     * Sets the clock, and lets a tick come.
     *
     * @param nanos any time, one before the last included
     */
    public void advanceTo(long nanos) {
        setClock(nanos);
        tick();
    }

    /**
     * Does what is due if the clock says so, as a batch without commands does that comes then: holds expire, schedules run.
     * What is due by recorded time alone, since the clock went back, waits for the next command.
     */
    public void tick() {
        if (isDueByTheClock()) {
            executor.doWhatIsDue();
        }
    }

    /** Does what is due, be it by the clock or by recorded time: as a check has the ledger do before it. */
    public void doWhatIsDue() {
        executor.doWhatIsDue();
    }

    /**
     * Whether a tick would find something due.
     *
     * @return false in a model without a clock
     */
    public boolean isDueByTheClock() {
        return keepsTime() && executor.next().stream().anyMatch(due -> due.nanos() <= books().clockNanos);
    }

    /**
     * What the next command would find done first, be it due by the clock or by recorded time.
     *
     * @return the id under which it will be settled; empty if nothing is due
     */
    public Optional<CommandId> nextDue() {
        return executor.next()
                .filter(due -> keepsTime() && due.nanos() <= books().nextNanos())
                .map(ModelExecutor.Due::id);
    }

    /** Does what {@link #nextDue} names, and nothing else that is due. */
    public void doNextDue() {
        executor.next().orElseThrow().what().run();
    }

    /**
     * Whether, once everything that is due is done, dates of calendars have yet to be worked out.
     *
     * @return if so, the ledger will do that by itself, between any two batches
     */
    public boolean willPlan() {
        return keepsTime()
                && books().schedules.values().stream()
                        .filter(schedule -> schedule.isActive() && ModelDates.isCalendar(schedule.schedule))
                        .filter(schedule -> ModelDates.areKnown(schedule.schedule))
                        .anyMatch(schedule -> schedule.dueNanos == null || schedule.dueNanos <= books().nextNanos());
    }

    /**
     * The schedules whose next date has yet to be worked out, and can be.
     *
     * @return by id
     */
    public List<CommandId> unplanned() {
        return books().schedules.values().stream()
                .filter(ModelSchedule::isUnplanned)
                .map(schedule -> schedule.schedule)
                .filter(ModelDates::areKnown)
                .map(Command::id)
                .sorted()
                .toList();
    }

    /**
     * The id under which the next date of a schedule will become known.
     *
     * @param schedule one of {@link #unplanned}
     * @return the id
     */
    public CommandId plannedId(CommandId schedule) {
        return new ModelSchedules(books()).plannedId(books().schedules.get(schedule));
    }

    /**
     * Lets the next date of a schedule become known.
     *
     * @param schedule one of {@link #unplanned}
     */
    public void plan(CommandId schedule) {
        new ModelSchedules(books()).plan(books().schedules.get(schedule));
    }

    /**
     * Lets an open hold expire now, in a model without a clock.
     *
     * @param hold the hold
     * @param dueNanos its due time in the ledger that is compared with; the id of the expiry depends on it
     */
    public void expire(CommandId hold, long dueNanos) {
        if (keepsTime()) {
            throw new IllegalStateException("a model with a clock knows by itself when hold " + hold + " expires");
        }
        if (books().holds.get(hold).status != HoldStatus.OPEN) {
            throw new IllegalArgumentException("hold " + hold + " is not open");
        }
        new ModelHolds(books()).expire(hold, dueNanos);
    }

    /**
     * Carries out a command, as a batch of its own.
     *
     * @param command what to do
     * @return the outcome
     * @throws MalformedCommandException if it is an update that changes nothing
     */
    public Outcome submit(Command command) {
        return submitAll(List.of(command)).get(0);
    }

    /**
     * Carries out commands in one batch.
     *
     * @param commands what to do; if there are none, not even what is due happens
     * @return the outcomes
     * @throws MalformedCommandException if one is an update that changes nothing; then nothing is carried out
     */
    public List<Outcome> submitAll(List<? extends Command> commands) {
        for (Command command : commands) {
            if (command instanceof AccountUpdate update && update.changesNothing()) {
                throw new MalformedCommandException("update " + update.id() + " changes nothing");
            }
        }
        if (!commands.isEmpty()) {
            executor.doWhatIsDue();
        }
        List<Outcome> outcomes = new ArrayList<>();
        commands.forEach(command -> outcomes.add(executor.decide(command)));
        return outcomes;
    }

    /**
     * What {@link #submit} would answer, with nothing changed.
     *
     * @param command what would be asked for
     * @return the outcome
     */
    public Outcome check(Command command) {
        return new ModelLedger(books().copy()).submit(command);
    }

    /**
     * The last position given away.
     *
     * @return 0 if no command was settled
     */
    public long position() {
        return books().position;
    }

    /**
     * When the last effect was recorded.
     *
     * @return nanoseconds since 1970; no effect behind it is recorded then or before, wherever the clock goes
     */
    public long lastNanos() {
        return books().lastNanos;
    }

    /**
     * When the next effect would be recorded.
     *
     * @return nanoseconds since 1970, 0 without a clock
     */
    public long nextNanos() {
        return books().nextNanos();
    }

    /**
     * What became of a command, a derived one included.
     *
     * @param id the command
     * @return already posted, or rejected; empty if it was not settled
     */
    public Optional<Outcome> outcome(CommandId id) {
        return Optional.ofNullable(books().settled.get(id)).map(ModelBooks.Settled::again);
    }

    /**
     * The command that an id stands for.
     *
     * @param id the command's id
     * @return the first command with it; empty if it was not settled, or by what time does to schedules
     */
    public Optional<Command> command(CommandId id) {
        return Optional.ofNullable(books().settled.get(id)).map(settled -> settled.command());
    }

    /**
     * All ids that were settled, derived ones included.
     *
     * @return in the order in which they were settled
     */
    public List<CommandId> commandIds() {
        return List.copyOf(books().settled.keySet());
    }

    /**
     * A movement that was posted.
     *
     * @param id its id
     * @return the movement; empty if nothing was posted under this id
     */
    public Optional<RecordedTransfer> transfer(CommandId id) {
        return new ModelReads(books()).transfer(id);
    }

    /**
     * A hold, open or closed.
     *
     * @param id its id
     * @return the hold; empty if none was placed under this id
     */
    public Optional<HoldView> hold(CommandId id) {
        return new ModelReads(books()).hold(id);
    }

    /**
     * All open holds.
     *
     * @param account those with an entry of this account, or null for all
     * @return in the order of their placing
     */
    public List<HoldView> holds(@Nullable AccountId account) {
        return new ModelReads(books()).holds(account);
    }

    /**
     * A schedule, with dates to come or without.
     *
     * @param id its id
     * @return the schedule; empty if none was set up under this id
     */
    public Optional<ScheduleView> schedule(CommandId id) {
        return new ModelReads(books()).schedule(id);
    }

    /**
     * All schedules that have a date to come.
     *
     * @param account those that name this account, or null for all
     * @return in the order in which they were set up
     */
    public List<ScheduleView> schedules(@Nullable AccountId account) {
        return new ModelReads(books()).schedules(account);
    }

    /**
     * The dates of a schedule that have come.
     *
     * @param id a schedule that was set up
     * @return in their order
     */
    public List<ScheduleRun> runs(CommandId id) {
        return new ModelReads(books()).runs(id);
    }

    /**
     * All accounts, closed ones included.
     *
     * @return in the order of their opening
     */
    public List<AccountView> accounts() {
        return accounts(AccountQuery.all());
    }

    /**
     * The accounts that a query lists on all its pages.
     *
     * @param query which ones; its limit and its cursor do not matter
     * @return in the order of the query
     */
    public List<AccountView> accounts(AccountQuery query) {
        return new ModelReads(books()).accounts(query);
    }

    /**
     * One account.
     *
     * @param id the account
     * @return empty if there is no such account
     */
    public Optional<AccountView> account(AccountId id) {
        return new ModelReads(books()).account(id);
    }

    /**
     * A page of an account's entries.
     *
     * @param id an account that exists
     * @param query which page
     * @return the page
     */
    public StatementPage statement(AccountId id, StatementQuery query) {
        return new ModelReads(books()).statement(id, query);
    }

    /**
     * What the sums of an account were at a moment, in a model that keeps time.
     *
     * @param id an account that exists
     * @param moment when
     * @return the sums
     */
    public PastBalance balanceAt(AccountId id, Moment moment) {
        return new ModelPast(books()).balanceAt(id, moment);
    }

    /**
     * The movements that a query lists on all its pages.
     *
     * @param filter what must hold
     * @return in the order of their positions
     */
    public List<RecordedTransfer> transfers(TransferQuery.Filter filter) {
        return new ModelPast(books()).transfers(filter);
    }

    /**
     * Accounts added up by the beginning of their names.
     *
     * @param prefix empty for all accounts that have a name
     * @return the sums for each asset
     */
    public RollUp rollUp(String prefix) {
        return new ModelReads(books()).rollUp(prefix);
    }

    /**
     * All accounts added up.
     *
     * @return the sums for each asset
     */
    public TrialBalance trialBalance() {
        return new ModelReads(books()).trialBalance();
    }
}
