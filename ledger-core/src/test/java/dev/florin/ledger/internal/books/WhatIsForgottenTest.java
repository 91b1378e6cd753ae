package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.Commands;
import dev.florin.ledger.testkit.Step;
import dev.florin.ledger.testkit.Universe;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the bookkeeper knows of the past is the same wherever it has it from: its own notes or the storage. */
class WhatIsForgottenTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final CommandId ORIGIN = CommandId.of("origin");

    /** How far away the past is when it is asked for. */
    private enum Past {
        SAME_BATCH,
        NOT_DURABLE_YET,
        DURABLE,
        REPLAYED
    }

    /** A desk that keeps no note of what is durable. */
    private Desk desk = new Desk(0);

    private final List<Command> batch = new ArrayList<>();
    private long now;

    private void decide() {
        desk.decide(++now, List.copyOf(batch));
        batch.clear();
    }

    /** Lets what was decided so far become the past. */
    private void become(Past past) {
        switch (past) {
            case SAME_BATCH -> {}
            case NOT_DURABLE_YET -> decide();
            case DURABLE -> {
                decide();
                for (int i = 0; i < 3; i++) {
                    batch.add(transfer(CommandId.next(), 1));
                    decide();
                }
                assertThat(desk.books.history().recentCount()).isEqualTo(2);
            }
            case REPLAYED -> {
                decide();
                desk = desk.reopened();
                assertThat(desk.books.history().recentCount()).isZero();
            }
        }
    }

    private void open() {
        batch.add(OpenAccount.of(Account.named("bank", USD).debitNormal().unlimited()));
        batch.add(OpenAccount.of(Account.named("user", USD)));
    }

    private static Transfer transfer(CommandId id, long amount) {
        return Transfer.of(id).debit("bank", amount).credit("user", amount).build();
    }

    /** The outcome of a command that comes next: what rejects it, or null. */
    private Rejection next(Command command) {
        batch.add(command);
        DecidedBatch decided = desk.decide(++now, List.copyOf(batch));
        batch.clear();
        EffectCursor last = null;
        EffectCursor effects = new EffectBatch(Desk.frame(decided), 0, decided.frameLength()).cursor();
        while (effects.next()) {
            last = decided.effect(effects.position());
        }
        return last != null && Outcomes.code(last) != Outcomes.POSTED_CODE ? EffectCodec.rejection(last) : null;
    }

    private long settledAt(Command command) {
        batch.add(command);
        int index = batch.size() - 1;
        DecidedBatch decided = desk.decide(++now, List.copyOf(batch));
        batch.clear();
        assertThat(Outcomes.kind(decided.outcome(index))).isEqualTo(Outcomes.SETTLED_BEFORE);
        return Outcomes.position(decided.outcome(index));
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsKnown(Past past) {
        open();
        batch.add(transfer(ORIGIN, 10));
        become(past);
        assertThat(settledAt(transfer(ORIGIN, 10))).isEqualTo(3);
        assertThat(settledAt(transfer(ORIGIN, 99))).isEqualTo(3);
        assertThat(settledAt(Release.of(ORIGIN, ORIGIN))).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void anIdOfAMemberIsKnown(Past past) {
        open();
        batch.add(Group.of(CommandId.of("group"), transfer(CommandId.of("first"), 1), transfer(ORIGIN, 10)));
        become(past);
        assertThat(next(Group.of(CommandId.of("again"), transfer(CommandId.of("other"), 1), transfer(ORIGIN, 10))))
                .isEqualTo(new Rejection.IdSettled(ORIGIN, 5));
        assertThat(settledAt(transfer(ORIGIN, 10))).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void anIdOfAPaymentIsKnown(Past past) {
        PayEach payment = PayEach.of(CommandId.of("payment"), "bank")
                .pay("user", 1)
                .pay("user", 2)
                .build();
        open();
        batch.add(transfer(payment.payeeId(1), 10));
        become(past);
        assertThat(next(payment)).isEqualTo(new Rejection.IdSettled(payment.payeeId(1), 3));
    }

    @ParameterizedTest
    @EnumSource
    void idsOfAGroupThatFailedAreFree(Past past) {
        open();
        become(past);
        CommandId failing = CommandId.of("failing");
        Transfer overdraft =
                Transfer.of(failing).debit("user", 99).credit("bank", 99).build();
        batch.add(Group.of(CommandId.of("group"), transfer(ORIGIN, 1), overdraft));
        become(past);
        assertThat(next(transfer(ORIGIN, 100))).isNull();
        assertThat(next(overdraft)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasRefundedIsNotRefundedAgain(Past past) {
        open();
        batch.add(transfer(ORIGIN, 10));
        become(past);
        batch.add(Refund.of(CommandId.next(), ORIGIN).total(4));
        batch.add(Refund.of(CommandId.next(), ORIGIN).total(3));
        become(past);
        assertThat(next(Refund.of(CommandId.next(), ORIGIN).total(4))).isInstanceOf(OriginRejection.MoreThanLeft.class);
        assertThat(next(Refund.of(CommandId.next(), ORIGIN).total(3))).isNull();
        become(past);
        assertThat(next(Refund.of(CommandId.next(), ORIGIN).total(1)))
                .isEqualTo(new OriginRejection.NothingLeft(ORIGIN));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReversedStays(Past past) {
        open();
        batch.add(transfer(ORIGIN, 10));
        batch.add(Refund.of(CommandId.next(), ORIGIN).total(4));
        become(past);
        batch.add(Reversal.of(CommandId.of("reversal"), ORIGIN));
        decide();
        long reversedAt = desk.books.lastPosition();
        become(past == Past.SAME_BATCH ? Past.NOT_DURABLE_YET : past);
        assertThat(next(Reversal.of(CommandId.next(), ORIGIN)))
                .isEqualTo(new OriginRejection.AlreadyReversed(ORIGIN, reversedAt));
    }

    @ParameterizedTest
    @EnumSource
    void aHoldStaysClosed(Past past) {
        open();
        batch.add(Hold.of(transfer(ORIGIN, 10)));
        become(past);
        batch.add(Capture.of(CommandId.next(), ORIGIN).total(4));
        become(past);
        batch.add(Release.of(CommandId.next(), ORIGIN));
        decide();
        long closedAt = desk.books.lastPosition();
        become(past == Past.SAME_BATCH ? Past.NOT_DURABLE_YET : past);
        assertThat(next(Capture.of(CommandId.next(), ORIGIN)))
                .isEqualTo(new OriginRejection.HoldReleased(ORIGIN, closedAt));
        assertThat(next(Refund.of(CommandId.next(), ORIGIN).total(5))).isInstanceOf(OriginRejection.MoreThanLeft.class);
        assertThat(next(Refund.of(CommandId.next(), ORIGIN).total(4))).isNull();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Commands.steps();
    }

    /** Notes are for speed: books that keep none of what is durable go on byte for byte like those that do. */
    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void booksThatForgetGoOnAsThoseThatDoNot(@ForAll("steps") List<Step> steps) {
        Desk forgetting = new Desk(0);
        Desk remembering = new Desk();
        long time = Universe.START_NANOS;
        for (Step step : steps) {
            if (step instanceof Step.TimePasses passed) {
                time += passed.nanos();
                forgetting.settle(time);
                remembering.settle(time);
            } else if (step instanceof Step.Reopen) {
                forgetting = forgetting.reopened();
            } else if (step instanceof Step.Submit submit) {
                byte[] frame = Desk.frame(forgetting.decide(time, List.of(submit.command())));
                assertThat(frame).isEqualTo(Desk.frame(remembering.decide(time, List.of(submit.command()))));
            }
        }
        assertThat(forgetting.state()).isEqualTo(remembering.state());
    }

    @Test
    void memoryIsForAccountsAndOpenHoldsAlone() {
        desk = new Desk();
        open();
        CommandId open = CommandId.of("open");
        batch.add(Hold.of(transfer(open, 1)));
        batch.add(transfer(ORIGIN, 1_000_000));
        decide();
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 100; j++) {
                CommandId hold = CommandId.next();
                CommandId refunded = CommandId.next();
                batch.addAll(List.of(
                        Hold.of(transfer(hold, 2)),
                        Capture.of(CommandId.next(), hold),
                        transfer(refunded, 3),
                        Refund.of(CommandId.next(), refunded),
                        Refund.of(CommandId.next(), ORIGIN).total(1)));
            }
            decide();
            assertThat(desk.books.history().recentCount()).isLessThanOrEqualTo(1_004);
            assertThat(desk.books.holds.openCount()).isEqualTo(1);
            assertThat(desk.books.holds.noteCount()).isLessThanOrEqualTo(2 * (1 << 16) / 6 + 1_000);
        }
        assertThat(desk.books.lastPosition()).isEqualTo(4 + 200_000);
        assertThat(desk.books.accounts.size()).isEqualTo(2);
    }
}
