package dev.florin.ledger.internal.read;

import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.journal.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the effects of a stream to subscribers: each has a stream and a thread of its own, so that none holds up another.
 * Follows the rules of Reactive Streams, which the numbers below are of.
 */
final class ChangesPublisher implements Flow.Publisher<Effect> {
    private static final Logger LOG = LoggerFactory.getLogger(ChangesPublisher.class);
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** So few that what is pulled and not yet pushed takes little memory. */
    private static final int MOST_AT_ONCE = 256;

    private final PublishedBooks published;
    private final Supplier<ChangeStream> streams;

    ChangesPublisher(PublishedBooks published, Supplier<ChangeStream> streams) {
        this.published = published;
        this.streams = streams;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Effect> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        new Subscription(published, streams.get(), subscriber).thread.start();
    }

    /** All signals come from its thread, so they are serial (1.3), and a request never ends in a recursion (3.3). */
    private static final class Subscription implements Flow.Subscription, Runnable {
        private final PublishedBooks published;
        private final ChangeStream stream;
        private final Thread thread = new Thread(this, "florin-changes");

        /** Requested and not yet given; the greatest number is endless (3.17). Requests raise it, the thread lowers it. */
        private final AtomicLong demand = new AtomicLong();

        /** A request that was none (3.9). */
        private volatile @Nullable IllegalArgumentException refused;

        private volatile boolean cancelled;

        /** The thread's own; let go of in the end (3.13). */
        private Flow.@Nullable Subscriber<? super Effect> subscriber;

        Subscription(PublishedBooks published, ChangeStream stream, Flow.Subscriber<? super Effect> subscriber) {
            this.published = published;
            this.stream = stream;
            this.subscriber = subscriber;
            thread.setDaemon(true);
        }

        @Override
        public void request(long n) {
            if (n < 1) {
                refused = new IllegalArgumentException("rule 3.9: at least 1 must be requested, not " + n);
                stream.close();
            } else {
                demand.accumulateAndGet(n, (had, more) -> had > Long.MAX_VALUE - more ? Long.MAX_VALUE : had + more);
            }
            LockSupport.unpark(thread);
        }

        @Override
        public void cancel() {
            cancelled = true;
            stream.close();
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            Flow.Subscriber<? super Effect> to = Objects.requireNonNull(subscriber);
            try {
                to.onSubscribe(this);
                Throwable end = push(to);
                if (end != null && !cancelled) {
                    to.onError(end);
                }
            } catch (Throwable t) {
                // A subscriber must not throw; who does is taken to have cancelled (2.13).
                LOG.error(
                        "a subscriber to changes threw; it gets nothing more behind position {}", stream.position(), t);
            } finally {
                cancelled = true;
                stream.close();
                subscriber = null;
            }
        }

        /** Gives what is requested; returns why there is no more, null if the subscriber cancelled. */
        private @Nullable Throwable push(Flow.Subscriber<? super Effect> to) {
            while (true) {
                List<Effect> effects;
                try {
                    published.ending().awaitWhile(this::isIdle, Long.MAX_VALUE);
                    int most = (int) Math.min(demand.get(), MOST_AT_ONCE);
                    effects = stream.next(Math.max(most, 1), FOR_EVER);
                } catch (Exception e) {
                    return refused == null ? e : refused;
                }
                for (Effect effect : effects) {
                    if (cancelled || refused != null) {
                        return refused;
                    }
                    if (demand.get() != Long.MAX_VALUE) {
                        demand.decrementAndGet();
                    }
                    to.onNext(effect);
                }
            }
        }

        private boolean isIdle() {
            return demand.get() == 0 && !cancelled && refused == null && !PublishedBooks.isEnded(published.position());
        }
    }
}
