package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.Storage;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pages neither skip nor repeat anything while others post, back-dated and post-dated movements included. Each storage has a
 * subclass.
 */
@Timeout(60)
public abstract class PagesWhilePosting {
    private static final String SHOP = "shop";
    private static final AccountId SHOP_ID = AccountId.of(SHOP);
    private static final int PREPARED = 400;
    private static final int PAGE = 60;

    private final Random random = new Random(4711);
    private Storage storage;
    private Ledger ledger;

    /** All movements are effective within some seconds of this, so that they meet. */
    private final Instant start = Instant.now();

    /** What was prepared is recorded by then. */
    private Instant prepared = start;

    /**
     * Makes an empty storage, which can be opened again after it was closed.
     *
     * @return the storage
     */
    protected abstract Storage newStorage();

    /** Called when the books are closed and no longer needed. */
    protected void forgetStorage() {}

    @BeforeEach
    void prepare() {
        storage = newStorage();
        ledger = Ledger.open(storage);
        SmallBooks.openBank(ledger);
        SmallBooks.openUser(ledger, SHOP, 0);
        ledger.submitAll(posts(PREPARED));
        prepared = Instant.now().plusSeconds(1);
    }

    @AfterEach
    void close() {
        ledger.close();
        forgetStorage();
    }

    private List<Transfer> posts(int count) {
        return Stream.generate(this::post).limit(count).toList();
    }

    private Transfer post() {
        Details details = Details.of("ref " + random.nextInt(3)).withCode(random.nextInt(3));
        if (random.nextInt(3) > 0) {
            details = details.withEffectiveTime(start.plusMillis(100L * random.nextInt(60) - 3_000));
        }
        if (random.nextBoolean()) {
            details = details.withMetadata("order", Integer.toString(random.nextInt(2)));
        }
        // Now and then in two entries, which are two lines of one transfer.
        Transfer.Builder transfer = Transfer.of(CommandId.next()).debit(SmallBooks.BANK, 10);
        return (random.nextInt(4) == 0 ? transfer.credit(SHOP, 3).credit(SHOP, 7) : transfer.credit(SHOP, 10))
                .details(details)
                .build();
    }

    private Watch posting() {
        return Watch.with(1, () -> {
            ledger.submitAll(posts(5));
            LockSupport.parkNanos(2_000_000);
        });
    }

    private List<StatementQuery> statements() {
        List<StatementQuery> queries = new ArrayList<>();
        for (StatementQuery order : List.of(StatementQuery.oldestFirst(), StatementQuery.newestFirst())) {
            StatementQuery all = order.between(Instant.MIN, Instant.MAX).limit(PAGE);
            queries.add(all);
            queries.add(all.byEffectiveTime());
            queries.add(order.between(start.minusSeconds(1), prepared).limit(PAGE));
            queries.add(order.between(start.minusSeconds(1), start.plusSeconds(2))
                    .limit(PAGE)
                    .byEffectiveTime());
        }
        return queries;
    }

    private List<StatementPage> pages(StatementQuery first, Runnable between) {
        List<StatementPage> pages = new ArrayList<>();
        StatementQuery query = first;
        while (true) {
            StatementPage page = ledger.statement(SHOP_ID, query);
            pages.add(page);
            if (page.cursor().isEmpty()) {
                return pages;
            }
            String cursor = page.cursor().get().toString();
            between.run();
            query = query.after(StatementQuery.Cursor.parse(cursor));
        }
    }

    private static List<StatementLine> lines(List<StatementPage> pages) {
        return pages.stream().flatMap(page -> page.lines().stream()).toList();
    }

    @Test
    void aStatementOfAPeriodShowsWhatItsFirstPageFound() {
        Map<StatementQuery, List<StatementPage>> found = new LinkedHashMap<>();
        try (Watch posting = posting()) {
            statements().forEach(query -> found.put(query, pages(query, () -> {})));
        }
        found.forEach(this::assertWhole);
    }

    @Test
    void aStatementGoesOnWhereItWasWhenTheBooksAreOpenedAgain() {
        for (StatementQuery query : statements()) {
            int[] left = {1};
            assertWhole(query, pages(query, () -> {
                if (left[0]-- > 0) {
                    ledger.close();
                    ledger = Ledger.open(storage);
                }
                ledger.submitAll(posts(3));
            }));
        }
    }

    /** Compares with the lines that were recorded by then, put in order one by one. */
    private void assertWhole(StatementQuery query, List<StatementPage> pages) {
        assertThat(pages).as("%s", query).hasSizeGreaterThan(2);
        long known = pages.get(0).cursor().orElseThrow().known();
        boolean effective = Objects.requireNonNull(query.period()).clock() == Moment.Clock.EFFECTIVE;
        List<StatementLine> all =
                new ArrayList<>(lines(pages(StatementQuery.oldestFirst().limit(StatementQuery.MAX_LIMIT), () -> {})));
        all.removeIf(line -> line.receipt().position() > known);
        all.sort(Comparator.comparing(line -> time(line, effective))); // stable
        List<StatementLine> expected = new ArrayList<>();
        BigInteger balance = BigInteger.ZERO;
        BigInteger opening = BigInteger.ZERO;
        for (StatementLine line : all) {
            Instant time = time(line, effective);
            if (time.isBefore(query.period().range().to())) {
                assertThat(line.side()).isEqualTo(Side.CREDIT);
                balance = balance.add(line.amount().toBigInteger());
                if (time.isBefore(query.period().range().from())) {
                    opening = balance;
                } else {
                    expected.add(withBalance(line, balance));
                }
            }
        }
        if (query.order() == StatementQuery.Order.NEWEST_FIRST) {
            Collections.reverse(expected);
        }
        assertThat(lines(pages)).as("%s", query).isEqualTo(expected);
        for (StatementPage page : pages) {
            assertThat(page.opening()).as("%s", query).isEqualTo(SignedAmount.of(opening));
            assertThat(page.closing()).as("%s", query).isEqualTo(SignedAmount.of(balance));
        }
    }

    private static Instant time(StatementLine line, boolean effective) {
        Instant recorded = line.receipt().recordedTime();
        return effective ? Objects.requireNonNullElse(line.effectiveTime(), recorded) : recorded;
    }

    private static StatementLine withBalance(StatementLine line, BigInteger balance) {
        return new StatementLine(
                line.receipt(),
                line.entry(),
                line.side(),
                line.amount(),
                SignedAmount.of(balance),
                line.reference(),
                line.code(),
                line.effectiveTime());
    }

    /** As known on a day that has passed, nothing changes any more, whatever is recorded and however it is dated. */
    @Test
    void whatWasKnownOnADayStaysAsItIs() {
        Instant known = ledger.post(post()).recordedTime();
        List<StatementQuery> queries =
                statements().stream().map(query -> query.asKnownOn(known)).toList();
        Supplier<List<List<StatementPage>>> ask =
                () -> queries.stream().map(query -> pages(query, () -> {})).toList();
        List<List<StatementPage>> before = ask.get();
        assertThat(before).allSatisfy(pages -> assertThat(pages).allMatch(StatementPage::isFinal));
        Moment moment = Moment.effectiveAt(start).asKnownOn(known);
        var balance = ledger.balanceAt(SHOP, moment);
        assertThat(balance.isFinal()).isTrue();
        try (Watch posting = posting()) {
            for (int round = 0; round < 5; round++) {
                assertThat(ask.get()).isEqualTo(before);
                assertThat(ledger.balanceAt(SHOP, moment)).isEqualTo(balance);
            }
        }
        assertThat(ledger.balanceAt(SHOP, Moment.effectiveAt(start)).posted())
                .as("what was back-dated since counts by now")
                .isGreaterThan(balance.posted());
    }

    @Test
    void transfersComeOnceEachWhileOthersPost() {
        List<TransferQuery.Filter> filters = Stream.of(
                        TransferQuery.newestFirst(),
                        TransferQuery.newestFirst().account(SHOP),
                        TransferQuery.newestFirst().reference("ref 1"),
                        TransferQuery.newestFirst().code(2).metadata("order"),
                        TransferQuery.newestFirst().account(SHOP).metadata("order", "1"),
                        TransferQuery.newestFirst().code(1).effectiveBetween(start.minusSeconds(1), start),
                        TransferQuery.newestFirst().recordedBetween(start, Instant.MAX))
                .map(TransferQuery::filter)
                .toList();
        List<List<CommandId>> newest = new ArrayList<>();
        List<List<CommandId>> oldest = new ArrayList<>();
        List<CommandId> answered = new ArrayList<>();
        try (Watch posting = posting()) {
            for (TransferQuery.Filter filter : filters) {
                Transfer mine = post();
                ledger.post(mine);
                answered.add(mine.id());
                newest.add(ids(TransferQuery.newestFirst().where(filter).limit(PAGE)));
                oldest.add(ids(TransferQuery.oldestFirst().where(filter).limit(PAGE)));
            }
        }
        for (int i = 0; i < filters.size(); i++) {
            List<CommandId> all = ids(TransferQuery.oldestFirst().where(filters.get(i)));
            assertThat(oldest.get(i))
                    .as("%s", filters.get(i))
                    .isEqualTo(all.subList(0, oldest.get(i).size()));
            List<CommandId> risen = new ArrayList<>(newest.get(i));
            Collections.reverse(risen);
            assertThat(risen).as("%s", filters.get(i)).isEqualTo(all.subList(0, risen.size()));
            CommandId mine = answered.get(i);
            assertThat(risen.contains(mine)).isEqualTo(all.contains(mine));
            assertThat(oldest.get(i).contains(mine)).isEqualTo(all.contains(mine));
        }
    }

    private List<CommandId> ids(TransferQuery first) {
        List<CommandId> found = new ArrayList<>();
        TransferQuery query = first;
        while (true) {
            TransferPage page = ledger.transfers(query);
            page.transfers().stream()
                    .map(RecordedTransfer::transfer)
                    .map(Transfer::id)
                    .forEach(found::add);
            if (page.cursor().isEmpty()) {
                return found;
            }
            query = query.after(TransferQuery.Cursor.parse(page.cursor().get().toString()));
        }
    }

    @Test
    void aListOfTransfersGoesOnWhereItWasWhenTheBooksAreOpenedAgain() {
        TransferQuery query = TransferQuery.newestFirst().account(SHOP).limit(PAGE);
        List<CommandId> all = ids(query);
        TransferPage first = ledger.transfers(query);
        String cursor = first.cursor().orElseThrow().toString();
        ledger.close();
        ledger = Ledger.open(storage);
        ledger.submitAll(posts(10));
        assertThat(ids(query.after(TransferQuery.Cursor.parse(cursor)))).isEqualTo(all.subList(PAGE, all.size()));
    }
}
