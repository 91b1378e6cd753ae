package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    /** Against a map from positions to ids, of which each is somewhere between {@code gone} and the last position. */
    @Property(tries = 60)
    void idsAreFoundUntilTheyLeave(@ForAll long seed, @ForAll @IntRange(min = 1, max = 800) int mostAtOnce) {
        Random random = new Random(seed);
        RecentIds recent = new RecentIds(seed);
        Map<Long, Long> positions = new HashMap<>();
        Map<Long, Long> ids = new HashMap<>();
        long last = 0;
        long gone = 0;
        for (int step = 0; step < 40; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    long upTo = gone + random.nextInt((int) (last - gone) + 1);
                    recent.removeUpTo(upTo);
                    gone = upTo;
                    positions.values().removeIf(position -> position <= upTo);
                }
                case 1 -> {
                    for (int left = random.nextInt((int) (last - gone) + 1); left > 0; left--) {
                        recent.removeLast();
                        long removed = last--;
                        positions.remove(ids.remove(removed));
                    }
                }
                default -> {
                    for (int left = random.nextInt(mostAtOnce); left > 0; left--) {
                        long id = random.nextLong();
                        recent.add(id, -id, ++last);
                        positions.put(id, last);
                        ids.put(last, id);
                    }
                }
            }
            assertThat(recent.size()).isEqualTo(positions.size());
            boolean allFound = positions.entrySet().stream()
                    .allMatch(entry -> recent.position(entry.getKey(), -entry.getKey()) == entry.getValue());
            assertThat(allFound).isTrue();
            assertThat(recent.position(random.nextLong(), 1)).isEqualTo(History.NOT_SETTLED);
        }
    }

    @Test
    void theFirstIdMayStandAtAnyPositionTheNextOnesFollow() {
        RecentIds recent = new RecentIds(0);
        recent.add(1, 1, 1_000_000_000_000L);
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.position(1, 1)).isEqualTo(1_000_000_000_000L);
        assertThatThrownBy(() -> recent.add(2, 2, 1_000_000_000_002L)).hasMessageContaining("cannot follow");
        recent.removeLast();
        assertThat(recent.position(1, 1)).isEqualTo(History.NOT_SETTLED);
        assertThatThrownBy(recent::removeLast).hasMessageContaining("no id is left");
    }
}
