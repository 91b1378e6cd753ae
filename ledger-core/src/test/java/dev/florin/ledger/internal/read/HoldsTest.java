package dev.florin.ledger.internal.read;

import static dev.florin.ledger.internal.read.MadeBooks.credit;
import static dev.florin.ledger.internal.read.MadeBooks.debit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.SmallBooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds as readers see them: one by one, and which are open. */
class HoldsTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    private final MadeBooks books = new MadeBooks();
    private final CommandId id = CommandId.next();

    @BeforeEach
    void open() {
        for (String name : List.of("a", "b", "c")) {
            books.open(Account.named(name, SmallBooks.USD).unlimited());
        }
        books.publish();
    }

    /** A hold of 10 out of an account, into b. */
    private long place(CommandId hold, int account, String name) {
        return books.moved(
                EffectKind.HOLD_PLACED,
                Hold.of(SmallBooks.transfer(hold, name, "b", 10)),
                debit(account, 10),
                credit(B, 10));
    }

    private CommandId capture(CommandId hold, long position, long amount, long freed, boolean closing) {
        Capture capture = Capture.of(CommandId.next(), hold).total(amount);
        books.moved(
                EffectKind.HOLD_CAPTURED,
                closing ? capture.closing() : capture,
                position,
                debit(A, amount, freed),
                credit(B, amount, freed));
        return capture.id();
    }

    private CommandId release(CommandId hold, long position, int account, long left, int cause) {
        Release release = Release.of(CommandId.next(), hold);
        books.moved(
                EffectKind.HOLD_RELEASED,
                release,
                position,
                cause,
                Long.MAX_VALUE,
                debit(account, left, left),
                credit(B, left, left));
        return release.id();
    }

    private HoldView view() {
        books.publish();
        return books.holds.hold(id).orElseThrow();
    }

    private static void assertLeft(HoldView view, HoldStatus status, long captured, long left) {
        assertThat(view.status()).isEqualTo(status);
        assertThat(view.captured()).containsOnly(Amount.of(captured)).hasSize(2);
        assertThat(view.left()).containsOnly(Amount.of(left)).hasSize(2);
    }

    @Test
    void aHoldIsShownFromItsPublicationOn() {
        Hold hold = Hold.of(SmallBooks.transfer(id, "a", "b", 10)).timeout(Duration.ofSeconds(2));
        long due = MadeBooks.START_NANOS + 2_000_000_007L;
        books.moved(EffectKind.HOLD_PLACED, hold, 0, 0, due, debit(A, 10), credit(B, 10));
        assertThat(books.holds.hold(id)).isEmpty();
        HoldView view = view();
        assertLeft(view, HoldStatus.OPEN, 0, 10);
        assertThat(view.hold()).isEqualTo(hold);
        assertThat(view.receipt().id()).isEqualTo(id);
        assertThat(view.receipt().position()).isEqualTo(4);
        assertThat(view.expiresAt()).contains(Instant.ofEpochSecond(1_002, 7));
        assertThat(view.closedBy()).isEmpty();
        assertThat(view.captures()).isEmpty();
    }

    @Test
    void capturesAddUpUntilNothingIsLeft() {
        long position = place(id, A, "a");
        CommandId first = capture(id, position, 4, 4, false);
        assertLeft(view(), HoldStatus.OPEN, 4, 6);
        assertThat(view().expiresAt()).isEmpty();
        CommandId second = capture(id, position, 6, 6, false);
        assertLeft(view(), HoldStatus.CAPTURED, 10, 0);
        assertThat(view().captures()).containsExactly(first, second);
        assertThat(view().closedBy()).contains(second);
    }

    @Test
    void aCaptureMayCloseAHoldOfWhichSomethingIsLeft() {
        CommandId closing = capture(id, place(id, A, "a"), 4, 10, true);
        assertLeft(view(), HoldStatus.CAPTURED, 4, 0);
        assertThat(view().closedBy()).contains(closing);
    }

    @Test
    void aReleaseClosesAndSoDoesAnExpiry() {
        long position = place(id, A, "a");
        capture(id, position, 4, 4, false);
        CommandId release = release(id, position, A, 6, 0);
        assertLeft(view(), HoldStatus.RELEASED, 4, 0);
        assertThat(view().closedBy()).contains(release);

        CommandId other = CommandId.next();
        CommandId expiry = release(other, place(other, A, "a"), A, 10, 1);
        books.publish();
        HoldView expired = books.holds.hold(other).orElseThrow();
        assertLeft(expired, HoldStatus.EXPIRED, 0, 0);
        assertThat(expired.closedBy()).contains(expiry);
    }

    @Test
    void aReversalClosesAnOpenHoldAlone() {
        long position = place(id, A, "a");
        capture(id, position, 4, 4, false);
        Reversal reversal = Reversal.of(CommandId.next(), id);
        books.moved(EffectKind.TRANSFER_REVERSED, reversal, position, credit(A, 4, 6), debit(B, 4, 6));
        assertLeft(view(), HoldStatus.REVERSED, 4, 0);
        assertThat(view().closedBy()).contains(reversal.id());
        assertThat(books.holds.holds(HoldQuery.all()).holds()).isEmpty();
    }

    @Test
    void aCapturedHoldThatIsReversedStaysCaptured() {
        long position = place(id, A, "a");
        CommandId capture = capture(id, position, 10, 10, false);
        books.moved(
                EffectKind.TRANSFER_REVERSED, Reversal.of(CommandId.next(), id), position, credit(A, 10), debit(B, 10));
        assertLeft(view(), HoldStatus.CAPTURED, 10, 0);
        assertThat(view().closedBy()).contains(capture);
    }

    @Test
    void refundsAreToldAndTakeNothingOfTheHold() {
        long position = place(id, A, "a");
        capture(id, position, 4, 4, false);
        Refund refund = Refund.of(CommandId.next(), id).total(1);
        books.moved(EffectKind.TRANSFER_REFUNDED, refund, position, credit(A, 1), debit(B, 1));
        assertLeft(view(), HoldStatus.OPEN, 4, 6);
        assertThat(view().refunds()).containsExactly(refund.id());
    }

    @Test
    void whatRefersToAHoldIsSeenFromItsPublicationOn() {
        long position = place(id, A, "a");
        books.publish();
        capture(id, position, 4, 4, false);
        books.apply();
        HoldView view = books.holds.hold(id).orElseThrow();
        assertLeft(view, HoldStatus.OPEN, 0, 10);
        assertThat(view.captures()).isEmpty();
    }

    @Test
    void otherCommandsAreNoHolds() {
        Transfer transfer = SmallBooks.transfer("a", "b", 1);
        books.moved(EffectKind.TRANSFER_POSTED, transfer, debit(A, 1), credit(B, 1));
        Hold rejected = Hold.of(SmallBooks.transfer("a", "b", 1));
        books.reject(rejected, new Rejection.AccountFrozen(AccountId.of("a")));
        books.publish();
        assertThat(books.holds.hold(transfer.id())).isEmpty();
        assertThat(books.holds.hold(rejected.id())).isEmpty();
        assertThat(books.holds.hold(CommandId.next())).isEmpty();
    }

    private List<CommandId> open(HoldQuery query) {
        List<CommandId> found = new ArrayList<>();
        HoldPage page = books.holds.holds(query);
        page.holds().forEach(view -> found.add(view.receipt().id()));
        while (page.next() != 0) {
            assertThat(page.holds()).hasSize(query.limit());
            page = books.holds.holds(query.after(page.next()));
            assertThat(page.holds()).isNotEmpty();
            page.holds().forEach(view -> found.add(view.receipt().id()));
        }
        return found;
    }

    @Test
    void openHoldsAreListedByAccountInTheOrderOfTheirPlacing() {
        List<CommandId> ids = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            CommandId hold = CommandId.next();
            ids.add(hold);
            positions.add(i % 2 == 0 ? place(hold, A, "a") : place(hold, C, "c"));
        }
        books.publish();
        for (int limit = 1; limit <= 8; limit++) {
            assertThat(open(HoldQuery.all().limit(limit))).isEqualTo(ids);
            assertThat(open(HoldQuery.of(AccountId.of("b")).limit(limit))).isEqualTo(ids);
            assertThat(open(HoldQuery.of(AccountId.of("a")).limit(limit)))
                    .containsExactly(ids.get(0), ids.get(2), ids.get(4), ids.get(6));
        }
        release(ids.get(2), positions.get(2), A, 10, 0);
        release(ids.get(3), positions.get(3), C, 10, 1);
        capture(ids.get(4), positions.get(4), 10, 10, false);
        capture(ids.get(6), positions.get(6), 1, 1, false);
        books.publish();
        assertThat(open(HoldQuery.all())).containsExactly(ids.get(0), ids.get(1), ids.get(5), ids.get(6));
        assertThat(open(HoldQuery.of(AccountId.of("a")))).containsExactly(ids.get(0), ids.get(6));
        assertThat(open(HoldQuery.of(AccountId.of("c")))).containsExactly(ids.get(1), ids.get(5));
    }

    @Test
    void theHoldsOfAnAccountThatIsNotThereAreNotEmptyButAnError() {
        AccountId unpublished = AccountId.of("d");
        books.open(Account.named("d", SmallBooks.USD));
        books.apply();
        for (AccountId account : List.of(unpublished, AccountId.of("nobody"))) {
            assertThatExceptionOfType(UnknownAccountException.class)
                    .isThrownBy(() -> books.holds.holds(HoldQuery.of(account)));
        }
        books.publish();
        assertThat(books.holds.holds(HoldQuery.of(unpublished)).holds()).isEmpty();
    }
}
