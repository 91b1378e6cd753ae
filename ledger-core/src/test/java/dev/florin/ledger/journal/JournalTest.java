package dev.florin.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Side;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.RandomCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final int FORCED = EffectBatch.FORCED_SEQUENCE;

    @Test
    void framesAreBuiltAgainByteForByteFromTheirHeadersAndRecords() {
        for (long seed = 0; seed < 5; seed++) {
            BatchChain chain = new BatchChain();
            String last = "0".repeat(64);
            for (EffectBatch batch : run(seed)) {
                assertThat(chain.last()).isEqualTo(last);
                EffectBatch built = chain.build(BatchHeader.of(batch), records(batch), batch.forcedSequence());
                assertThat(built.bytes()).isEqualTo(bytes(batch));
                last = BatchHeader.of(batch).chain();
            }
        }
    }

    @Test
    void aFrameThatWasForcedAtAnotherMomentHasTheSameHeader() {
        EffectBatch batch = run(1).get(0);
        EffectBatch built = new BatchChain().build(BatchHeader.of(batch), records(batch), 77);
        assertThat(BatchHeader.of(built)).isEqualTo(BatchHeader.of(batch));
        assertThat(built.forcedSequence()).isEqualTo(77);
        assertThat(built.isWhole()).isTrue();
        byte[] before = bytes(batch);
        assertThat(Arrays.copyOfRange(built.bytes(), EffectBatch.FORMAT, FORCED))
                .isEqualTo(Arrays.copyOfRange(before, EffectBatch.FORMAT, FORCED));
    }

    @Test
    void theChainTakesOnlyTheBatchThatFollows() {
        List<EffectBatch> batches = run(2);
        BatchChain chain = new BatchChain();
        assertThat(chain.accept(batches.get(1))).isFalse();
        assertThat(chain.accept(batches.get(0))).isTrue();
        byte[] changed = bytes(batches.get(1));
        changed[changed.length - 1] ^= 1;
        assertThat(chain.accept(new EffectBatch(changed, 0, changed.length))).isFalse();
        assertThat(chain.accept(batches.get(1))).isTrue();
    }

    /** Sums follow from amounts, so the reader must have taken each figure from its place. */
    @Test
    void effectsAreReadInTheWordsOfTheApi() {
        Set<EffectKind> seen = EnumSet.noneOf(EffectKind.class);
        for (long seed = 0; seed < 5; seed++) {
            EffectReader reader = new EffectReader();
            for (EffectBatch batch : run(seed)) {
                EffectCursor cursor = batch.cursor();
                while (cursor.next()) {
                    Effect effect = reader.read(cursor, batch.incarnation());
                    seen.add(effect.kind());
                    assertThat(effect.receipt())
                            .isEqualTo(new Receipt(
                                    effect.receipt().id(), cursor.position(), cursor.timeNanos(), batch.incarnation()));
                    assertThat(effect.kind().hasEntries())
                            .isEqualTo(!effect.entries().isEmpty());
                    assertThat(effect.kind().hasOrigin()).isEqualTo(effect.origin() != null);
                    assertThat(effect.kind() == EffectKind.REJECTED).isEqualTo(effect.rejection() != null);
                    assertThat(Optional.ofNullable(effect.after()).isPresent())
                            .isEqualTo(effect.kind() == EffectKind.ACCOUNT_OPENED
                                    || effect.kind() == EffectKind.ACCOUNT_UPDATED);
                    for (Effect.Line line : effect.entries()) {
                        Amount sum = line.side() == Side.DEBIT ? line.debits() : line.credits();
                        assertThat(!effect.kind().movesPosted() || sum.compareTo(line.amount()) >= 0)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(seen).contains(EffectKind.HOLD_CAPTURED, EffectKind.TRANSFER_REFUNDED, EffectKind.SWEPT);
    }

    @Test
    void anEffectThatNamesAnUnknownAccountIsRefused() {
        for (EffectBatch batch : run(3)) {
            EffectCursor cursor = batch.cursor();
            while (cursor.next()) {
                if (cursor.kind().hasEntries()) {
                    byte[] record =
                            Arrays.copyOfRange(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.size());
                    EffectLayout.putInt(record, EffectLayout.HEADER_BYTES, -1);
                    EffectCursor alone = new EffectCursor(record, 0, record.length, 1, 1);
                    alone.next();
                    assertThatThrownBy(() -> new EffectReader().read(alone, 1))
                            .isInstanceOf(IllegalArgumentException.class);
                    return;
                }
            }
        }
        throw new AssertionError("the run moved nothing");
    }

    @Test
    void hashesAreHexadecimalDigitsInLowerCase() {
        BatchHeader header = BatchHeader.of(run(0).get(0));
        for (String chain : List.of("", "0".repeat(63), "A".repeat(64), "g".repeat(64))) {
            assertThatThrownBy(() -> new BatchHeader(
                            1,
                            2,
                            1,
                            1,
                            1,
                            1,
                            0,
                            0,
                            1,
                            header.stateDigest(),
                            header.effectsRoot(),
                            header.stateRoot(),
                            chain))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("chain");
        }
    }

    private static List<EffectBatch> run(long seed) {
        InMemoryStorage storage = InMemoryStorage.create();
        try (Ledger ledger = Ledger.open(storage)) {
            RandomCommands commands = new RandomCommands(seed);
            for (int i = 0; i < 60; i++) {
                ledger.submitAll(commands.take(5));
            }
        }
        List<EffectBatch> batches = new ArrayList<>();
        Storage.Replay collect = batch -> batches.add(new EffectBatch(bytes(batch), 0, batch.length()));
        storage.open(collect).close();
        return batches;
    }

    private static byte[] bytes(EffectBatch batch) {
        return Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
    }

    private static List<byte[]> records(EffectBatch batch) {
        List<byte[]> records = new ArrayList<>();
        EffectCursor cursor = batch.cursor();
        while (cursor.next()) {
            records.add(Arrays.copyOfRange(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.size()));
        }
        return records;
    }
}
