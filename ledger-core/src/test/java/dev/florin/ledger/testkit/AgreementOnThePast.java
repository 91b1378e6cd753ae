package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.UnknownAccountException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The part of an {@link Agreement} that is about the past: balances at moments, statements of periods, transfers by filter. */
final class AgreementOnThePast {
    private static final AccountId STRANGER = AccountId.of("an account that nobody opens");

    /** A page each, a statement of one line a page takes long: its beginning tells as much. */
    private static final int MOST_PAGES = 12;

    private final Ledger ledger;
    private final ModelLedger model;

    /** All movements, in the order of their positions. */
    private final List<RecordedTransfer> movements;

    AgreementOnThePast(Ledger ledger, ModelLedger model) {
        this.ledger = ledger;
        this.model = model;
        this.movements = model.transfers(TransferQuery.Filter.NONE);
    }

    void assertPast() {
        transfers();
        if (model.keepsTime()) {
            List<Instant> times = times();
            List<AccountView> accounts = model.accounts();
            for (int i = 0; i < accounts.size(); i++) {
                balances(accounts.get(i).account().id(), times, i);
                statements(accounts.get(i).account().id(), times, i);
            }
        }
        Moment now = Moment.now();
        model.accounts()
                .forEach(view -> assertIsNow(
                        view.account().id(), ledger.balanceAt(view.account().id(), now)));
        assertThatThrownBy(() -> ledger.balanceAt(STRANGER, now)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.transfers(TransferQuery.newestFirst().account(STRANGER)))
                .isInstanceOf(UnknownAccountException.class);
    }

    private void assertIsNow(AccountId id, PastBalance past) {
        assertThat(past.posted()).isEqualTo(ledger.balance(id).posted());
        assertThat(past.available()).contains(ledger.balance(id).available());
        assertThat(past.position()).isEqualTo(model.position());
        assertThat(past.isFinal()).isFalse();
    }

    /** Times of which something is, and a nanosecond beside them; some of all movements, the first and the last included. */
    private List<Instant> times() {
        SortedSet<Instant> times = new TreeSet<>(List.of(Instant.MIN, Instant.EPOCH, Instant.MAX));
        for (int i = 0; i < movements.size(); i += 1 + movements.size() / 3) {
            RecordedTransfer movement = movements.get(i);
            Instant recorded = movement.receipt().recordedTime();
            times.addAll(List.of(recorded.minusNanos(1), recorded));
            Optional.ofNullable(movement.transfer().effectiveTime())
                    .ifPresent(effective -> times.addAll(List.of(effective, effective.plusNanos(1))));
        }
        if (!movements.isEmpty()) {
            times.add(movements.get(movements.size() - 1).receipt().recordedTime());
        }
        return List.copyOf(times);
    }

    /** Each account is asked at other moments, from {@code start} on. */
    private void balances(AccountId id, List<Instant> times, int start) {
        for (Instant time : times) {
            for (Moment moment : List.of(Moment.recordedAt(time), Moment.effectiveAt(time))) {
                assertBalance(id, moment);
                for (int i = start % 5; i < times.size(); i += 5) {
                    assertBalance(id, moment.asKnownOn(times.get(i)));
                }
            }
        }
    }

    private void assertBalance(AccountId id, Moment moment) {
        assertThat(ledger.balanceAt(id, moment)).as("%s of %s", moment, id).isEqualTo(model.balanceAt(id, moment));
    }

    private void statements(AccountId id, List<Instant> times, int start) {
        for (StatementQuery order : List.of(StatementQuery.oldestFirst(), StatementQuery.newestFirst())) {
            pages(id, order.byEffectiveTime());
            pages(id, order.byEffectiveTime().limit(1));
            for (int i = start % 4; i < times.size(); i += 4) {
                StatementQuery known = order.asKnownOn(times.get(i)).limit(1 + i);
                pages(id, known);
                pages(id, known.byEffectiveTime());
                int to = i + 1 + i % 3;
                if (to < times.size()) {
                    StatementQuery period =
                            order.between(times.get(i), times.get(to)).limit(1 + i % 4);
                    pages(id, period);
                    pages(id, period.byEffectiveTime());
                    pages(id, period.byEffectiveTime().asKnownOn(times.get(times.size() / 2)));
                }
            }
        }
    }

    private void pages(AccountId id, StatementQuery start) {
        StatementQuery query = start;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            StatementPage page = ledger.statement(id, query);
            assertThat(page).as("%s of %s", query, id).isEqualTo(model.statement(id, query));
            if (page.cursor().isEmpty()) {
                return;
            }
            query = query.after(StatementQuery.Cursor.parse(page.cursor().get().toString()));
        }
    }

    /** Each filter alone as movements have it, several at once, and none. */
    private void transfers() {
        assertTransfers(TransferQuery.newestFirst());
        for (AccountView view : model.accounts()) {
            assertTransfers(
                    TransferQuery.newestFirst().account(view.account().id()).limit(3));
        }
        for (int i = 0; i < movements.size(); i += 1 + movements.size() / 8) {
            like(movements.get(i)).forEach(this::assertTransfers);
        }
        if (model.keepsTime() && !movements.isEmpty()) {
            Instant first = movements.get(movements.size() / 3).receipt().recordedTime();
            Instant last = movements.get(movements.size() * 2 / 3).receipt().recordedTime();
            TransferQuery start = TransferQuery.newestFirst().limit(5);
            assertTransfers(start.recordedBetween(first, last.plusNanos(1)));
            assertTransfers(start.effectiveBetween(Instant.EPOCH, last.plusNanos(1)));
            assertTransfers(start.recordedBetween(first, Instant.MAX).effectiveBetween(Instant.MIN, last.plusNanos(1)));
        }
    }

    private static List<TransferQuery> like(RecordedTransfer movement) {
        List<TransferQuery> queries = new ArrayList<>();
        TransferQuery start = TransferQuery.newestFirst().limit(2);
        TransferQuery all = start.account(movement.transfer().entries().get(0).account());
        if (!movement.transfer().reference().isEmpty()) {
            queries.add(start.reference(movement.transfer().reference()));
            all = all.reference(movement.transfer().reference());
        }
        if (movement.transfer().code() > 0) {
            queries.add(start.code(movement.transfer().code()));
            all = all.code(movement.transfer().code());
        }
        for (var pair : movement.transfer().metadata().entrySet()) {
            queries.add(start.metadata(pair.getKey()));
            queries.add(start.metadata(pair.getKey(), pair.getValue()));
            queries.add(start.metadata(pair.getKey(), pair.getValue() + "!"));
            all = all.metadata(pair.getKey()).metadata(pair.getKey(), pair.getValue());
        }
        queries.add(all);
        return queries;
    }

    private void assertTransfers(TransferQuery newestFirst) {
        List<RecordedTransfer> expected = new ArrayList<>(model.transfers(newestFirst.filter()));
        TransferQuery oldestFirst =
                TransferQuery.oldestFirst().where(newestFirst.filter()).limit(newestFirst.limit());
        assertThat(pages(oldestFirst)).as("%s", oldestFirst).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(pages(newestFirst)).as("%s", newestFirst).isEqualTo(expected);
    }

    private List<RecordedTransfer> pages(TransferQuery start) {
        List<RecordedTransfer> found = new ArrayList<>();
        TransferQuery query = start;
        while (true) {
            TransferPage page = ledger.transfers(query);
            page.transfers().forEach(transfer -> found.add(model.keepsTime() ? transfer : Timeless.of(transfer)));
            if (page.cursor().isEmpty()) {
                return found;
            }
            assertThat(page.transfers()).as("so little takes no longer").hasSize(query.limit());
            query = query.after(TransferQuery.Cursor.parse(page.cursor().get().toString()));
        }
    }
}
