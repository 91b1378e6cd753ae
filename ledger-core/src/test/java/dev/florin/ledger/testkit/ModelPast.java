package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TimeRange;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the books of a {@link ModelLedger} tell of the past: folded from every entry that there is, for each question. */
final class ModelPast {
    private final ModelBooks books;

    ModelPast(ModelBooks books) {
        this.books = books;
    }

    PastBalance balanceAt(AccountId id, Moment moment) {
        ModelAccount account = books.accounts.get(id);
        long known = lastAt(moment.knownOn());
        boolean byRecording = moment.clock() == Moment.Clock.RECORDED;
        Predicate<ModelEntry> counts = entry -> entry.receipt().position() <= known
                && !time(entry, moment.clock()).isAfter(moment.at());
        long position = byRecording ? Math.min(known, lastAt(moment.at())) : known;
        return new PastBalance(
                id,
                account.attributes.asset(),
                account.attributes.normalSide(),
                Amount.of(sum(account.entries, counts, Side.DEBIT)),
                Amount.of(sum(account.entries, counts, Side.CREDIT)),
                byRecording ? pending(account, position) : null,
                moment,
                position,
                hasPassed(byRecording ? earlier(moment.at(), moment.knownOn()) : moment.knownOn()));
    }

    private static Instant time(ModelEntry entry, Moment.Clock clock) {
        Instant recorded = entry.receipt().recordedTime();
        return clock == Moment.Clock.RECORDED
                ? recorded
                : Objects.requireNonNullElse(entry.details().effectiveTime(), recorded);
    }

    private static BigInteger sum(List<ModelEntry> entries, Predicate<ModelEntry> counts, Side side) {
        return entries.stream()
                .filter(counts)
                .filter(entry -> entry.move().side() == side)
                .map(entry -> entry.move().amount())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static PastBalance.Pending pending(ModelAccount account, long position) {
        return account.pendings.stream()
                .filter(pending -> pending.position() <= position)
                .reduce((earlier, later) -> later)
                .map(pending -> new PastBalance.Pending(Amount.of(pending.debits()), Amount.of(pending.credits())))
                .orElse(new PastBalance.Pending(Amount.ZERO, Amount.ZERO));
    }

    /** The last position that was recorded at a time or before; null for now. */
    private long lastAt(@Nullable Instant time) {
        return time == null
                ? books.position
                : books.recorded.stream()
                        .filter(recorded -> !recorded.isAfter(time))
                        .count();
    }

    /** Whether the time of the books is a time or later. */
    private boolean hasPassed(@Nullable Instant time) {
        return time != null
                && !books.recorded.isEmpty()
                && !books.recorded.get(books.recorded.size() - 1).isBefore(time);
    }

    private static Instant earlier(Instant time, @Nullable Instant other) {
        return other == null || time.isBefore(other) ? time : other;
    }

    /** A page of a statement of a period. */
    StatementPage statement(AccountId id, StatementQuery query) {
        StatementQuery.Period period = Objects.requireNonNull(query.period());
        StatementQuery.Cursor after = query.after();
        long known = after == null ? lastAt(period.knownOn()) : after.known();
        List<ModelEntry> entries = new ArrayList<>(books.accounts.get(id).entries);
        entries.removeIf(entry -> entry.receipt().position() > known);
        entries.sort(Comparator.comparing(entry -> time(entry, period.clock()))); // stable
        List<StatementLine> lines = new ArrayList<>();
        SignedAmount opening = SignedAmount.ZERO;
        SignedAmount balance = SignedAmount.ZERO;
        for (ModelEntry entry : entries) {
            Instant time = time(entry, period.clock());
            if (time.isBefore(period.range().to())) {
                balance = SignedAmount.of(balance.toBigInteger().add(signed(id, entry)));
                if (time.isBefore(period.range().from())) {
                    opening = balance;
                } else {
                    lines.add(withBalance(entry.line(Side.DEBIT), balance));
                }
            }
        }
        Instant last = period.range().to().minusNanos(1);
        boolean isFinal = period.clock() == Moment.Clock.EFFECTIVE
                ? hasPassed(period.knownOn()) && known == lastAt(period.knownOn())
                : hasPassed(earlier(last, period.knownOn())) && known >= lastAt(earlier(last, period.knownOn()));
        return page(id, query, lines, known, new StatementPage.Balances(opening, balance, isFinal));
    }

    private BigInteger signed(AccountId id, ModelEntry entry) {
        Side normalSide = books.accounts.get(id).attributes.normalSide();
        return entry.move().side() == normalSide
                ? entry.move().amount()
                : entry.move().amount().negate();
    }

    private static StatementLine withBalance(StatementLine line, SignedAmount balance) {
        return new StatementLine(
                line.receipt(),
                line.entry(),
                line.side(),
                line.amount(),
                balance,
                line.reference(),
                line.code(),
                line.effectiveTime());
    }

    private static StatementPage page(
            AccountId id,
            StatementQuery query,
            List<StatementLine> lines,
            long known,
            StatementPage.Balances balances) {
        if (query.order() == StatementQuery.Order.NEWEST_FIRST) {
            Collections.reverse(lines);
        }
        StatementQuery.Cursor after = query.after();
        int from = 0;
        while (after != null && !cursor(lines.get(from++), known).equals(after)) {
            // On to the line that the page starts behind.
        }
        int to = Math.min(lines.size(), from + query.limit());
        return new StatementPage(
                id, lines.subList(from, to), to < lines.size() ? cursor(lines.get(to - 1), known) : null, balances);
    }

    private static StatementQuery.Cursor cursor(StatementLine line, long known) {
        return new StatementQuery.Cursor(line.receipt().position(), line.entry(), known);
    }

    /** All movements that meet a filter, in the order of their positions. */
    List<RecordedTransfer> transfers(TransferQuery.Filter filter) {
        ModelReads reads = new ModelReads(books);
        return books.movements.values().stream()
                .filter(movement -> meets(movement, filter))
                .sorted(Comparator.comparing(movement -> movement.receipt().position()))
                .map(movement -> reads.transfer(movement.transfer().id()).orElseThrow())
                .toList();
    }

    private static boolean meets(ModelBooks.Movement movement, TransferQuery.Filter filter) {
        Instant recorded = movement.receipt().recordedTime();
        Instant effective = Objects.requireNonNullElse(movement.transfer().effectiveTime(), recorded);
        return (filter.account() == null
                        || movement.lines().stream()
                                .anyMatch(line -> line.account().equals(filter.account())))
                && (filter.reference() == null
                        || movement.transfer().reference().equals(filter.reference()))
                && (filter.code() == null || movement.transfer().code() == filter.code())
                && movement.transfer().metadata().keySet().containsAll(filter.keys())
                && movement.transfer()
                        .metadata()
                        .entrySet()
                        .containsAll(filter.metadata().entrySet())
                && isIn(filter.recorded(), recorded)
                && isIn(filter.effective(), effective);
    }

    private static boolean isIn(@Nullable TimeRange range, Instant time) {
        return range == null || (!time.isBefore(range.from()) && time.isBefore(range.to()));
    }
}
