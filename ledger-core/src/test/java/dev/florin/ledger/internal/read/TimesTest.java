package dev.florin.ledger.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A recorded time is found as one would find it by looking at all of them. */
class TimesTest {
    @Property(tries = 300)
    void theLastPositionUpToATimeIsThatOfALookAtAll(
            @ForAll("times") SortedSet<Long> recorded, @ForAll("asked") long time) {
        Recorded storage =
                new Recorded(recorded.stream().mapToLong(nanos -> nanos).toArray());
        Times times = new Times(storage);
        for (long last = 0; last <= recorded.size(); last++) {
            long until = last;
            long expected = recorded.stream()
                    .limit(until)
                    .filter(nanos -> nanos <= time)
                    .count();
            assertThat(times.lastAt(time, last)).isEqualTo(expected);
            long before =
                    recorded.stream().limit(until).filter(nanos -> nanos < time).count();
            assertThat(times.lastBefore(time, last)).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<SortedSet<Long>> times() {
        return asked().set().ofMaxSize(40).map(TreeSet::new);
    }

    @Provide
    Arbitrary<Long> asked() {
        return Arbitraries.oneOf(Arbitraries.longs().between(-20, 60), Arbitraries.longs());
    }

    @Test
    void aSearchReadsLogarithmicallyManyEffectsAndTheNextOnesFewer() {
        int count = 1 << 20;
        long[] recorded = new long[count];
        for (int i = 0; i < count; i++) {
            recorded[i] = 10L * i;
        }
        Recorded storage = new Recorded(recorded);
        Times times = new Times(storage);
        assertThat(times.lastAt(777_777 * 10L + 3, count)).isEqualTo(777_778);
        assertThat(storage.reads).isLessThanOrEqualTo(22);
        storage.reads = 0;
        assertThat(times.lastAt(777_700 * 10L + 3, count)).isEqualTo(777_701);
        assertThat(storage.reads)
                .as("most probes are those of the search before")
                .isLessThanOrEqualTo(10);
    }

    @Test
    void momentsThatNobodyCanCountAreTheFirstAndTheLast() {
        assertThat(Times.nanos(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(Times.nanos(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Times.nanos(Instant.EPOCH.plusNanos(7))).isEqualTo(7);
        assertThat(Times.nanos(Instant.EPOCH.minusNanos(7))).isEqualTo(-7);
    }

    /** Effects that have nothing but a time. */
    private static final class Recorded implements Storage.Reader {
        private final long[] nanos;
        private int reads;

        Recorded(long[] nanos) {
            this.nanos = nanos;
        }

        @Override
        public EffectCursor read(long position) {
            reads++;
            byte[] bytes = new byte[EffectLayout.HEADER_BYTES];
            EffectLayout.putInt(bytes, EffectLayout.SIZE, bytes.length);
            EffectCursor effect = new EffectCursor(bytes, 0, bytes.length, position, nanos[(int) position - 1]);
            effect.next();
            return effect;
        }

        @Override
        public void find(long[] ids, int count, long[] positions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EffectBatch batch(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
