package dev.florin.ledger.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.testkit.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdMapTest {
    /** Keys of few bits, so that halves repeat and zero is among them. */
    @Property(tries = 300)
    void knowsWhatAHashMapKnows(@ForAll @Size(max = 500) List<@LongRange(min = -3, max = 40) Long> halves) {
        IdMap map = new IdMap();
        Map<UUID, Long> expected = new HashMap<>();
        for (int i = 0; i + 1 < halves.size(); i++) {
            UUID key = new UUID(halves.get(i), halves.get(i + 1));
            if (expected.putIfAbsent(key, (long) i) == null) {
                map.add(key.getMostSignificantBits(), key.getLeastSignificantBits(), i);
            }
        }
        assertThat(map.size()).isEqualTo(expected.size());
        for (long high = -3; high <= 40; high++) {
            for (long low = -3; low <= 40; low += 3) {
                assertThat(map.get(high, low)).isEqualTo(expected.getOrDefault(new UUID(high, low), IdMap.NONE));
            }
        }
    }

    /** Ids as they come: counted up, or in sequence in either half. */
    @Test
    void findsManyOfAnyPattern() {
        IdMap map = new IdMap();
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            map.add(i, 0, 3L * i);
            map.add(-1, i, 3L * i + 1);
            map.add((long) i << 32, ~i, 3L * i + 2);
        }
        assertThat(map.size()).isEqualTo(3L * count);
        for (int i = 0; i < count; i++) {
            assertThat(map.get(i, 0)).isEqualTo(3L * i);
            assertThat(map.get(-1, i)).isEqualTo(3L * i + 1);
            assertThat(map.get((long) i << 32, ~i)).isEqualTo(3L * i + 2);
            assertThat(map.get(i, 1)).isEqualTo(IdMap.NONE);
        }
    }

    private volatile int added;

    /** What was added before a look-up began is found, whatever grows meanwhile. */
    @Test
    @Timeout(60)
    void readersFindWhatWasAddedBefore() {
        IdMap map = new IdMap();
        try (Watch watch = Watch.with(2, () -> {
            int known = added;
            for (int i = 0; i < 50 && known > 0; i++) {
                long key = ThreadLocalRandom.current().nextLong(known);
                assertThat(map.get(high(key), key)).isEqualTo(key);
                long unknown = -1 - key;
                assertThat(map.get(high(unknown), unknown)).isEqualTo(IdMap.NONE);
            }
        })) {
            for (int key = 0; key < 400_000; key++) {
                map.add(high(key), key, key);
                added = key + 1;
            }
        }
        assertThat(map.size()).isEqualTo(400_000);
    }

    private static long high(long key) {
        return new SplittableRandom(key).nextLong();
    }
}
