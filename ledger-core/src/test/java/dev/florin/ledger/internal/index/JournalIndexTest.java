package dev.florin.ledger.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalIndexTest {
    private static final int WIDE = EffectLayout.WIDE;
    private static final int PENDING = EffectLayout.PENDING;
    private static final long ORIGIN = 77;

    /** Adds an effect of one entry for each amount, of accounts 0, 1, 2, ...; 0 for what moved nothing. */
    private static void effect(EffectKind kind, int flags, RecordBuffer out, long... amounts) {
        int start = out.beginRecord(kind.code(), flags, amounts.length, 1, out.length(), 0);
        int figures = 2 + ((flags & PENDING) != 0 ? 2 : 0);
        for (int account = 0; account < amounts.length; account++) {
            out.putInt(account);
            out.putInt(0);
            out.putLong(amounts[account]);
            for (int i = (flags & WIDE) != 0 ? 2 * figures + 1 : figures; i > 0; i--) {
                out.putLong((flags & WIDE) != 0 && i == 2 * figures + 1 ? 0 : 99);
            }
        }
        if (kind.hasOrigin()) {
            out.putInt(EffectLayout.ORIGIN);
            out.putInt(32);
            out.putLong(1);
            out.putLong(0);
            out.putLong(ORIGIN);
            out.putLong(0);
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
        return index.entries(Storage.Entries.POSTED, account, 0, true, 100);
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
    void commandsAndWhatRefersToAnEffectAreFound() {
        RecordBuffer effects = new RecordBuffer(64);
        effect(EffectKind.HOLD_CAPTURED, PENDING, effects, 5, 5);
        effect(EffectKind.TRANSFER_POSTED, 0, effects, 5, 5);
        effect(EffectKind.TRANSFER_REFUNDED, 0, effects, 5, 5);
        effect(EffectKind.TRANSFER_REVERSED, PENDING, effects, 5, 5);
        JournalIndex index = new JournalIndex(1);
        index.add(batch(effects, 4), 0);
        assertThat(index.references(ORIGIN, 0, 9)).containsExactly(1, 3, 4);
        assertThat(index.references(ORIGIN, 1, 1)).containsExactly(3);
        assertThat(index.references(ORIGIN, 4, 9)).isEmpty();
        assertThat(index.references(1, 0, 9)).isEmpty();
        long[] positions = new long[2];
        index.find(new long[] {1, 0, 1, 1}, 2, positions);
        assertThat(positions).containsExactly(1, Storage.Reader.NOT_FOUND);
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
