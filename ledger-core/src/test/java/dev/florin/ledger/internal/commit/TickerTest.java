package dev.florin.ledger.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.books.MissingDate;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.NextDates;
import dev.florin.ledger.internal.sequence.LocalSequencer;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Sequencer;
import dev.florin.ledger.testkit.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a tick is offered, with a sequencer that counts and a clock that is set by hand. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TickerTest {
    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 1_800_000_000 * SECOND;

    private final AtomicLong time = new AtomicLong(NOW);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger offers = new AtomicInteger();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread thread;
    /** More than it looks in a window, however late a machine that stalls ends that; far fewer than if it were busy. */
    private static final int SELDOM = 200;

    private final List<CommandBlock> taken = new CopyOnWriteArrayList<>();
    private volatile boolean full;

    private final Ticker ticker = new Ticker(
            new OfferedOnly() {
                @Override
                public boolean offer(CommandBlock block) {
                    offers.incrementAndGet();
                    boolean room = !full;
                    if (room) {
                        taken.add(block);
                    }
                    return room;
                }
            },
            this::look,
            faults::add);

    private long look() {
        thread = Thread.currentThread();
        looks.incrementAndGet();
        return time.get();
    }

    private abstract static class OfferedOnly implements Sequencer {
        @Override
        public void start(Downstream downstream) {}

        @Override
        public void close() {}

        @Override
        public void stop() {}
    }

    @AfterEach
    void end() {
        ticker.end();
        Thread started = thread;
        await("its thread ends").until(() -> started == null || !started.isAlive());
    }

    private static void pause(long millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void whileNothingIsDueNobodyLooksAtTheClock() {
        ticker.dueAt(Ticker.NEVER);
        pause(150);
        assertThat(looks).hasValue(0);
        ticker.dueAt(NOW);
        await().until(() -> offers.get() > 0);
        ticker.dueAt(Ticker.NEVER);
        await("it is parked").until(() -> thread.getState() == Thread.State.WAITING);
        int before = looks.get();
        pause(150);
        assertThat(looks).hasValue(before);
    }

    @Test
    void whatIsDueInAParkedTickerIsOfferedAtOnce() {
        ticker.dueAt(NOW);
        await().until(() -> offers.get() > 0);
        ticker.dueAt(Ticker.NEVER);
        await("it is parked").until(() -> thread.getState() == Thread.State.WAITING);
        int before = offers.get();
        ticker.dueAt(NOW - 1);
        await().until(() -> offers.get() > before);
    }

    @Test
    void aTickIsOfferedWhenTheClockGetsThereHoweverItDoes() {
        ticker.dueAt(NOW + 1_000 * SECOND);
        pause(150);
        assertThat(offers).hasValue(0);
        time.set(NOW + 1_000 * SECOND - 1);
        pause(100);
        assertThat(offers).hasValue(0);
        time.set(NOW + 1_000 * SECOND);
        await().until(() -> offers.get() > 0);
    }

    @Test
    void waitingIsNotBusy() {
        ticker.dueAt(NOW + SECOND);
        await().until(() -> looks.get() > 0);
        assertThat(countIn(500, looks)).as("looks at the clock").isBetween(1, SELDOM);
    }

    @Test
    void aDueTimeFartherThanALongHoldsIsWaitedForLikeAnyOther() {
        time.set(Long.MIN_VALUE + 1);
        ticker.dueAt(Long.MAX_VALUE - 1);
        await().until(() -> looks.get() > 0);
        assertThat(countIn(300, looks)).as("looks at the clock").isBetween(1, SELDOM);
        assertThat(offers).hasValue(0);
    }

    /** The bookkeeper may have seen an earlier time than this clock says. */
    @Test
    void aTickThatChangesNothingIsRepeatedButNotInHaste() {
        ticker.dueAt(NOW);
        await().until(() -> offers.get() > 0);
        assertThat(countIn(500, offers)).isBetween(1, SELDOM);
    }

    @Test
    void aFullQueueIsTriedAgain() {
        full = true;
        ticker.dueAt(NOW);
        await().until(() -> offers.get() > 2);
        full = false;
        int before = offers.get();
        await().until(() -> offers.get() > before);
        assertThat(faults).isEmpty();
    }

    private static MissingDate missing(int number, String zone) {
        Recurrence daily =
                new Recurrence(new Recurrence.Calendar(Period.ofDays(1), zone), null, 0, Recurrence.Missed.RUN_EACH);
        return new MissingDate(CommandId.of(1, number), Instant.EPOCH, daily, 0, 0);
    }

    private List<NextDates.NextDate> dates() {
        List<NextDates.NextDate> dates = new ArrayList<>();
        for (CommandBlock block : taken) {
            CommandCursor tick = new CommandCursor().wrap(block.bytes(), block.length());
            assertThat(tick.next()).isTrue();
            dates.addAll(NextDates.of(tick));
        }
        return dates;
    }

    @Test
    void missingDatesAreWorkedOutAndOfferedOnceThoughNothingIsDue() {
        List<MissingDate> missing =
                IntStream.rangeClosed(1, 2_500).mapToObj(i -> missing(i, "UTC")).toList();
        ticker.missing(missing);
        await().until(() -> dates().size() == 2_500);
        assertThat(dates()).extracting(NextDates.NextDate::nextNanos).containsOnly(86_400 * SECOND);
        assertThat(dates()).extracting(NextDates.NextDate::schedule).doesNotHaveDuplicates();
        assertThat(taken).hasSize(3);
        pause(100);
        assertThat(offers).hasValue(3);
        assertThat(looks).hasValue(0);
    }

    @Test
    void datesThatFindNoRoomAreOfferedAgain() {
        full = true;
        ticker.missing(List.of(missing(1, "UTC")));
        await().until(() -> offers.get() > 2);
        full = false;
        await().until(() -> dates().size() == 1);
        pause(50);
        assertThat(dates()).hasSize(1);
    }

    @Test
    void aDateThatCannotBeWorkedOutHoldsUpNoOther() {
        ticker.missing(List.of(missing(1, "Atlantis/Poseidonis")));
        ticker.missing(List.of(missing(2, "Atlantis/Poseidonis"), missing(3, "UTC")));
        await().until(() -> dates().size() == 1);
        assertThat(dates().get(0).schedule()).isEqualTo(CommandId.of(1, 3));
        ticker.dueAt(NOW);
        await().until(() -> taken.size() > 1);
        assertThat(faults).isEmpty();
    }

    private static int countIn(long millis, AtomicInteger counter) {
        int before = counter.get();
        pause(millis);
        return counter.get() - before;
    }

    @Test
    void anInterruptNeitherEndsNorHastensIt() {
        ticker.dueAt(NOW + SECOND);
        await().until(() -> looks.get() > 0);
        thread.interrupt();
        assertThat(countIn(300, looks)).as("looks at the clock").isBetween(1, SELDOM);
        time.set(NOW + SECOND);
        await().until(() -> offers.get() > 0);
        thread.interrupt();
        assertThat(countIn(300, offers)).isBetween(1, SELDOM);
    }

    @Test
    void afterItsEndNothingIsOffered() {
        ticker.dueAt(NOW + SECOND);
        await().until(() -> looks.get() > 0);
        ticker.end();
        await().until(() -> !thread.isAlive());
        time.set(NOW + 2 * SECOND);
        ticker.dueAt(NOW);
        pause(100);
        assertThat(offers).hasValue(0);
        assertThat(faults).isEmpty();
    }

    @Test
    void anEndBeforeTheFirstDueTimeIsOneToo() {
        ticker.end();
        ticker.dueAt(NOW);
        pause(100);
        assertThat(offers).hasValue(0);
    }

    @Test
    void aClockOrSequencerThatThrowsIsAFault() {
        IllegalStateException fault = new IllegalStateException("no time, no peers");
        LongSupplier brokenClock = () -> {
            throw fault;
        };
        Sequencer broken = new OfferedOnly() {
            @Override
            public boolean offer(CommandBlock block) {
                throw fault;
            }
        };
        new Ticker(broken, this::look, faults::add).dueAt(NOW);
        await().untilAsserted(() -> assertThat(faults).containsExactly(fault));
        new Ticker(broken, brokenClock, faults::add).dueAt(NOW);
        await().untilAsserted(() -> assertThat(faults).containsExactly(fault, fault));
    }

    /** A bookkeeper that lets one thing expire with each batch, behind the sequencer of a single machine. */
    private static final class OneByOne implements Sequencer.Downstream {
        final Queue<Long> late = new ConcurrentLinkedQueue<>();
        final PriorityQueue<Long> due = new PriorityQueue<>();
        private @Nullable Ticker ticker;

        synchronized void begin(Ticker listener, List<Long> dueTimes) {
            ticker = listener;
            due.addAll(dueTimes);
            tell();
        }

        @Override
        public synchronized void accept(CommandBatch batch) {
            if (!due.isEmpty() && due.peek() <= batch.stampNanos()) {
                late.add(batch.stampNanos() - due.remove());
            }
            tell();
        }

        private void tell() {
            ticker.dueAt(due.isEmpty() ? Ticker.NEVER : due.peek());
        }

        @Override
        public void undelivered(CommandBlock block) {}

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    @Test
    void muchThatIsDueIsDoneWithoutWaitingInBetween() {
        LedgerClock clock = LedgerClock.system();
        LocalSequencer sequencer = new LocalSequencer(clock, 16, 0);
        Ticker ticking = new Ticker(sequencer, clock::nanos, faults::add);
        OneByOne books = new OneByOne();
        sequencer.start(books);
        long now = clock.nanos();
        List<Long> past =
                LongStream.range(0, 500).mapToObj(i -> now - SECOND * i).toList();
        books.begin(ticking, past);
        await().until(() -> books.late.size() == past.size());
        ticking.end();
        assertThat(Faults.thrownBy(sequencer::close)).isNull();
        assertThat(faults).isEmpty();
    }

    @Test
    void whatFallsDueHappensWithinASecondAndNotBefore() {
        LedgerClock clock = LedgerClock.system();
        LocalSequencer sequencer = new LocalSequencer(clock, 16, 0);
        Ticker ticking = new Ticker(sequencer, clock::nanos, faults::add);
        OneByOne books = new OneByOne();
        sequencer.start(books);
        long now = clock.nanos();
        books.begin(ticking, List.of(now - 1, now + SECOND / 5, now + SECOND / 4, now + SECOND / 2));
        await().until(() -> books.late.size() == 4);
        ticking.end();
        sequencer.close();
        // One or two may be late because the machine was; none may be early.
        assertThat(books.late)
                .allMatch(late -> late >= 0)
                .filteredOn(late -> late < SECOND)
                .hasSizeGreaterThanOrEqualTo(2);
    }
}
