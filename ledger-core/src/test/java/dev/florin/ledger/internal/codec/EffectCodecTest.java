package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Part;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectCodecTest {
    private static final CommandId ID = CommandId.of("the command");
    private static final CommandId HOLD = CommandId.of("the hold");
    private static final Details DETAILS = new Details("why", 7, Instant.EPOCH, Map.of("k", "v"));
    private static final Condition CONDITION = Condition.versionIs(AccountId.of("a"), 3);
    private static final List<Effects.Line> LINES = List.of(
            new Effects.Line(4, Side.DEBIT, Amount.of(9)),
            new Effects.Line(5, Side.CREDIT, Amount.ZERO),
            new Effects.Line(6, Side.CREDIT, Amount.of(9)));

    @Provide
    Arbitrary<Transfer> transfers() {
        return EveryKind.transfers().map(Effects::numbered);
    }

    @Property(tries = 100)
    void aTransferIsReadAsItWasAsked(@ForAll("transfers") Transfer transfer) {
        EffectCursor effect = Effects.cursor(Effects.posted(transfer));
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(transfer);
        assertThat(EffectCodec.movement(effect, Effects::account)).isEqualTo(transfer);
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.TRANSFER);
        assertThat(EffectCodec.decision(effect)).isEqualTo(Decision.AsAsked.INSTANCE);
    }

    @Property(tries = 100)
    void aHoldIsReadAsItWasAsked(@ForAll("transfers") Transfer transfer) {
        EffectCursor forEver = Effects.cursor(Effects.placed(Hold.of(transfer)));
        assertThat(EffectCodec.command(forEver, Effects::account)).isEqualTo(Hold.of(transfer));
        assertThat(EffectCodec.dueNanos(forEver)).isEqualTo(Long.MAX_VALUE);
        Hold hold = Hold.of(transfer).timeout(Duration.ofDays(9));
        EffectCursor placed = Effects.cursor(Effects.placed(hold));
        assertThat(EffectCodec.command(placed, Effects::account)).isEqualTo(hold);
        assertThat(EffectCodec.kind(placed)).isEqualTo(CommandKind.HOLD);
        assertThat(EffectCodec.dueNanos(placed)).isEqualTo(Effects.DUE_NANOS);
        assertThatThrownBy(() -> EffectCodec.movement(placed, Effects::account))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOLD_PLACED");
    }

    private static EffectCursor assertRead(EffectKind kind, int flags, Command command, CommandKind asked) {
        EffectCursor effect = Effects.cursor(Effects.of(kind, flags, command, 0, LINES));
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(command);
        assertThat(EffectCodec.kind(effect)).isEqualTo(asked);
        assertThat(EffectCodec.decision(effect))
                .isEqualTo(new Decision.Moved(List.of(Amount.of(9), Amount.ZERO, Amount.of(9))));
        assertThat(EffectCodec.origin(effect)).isEqualTo(HOLD);
        assertThat(effect.originPosition()).isEqualTo(Effects.ORIGIN_POSITION);
        assertThat(EffectCodec.originCause(effect)).isZero();
        return effect;
    }

    private static void assertMoved(EffectCursor effect, Details details) {
        assertThat(EffectCodec.movement(effect, Effects::account))
                .isEqualTo(new Transfer(
                        ID,
                        List.of(
                                new Entry(Effects.account(4), Side.DEBIT, Amount.of(9)),
                                new Entry(Effects.account(6), Side.CREDIT, Amount.of(9))),
                        details,
                        List.of(),
                        null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, EffectLayout.WIDE})
    void aCaptureIsReadAsItWasAsked(int wide) {
        for (Part part : List.of(Part.all(), Part.amounts(9, 0, 9), Part.total(9), new Part.Total(2, Amount.MAX))) {
            Capture capture = Capture.of(ID, HOLD).part(part).details(DETAILS).onlyIf(CONDITION);
            EffectCursor effect =
                    assertRead(EffectKind.HOLD_CAPTURED, wide | EffectLayout.PENDING, capture, CommandKind.CAPTURE);
            assertThat(effect.closes()).isFalse();
            assertMoved(effect, DETAILS);
            assertRead(
                    EffectKind.HOLD_CAPTURED,
                    wide | EffectLayout.PENDING | EffectLayout.CLOSES,
                    capture.closing(),
                    CommandKind.CAPTURE);
        }
    }

    @Test
    void aReleaseAReversalAndARefundAreReadAsTheyWereAsked() {
        Release release = Release.of(ID, HOLD).details(DETAILS).onlyIf(CONDITION);
        assertRead(EffectKind.HOLD_RELEASED, EffectLayout.PENDING, release, CommandKind.RELEASE);
        Reversal reversal = Reversal.of(ID, HOLD).details(DETAILS).onlyIf(CONDITION);
        assertMoved(assertRead(EffectKind.TRANSFER_REVERSED, 0, reversal, CommandKind.REVERSAL), DETAILS);
        Refund refund = Refund.of(ID, HOLD).part(Part.amounts(9, 0, 9));
        assertMoved(assertRead(EffectKind.TRANSFER_REFUNDED, 0, refund, CommandKind.REFUND), Details.NONE);
    }

    @Test
    void anExpirySaysItsCause() {
        Release expiry = Release.of(ID, HOLD);
        EffectCursor effect =
                Effects.cursor(Effects.of(EffectKind.HOLD_RELEASED, EffectLayout.PENDING, expiry, 1, LINES));
        assertThat(EffectCodec.originCause(effect)).isEqualTo(1);
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(expiry);
    }

    @Test
    void aSweepIsReadFromItsTwoEntries() {
        Sweep sweep = Sweep.of(ID, Effects.account(4), Effects.account(5)).details(DETAILS);
        List<Effects.Line> lines = List.of(
                new Effects.Line(4, Side.DEBIT, Amount.of(30)), new Effects.Line(5, Side.CREDIT, Amount.of(30)));
        for (Sweep asked : List.of(sweep, sweep.atMost(Amount.MAX).onlyIf(CONDITION))) {
            EffectCursor effect = Effects.cursor(Effects.of(EffectKind.SWEPT, 0, asked, 0, lines));
            assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(asked);
            assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.SWEEP);
            assertThat(EffectCodec.decision(effect)).isEqualTo(new Decision.Moved(List.of(Amount.of(30))));
        }
        EffectCursor three = Effects.cursor(Effects.of(EffectKind.SWEPT, 0, sweep, 0, LINES));
        assertThatThrownBy(() -> EffectCodec.command(three, Effects::account))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGroupSaysHowManyEffectsBelongToIt() {
        Group group = Group.of(ID, Release.of(CommandId.of("member"), HOLD)).onlyIf(CONDITION);
        RecordBuffer command = new RecordBuffer(64);
        CommandCodec.write(group, command);
        RecordBuffer out = new RecordBuffer(64);
        out.putLong(0);
        int start = EffectCodec.beginGroup(command.bytes(), 0, out);
        EffectCodec.setGroupSize(out.bytes(), start, 3);
        EffectCursor effect = Effects.cursor(Arrays.copyOfRange(out.bytes(), start, out.length()));
        assertThat(EffectCodec.groupSize(effect)).isEqualTo(3);
        assertThat(effect.entryCount()).isZero();
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.GROUP);
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(group);
    }

    @Property(tries = 100)
    void aScheduleIsReadAsItWasAskedAndWhatItDoesUnderAnIdOfItsOwn(@ForAll("schedules") Command command) {
        Schedule schedule = (Schedule) command;
        RecordBuffer encoded = new RecordBuffer(64);
        CommandCodec.write(schedule, encoded);
        RecordBuffer out = new RecordBuffer(64);
        EffectCodec.writeScheduled(encoded.bytes(), 0, out);
        EffectCursor effect = Effects.cursor(Arrays.copyOf(out.bytes(), out.length()));
        assertThat(effect.kind()).isEqualTo(EffectKind.SCHEDULE_CREATED);
        assertThat(effect.originPosition()).isZero();
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.SCHEDULE);
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(schedule);
        assertThat(EffectCodec.schedule(effect)).isEqualTo(schedule);
        assertThat(EffectCodec.firstDueNanos(effect)).isEqualTo(LedgerClock.nanosOf(schedule.first()));
        assertThat(EffectCodec.decision(effect)).isEqualTo(Decision.AsAsked.INSTANCE);
        CommandId run = CommandId.of("a run");
        Command does = EffectCodec.scheduled(effect, run);
        assertThat(does.id()).isEqualTo(run);
        assertThat(Alike.withId(does, schedule.id())).isEqualTo(schedule.what());
    }

    @Provide
    Arbitrary<Command> schedules() {
        return EveryKind.schedules();
    }

    @ParameterizedTest
    @EnumSource(
            value = EffectKind.class,
            names = {"SCHEDULE_FIRED", "SCHEDULE_PLANNED"})
    void aDateIsReadAsItWasWritten(EffectKind kind) {
        for (long next : new long[] {8, ScheduleDate.NONE, ScheduleDate.UNPLANNED}) {
            ScheduleDate date = new ScheduleDate(HOLD, Effects.ORIGIN_POSITION, -7, next, ScheduleDate.MOST_RUNS);
            RecordBuffer out = new RecordBuffer(64);
            EffectCodec.writeDate(kind, date, NextDates.derived(ID, date), out);
            EffectCursor effect = Effects.cursor(Arrays.copyOf(out.bytes(), out.length()));
            assertThat(effect.kind()).isEqualTo(kind);
            assertThat(CommandId.of(effect.idHigh(), effect.idLow())).isEqualTo(ID);
            assertThat(EffectCodec.scheduleDate(effect)).isEqualTo(date);
            assertThat(effect.originPosition()).isEqualTo(Effects.ORIGIN_POSITION);
            assertThat(EffectCodec.origin(effect)).isEqualTo(HOLD);
            assertThat(EffectCodec.originCause(effect)).isEqualTo(2);
            assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.TICK);
            assertThat(effect.size()).isEqualTo(EffectLayout.DATE_SECTIONS + 40);
            assertThat(EffectCodec.isAskedFor(kind)).isFalse();
            assertThatThrownBy(() -> EffectCodec.command(effect, Effects::account))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no command asks for");
            EffectCodec.setGroupSize(effect.bytes(), 0, 3);
            assertThat(EffectCodec.groupSize(effect)).isEqualTo(3);
        }
    }

    @Test
    void aCancellationIsReadAsItWasAsked() {
        CancelSchedule cancellation = CancelSchedule.of(ID, HOLD).onlyIf(CONDITION);
        RecordBuffer out = new RecordBuffer(64);
        EffectCodec.writeCancelled(cancellation, Effects.ORIGIN_POSITION, 4_711, out);
        EffectCursor effect = Effects.cursor(Arrays.copyOf(out.bytes(), out.length()));
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(cancellation);
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.CANCEL_SCHEDULE);
        assertThat(effect.originPosition()).isEqualTo(Effects.ORIGIN_POSITION);
        assertThat(EffectCodec.origin(effect)).isEqualTo(HOLD);
        assertThat(EffectCodec.originCause(effect)).isZero();
        assertThat(effect.contentHash()).isEqualTo(4_711);
    }

    @Test
    void aClosingLeavesTheAccountClosed() {
        AccountId id = AccountId.of("users:alice");
        Account account = Account.named("users:alice", Asset.of("USD", 2));
        CloseAccount closing = CloseAccount.of(ID, id).sweepTo("bank").details(DETAILS);
        RecordBuffer command = new RecordBuffer(64);
        CommandCodec.write(closing, command);
        RecordBuffer out = new RecordBuffer(64);
        EffectCodec.AccountState after = new EffectCodec.AccountState(account, AccountStatus.CLOSED);
        EffectCodec.writeUpdated(3, after, command.bytes(), 0, out);
        EffectCursor effect = Effects.cursor(Arrays.copyOf(out.bytes(), out.length()));
        assertThat(EffectCodec.accountAfter(effect)).isEqualTo(after);
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.CLOSE_ACCOUNT);
        assertThat(EffectCodec.command(effect, Effects::account)).isEqualTo(closing);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, EffectLayout.WIDE, EffectLayout.PENDING, EffectLayout.WIDE | EffectLayout.PENDING})
    void theCursorKnowsTheWidthOfEntries(int flags) {
        Release release = Release.of(ID, HOLD);
        EffectCursor effect = Effects.cursor(Effects.of(EffectKind.HOLD_RELEASED, flags, release, 0, LINES));
        boolean wide = (flags & EffectLayout.WIDE) != 0;
        boolean pending = (flags & EffectLayout.PENDING) != 0;
        assertThat(effect.hasPending()).isEqualTo(pending);
        for (int i = 0; i < LINES.size(); i++) {
            assertThat(effect.entryAccount(i)).isEqualTo(4 + i);
            assertThat(effect.amountLow(i)).isEqualTo(LINES.get(i).amount().low());
            assertThat(effect.debitsAfterLow(i)).isEqualTo(1 + i);
            assertThat(effect.debitsAfterHigh(i)).isEqualTo(wide ? 10 : 0);
            assertThat(effect.creditsAfterLow(i)).isEqualTo(2 + i);
            assertThat(effect.creditsAfterHigh(i)).isEqualTo(wide ? 20 : 0);
            assertThat(effect.pendingDebitsAfterLow(i)).isEqualTo(pending ? 3 + i : 0);
            assertThat(effect.pendingDebitsAfterHigh(i)).isEqualTo(wide && pending ? 30 : 0);
            assertThat(effect.pendingCreditsAfterLow(i)).isEqualTo(pending ? 4 + i : 0);
            assertThat(effect.pendingCreditsAfterHigh(i)).isEqualTo(wide && pending ? 40 : 0);
        }
        assertThat(effect.entriesEnd()).isEqualTo(effect.size() - 8 - 32);
    }
}
