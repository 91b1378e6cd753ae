package dev.florin.ledger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EntryLocatorTest {
    private record Place(long position, int entry) {
        static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::position).thenComparingInt(Place::entry);
    }

    @Property
    void locatorsAreOrderedAsEntriesWereRecorded(
            @ForAll @LongRange(min = 1, max = (1L << 51) - 1) long position,
            @ForAll @LongRange(min = -1, max = 1) long step,
            @ForAll @IntRange(max = 4095) int entry,
            @ForAll @IntRange(max = 4095) int otherEntry) {
        Place one = new Place(position, entry);
        Place other = new Place(Math.min(Math.max(position + step, 1), (1L << 51) - 1), otherEntry);
        long locator = EntryLocator.of(one.position, one.entry);
        long otherLocator = EntryLocator.of(other.position, other.entry);
        assertThat(locator).isPositive();
        assertThat(EntryLocator.position(locator)).isEqualTo(position);
        assertThat(EntryLocator.entry(locator)).isEqualTo(entry);
        assertThat(Integer.signum(Long.compare(locator, otherLocator)))
                .isEqualTo(Integer.signum(Place.ORDER.compare(one, other)));
    }
}
