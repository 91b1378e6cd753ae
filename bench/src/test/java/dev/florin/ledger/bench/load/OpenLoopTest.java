package dev.florin.ledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.bench.BenchBooks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Latencies count from the moment at which a transfer was due. */
class OpenLoopTest {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration STALL = Duration.ofMillis(400);

    private final StallingStorage storage = new StallingStorage();

    private OpenLoop.Recorded runWithOneStall(BenchBooks books, double perSecond) throws InterruptedException {
        OpenLoop.Plan plan = new OpenLoop.Plan(perSecond, Arrivals.Pattern.EVEN, 1, 1);
        try (OpenLoop loop = new OpenLoop(books.ledger(), books.accounts(), plan)) {
            loop.start(Duration.ofMillis(300), WINDOW, Duration.ofSeconds(30));
            Thread.sleep(500);
            storage.stallOnce(STALL);
            loop.awaitEnd();
            return loop.take();
        }
    }

    @Test
    void aStallCountsForEverythingThatWasDueInIt() throws InterruptedException {
        try (BenchBooks books = BenchBooks.in(storage, 100)) {
            OpenLoop.Recorded recorded = runWithOneStall(books, 1_000);

            // Of the thousand, four hundred were due while nothing was answered; they waited for 400 ms down to none,
            // so that a
            // quarter of all waited for more than 100 ms at the least.
            assertThat(recorded.latencies().count()).isBetween(999L, 1_001L);
            assertThat(recorded.latencies().max()).isGreaterThan(390);
            assertThat(recorded.latencies().p999()).isGreaterThan(390);
            assertThat(recorded.latencies().p99()).isGreaterThan(350);
            assertThat(recorded.latencies().p90()).isGreaterThan(250);
        }
    }

    /** The queue takes 4,096 hand-overs; during the stall 20,000 are due, so that most of them cannot even be handed over. */
    @Test
    void whatCouldNotBeHandedOverSinceTheQueueWasFullCountsFromWhenItWasDue() throws InterruptedException {
        try (BenchBooks books = BenchBooks.in(storage, 100)) {
            OpenLoop.Recorded recorded = runWithOneStall(books, 50_000);

            assertThat(recorded.refused()).isPositive();
            assertThat(recorded.abandoned()).isZero();
            assertThat(recorded.latencies().count()).isBetween(49_999L, 50_001L);
            assertThat(recorded.lateness().max()).isGreaterThan(100);
            assertThat(recorded.latencies().p90()).isGreaterThan(250);
        }
    }

    @Test
    void whatIsNeverHandedOverCountsWithTheTimeItHadWaited() throws InterruptedException {
        try (BenchBooks books = BenchBooks.in(storage, 100)) {
            OpenLoop.Plan plan = new OpenLoop.Plan(100_000, Arrivals.Pattern.EVEN, 1, 1);
            try (OpenLoop loop = new OpenLoop(books.ledger(), books.accounts(), plan)) {
                storage.stallOnce(Duration.ofMillis(700));
                loop.start(Duration.ZERO, Duration.ofMillis(400), Duration.ZERO);
                loop.awaitEnd();
                OpenLoop.Recorded recorded = loop.take();

                assertThat(recorded.abandoned()).isGreaterThan(10_000);
                assertThat(recorded.latencies().count()).isBetween(39_999L, 40_001L);
                assertThat(loop.answered()).isEqualTo(recorded.latencies().count() - recorded.abandoned());
                assertThat(recorded.latencies().p50()).isGreaterThan(100);
            }
        }
    }

    @Test
    void theSameSeedBringsTheSameArrivals() {
        Arrivals first = new Arrivals(Arrivals.Pattern.POISSON, 1_000, 7, 50);
        Arrivals again = new Arrivals(Arrivals.Pattern.POISSON, 1_000, 7, 50);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            last = first.next();
            assertThat(again.next()).isEqualTo(last);
        }
        assertThat(last / 1e9).isBetween(98.0, 102.0);
    }
}
