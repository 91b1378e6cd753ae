package dev.florin.ledger.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A stream of positions says the next one that is not before any other, in either direction. */
class PositionStreamTest {
    @Property(tries = 500)
    void seekingFindsWhatALookAtAllFinds(
            @ForAll @Size(max = 100) List<@LongRange(min = 1, max = 300) Long> positions,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 30) Integer> leaps,
            @ForAll boolean ascending) {
        long[] sorted =
                positions.stream().mapToLong(position -> position).sorted().toArray();
        PositionStream stream = new PositionStream((from, limit) -> find(sorted, from, limit, ascending), ascending);
        long asked = ascending ? 1 : 300;
        for (int leap : leaps) {
            long expected = find(sorted, asked, 1, ascending).length == 0
                    ? PositionStream.END
                    : find(sorted, asked, 1, ascending)[0];
            assertThat(stream.seek(asked)).isEqualTo(expected);
            asked += ascending ? leap : -leap;
        }
    }

    private static long[] find(long[] sorted, long from, int limit, boolean ascending) {
        LongStream all = ascending
                ? Arrays.stream(sorted)
                : LongStream.range(0, sorted.length).map(i -> sorted[sorted.length - 1 - (int) i]);
        return all.filter(position -> ascending ? position >= from : position <= from)
                .limit(limit)
                .toArray();
    }

    @Test
    void whoReadsOnGetsLargerPiecesAndWhoLeapsSmallOnes() {
        AtomicInteger pieces = new AtomicInteger();
        PositionStream stream = new PositionStream(
                (from, limit) -> {
                    pieces.incrementAndGet();
                    assertThat(limit).isBetween(16, 256);
                    return LongStream.range(from, from + limit).toArray();
                },
                true);
        for (long position = 1; position <= 10_000; position++) {
            assertThat(stream.seek(position)).isEqualTo(position);
        }
        assertThat(pieces.get()).isBetween(39, 46);
        pieces.set(0);
        for (long position = 20_000; position <= 30_000; position += 1_000) {
            assertThat(stream.seek(position)).isEqualTo(position);
        }
        assertThat(pieces.get()).isEqualTo(11);
    }

    @Test
    void whoWasToldOfTheEndAsksNoMore() {
        AtomicInteger pieces = new AtomicInteger();
        PositionStream stream = new PositionStream(
                (from, limit) -> {
                    pieces.incrementAndGet();
                    return new long[] {7};
                },
                true);
        assertThat(stream.seek(1)).isEqualTo(7);
        assertThat(stream.seek(8)).isEqualTo(PositionStream.END);
        assertThat(pieces.get()).isEqualTo(1);
    }
}
