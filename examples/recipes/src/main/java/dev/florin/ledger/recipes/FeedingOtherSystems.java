package dev.florin.ledger.recipes;

import dev.florin.ledger.Account;
import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Asset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A search index and a broker that get every change once. */
final class FeedingOtherSystems {
    private static final Asset EUR = Asset.of("EUR", 2);

    private FeedingOtherSystems() {}

    static void run(Ledger ledger, Story story) {
        openAccounts(ledger);
        SearchIndex index = new SearchIndex();
        feed(ledger, index);
        pay(ledger, "rent", 60_00);
        story.rejected("Ann has no money for a second rent", payTooMuch(ledger));
        story.moment("paid");

        crashBeforeTheCommit(ledger, index);
        story.answer("documents after a crash of the feeder", Integer.toString(index.documents.size()));
        story.answer("the position that is kept with them", Long.toString(index.position()));
        feed(ledger, index);
        story.answer("documents when it has caught up", Integer.toString(index.documents.size()));
        story.answer("what is indexed at position 5", String.valueOf(index.documents.get(5L)));
        story.answer("what is indexed at position 6", String.valueOf(index.documents.get(6L)));
        story.answer("are these the books that were indexed?", Boolean.toString(areTheSame(ledger, index)));

        Broker broker = new Broker();
        publish(ledger, broker, 6);
        story.answer("messages, fed from position 0 on", Integer.toString(broker.topic.size()));
        broker.forgetAcknowledgements(4);
        publish(ledger, broker, 6);
        story.answer("messages, fed again from position 2 on", Integer.toString(broker.topic.size()));
        story.answer("messages that were sent twice, and are there once", Integer.toString(broker.duplicates));
    }

    private static void openAccounts(Ledger ledger) {
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:ann", EUR));
        ledger.open(Account.named("users:ben", EUR));
        ledger.post(Transfer.of(CommandId.of("ann tops up"))
                .debit("bank:cash", 100_00)
                .credit("users:ann", 100_00)
                .reference("top-up")
                .build());
    }

    private static void pay(Ledger ledger, String what, long minorUnits) {
        ledger.post(Transfer.of(CommandId.of(what))
                .debit("users:ann", minorUnits)
                .credit("users:ben", minorUnits)
                .reference(what)
                .build());
    }

    private static Outcome payTooMuch(Ledger ledger) {
        return ledger.submit(Transfer.of(CommandId.of("rent again"))
                .debit("users:ann", 60_00)
                .credit("users:ben", 60_00)
                .build());
    }

    /** Stands for a search index, or a table: it takes documents and a position in one step, or neither. */
    private static final class SearchIndex {
        private final Map<Long, String> documents = new HashMap<>();
        private @Nullable Receipt last;

        void commit(Map<Long, String> more, Receipt lastOfThem) {
            documents.putAll(more);
            last = lastOfThem;
        }

        long position() {
            return last == null ? 0 : last.position();
        }
    }

    private static void feed(Ledger ledger, SearchIndex index) {
        try (ChangeStream changes = ledger.changes(index.position())) {
            List<Effect> effects = next(changes);
            while (!effects.isEmpty()) {
                index.commit(documents(effects), effects.get(effects.size() - 1).receipt());
                effects = next(changes);
            }
        }
    }

    private static List<Effect> next(ChangeStream changes) {
        try {
            return changes.next(1_000, Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(); // whoever interrupts wants it to end
        }
    }

    private static Map<Long, String> documents(List<Effect> effects) {
        Map<Long, String> documents = new HashMap<>();
        for (Effect effect : effects) {
            documents.put(effect.receipt().position(), document(effect));
        }
        return documents;
    }

    private static String document(Effect effect) {
        if (effect.rejection() != null) {
            return effect.kind() + ": " + effect.rejection().reason();
        }
        if (effect.entries().isEmpty()) {
            return effect.kind().toString();
        }
        Effect.Line first = effect.entries().get(0);
        return effect.details().reference() + ": "
                + first.amount().format(first.account().asset()) + " from "
                + first.account().name();
    }

    private static void crashBeforeTheCommit(Ledger ledger, SearchIndex index) {
        try (ChangeStream changes = ledger.changes(index.position())) {
            if (documents(next(changes)).isEmpty()) {
                throw new IllegalStateException("there was something to feed");
            }
        }
    }

    private static boolean areTheSame(Ledger ledger, SearchIndex index) {
        if (index.last == null) {
            return true;
        }
        try (ChangeStream changes = ledger.changes(index.position() - 1)) {
            return next(changes).get(0).receipt().equals(index.last);
        }
    }

    /** Stands for a broker's topic whose messages have keys, and whose readers pass over a key that they have seen. */
    private static final class Broker {
        private final Map<Long, String> topic = new HashMap<>();
        private long acknowledged;
        private int duplicates;

        void send(long key, String message) {
            if (topic.putIfAbsent(key, message) != null) {
                duplicates++;
            }
            acknowledged = key;
        }

        void forgetAcknowledgements(int count) {
            acknowledged -= count;
        }
    }

    private static final class ToBroker implements Flow.Subscriber<Effect> {
        private final Broker broker;
        private final CountDownLatch expected;
        private Flow.@Nullable Subscription subscription;

        ToBroker(Broker broker, CountDownLatch expected) {
            this.broker = broker;
            this.expected = expected;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(100);
        }

        @Override
        public void onNext(Effect effect) {
            broker.send(effect.receipt().position(), document(effect));
            if (subscription != null) {
                subscription.request(1);
            }
            expected.countDown();
        }

        @Override
        public void onError(Throwable end) {
            // The ledger was closed, or has failed: subscribe again when the books are open again.
        }

        @Override
        public void onComplete() {
            // There is no last change.
        }
    }

    private static void publish(Ledger ledger, Broker broker, long last) {
        CountDownLatch expected = new CountDownLatch((int) (last - broker.acknowledged));
        ledger.changesPublisher(broker.acknowledged).subscribe(new ToBroker(broker, expected));
        try {
            expected.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
