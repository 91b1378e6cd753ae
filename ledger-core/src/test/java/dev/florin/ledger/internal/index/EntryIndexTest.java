package dev.florin.ledger.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EntryIndexTest {
    @Test
    void aHotAccountBesideManyColdOnesIsFoundFromEverywhere() {
        EntryIndex index = new EntryIndex();
        int hot = 5;
        int entries = 200_000;
        for (int i = 1; i <= entries; i++) {
            index.add(hot, 2L * i);
            index.add(10 + i % 20_000, i);
        }
        assertThat(index.find(hot, 0, true, Integer.MAX_VALUE))
                .isEqualTo(LongStream.rangeClosed(1, entries).map(i -> 2 * i).toArray());
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long from = random.nextInt(2 * entries + 3);
            int limit = 1 + random.nextInt(300);
            long firstUp = from + (from & 1);
            assertThat(index.find(hot, from, true, limit))
                    .isEqualTo(LongStream.iterate(Math.max(2, firstUp), l -> l + 2)
                            .limit(limit)
                            .takeWhile(l -> l <= 2L * entries)
                            .toArray());
            long firstDown = Math.min(2L * entries, from - (from & 1));
            assertThat(index.find(hot, from, false, limit))
                    .isEqualTo(LongStream.iterate(firstDown, l -> l - 2)
                            .limit(limit)
                            .takeWhile(l -> l > 0)
                            .toArray());
        }
        assertThat(index.find(10 + 7, 0, true, 100))
                .isEqualTo(LongStream.range(0, 10).map(i -> 7 + 20_000 * i).toArray());
    }
}
