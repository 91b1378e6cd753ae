package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Part;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.testkit.Commands;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of commands of every kind, for what must hold whatever the books are. */
final class EveryKind {
    private static final CommandId ID = CommandId.of("the command");

    private EveryKind() {}

    /** Commands of every kind, all with the same id; members of groups have their own. */
    static Arbitrary<Command> commands() {
        return Arbitraries.oneOf(singles(), payments(), groups(), schedules(), cancellations());
    }

    /** All but groups and payments of several payees. */
    private static Arbitrary<Command> singles() {
        return Arbitraries.oneOf(
                transfers().map(transfer -> transfer),
                openings(),
                updates(),
                Combinators.combine(transfers(), timeouts()).as((t, timeout) -> new Hold(t, timeout.orElse(null))),
                Combinators.combine(ids(), parts(), Arbitraries.of(true, false), details(), conditions())
                        .as((hold, part, closes, details, conditions) ->
                                new Capture(ID, hold, part, closes, details, conditions)),
                Combinators.combine(ids(), details(), conditions()).as((hold, d, c) -> new Release(ID, hold, d, c)),
                Combinators.combine(ids(), details(), conditions()).as((o, d, c) -> new Reversal(ID, o, d, c)),
                Combinators.combine(ids(), parts(), details(), conditions())
                        .as((origin, part, d, c) -> new Refund(ID, origin, part, d, c)),
                sweeps(),
                closings());
    }

    static Arbitrary<Transfer> transfers() {
        return Combinators.combine(Commands.transfers(), details(), conditions(), exchanges())
                .as((t, details, conditions, exchange) -> new Transfer(
                        ID,
                        t.entries(),
                        details,
                        conditions,
                        exchange.filter(e ->
                                        Math.max(e.from(), e.to()) < t.entries().size())
                                .orElse(null)));
    }

    private static Arbitrary<Command> openings() {
        return Combinators.combine(Commands.accounts(), conditions())
                .as((account, conditions) -> new OpenAccount(ID, account, conditions));
    }

    private static Arbitrary<Command> updates() {
        return Combinators.combine(Commands.updates(), conditions())
                .as((update, conditions) -> withId(update, ID).onlyIf(conditions.toArray(Condition[]::new)));
    }

    private static AccountUpdate withId(AccountUpdate update, CommandId id) {
        AccountUpdate copy = AccountUpdate.of(id, update.account());
        copy = update.status().map(copy::status).orElse(copy);
        copy = update.normalSide().map(copy::normalSide).orElse(copy);
        copy = update.lowerLimit().map(copy::lowerLimit).orElse(copy);
        copy = update.upperLimit().map(copy::upperLimit).orElse(copy);
        copy = update.code().map(copy::code).orElse(copy);
        copy = update.name().map(copy::name).orElse(copy);
        return update.metadata().map(copy::metadata).orElse(copy);
    }

    private static Arbitrary<Command> sweeps() {
        return Combinators.combine(accounts(), amounts().optional(), details(), conditions())
                .as((from, maximum, details, conditions) ->
                        new Sweep(ID, from, AccountId.of("the receiver"), maximum.orElse(null), details, conditions));
    }

    private static Arbitrary<Command> closings() {
        return Combinators.combine(accounts(), Arbitraries.of("", "the receiver"), details(), conditions())
                .as((account, receiver, details, conditions) -> new CloseAccount(
                        ID, account, receiver.isEmpty() ? null : AccountId.of(receiver), details, conditions));
    }

    private static Arbitrary<Command> payments() {
        Arbitrary<PayEach.Payee> payees =
                Combinators.combine(accounts(), amounts()).as(PayEach.Payee::new);
        return Combinators.combine(accounts(), payees.list().ofMinSize(1).ofMaxSize(5), details(), conditions())
                .as((payer, list, details, conditions) -> new PayEach(ID, payer, list, details, conditions));
    }

    private static Arbitrary<Command> groups() {
        return Combinators.combine(singles().list().ofMinSize(1).ofMaxSize(4), conditions())
                .as((members, conditions) -> {
                    List<Command> named = new ArrayList<>();
                    for (int i = 0; i < members.size(); i++) {
                        named.add(Alike.withId(members.get(i), CommandId.of("member " + i)));
                    }
                    return new Group(ID, named, conditions);
                });
    }

    static Arbitrary<Command> schedules() {
        Arbitrary<Command> what = Arbitraries.oneOf(
                transfers().map(transfer -> transfer),
                Combinators.combine(transfers(), timeouts()).as((t, timeout) -> new Hold(t, timeout.orElse(null))),
                sweeps(),
                payments());
        Arbitrary<Instant> first = Arbitraries.of(
                Instant.EPOCH, Instant.parse("1678-01-01T00:00:00Z"), Instant.parse("2026-11-23T01:02:03.000000004Z"));
        return Combinators.combine(what, first, recurrences().optional(), conditions())
                .as((does, when, again, conditions) -> new Schedule(does, when, again.orElse(null), conditions));
    }

    private static Arbitrary<Recurrence> recurrences() {
        Arbitrary<Recurrence.Rhythm> rhythms = Arbitraries.of(
                new Recurrence.Interval(Duration.ofSeconds(1)),
                new Recurrence.Interval(Duration.ofDays(73_000)),
                new Recurrence.Calendar(Period.of(1, 2, 3), "Europe/Berlin"),
                new Recurrence.Calendar(Period.ofDays(1), "+05:45"),
                new Recurrence.Calendar(Period.ofMonths(14), "Atlantis/Poseidonis"));
        Arbitrary<Instant> ends =
                Arbitraries.of(Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2261-12-31T23:59:59.999999999Z"));
        return Combinators.combine(
                        rhythms,
                        ends.optional(),
                        Arbitraries.of(0, 1, Integer.MAX_VALUE),
                        Arbitraries.of(Recurrence.Missed.values()))
                .as((rhythm, until, times, missed) -> new Recurrence(rhythm, until.orElse(null), times, missed));
    }

    private static Arbitrary<Command> cancellations() {
        return Combinators.combine(ids(), conditions())
                .as((schedule, conditions) -> new CancelSchedule(ID, schedule, conditions));
    }

    private static Arbitrary<CommandId> ids() {
        return Arbitraries.integers().between(0, 5).map(i -> CommandId.of("origin " + i));
    }

    private static Arbitrary<AccountId> accounts() {
        return Arbitraries.integers().between(0, 5).map(i -> AccountId.of("account " + i));
    }

    private static Arbitrary<Amount> amounts() {
        return Arbitraries.of(
                Amount.of(1), Amount.of(700), Amount.of(Long.MAX_VALUE), new Amount(0, Long.MIN_VALUE), Amount.MAX);
    }

    private static Arbitrary<Optional<Duration>> timeouts() {
        return Arbitraries.of(Duration.ofNanos(1), Duration.ofHours(1), Duration.ofDays(73_000))
                .optional();
    }

    private static Arbitrary<Details> details() {
        return Arbitraries.oneOf(
                Arbitraries.just(Details.NONE),
                Commands.transfers().map(Transfer::details).map(EveryKind::plain));
    }

    /** The metadata in another order than the canonical one must not show. */
    private static Details plain(Details details) {
        Map<String, String> reversed = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(details.metadata().keySet());
        for (int i = keys.size() - 1; i >= 0; i--) {
            reversed.put(keys.get(i), details.metadata().getOrDefault(keys.get(i), ""));
        }
        return new Details(details.reference(), details.code(), details.effectiveTime(), reversed);
    }

    static Arbitrary<List<Condition>> conditions() {
        Arbitrary<SignedAmount> bounds = amounts().map(SignedAmount::ofPositive);
        Arbitrary<Condition> of = Combinators.combine(
                        accounts(), Arbitraries.of(Condition.Kind.values()), bounds, Arbitraries.of(true, false))
                .as(EveryKind::condition);
        return Arbitraries.oneOf(Arbitraries.just(List.of()), of.list().ofMaxSize(3));
    }

    private static Condition condition(AccountId account, Condition.Kind kind, SignedAmount bound, boolean negative) {
        return switch (kind) {
            case VERSION_IS -> Condition.versionIs(account, bound.magnitude().low() & Long.MAX_VALUE);
            case PENDING_IN_AT_LEAST, PENDING_IN_AT_MOST, PENDING_OUT_AT_LEAST, PENDING_OUT_AT_MOST ->
                new Condition(account, kind, bound);
            default -> new Condition(account, kind, negative ? bound.negate() : bound);
        };
    }

    private static Arbitrary<Optional<Exchange>> exchanges() {
        Arbitrary<Rate> rates = Combinators.combine(amounts(), amounts()).as(Rate::of);
        Arbitrary<RoundingMode> roundings = Arbitraries.of(
                RoundingMode.UP,
                RoundingMode.DOWN,
                RoundingMode.HALF_UP,
                RoundingMode.HALF_EVEN,
                RoundingMode.HALF_DOWN);
        return Combinators.combine(
                        rates,
                        roundings,
                        Arbitraries.integers().between(0, 3),
                        accounts().optional())
                .as((rate, rounding, from, residue) ->
                        new Exchange(rate, rounding, from, from == 0 ? 1 : from - 1, residue.orElse(null)))
                .optional();
    }

    private static Arbitrary<Part> parts() {
        Arbitrary<Part> lists = amounts().list().ofMinSize(1).ofMaxSize(4).map(amounts -> {
            List<Amount> withNone = new ArrayList<>(amounts);
            withNone.add(Amount.ZERO);
            return new Part.Amounts(withNone);
        });
        return Arbitraries.oneOf(
                Arbitraries.just(Part.all()),
                lists,
                Combinators.combine(Arbitraries.of(0, 1, 4_095), amounts()).as(Part.Total::new));
    }
}
