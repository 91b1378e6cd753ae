package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.transfer;

import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.memory.InMemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The publisher of changes against the verification that the makers of Reactive Streams publish. */
class ReactiveStreamsTest {
    private static Ledger ledger;

    @BeforeAll
    static void fill() {
        ledger = Ledger.open(InMemoryStorage.create());
        openBank(ledger);
        openUser(ledger, "user", 0);
        ledger.submitAll(IntStream.range(0, 2_000)
                .mapToObj(i -> transfer(BANK, "user", 1))
                .toList());
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @TestFactory
    Stream<DynamicTest> thePublisherKeepsTheRules() {
        return Arrays.stream(Verification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.getName().startsWith("untested"))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method)));
    }

    private static void run(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            Assumptions.assumeFalse(e.getCause() instanceof SkipException, e.getCause()::getMessage);
            throw e.getCause();
        }
    }

    /** Public, as TestNG's classes are; made by the test above alone. */
    public static final class Verification extends FlowPublisherVerification<Effect> {
        private static final long TIMEOUT_MILLIS = 20_000;
        private static final long COLLECTION_MILLIS = 2_000;
        private static final long SILENCE_MILLIS = 50;

        Verification() {
            super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS), COLLECTION_MILLIS);
        }

        @Override
        public Flow.Publisher<Effect> createFlowPublisher(long elements) {
            return ledger.changesPublisher(0);
        }

        @Override
        public Flow.Publisher<Effect> createFailedFlowPublisher() {
            Ledger other = Ledger.open(InMemoryStorage.create());
            Flow.Publisher<Effect> publisher = other.changesPublisher(0);
            other.close();
            return publisher;
        }

        @Override
        public long maxElementsFromPublisher() {
            return publisherUnableToSignalOnComplete();
        }
    }
}
