package dev.florin.ledger.internal.read;

import static dev.florin.ledger.internal.read.MadeBooks.credit;
import static dev.florin.ledger.internal.read.MadeBooks.debit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Part;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.RecordedTransfer.Links;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has moved, how it hangs together, and the lines it leaves on statements. */
class MovementsTest {
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
    }

    private RecordedTransfer transfer(CommandId command) {
        books.publish();
        return books.movements.transfer(command).orElseThrow();
    }

    private static Entry entry(String account, Side side, long amount) {
        return new Entry(AccountId.of(account), side, Amount.of(amount));
    }

    @Test
    void aTransferKnowsItsRefundsAndItsReversal() {
        Transfer transfer = SmallBooks.transfer(id, "a", "b", 10);
        long origin = books.moved(EffectKind.TRANSFER_POSTED, transfer, debit(A, 10), credit(B, 10));
        assertThat(transfer(id).links()).isEqualTo(Links.NONE);
        Refund first = Refund.of(CommandId.next(), id).total(1);
        books.moved(EffectKind.TRANSFER_REFUNDED, first, origin, credit(A, 1), debit(B, 1));
        Refund second = Refund.of(CommandId.next(), id).total(2);
        books.moved(EffectKind.TRANSFER_REFUNDED, second, origin, credit(A, 2), debit(B, 2));
        Reversal reversal = Reversal.of(CommandId.next(), id);
        books.moved(EffectKind.TRANSFER_REVERSED, reversal, origin, credit(A, 7), debit(B, 7));
        books.apply();
        assertThat(transferSoFar(id).links()).as("before the publication").isEqualTo(Links.NONE);

        RecordedTransfer found = transfer(id);
        assertThat(found.kind()).isEqualTo(CommandKind.TRANSFER);
        assertThat(found.transfer()).isEqualTo(transfer);
        assertThat(found.links()).isEqualTo(new Links(null, List.of(first.id(), second.id()), reversal.id()));
        assertThat(transfer(second.id()).kind()).isEqualTo(CommandKind.REFUND);
        assertThat(transfer(second.id()).links()).isEqualTo(new Links(id, List.of(), null));
        assertThat(transfer(reversal.id()).kind()).isEqualTo(CommandKind.REVERSAL);
        assertThat(transfer(reversal.id()).links()).isEqualTo(new Links(id, List.of(), null));
        assertThat(transfer(reversal.id()).balancesAfter()).containsOnly(SignedAmount.ZERO);
    }

    private RecordedTransfer transferSoFar(CommandId command) {
        return books.movements.transfer(command).orElseThrow();
    }

    @Test
    void aCaptureIsAMovementOfItsHoldAndTheHoldIsNone() {
        Hold hold = Hold.of(Transfer.of(id)
                .debit("a", 10)
                .credit("b", 6)
                .credit("c", 4)
                .reference("hold")
                .build());
        long origin = books.moved(EffectKind.HOLD_PLACED, hold, debit(A, 10), credit(B, 6), credit(C, 4));
        Capture capture = Capture.of(CommandId.next(), id)
                .part(Part.amounts(5, 5, 0))
                .details(Details.of("capture").withCode(7));
        books.moved(EffectKind.HOLD_CAPTURED, capture, origin, debit(A, 5, 5), credit(B, 5, 5), credit(C, 0, 0));
        Refund refund = Refund.of(CommandId.next(), id).total(2);
        books.moved(EffectKind.TRANSFER_REFUNDED, refund, origin, credit(A, 2), debit(B, 2), debit(C, 0));
        Release release = Release.of(CommandId.next(), id);
        books.moved(EffectKind.HOLD_RELEASED, release, origin, debit(A, 5, 5), credit(B, 1, 1), credit(C, 4, 4));

        RecordedTransfer captured = transfer(capture.id());
        assertThat(captured.kind()).isEqualTo(CommandKind.CAPTURE);
        assertThat(captured.transfer().id()).isEqualTo(capture.id());
        assertThat(captured.transfer().entries())
                .as("without the entry that did not move")
                .containsExactly(entry("a", Side.DEBIT, 5), entry("b", Side.CREDIT, 5));
        assertThat(captured.transfer().details()).isEqualTo(capture.details());
        assertThat(captured.balancesAfter()).containsExactly(SignedAmount.of(-5), SignedAmount.of(5));
        assertThat(captured.links()).as("refunds of captures are the hold's").isEqualTo(new Links(id, List.of(), null));
        assertThat(transfer(refund.id()).links().origin()).isEqualTo(id);
        assertThat(books.movements.transfer(id)).as("a hold moves nothing").isEmpty();
        assertThat(books.movements.transfer(release.id())).isEmpty();
    }

    @Test
    void aSweepIsAMovement() {
        Sweep sweep = Sweep.of(id, "a", "b").details(Details.of("all"));
        books.moved(EffectKind.SWEPT, sweep, debit(A, 3), credit(B, 3));
        RecordedTransfer found = transfer(id);
        assertThat(found.kind()).isEqualTo(CommandKind.SWEEP);
        assertThat(found.transfer().entries()).containsExactly(entry("a", Side.DEBIT, 3), entry("b", Side.CREDIT, 3));
        assertThat(found.transfer().reference()).isEqualTo("all");
    }

    @Test
    void statementsHaveALineForEachEntryThatMovedWithTheDetailsOfItsCommand() {
        Hold hold = Hold.of(Transfer.of(id)
                .debit("a", 10)
                .credit("b", 6)
                .credit("c", 4)
                .reference("hold")
                .build());
        long origin = books.moved(EffectKind.HOLD_PLACED, hold, debit(A, 10), credit(B, 6), credit(C, 4));
        books.moved(
                EffectKind.HOLD_CAPTURED,
                Capture.of(CommandId.next(), id)
                        .part(Part.amounts(5, 5, 0))
                        .details(Details.of("capture").withCode(7)),
                origin,
                debit(A, 5, 5),
                credit(B, 5, 5),
                credit(C, 0, 0));
        books.moved(
                EffectKind.TRANSFER_REFUNDED,
                Refund.of(CommandId.next(), id).total(2).details(Details.of("refund")),
                origin,
                credit(A, 2),
                debit(B, 2),
                debit(C, 0));
        books.moved(
                EffectKind.HOLD_RELEASED,
                Release.of(CommandId.next(), id).details(Details.of("release")),
                origin,
                debit(A, 5, 5),
                credit(B, 1, 1),
                credit(C, 4, 4));
        books.moved(
                EffectKind.SWEPT,
                Sweep.of(CommandId.next(), "b", "a").details(Details.of("sweep")),
                debit(B, 3),
                credit(A, 3));
        books.publish();

        List<StatementLine> lines = lines("a", StatementQuery.oldestFirst());
        assertThat(lines).extracting(StatementLine::reference).containsExactly("capture", "refund", "sweep");
        assertThat(lines).extracting(StatementLine::code).containsExactly(7, 0, 0);
        assertThat(lines).extracting(line -> line.amount().toLong()).containsExactly(5L, 2L, 3L);
        assertThat(lines).extracting(line -> line.balanceAfter().toLong()).containsExactly(-5L, -3L, 0L);
        assertThat(lines("c", StatementQuery.oldestFirst())).isEmpty();
        assertThat(lines("a", StatementQuery.newestFirst().limit(2)))
                .extracting(StatementLine::reference)
                .containsExactly("sweep", "refund");
    }

    private List<StatementLine> lines(String account, StatementQuery query) {
        return books.statements.page(AccountId.of(account), query).lines();
    }
}
