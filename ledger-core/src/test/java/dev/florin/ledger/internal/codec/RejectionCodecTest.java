package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Condition;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Release;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RejectionCodecTest {
    private static final AccountId ACCOUNT = AccountId.of(1, 2);
    private static final CommandId ID = CommandId.of(3, 4);
    private static final Asset USD = Asset.of("USD", 2);
    private static final Asset LONG_CODE = Asset.of("SOMETHING", 18);
    private static final Amount A = Amount.MAX;
    private static final Amount B = Amount.of(7);
    private static final SignedAmount DEBT = SignedAmount.ofNegative(new Amount(5, 6));
    private static final SignedAmount CREDIT = SignedAmount.of(8);

    static final List<Rejection> REJECTIONS = List.of(
            new Rejection.IdSettled(ID, 1L << 40),
            new Rejection.ConditionAccountUnknown(ACCOUNT),
            new Rejection.ConditionNotMet(ACCOUNT, Condition.Kind.AVAILABLE_AT_MOST, DEBT, CREDIT),
            new Rejection.GroupMemberRejected(4_095, ID, new Rejection.NameTaken("name", ACCOUNT)),
            new Rejection.EffectsTooLarge(1L << 33, 8 << 20),
            new OriginRejection.OriginUnknown(ID),
            new OriginRejection.OriginOfOtherKind(ID, CommandKind.CLOSE_ACCOUNT),
            new OriginRejection.OriginRejected(ID, 25),
            new OriginRejection.HoldCaptured(ID, 1),
            new OriginRejection.HoldReleased(ID, 2),
            new OriginRejection.HoldExpired(ID, 3),
            new OriginRejection.HoldReversed(ID, 4),
            new OriginRejection.ScheduleEnded(ID, 6),
            new OriginRejection.ScheduleCancelled(ID, 7),
            new OriginRejection.AlreadyReversed(ID, 5),
            new OriginRejection.NothingLeft(ID),
            new OriginRejection.PartEntriesDiffer(ID, 3, 2),
            new OriginRejection.MoreThanLeft(ID, 1, A, B),
            new Rejection.AccountExists(ACCOUNT),
            new Rejection.AssetScaleDiffers(USD, LONG_CODE),
            new Rejection.UnknownAccount(ACCOUNT),
            new Rejection.NameTaken("\ud83d\ude00", ACCOUNT),
            new Rejection.AccountNotEmpty(ACCOUNT, DEBT),
            new Rejection.AccountHasHolds(ACCOUNT, A, B),
            new Rejection.AccountHasSchedules(ACCOUNT, 1L << 40, ID),
            new Rejection.LimitAlreadyBroken(ACCOUNT, Rejection.Bound.UPPER, DEBT, CREDIT),
            new Rejection.AccountClosed(ACCOUNT),
            new Rejection.AccountFrozen(ACCOUNT),
            new Rejection.AccountFrozenForDebits(ACCOUNT),
            new Rejection.AssetsDiffer(LONG_CODE, USD),
            new Rejection.NothingAvailable(ACCOUNT, DEBT),
            new Rejection.Unbalanced(USD, A, B),
            new Rejection.NoEffect(),
            new Rejection.ExchangeResultDiffers(1, A, B),
            new Rejection.ExchangeResidueDiffers(ACCOUNT, B, DEBT),
            new Rejection.DueTimeTooLate(Long.MAX_VALUE, 1),
            new Rejection.FirstDateTooEarly(Long.MIN_VALUE, -1, Long.MAX_VALUE, 1),
            new Rejection.SumOverflow(ACCOUNT, Side.CREDIT, A, B),
            new Rejection.BelowLowerLimit(ACCOUNT, DEBT, CREDIT, A, B),
            new Rejection.AboveUpperLimit(ACCOUNT, DEBT, CREDIT, A, B));

    @ParameterizedTest
    @FieldSource("REJECTIONS")
    void aRejectionIsReadAsItWasWritten(Rejection rejection) {
        assertThat(EffectCodec.rejection(cursor(written(rejection)))).isEqualTo(rejection);
        Rejection ofMember = new Rejection.GroupMemberRejected(2, ID, rejection);
        if (!(rejection instanceof Rejection.GroupMemberRejected)) {
            assertThat(EffectCodec.rejection(cursor(written(ofMember)))).isEqualTo(ofMember);
        }
    }

    @Test
    void everyReasonThatLeavesATraceIsAmongThem() {
        assertThat(REJECTIONS.stream().map(Rejection::reason))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(RejectionReason.ID_CONFLICT)));
    }

    @Test
    void aConflictLeavesNoTrace() {
        assertThatThrownBy(() -> written(new Rejection.IdConflict("kind", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Figures that were cut off are not made up from what lies behind the record. */
    @ParameterizedTest
    @FieldSource("REJECTIONS")
    void figuresThatAreMissingAreRefused(Rejection rejection) {
        byte[] whole = written(rejection);
        int figures = 40 + 32 + 24;
        for (int size = figures; size < whole.length; size += 8) {
            byte[] cut = Arrays.copyOf(whole, size + 64);
            EffectLayout.putInt(cut, 0, size);
            EffectCursor effect = new EffectCursor(cut, 0, size, 1, 1);
            effect.next();
            assertThatThrownBy(() -> EffectCodec.rejection(effect)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] written(Rejection rejection) {
        RecordBuffer command = new RecordBuffer(64);
        CommandCodec.write(Release.of(ID, CommandId.of("hold")), command);
        RecordBuffer out = new RecordBuffer(64);
        EffectCodec.writeRejected(rejection, command.bytes(), 0, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static EffectCursor cursor(byte[] record) {
        EffectCursor effect = new EffectCursor(record, 0, record.length, 1, 1);
        assertThat(effect.next()).isTrue();
        assertThat(EffectCodec.kind(effect)).isEqualTo(CommandKind.RELEASE);
        return effect;
    }
}
