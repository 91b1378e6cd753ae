package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StateDigestTest {
    private static final int SLOT_LONGS = AccountTable.slot(1);

    /** Slots and commands made of a seed. */
    private static long[] slots(int count, long seed) {
        return new Random(seed).longs((long) count * SLOT_LONGS).toArray();
    }

    private static void addCommand(StateDigest digest, int number) {
        digest.addCommand(number, ~number, 31L * number, number % 3, number + 1, 1000L + number);
    }

    private static Tuple.Tuple4<Long, Long, Long, Long> parts(StateDigest digest) {
        return Tuple.of(digest.contentHigh(), digest.contentLow(), digest.stateHigh(9, 9), digest.stateLow(9, 9));
    }

    @Property(tries = 100)
    void theOrderInWhichThingsCameDoesNotMatter(@ForAll @IntRange(min = 1, max = 30) int count, @ForAll long seed) {
        long[] slots = slots(count, seed);
        List<Integer> order = new ArrayList<>();
        StateDigest inOrder = new StateDigest();
        for (int i = 0; i < count; i++) {
            order.add(i);
            inOrder.add(slots, i * SLOT_LONGS);
            addCommand(inOrder, i);
        }
        StateDigest shuffled = new StateDigest();
        Collections.shuffle(order, new Random(seed));
        order.forEach(i -> addCommand(shuffled, i));
        Collections.shuffle(order, new Random(~seed));
        order.forEach(i -> shuffled.add(slots, i * SLOT_LONGS));
        assertThat(parts(shuffled)).isEqualTo(parts(inOrder));
    }

    @Property(tries = 100)
    void anAccountThatChangedCountsAsItIsNow(@ForAll long seed, @ForAll long by) {
        long[] slots = slots(2, seed);
        StateDigest changed = new StateDigest();
        changed.add(slots, 0);
        changed.add(slots, SLOT_LONGS);
        changed.remove(slots, 0);
        slots[AccountTable.CREDITS_LOW] += by;
        changed.add(slots, 0);
        StateDigest fresh = new StateDigest();
        fresh.add(slots, SLOT_LONGS);
        fresh.add(slots, 0);
        assertThat(parts(changed)).isEqualTo(parts(fresh));
    }

    @Test
    void everyFigureOfAnAccountCounts() {
        long[] slots = slots(1, 1);
        StateDigest before = new StateDigest();
        before.add(slots, 0);
        for (int field = AccountTable.DEBITS_HIGH; field <= AccountTable.VERSION; field++) {
            assertThat(withOneMore(slots, field)).as("field %s", field).isNotEqualTo(parts(before));
        }
        assertThat(withOneMore(slots, AccountTable.ATTRIBUTES_HASH)).isNotEqualTo(parts(before));
        assertThat(withOneMore(slots, AccountTable.MARK)).as("scratch").isEqualTo(parts(before));
    }

    private static Tuple.Tuple4<Long, Long, Long, Long> withOneMore(long[] slots, int field) {
        long[] other = slots.clone();
        other[field]++;
        StateDigest digest = new StateDigest();
        digest.add(other, 0);
        return parts(digest);
    }

    @Test
    void timesAndPositionsCountForTheStateAndNotForTheContent() {
        StateDigest one = new StateDigest();
        one.addCommand(1, 2, 3, 4, 5, 6);
        StateDigest later = new StateDigest();
        later.addCommand(1, 2, 3, 4, 5, 7);
        StateDigest elsewhere = new StateDigest();
        elsewhere.addCommand(1, 2, 3, 4, 6, 6);
        assertThat(later.contentHigh()).isEqualTo(one.contentHigh()).isEqualTo(elsewhere.contentHigh());
        assertThat(later.contentLow()).isEqualTo(one.contentLow()).isEqualTo(elsewhere.contentLow());
        assertThat(List.of(one.stateHigh(9, 9), later.stateHigh(9, 9), elsewhere.stateHigh(9, 9), one.stateHigh(9, 8)))
                .doesNotHaveDuplicates();
    }
}
