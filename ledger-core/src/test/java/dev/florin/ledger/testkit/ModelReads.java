package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What reads show of the books of a {@link ModelLedger}. */
final class ModelReads {
    private final ModelBooks books;

    ModelReads(ModelBooks books) {
        this.books = books;
    }

    Optional<RecordedTransfer> transfer(CommandId id) {
        return Optional.ofNullable(books.movements.get(id))
                .map(movement -> new RecordedTransfer(
                        movement.kind(),
                        movement.transfer(),
                        movement.receipt(),
                        movement.lines().stream()
                                .map(line -> line.balanceAfter(normalSide(line.account())))
                                .toList(),
                        links(movement)));
    }

    /** Transfers and sweeps can be given back; what is given back of a capture is told of its hold. */
    private RecordedTransfer.Links links(ModelBooks.Movement movement) {
        if (movement.kind() != CommandKind.TRANSFER && movement.kind() != CommandKind.SWEEP) {
            return new RecordedTransfer.Links(movement.origin(), List.of(), null);
        }
        ModelOrigin origin = books.origins.get(movement.transfer().id());
        return new RecordedTransfer.Links(
                movement.origin(), origin.refunds, origin.reversal == null ? null : origin.reversal.id());
    }

    Optional<HoldView> hold(CommandId id) {
        return Optional.ofNullable(books.holds.get(id)).map(this::view);
    }

    Optional<ScheduleView> schedule(CommandId id) {
        return Optional.ofNullable(books.schedules.get(id)).map(ModelReads::view);
    }

    /** Those with a date to come, in the order in which they were set up. */
    List<ScheduleView> schedules(@Nullable AccountId account) {
        List<ModelSchedule> active = account != null
                ? new ModelSchedules(books).naming(account)
                : books.schedules.values().stream()
                        .filter(ModelSchedule::isActive)
                        .toList();
        return active.stream().map(ModelReads::view).toList();
    }

    private static ScheduleView view(ModelSchedule schedule) {
        return new ScheduleView(
                schedule.schedule,
                schedule.receipt,
                schedule.status,
                schedule.dueNanos == null ? null : moment(schedule.dueNanos),
                schedule.runs.size(),
                schedule.closing == null ? null : schedule.closing.id());
    }

    List<ScheduleRun> runs(CommandId id) {
        List<ScheduleRun> runs = new ArrayList<>();
        for (ModelSchedule.Run run : books.schedules.get(id).runs) {
            Outcome outcome = books.settled.get(run.did()).first();
            runs.add(new ScheduleRun(runs.size() + 1, moment(run.dueNanos()), run.fired(), outcome));
        }
        return runs;
    }

    private static Instant moment(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Open ones, in the order of their placing. */
    List<HoldView> holds(@Nullable AccountId account) {
        return books.holds.values().stream()
                .filter(hold -> hold.status == HoldStatus.OPEN)
                .filter(hold -> account == null
                        || hold.entries().stream()
                                .anyMatch(entry -> entry.account().equals(account)))
                .map(this::view)
                .toList();
    }

    private HoldView view(ModelHold hold) {
        ModelOrigin origin = books.origins.get(hold.hold.id());
        return new HoldView(
                hold.hold,
                hold.receipt,
                hold.status,
                instant(hold.dueNanos()),
                origin.posted.stream().map(Amount::of).toList(),
                hold.left.stream().map(Amount::of).toList(),
                hold.captures,
                origin.refunds,
                origin.reversal == null ? null : origin.reversal.id(),
                hold.closing == null ? null : hold.closing.id());
    }

    private static @Nullable Instant instant(@Nullable Long nanos) {
        return nanos == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** All that the query's filters let through, whatever its page. */
    List<AccountView> accounts(AccountQuery query) {
        Stream<ModelAccount> found = books.accounts.values().stream()
                .filter(account -> account.attributes.name().startsWith(query.namePrefix()))
                .filter(account ->
                        query.asset() == null || account.attributes.asset().equals(query.asset()))
                .filter(account -> query.code() == null || account.attributes.code() == query.code())
                .filter(account -> query.status() == null || account.status == query.status());
        return (query.namePrefix().isEmpty() ? found : found.sorted(ModelReads::byName))
                .map(this::view)
                .toList();
    }

    /** The order of UTF-8 bytes is that of code points. */
    private static int byName(ModelAccount a, ModelAccount b) {
        return Arrays.compareUnsigned(
                a.attributes.name().getBytes(StandardCharsets.UTF_8),
                b.attributes.name().getBytes(StandardCharsets.UTF_8));
    }

    Optional<AccountView> account(AccountId id) {
        return Optional.ofNullable(books.accounts.get(id)).map(this::view);
    }

    private AccountView view(ModelAccount account) {
        Amount debits = Amount.of(account.posted(Side.DEBIT));
        Amount credits = Amount.of(account.posted(Side.CREDIT));
        Amount pendingDebits = Amount.of(account.pending(Side.DEBIT));
        Amount pendingCredits = Amount.of(account.pending(Side.CREDIT));
        Balance balance = new Balance(
                account.attributes,
                account.attributes.normalSide(),
                debits.high(),
                debits.low(),
                credits.high(),
                credits.low(),
                pendingDebits.high(),
                pendingDebits.low(),
                pendingCredits.high(),
                pendingCredits.low(),
                account.entries.size(),
                books.position);
        return new AccountView(account.attributes, account.status, balance, account.opened);
    }

    StatementPage statement(AccountId id, StatementQuery query) {
        if (query.period() != null) {
            return new ModelPast(books).statement(id, query);
        }
        boolean oldestFirst = query.order() == StatementQuery.Order.OLDEST_FIRST;
        List<StatementLine> lines = new ArrayList<>(books.accounts.get(id).entries.stream()
                .map(entry -> entry.line(normalSide(id)))
                .toList());
        if (!oldestFirst) {
            Collections.reverse(lines);
        }
        query.cursor()
                .ifPresent(cursor -> lines.removeIf(line -> {
                    int side = compare(line, cursor);
                    return oldestFirst ? side <= 0 : side >= 0;
                }));
        if (lines.size() <= query.limit()) {
            return new StatementPage(id, lines, null, null);
        }
        List<StatementLine> page = lines.subList(0, query.limit());
        StatementLine last = page.get(page.size() - 1);
        return new StatementPage(
                id, page, new StatementQuery.Cursor(last.receipt().position(), last.entry()), null);
    }

    private static int compare(StatementLine line, StatementQuery.Cursor cursor) {
        return line.receipt().position() != cursor.position()
                ? Long.compare(line.receipt().position(), cursor.position())
                : Integer.compare(line.entry(), cursor.entry());
    }

    private Side normalSide(AccountId account) {
        return books.accounts.get(account).attributes.normalSide();
    }

    RollUp rollUp(String prefix) {
        List<ModelAccount> named = books.accounts.values().stream()
                .filter(account -> !account.attributes.name().isEmpty()
                        && account.attributes.name().startsWith(prefix))
                .toList();
        List<RollUp.Line> lines = books.assets.values().stream()
                .map(asset -> rolledUp(asset, of(asset, named)))
                .filter(line -> line.accounts() > 0)
                .toList();
        return new RollUp(prefix, lines, books.position);
    }

    private static RollUp.Line rolledUp(Asset asset, List<ModelAccount> holders) {
        return new RollUp.Line(
                asset,
                holders.size(),
                sum(holders, account -> account.posted(Side.DEBIT)),
                sum(holders, account -> account.posted(Side.CREDIT)),
                sum(holders, account -> account.pending(Side.DEBIT)),
                sum(holders, account -> account.pending(Side.CREDIT)));
    }

    TrialBalance trialBalance() {
        return new TrialBalance(
                books.assets.values().stream()
                        .map(asset -> tried(asset, of(asset, List.copyOf(books.accounts.values()))))
                        .toList(),
                books.position);
    }

    private static TrialBalance.Line tried(Asset asset, List<ModelAccount> holders) {
        return new TrialBalance.Line(
                asset,
                holders.size(),
                sum(holders, account -> account.posted(Side.DEBIT)),
                sum(holders, account -> account.posted(Side.CREDIT)),
                sum(holders, account -> account.balance(Side.DEBIT).max(BigInteger.ZERO)),
                sum(holders, account -> account.balance(Side.CREDIT).max(BigInteger.ZERO)));
    }

    private static List<ModelAccount> of(Asset asset, List<ModelAccount> accounts) {
        return accounts.stream()
                .filter(account -> account.attributes.asset().equals(asset))
                .toList();
    }

    private static BigInteger sum(List<ModelAccount> accounts, Function<ModelAccount, BigInteger> figure) {
        return accounts.stream().map(figure).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
