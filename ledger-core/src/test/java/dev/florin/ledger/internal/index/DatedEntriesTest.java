package dev.florin.ledger.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.ModelIndex;
import dev.florin.ledger.testkit.RandomEffects;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatedEntriesTest {
    private static final int MOMENTS = 5_000;

    /** Around what makes runs of the first and of the second level. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024, 1_025, 3_000, 16_384, 20_000})
    void manyEntriesAreSummedAndPutInOrderAsTheModelDoesIt(int count) {
        Random random = new Random(count);
        RandomEffects effects = new RandomEffects(random, 3, 1);
        Frames frames = new Frames(1, 3);
        ModelIndex model = new ModelIndex();
        JournalIndex many = new JournalIndex(1);
        DatedEntries few = DatedEntries.ofFew();
        for (int i = 0; i < count; i++) {
            int account = random.nextInt(3);
            long effective = random.nextInt(MOMENTS);
            var frame = frames.next(List.of(effects.dated(2, i, account, effective)));
            model.take(frame);
            many.add(frame, 0);
            few.add(account, effective, EntryLocator.of(i + 1, 0), Side.DEBIT, 1, 0);
        }
        for (int i = 0; i < 50; i++) {
            int account = random.nextInt(4);
            long nanos = random.nextInt(MOMENTS);
            long position = random.nextInt(count + 2);
            boolean ascending = random.nextBoolean();
            long[] sums = model.datedSums(account, nanos, position);
            assertThat(many.datedSums(account, nanos, position)).isEqualTo(sums);
            DatedSums alike = new DatedSums();
            few.sum(account, nanos, position, alike);
            assertThat(alike.toArray()).isEqualTo(sums);
            long from = EntryLocator.of(position / 2, 0);
            long[] found = model.dated(account, nanos, from, position, ascending, 90);
            assertThat(many.dated(account, nanos, from, position, ascending, 90))
                    .isEqualTo(found);
            assertThat(few.find(account, nanos, from, position, ascending, 90)).isEqualTo(found);
        }
    }

    @Test
    void sumsOf128BitsCarry() {
        DatedEntries entries = DatedEntries.ofMany();
        entries.add(7, 10, EntryLocator.of(1, 0), Side.CREDIT, -1, 3);
        entries.add(7, 20, EntryLocator.of(2, 0), Side.CREDIT, 1, 0);
        entries.add(7, 20, EntryLocator.of(2, 1), Side.DEBIT, 5, 0);
        DatedSums sums = new DatedSums();
        entries.sum(7, 20, 2, sums);
        assertThat(sums.toArray()).containsExactly(5, 0, 0, 4);
    }
}
