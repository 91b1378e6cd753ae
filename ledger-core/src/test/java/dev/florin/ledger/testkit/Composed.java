package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
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
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A command as luck has it, of every kind there is, mostly sensible: the first account of each asset is a bank that pays
 * in, what is captured or refunded was mostly held or moved before.
 */
final class Composed {
    private static final AccountId STRANGER = AccountId.of("nobody");
    private static final AccountId ANOTHER_STRANGER = AccountId.of("nobody else");
    private static final List<Rate> RATES = List.of(Rate.of(1, 1), Rate.of(11, 10), Rate.of(2, 3), Rate.of(100, 7));
    private static final List<RoundingMode> ROUNDINGS = List.of(
            RoundingMode.DOWN, RoundingMode.UP, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN);

    private final Luck luck;
    private final Past past;
    private final int accounts;
    private final boolean timeOuts;

    /**
     * Composes with the first so many accounts of the universe; a last one without a partner in its asset is left out.
     *
     * @param past what was sent before; not changed
     * @param timeOuts whether holds may have one, and schedules a date that comes
     */
    Composed(Luck luck, Past past, int accounts, boolean timeOuts) {
        this.luck = luck;
        this.past = past;
        this.accounts = isAlone(accounts - 1) ? accounts - 1 : accounts;
        this.timeOuts = timeOuts;
    }

    private static boolean isAlone(int last) {
        return last > 0 && !Universe.regularAsset(last).equals(Universe.regularAsset(last - 1));
    }

    Command command(CommandId id) {
        int kind = luck.below(107);
        if (kind >= 105) {
            return adorned(CancelSchedule.of(id, past.schedule(luck).id()));
        }
        if (kind >= 100) {
            return adorned(schedule(id));
        }
        if (kind >= 98) {
            return adorned(close(id));
        }
        if (kind >= 89) {
            return adorned(group(id));
        }
        return adorned(kind >= 83 ? payEach(id) : member(id, kind));
    }

    /** A command that a group may have. */
    private Command member(CommandId id, int kind) {
        if (kind < 18) {
            return funding(id);
        }
        if (kind < 37) {
            return hold(id);
        }
        if (kind < 53) {
            return capture(id);
        }
        if (kind < 57) {
            return Release.of(id, past.hold(luck).id());
        }
        if (kind < 62) {
            return Reversal.of(id, past.movement(luck).id());
        }
        if (kind < 69) {
            Past.Origin origin = past.movement(luck);
            return Refund.of(id, origin.id()).part(part(origin));
        }
        if (kind < 75) {
            return sweep(id);
        }
        return kind < 79 ? exchange(id) : AccountUpdate.of(id, account()).status(AccountStatus.OPEN);
    }

    /** Once, or repeatedly: soon, or late; without time that passes, in another century. */
    private Schedule schedule(CommandId id) {
        Command what = adorned(
                switch (luck.below(5)) {
                    case 0 -> funding(id);
                    case 1 -> hold(id);
                    case 2 -> sweep(id);
                    case 3 -> payEach(id);
                    default -> exchange(id);
                });
        Instant first = Instant.ofEpochSecond(0, Universe.START_NANOS).plusMillis(500);
        int when = luck.below(10);
        first = when < 6
                ? first.plusSeconds(luck.below(120))
                : when < 8 ? first.minusSeconds(1 + luck.below(12)) : first.plus(Duration.ofDays(luck.below(30)));
        if (!timeOuts) {
            first = first.plus(Duration.ofDays(50_000));
        }
        Schedule once = Schedule.of(what, first);
        return luck.chance(70) ? once.repeat(recurrence(first)) : once;
    }

    /** Of those that come every few seconds few run: at once, at most, where time leaps by days. */
    private Recurrence recurrence(Instant first) {
        Recurrence often = Recurrence.every(Duration.ofSeconds(1 + luck.below(20)));
        return switch (luck.below(8)) {
            case 0, 1 -> often.times(1 + luck.below(5));
            case 2 -> often.until(first.plusSeconds(luck.below(60)));
            case 3 -> often.missed(Recurrence.Missed.RUN_ONE);
            case 4 -> Recurrence.every(Duration.ofDays(3L + luck.below(7)));
            case 5 -> calendar().times(1 + luck.below(4));
            case 6 -> calendar().until(first.plus(Duration.ofDays(luck.below(40))));
            default -> calendar().missed(luck.pick(List.of(Recurrence.Missed.values())));
        };
    }

    private Recurrence calendar() {
        Period every = luck.chance(40) ? Period.ofMonths(1 + luck.below(2)) : Period.ofDays(2 + luck.below(8));
        return new Recurrence(
                new Recurrence.Calendar(every, luck.pick(Universe.ZONES)), null, 0, Recurrence.Missed.RUN_EACH);
    }

    private Command adorned(Command command) {
        Command adorned = command;
        if (luck.chance(8)) {
            adorned =
                    Copies.withDetails(adorned, new Details(luck.pick(Universe.TEXTS), luck.below(3), null, Map.of()));
        } else if (luck.chance(25)) {
            adorned = Copies.withDetails(adorned, details());
        }
        return luck.chance(10)
                ? Altered.withConditions(
                        adorned,
                        IntStream.rangeClosed(0, luck.below(2))
                                .mapToObj(i -> condition())
                                .toList())
                : adorned;
    }

    /** Mostly effective at another time: some seconds about those of a {@link SteppedLedger}, or the very times of others. */
    private Details details() {
        int time = luck.below(12);
        Instant start = Instant.ofEpochSecond(0, Universe.START_NANOS);
        Instant effective = time < 5
                ? start.plusSeconds(luck.below(60) - 20)
                : time < 10 ? start.plusSeconds(luck.below(3)).plusNanos(luck.below(12)) : null;
        Map<String, String> metadata = luck.chance(50)
                ? Map.of()
                : Map.of("key", Integer.toString(luck.below(3)), "key " + luck.below(2), luck.pick(Universe.TEXTS));
        return new Details("", luck.chance(50) ? 0 : 1 + luck.below(2), effective, metadata);
    }

    private Condition condition() {
        AccountId account = luck.chance(4) ? STRANGER : account();
        Condition.Kind kind = luck.pick(List.of(Condition.Kind.values()));
        boolean met = luck.below(100) < 80;
        return switch (kind) {
            case VERSION_IS -> Condition.versionIs(account, luck.below(6));
            case POSTED_AT_LEAST, AVAILABLE_AT_LEAST ->
                new Condition(account, kind, SignedAmount.of(met ? -10_000 : luck.below(100)));
            case POSTED_AT_MOST, AVAILABLE_AT_MOST ->
                new Condition(account, kind, SignedAmount.of(met ? 10_000 : luck.below(100)));
            case PENDING_OUT_AT_LEAST, PENDING_IN_AT_LEAST ->
                new Condition(account, kind, SignedAmount.of(met ? 0 : 1 + luck.below(50)));
            case PENDING_OUT_AT_MOST, PENDING_IN_AT_MOST ->
                new Condition(account, kind, SignedAmount.of(met ? 1_000 : luck.below(50)));
        };
    }

    private Transfer funding(CommandId id) {
        AccountId bank = bank(account());
        return pair(id, bank, other(bank), Amount.of(50 + luck.below(250)));
    }

    private static Transfer pair(CommandId id, AccountId from, AccountId to, Amount amount) {
        return Transfer.of(id).debit(from, amount).credit(to, amount).build();
    }

    private Hold hold(CommandId id) {
        AccountId from = account();
        AccountId to = other(from);
        Transfer.Builder transfer = Transfer.of(id);
        Amount amount = amount();
        switch (luck.below(5)) {
            case 0, 1 -> transfer.debit(from, amount).credit(to, amount);
            case 2 ->
                transfer.debit(from, amount.plus(Amount.of(7)))
                        .credit(to, amount)
                        .credit(other(from), 7);
            case 3 ->
                transfer.debit(from, amount).credit(to, amount).debit(to, 5).credit(bank(from), 5);
            default -> {
                AccountId payer = account();
                transfer.debit(from, amount)
                        .credit(to, amount)
                        .credit(other(payer), 9)
                        .debit(payer, 9);
            }
        }
        boolean expires = timeOuts && luck.chance(60);
        return expires ? transfer.hold(Duration.ofMillis(500 + 1_000L * luck.below(20))) : transfer.hold();
    }

    private Capture capture(CommandId id) {
        Past.Origin origin = past.hold(luck);
        Capture capture = Capture.of(id, origin.id()).part(part(origin));
        return luck.chance(20) ? capture.closing() : capture;
    }

    /** Some quarters of what was asked for; now and then a unit more, or an amount too many. */
    private Part part(Past.Origin origin) {
        List<Entry> entries = origin.entries();
        int form = luck.below(10);
        if (form < 4 || entries.isEmpty()) {
            return form == 9 ? Part.amounts(1, 1) : Part.all();
        }
        int quarters = 1 + luck.below(3);
        if (form < 7) {
            int entry = luck.chance(20) ? luck.below(entries.size() + 1) : 0;
            Amount whole = entries.get(Math.min(entry, entries.size() - 1)).amount();
            return new Part.Total(entry, quarters(whole, quarters).plus(Amount.of(luck.chance(10) ? 1 : 0)));
        }
        List<Amount> amounts = new ArrayList<>();
        entries.forEach(entry -> amounts.add(quarters(entry.amount(), quarters)));
        if (luck.chance(8)) {
            amounts.add(Amount.of(1));
        }
        boolean nothing = amounts.stream().allMatch(Amount::isZero);
        return nothing ? Part.all() : new Part.Amounts(amounts);
    }

    private static Amount quarters(Amount whole, int quarters) {
        BigInteger amount =
                whole.toBigInteger().multiply(BigInteger.valueOf(quarters)).shiftRight(2);
        return Amount.of(amount.max(BigInteger.ONE));
    }

    private Sweep sweep(CommandId id) {
        AccountId from = account();
        AccountId to = luck.chance(3) ? ANOTHER_STRANGER : luck.chance(5) ? account() : other(from);
        Sweep sweep = Sweep.of(id, from, to.equals(from) ? other(from) : to);
        return luck.chance(75) ? sweep.atMost(1 + luck.below(60)) : sweep;
    }

    private PayEach payEach(CommandId id) {
        AccountId payer = account();
        PayEach.Builder payment = PayEach.of(id, luck.chance(50) ? bank(payer) : payer);
        for (int left = luck.below(5); left >= 0; left--) {
            payment.pay(luck.chance(10) ? STRANGER : other(payer), Amount.of(1 + luck.below(40)));
        }
        return payment.build();
    }

    private CloseAccount close(CommandId id) {
        AccountId account = account();
        return luck.chance(60) ? CloseAccount.of(id, account).sweepTo(other(account)) : CloseAccount.of(id, account);
    }

    /** An account that is opened and used in one go, or some members, each of which may refer to the ones before it. */
    private Group group(CommandId id) {
        if (luck.chance(50)) {
            return openedAndUsed(id);
        }
        Past before = past.copy();
        Composed inside = new Composed(luck, before, accounts, timeOuts);
        List<Command> members = new ArrayList<>();
        for (int index = luck.below(luck.chance(20) ? 5 : 3); index >= 0; index--) {
            CommandId used = past.any(luck);
            boolean again = luck.chance(2)
                    && !used.equals(id)
                    && members.stream().noneMatch(member -> member.id().equals(used));
            Command member = inside.adorned(
                    inside.member(again ? used : memberId(id, index), luck.below(luck.chance(25) ? 79 : 53)));
            members.add(member);
            before.add(member);
        }
        return new Group(id, members, List.of());
    }

    private Group openedAndUsed(CommandId id) {
        AccountId bank = bank(account());
        AccountId opened = AccountId.of("account of " + id);
        List<Command> members = new ArrayList<>();
        members.add(new OpenAccount(
                memberId(id, 0), Account.of(opened, Universe.regularAsset(Universe.ACCOUNTS.indexOf(bank)))));
        members.add(pair(memberId(id, 1), bank, opened, Amount.of(100)));
        members.add(Hold.of(pair(memberId(id, 2), opened, bank, Amount.of(1 + luck.below(102)))));
        if (luck.chance(70)) {
            members.add(Capture.of(memberId(id, 3), memberId(id, 2)).total(1));
        }
        if (luck.chance(40)) {
            members.add(
                    luck.chance(50)
                            ? Release.of(memberId(id, 4), memberId(id, 2))
                            : Sweep.of(memberId(id, 4), opened, bank));
        }
        if (luck.chance(40)) {
            members.add(CloseAccount.of(memberId(id, 5), opened).sweepTo(bank));
        }
        return new Group(id, members, List.of());
    }

    private static CommandId memberId(CommandId group, int index) {
        return CommandId.of("member " + index + " of " + group);
    }

    /** From one asset into another, through the banks of both; the result or the residue is one off now and then. */
    private Transfer exchange(CommandId id) {
        AccountId from = account();
        AccountId to = account();
        AccountId residueAccount = other(to);
        Exchange exchange = Exchange.of(luck.pick(RATES), luck.pick(ROUNDINGS), 0, 3);
        Amount amount = Amount.of(1 + luck.below(60));
        BigInteger result = exchange.rate().convertToBigInteger(amount, exchange.rounding());
        BigInteger residue =
                exchange.rate().convertToBigInteger(amount, RoundingMode.UP).subtract(result);
        if (luck.chance(10)) {
            result = result.add(BigInteger.ONE);
        }
        Amount received = Amount.of(result.max(BigInteger.ONE));
        if (luck.chance(10)) {
            residue = BigInteger.ONE.subtract(residue);
        }
        boolean withResidue = luck.chance(50);
        Amount rest = withResidue ? Amount.of(residue) : Amount.ZERO;
        Transfer.Builder transfer = Transfer.of(id)
                .debit(from, amount)
                .credit(bank(from), amount)
                .debit(bank(to), received.plus(rest))
                .credit(to, received);
        if (!rest.isZero()) {
            transfer.credit(residueAccount, rest);
        }
        return transfer.exchange(withResidue ? exchange.residue(residueAccount) : exchange)
                .build();
    }

    private Amount amount() {
        return luck.chance(4) ? luck.pick(Universe.AMOUNTS) : Amount.of(1 + luck.below(60));
    }

    private AccountId account() {
        return luck.chance(1) ? STRANGER : Universe.ACCOUNTS.get(luck.below(accounts));
    }

    /** Another account of the same asset, if there is one. */
    private AccountId other(AccountId account) {
        List<AccountId> others =
                sameAsset(account).stream().filter(id -> !id.equals(account)).toList();
        return others.isEmpty() ? bank(STRANGER).equals(account) ? STRANGER : bank(STRANGER) : luck.pick(others);
    }

    private AccountId bank(AccountId account) {
        return sameAsset(account).get(0);
    }

    private List<AccountId> sameAsset(AccountId account) {
        int index = Math.max(0, Universe.ACCOUNTS.indexOf(account));
        return IntStream.range(0, accounts)
                .filter(i -> Universe.regularAsset(i).equals(Universe.regularAsset(index)))
                .mapToObj(Universe.ACCOUNTS::get)
                .toList();
    }
}
