package dev.florin.ledger.internal.read;

import static dev.florin.ledger.internal.read.MadeBooks.credit;
import static dev.florin.ledger.internal.read.MadeBooks.debit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outcomes told from effects: decided amounts, and what became of members and payees. */
class GivenOutcomesTest {
    private static final int A = 0;
    private static final int B = 1;

    private final MadeBooks books = new MadeBooks();
    private final GivenOutcomes given = new GivenOutcomes(books.storage::read, position -> 1);
    private final Account a = Account.named("a", SmallBooks.USD).unlimited();

    @BeforeEach
    void open() {
        books.open(a);
        books.open(Account.named("b", SmallBooks.USD).unlimited());
    }

    private static Receipt receipt(CommandId id, long position) {
        return new Receipt(id, position, MadeBooks.START_NANOS + position, 1);
    }

    private static Outcome posted(CommandId id, long position) {
        return new Outcome.Posted(receipt(id, position));
    }

    private static Outcome moved(CommandId id, long position, long... amounts) {
        return new Outcome.Posted(receipt(id, position), moved(amounts));
    }

    private static Decision moved(long... amounts) {
        return new Decision.Moved(
                java.util.Arrays.stream(amounts).mapToObj(Amount::of).toList());
    }

    /** First given, then given again. */
    private void assertGiven(Outcome first, long position) {
        books.publish();
        assertThat(given.at(position)).isEqualTo(first);
        Outcome again = first instanceof Outcome.Posted posted
                ? new Outcome.AlreadyPosted(posted.receipt(), posted.decision())
                : first;
        assertThat(books.reads.outcome(first.id())).contains(again);
        assertThat(books.past.outcomeAgain(books.past.command(books.storage.read(position)), position))
                .isEqualTo(again);
    }

    @Test
    void whatWasMovedIsToldOfWhateverLeavesItOpen() {
        CommandId id = CommandId.next();
        long hold = books.moved(
                EffectKind.HOLD_PLACED, Hold.of(SmallBooks.transfer(id, "a", "b", 10)), debit(A, 10), credit(B, 10));
        Capture capture = Capture.of(CommandId.next(), id).total(4);
        long captured = books.moved(EffectKind.HOLD_CAPTURED, capture, hold, debit(A, 4, 4), credit(B, 4, 4));
        Refund refund = Refund.of(CommandId.next(), id).total(1);
        long refunded = books.moved(EffectKind.TRANSFER_REFUNDED, refund, hold, credit(A, 1), debit(B, 1));
        Release release = Release.of(CommandId.next(), id);
        long released = books.moved(EffectKind.HOLD_RELEASED, release, hold, debit(A, 6, 6), credit(B, 6, 6));
        Reversal reversal = Reversal.of(CommandId.next(), id);
        long reversed = books.moved(EffectKind.TRANSFER_REVERSED, reversal, hold, credit(A, 3), debit(B, 3));
        Sweep sweep = Sweep.of(CommandId.next(), "b", "a");
        long swept = books.moved(EffectKind.SWEPT, sweep, debit(B, 2), credit(A, 2));

        assertGiven(posted(id, hold), hold);
        assertGiven(moved(capture.id(), captured, 4, 4), captured);
        assertGiven(moved(refund.id(), refunded, 1, 1), refunded);
        assertGiven(moved(release.id(), released, 6, 6), released);
        assertGiven(moved(reversal.id(), reversed, 3, 3), reversed);
        assertGiven(moved(sweep.id(), swept, 2), swept);
    }

    @Test
    void payeesAreToldOneByOne() {
        PayEach pay =
                PayEach.of(CommandId.next(), "a").pay("b", 1).pay("nobody", 2).build();
        long position = books.group(pay, 2);
        books.moved(EffectKind.TRANSFER_POSTED, pay.transfer(0), debit(A, 1), credit(B, 1));
        Rejection unknown = new Rejection.UnknownAccount(AccountId.of("nobody"));
        books.reject(pay.transfer(1), unknown);
        Decision each = new Decision.Each(
                List.of(posted(pay.payeeId(0), position + 1), new Outcome.Rejected(pay.payeeId(1), unknown)));
        assertGiven(new Outcome.Posted(receipt(pay.id(), position), each), position);
        assertGiven(posted(pay.payeeId(0), position + 1), position + 1);
        assertGiven(new Outcome.Rejected(pay.payeeId(1), unknown), position + 2);
    }

    /** The closing has a group of its own within the group: sweep and change of status. */
    @Test
    void membersAreToldAndClosingsAmongThemInTheirParts() {
        Transfer transfer = SmallBooks.transfer("b", "a", 5);
        CloseAccount closing = CloseAccount.of(CommandId.next(), "a").sweepTo("b");
        Transfer last = SmallBooks.transfer("b", "b", 1);
        Group group = Group.of(CommandId.next(), transfer, closing, last);

        long position = books.group(group, 5);
        books.moved(EffectKind.TRANSFER_POSTED, transfer, debit(B, 5), credit(A, 5));
        closeWithSweep(closing);
        books.moved(EffectKind.TRANSFER_POSTED, last, debit(B, 1), credit(B, 1));

        Outcome closed = new Outcome.Posted(
                receipt(closing.id(), position + 2),
                new Decision.Each(
                        List.of(moved(closing.sweepId(), position + 3, 5), posted(closing.updateId(), position + 4))));
        Decision each = new Decision.Each(
                List.of(posted(transfer.id(), position + 1), closed, posted(last.id(), position + 5)));
        assertGiven(new Outcome.Posted(receipt(group.id(), position), each), position);
        assertGiven(closed, position + 2);
    }

    private void closeWithSweep(CloseAccount closing) {
        books.group(closing, 2);
        books.moved(EffectKind.SWEPT, Sweep.of(closing.sweepId(), "a", "b"), debit(A, 5), credit(B, 5));
        books.update(
                AccountUpdate.of(closing.updateId(), a.id()).status(AccountStatus.CLOSED),
                new AccountState(a, AccountStatus.CLOSED),
                A);
    }

    @Test
    void aGroupThatFailedIsARejection() {
        Transfer member = SmallBooks.transfer("a", "b", 5);
        Group group = Group.of(CommandId.next(), member);
        Rejection inner = new Rejection.AccountFrozen(AccountId.of("a"));
        Rejection rejection = new Rejection.GroupMemberRejected(0, member.id(), inner);
        long position = books.reject(group, rejection);
        assertGiven(new Outcome.Rejected(group.id(), rejection), position);
    }

    @Test
    void anotherCommandUnderTheIdIsAConflict() {
        Command transfer = SmallBooks.transfer("a", "b", 5);
        long position = books.moved(EffectKind.TRANSFER_POSTED, transfer, debit(A, 5), credit(B, 5));
        books.publish();
        assertThat(books.past.outcomeAgain(SmallBooks.transfer(transfer.id(), "a", "b", 6), position))
                .isInstanceOf(Outcome.Rejected.class);
    }
}
