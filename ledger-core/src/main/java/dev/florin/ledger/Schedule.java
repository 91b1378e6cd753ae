package dev.florin.ledger;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does something later, once or repeatedly: a transfer, a hold, a sweep or a payment of several. When a date comes, by the
 * ledger's own time, the ledger carries out what is scheduled, exactly once, across restarts; what fell due while the books
 * were closed is done when they are open again. What comes of a date is an outcome like any other: it may be a rejection,
 * and the schedule goes on.
 *
 * <p>{@code Schedule.of(rent, firstOfMay).repeat(Recurrence.every(Period.ofMonths(1), ZoneId.of("Europe/Berlin")))}
 *
 * <p>Setting it up demands that all accounts that are named are there and not closed, and holds them open; all else is
 * judged at each date. Immutable: each method returns a changed copy.
 *
 * @param what what to do: a {@link Transfer}, {@link Hold}, {@link Sweep} or {@link PayEach}; its id is the id of the
 *     schedule, each run has an id of its own; its conditions are judged at each run
 * @param first the first date, in the years 1678 to 2261; one that is past is due at once
 * @param recurrence when it is done again, or null for once
 * @param conditions what must hold when the schedule is set up
 */
public record Schedule(
        Command what, Instant first, @Nullable Recurrence recurrence, List<Condition> conditions) implements Command {
    /**
     * The most dates of an interval that may lie before the moment at which a schedule is set up, if each of them runs: all
     * of them run before anything else is done.
     */
    public static final int MAX_PAST_DATES = 10_000;

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if something else is to be done, the date is outside its range, or the last date is
     *     before the first
     */
    public Schedule {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(first, "first");
        conditions = FormRules.conditions(conditions);
        if (!canBeScheduled(what.kind())) {
            throw new MalformedCommandException("schedule " + what.id() + " is of a " + what.kind()
                    + "; what can be scheduled is a transfer, a hold, a sweep or a payment of several");
        }
        FormRules.time("the first date of a schedule", first);
        if (recurrence != null
                && recurrence.until() != null
                && recurrence.until().isBefore(first)) {
            throw new MalformedCommandException(
                    "schedule " + what.id() + " ends at " + recurrence.until() + ", before its first date " + first);
        }
    }

    private static boolean canBeScheduled(CommandKind kind) {
        return kind == CommandKind.TRANSFER
                || kind == CommandKind.HOLD
                || kind == CommandKind.SWEEP
                || kind == CommandKind.PAY_EACH;
    }

    /**
     * Does something once.
     *
     * @param what a {@link Transfer}, {@link Hold}, {@link Sweep} or {@link PayEach}; its id is the id of the schedule
     * @param when the date
     * @return the schedule
     * @throws MalformedCommandException as the constructor
     */
    public static Schedule of(Command what, Instant when) {
        return new Schedule(what, when, null, List.of());
    }

    /**
     * Does it again and again.
     *
     * @param how when, how often, and what becomes of missed dates
     * @return a changed copy
     */
    public Schedule repeat(Recurrence how) {
        return new Schedule(what, first, Objects.requireNonNull(how, "how"), conditions);
    }

    /**
     * Sets what must hold when the schedule is set up. What must hold at each run are the conditions of what is done.
     *
     * @param what at most 64
     * @return a changed copy
     */
    public Schedule onlyIf(Condition... what) {
        return new Schedule(this.what, first, recurrence, List.of(what));
    }

    /**
     * When it is done again.
     *
     * @return empty for once
     */
    public Optional<Recurrence> repeats() {
        return Optional.ofNullable(recurrence);
    }

    /**
     * The accounts that what is done names, which cannot be closed as long as a date is to come.
     *
     * @return each once, in their order
     */
    public List<AccountId> accounts() {
        Set<AccountId> accounts = new LinkedHashSet<>();
        if (what instanceof Transfer transfer) {
            transfer.entries().forEach(entry -> accounts.add(entry.account()));
        } else if (what instanceof Hold hold) {
            hold.transfer().entries().forEach(entry -> accounts.add(entry.account()));
        } else if (what instanceof Sweep sweep) {
            accounts.add(sweep.from());
            accounts.add(sweep.to());
        } else if (what instanceof PayEach payment) {
            accounts.add(payment.payer());
            payment.payees().forEach(payee -> accounts.add(payee.account()));
        }
        return List.copyOf(accounts);
    }

    @Override
    public CommandId id() {
        return what.id();
    }

    @Override
    public CommandKind kind() {
        return CommandKind.SCHEDULE;
    }
}
