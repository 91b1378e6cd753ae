package dev.florin.ledger.internal.read;

import static dev.florin.ledger.internal.read.MadeBooks.credit;
import static dev.florin.ledger.internal.read.MadeBooks.debit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Part;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.SmallBooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each kind of effect makes of the sums that readers see. */
class PublishedSumsTest {
    private static final int A = 0;
    private static final int B = 1;

    private final MadeBooks books = new MadeBooks();
    private final Transfer ten = SmallBooks.transfer("a", "b", 10);
    private long hold;

    @BeforeEach
    void holdTen() {
        books.open(Account.named("a", SmallBooks.USD).unlimited());
        books.open(Account.named("b", SmallBooks.USD).unlimited());
        hold = books.moved(EffectKind.HOLD_PLACED, Hold.of(ten), debit(A, 10), credit(B, 10));
        books.publish();
    }

    /** Of the account that is debited: posted, pending, version; the other one is its mirror. */
    private void assertSums(long posted, long pending, long version) {
        long position = books.publish();
        Balance a = books.published.balance(A, position);
        Balance b = books.published.balance(B, position);
        assertThat(a).isNotNull();
        assertThat(b).isNotNull();
        assertThat(a.posted().toLong()).as("posted").isEqualTo(-posted);
        assertThat(b.posted().toLong()).as("posted").isEqualTo(posted);
        assertThat(a.pendingDebits().toLong()).as("pending").isEqualTo(pending);
        assertThat(b.pendingCredits().toLong()).as("pending").isEqualTo(pending);
        assertThat(a.pendingCredits().isZero() && b.pendingDebits().isZero())
                .as("pending on the other side")
                .isTrue();
        assertThat(a.available().toLong()).as("available").isEqualTo(-posted - pending);
        assertThat(a.version()).as("version").isEqualTo(version);
        assertThat(b.version()).as("version").isEqualTo(version);
    }

    private CommandId id() {
        return CommandId.next();
    }

    @Test
    void aHoldReservesAndPostsNothing() {
        assertSums(0, 10, 0);
    }

    @Test
    void aTransferLeavesWhatIsPending() {
        books.moved(EffectKind.TRANSFER_POSTED, SmallBooks.transfer("a", "b", 3), debit(A, 3), credit(B, 3));
        assertSums(3, 10, 1);
    }

    @Test
    void aSweepLeavesWhatIsPending() {
        books.moved(EffectKind.SWEPT, Sweep.of(id(), "a", "b"), debit(A, 5), credit(B, 5));
        assertSums(5, 10, 1);
    }

    @Test
    void aCapturePostsWhatWasPending() {
        capture(Capture.of(id(), ten.id()).total(4), 4, 4);
        assertSums(4, 6, 1);
        capture(Capture.of(id(), ten.id()), 6, 6);
        assertSums(10, 0, 2);
    }

    @Test
    void aCaptureThatClosesFreesTheRest() {
        capture(Capture.of(id(), ten.id()).total(4).closing(), 4, 10);
        assertSums(4, 0, 1);
    }

    /** As a refund of which an entry is zero: it frees, and is no entry of the account. */
    @Test
    void anEntryOfZeroIsNotCounted() {
        books.moved(
                EffectKind.HOLD_CAPTURED,
                Capture.of(id(), ten.id()).part(Part.amounts(0, 1)).closing(),
                hold,
                debit(A, 0, 10),
                credit(B, 1, 10));
        long position = books.publish();
        assertThat(books.published.balance(A, position).version()).isZero();
        assertThat(books.published.balance(A, position).pendingDebits().isZero())
                .isTrue();
        assertThat(books.published.balance(B, position).version()).isEqualTo(1);
    }

    @Test
    void aReleaseFreesAndPostsNothing() {
        books.moved(EffectKind.HOLD_RELEASED, Release.of(id(), ten.id()), hold, debit(A, 10, 10), credit(B, 10, 10));
        assertSums(0, 0, 0);
    }

    @Test
    void aRefundPostsBackAndLeavesWhatIsPending() {
        capture(Capture.of(id(), ten.id()).total(4), 4, 4);
        books.moved(EffectKind.TRANSFER_REFUNDED, Refund.of(id(), ten.id()).total(1), hold, credit(A, 1), debit(B, 1));
        assertSums(3, 6, 2);
    }

    @Test
    void aReversalOfAnOpenHoldPostsBackAndFrees() {
        capture(Capture.of(id(), ten.id()).total(4), 4, 4);
        books.moved(EffectKind.TRANSFER_REVERSED, Reversal.of(id(), ten.id()), hold, credit(A, 4, 6), debit(B, 4, 6));
        assertSums(0, 0, 2);
    }

    @Test
    void severalEffectsOfOnePublicationAreOneVersion() {
        capture(Capture.of(id(), ten.id()).total(4), 4, 4);
        capture(Capture.of(id(), ten.id()).total(1), 1, 1);
        books.moved(EffectKind.HOLD_RELEASED, Release.of(id(), ten.id()), hold, debit(A, 5, 5), credit(B, 5, 5));
        assertSums(5, 0, 2);
    }

    private void capture(Capture capture, long amount, long freed) {
        books.moved(EffectKind.HOLD_CAPTURED, capture, hold, debit(A, amount, freed), credit(B, amount, freed));
    }
}
