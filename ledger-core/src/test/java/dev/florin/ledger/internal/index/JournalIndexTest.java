package dev.florin.ledger.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.EntryLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalIndexTest {
    private static final int WIDE = EffectLayout.WIDE;
    private static final int PENDING = EffectLayout.PENDING;

    /** Adds an effect of one entry for each amount, of accounts 0, 1, 2, ...; 0 for what moved nothing. */
    private static void effect(EffectKind kind, int flags, RecordBuffer out, long... amounts) {
        int start = out.beginRecord(kind.code(), flags, amounts.length, 1, 1, 0);
        int figures = 2 + ((flags & PENDING) != 0 ? 2 : 0);
        for (int account = 0; account < amounts.length; account++) {
            out.putInt(account);
            out.putInt(0);
            out.putLong(amounts[account]);
            for (int i = (flags & WIDE) != 0 ? 2 * figures + 1 : figures; i > 0; i--) {
                out.putLong((flags & WIDE) != 0 && i == 2 * figures + 1 ? 0 : 99);
            }
        }
        out.endRecord(start);
    }

    private static EffectBatch batch(RecordBuffer effects, int count) {
        byte[] frame = new byte[EffectBatch.HEADER_BYTES + effects.length()];
        System.arraycopy(effects.bytes(), 0, frame, EffectBatch.HEADER_BYTES, effects.length());
        EffectLayout.putInt(frame, EffectBatch.COUNT, count);
        EffectLayout.putLong(frame, EffectBatch.FIRST_POSITION, 1);
        return new EffectBatch(frame, 0, frame.length);
    }

    private static long[] locators(JournalIndex index, int account) {
        return index.entries(account, 0, true, 100);
    }

    @Test
    void entriesOfEveryWidthAreFoundAndThoseThatMovedNothingAreNot() {
        RecordBuffer effects = new RecordBuffer(64);
        effect(EffectKind.TRANSFER_POSTED, 0, effects, 5, 5);
        effect(EffectKind.HOLD_CAPTURED, PENDING, effects, 0, 5, 5);
        effect(EffectKind.HOLD_CAPTURED, WIDE | PENDING, effects, 5, 0, 5);
        effect(EffectKind.TRANSFER_REFUNDED, WIDE, effects, 5, 5, 0);
        JournalIndex index = new JournalIndex(1);
        index.add(batch(effects, 4), 0);
        assertThat(locators(index, 0))
                .containsExactly(EntryLocator.of(1, 0), EntryLocator.of(3, 0), EntryLocator.of(4, 0));
        assertThat(locators(index, 1))
                .containsExactly(EntryLocator.of(1, 1), EntryLocator.of(2, 1), EntryLocator.of(4, 1));
        assertThat(locators(index, 2)).containsExactly(EntryLocator.of(2, 2), EntryLocator.of(3, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = EffectKind.class,
            names = {"HOLD_PLACED", "HOLD_RELEASED"})
    void whatMovesNothingPostedIsNoLine(EffectKind kind) {
        RecordBuffer effects = new RecordBuffer(64);
        effect(kind, PENDING, effects, 5, 5);
        JournalIndex index = new JournalIndex(1);
        index.add(batch(effects, 1), 0);
        assertThat(locators(index, 0)).isEmpty();
        assertThat(index.lastPosition()).isEqualTo(1);
    }

    @Test
    void anAmountOfWhichOnlyTheUpperHalfIsNotZeroIsALine() {
        RecordBuffer effects = new RecordBuffer(64);
        effect(EffectKind.SWEPT, WIDE, effects, 0, 0);
        EffectLayout.putLong(effects.bytes(), EffectLayout.HEADER_BYTES + 16, 1);
        JournalIndex index = new JournalIndex(1);
        index.add(batch(effects, 1), 0);
        assertThat(locators(index, 0)).containsExactly(EntryLocator.of(1, 0));
        assertThat(locators(index, 1)).isEmpty();
    }

    @Test
    void anEffectThatClaimsMoreEntriesThanItHasRoomForIsRefused() {
        RecordBuffer effects = new RecordBuffer(64);
        effect(EffectKind.HOLD_CAPTURED, PENDING, effects, 5, 5);
        EffectLayout.putShort(effects.bytes(), EffectLayout.ENTRY_COUNT, 3);
        EffectBatch batch = batch(effects, 1);
        assertThatThrownBy(() -> new JournalIndex(1).add(batch, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("position 1 claims 3 entries, and has room for 2");
    }
}
