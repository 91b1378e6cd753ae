package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers to changes, slow and fast ones. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesPublisherTest {
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(storage);
        openBank(ledger);
        openUser(ledger, "user", 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Notes what it gets. */
    private static final class Taker implements Flow.Subscriber<Effect> {
        final List<Long> positions = new CopyOnWriteArrayList<>();
        final List<Throwable> ends = new CopyOnWriteArrayList<>();
        final Consumer<Taker> onNext;
        volatile Flow.Subscription subscription;

        Taker(Consumer<Taker> onNext) {
            this.onNext = onNext;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Effect effect) {
            positions.add(effect.receipt().position());
            onNext.accept(this);
        }

        @Override
        public void onError(Throwable end) {
            ends.add(end);
        }

        @Override
        public void onComplete() {
            ends.add(new AssertionError("there is no last effect"));
        }

        void awaitTaken(long count) {
            await().until(() -> positions.size() >= count);
            assertThat(positions)
                    .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
        }

        void awaitEnd(Class<? extends Throwable> type) {
            await().until(() -> !ends.isEmpty());
            assertThat(ends).singleElement().isInstanceOf(type);
        }
    }

    private Taker subscribe(Consumer<Taker> onNext) {
        Taker taker = new Taker(onNext);
        ledger.changesPublisher(0).subscribe(taker);
        await().until(() -> taker.subscription != null);
        return taker;
    }

    private void post(int count) {
        ledger.submitAll(IntStream.range(0, count)
                .mapToObj(i -> transfer(BANK, "user", 1))
                .toList());
    }

    /** It stands still on its first effect while everything else is posted, and then gets every one of them. */
    @Test
    void aSlowSubscriberHoldsNobodyUpAndMissesNothing() {
        int count = 20_000;
        Gate gate = new Gate();
        Taker slow = subscribe(taker -> gate.pass());
        slow.subscription.request(Long.MAX_VALUE);
        gate.awaitReached();
        post(count);
        Taker fast = subscribe(taker -> {});
        fast.subscription.request(Long.MAX_VALUE);
        fast.awaitTaken(count + 2);
        assertThat(slow.positions).hasSize(1);
        gate.open();
        slow.awaitTaken(count + 2);
    }

    @Test
    void aSubscriberGetsWhatItAskedForAndNoMore() {
        Taker taker = subscribe(any -> {});
        post(20);
        LockSupport.parkNanos(30_000_000);
        assertThat(taker.positions).isEmpty();
        taker.subscription.request(3);
        taker.awaitTaken(3);
        LockSupport.parkNanos(30_000_000);
        assertThat(taker.positions).hasSize(3);
        taker.subscription.request(1);
        taker.subscription.request(6);
        taker.awaitTaken(10);
    }

    @Test
    void whatIsAskedForBeforeItIsThereComesWhenItIs() {
        Taker taker = subscribe(any -> {});
        taker.subscription.request(10);
        taker.awaitTaken(2);
        post(4);
        taker.awaitTaken(6);
        post(100);
        taker.awaitTaken(10);
    }

    @Test
    void eachSubscriptionIsItsOwn() {
        post(300);
        Flow.Publisher<Effect> publisher = ledger.changesPublisher(0);
        List<Taker> takers = IntStream.range(0, 8)
                .mapToObj(i -> new Taker(taker -> taker.subscription.request(1)))
                .toList();
        takers.forEach(publisher::subscribe);
        takers.forEach(taker -> await().until(() -> taker.subscription != null));
        takers.forEach(taker -> taker.subscription.request(1));
        takers.forEach(taker -> taker.awaitTaken(302));
    }

    @Test
    void whoCancelsGetsNothingMoreAndLeavesNoThread() {
        post(2_000);
        Taker taker = subscribe(any -> {
            if (any.positions.size() == 5) {
                any.subscription.cancel();
                any.subscription.cancel();
                any.subscription.request(7);
            }
        });
        taker.subscription.request(Long.MAX_VALUE);
        awaitNoThread();
        assertThat(taker.positions).hasSize(5);
        assertThat(taker.ends).isEmpty();
    }

    @Test
    void cancellingEndsAnyWait() {
        Taker withoutDemand = subscribe(any -> {});
        Taker withDemand = subscribe(any -> {});
        withDemand.subscription.request(Long.MAX_VALUE);
        withDemand.awaitTaken(2);
        withoutDemand.subscription.cancel();
        withDemand.subscription.cancel();
        awaitNoThread();
        assertThat(withDemand.ends).isEmpty();
        assertThat(withoutDemand.ends).isEmpty();
    }

    private static void awaitNoThread() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("florin-changes")));
    }

    @Test
    void aSubscriberThatThrowsEndsItsOwnSubscriptionOnly() {
        Taker throwing = subscribe(any -> {
            throw new IllegalStateException("a bug in the subscriber");
        });
        throwing.subscription.request(10);
        awaitNoThread();
        assertThat(throwing.positions).hasSize(1);
        post(1);
        Taker other = subscribe(any -> {});
        other.subscription.request(3);
        other.awaitTaken(3);
    }

    @Test
    void askingForLessThanOneIsAnError() {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            Taker taker = subscribe(any -> {});
            taker.subscription.request(n);
            taker.awaitEnd(IllegalArgumentException.class);
            assertThat(taker.ends.get(0)).hasMessageContaining("3.9");
        }
    }

    @Test
    void theEndOfTheLedgerIsAnErrorWhetherAnythingWasAskedForOrNot() {
        Taker withoutDemand = subscribe(any -> {});
        Taker withDemand = subscribe(any -> {});
        withDemand.subscription.request(Long.MAX_VALUE);
        withDemand.awaitTaken(2);
        ledger.close();
        withDemand.awaitEnd(LedgerClosedException.class);
        withoutDemand.awaitEnd(LedgerClosedException.class);
    }

    @Test
    void aFaultIsAnError() {
        Taker taker = subscribe(any -> {});
        taker.subscription.request(Long.MAX_VALUE);
        taker.awaitTaken(2);
        storage.before(append -> {
            throw new StorageException("the disk is gone");
        });
        assertThatThrownBy(() -> post(1)).isInstanceOf(OutcomeUnknownException.class);
        taker.awaitEnd(LedgerFailedException.class);
    }

    @Test
    void nobodyIsNoSubscriber() {
        Flow.Publisher<Effect> publisher = ledger.changesPublisher(0);
        assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    }
}
