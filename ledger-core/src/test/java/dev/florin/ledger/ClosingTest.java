package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Faults.Sent;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing answers everybody: with a durable outcome, or with the word that nothing was done. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());

    /** Whichever of the ledger's threads a stage runs on: closing there would wait for that thread itself. */
    @RepeatedTest(5)
    void aStageThatClosesAfterAFaultIsToldThatItCannot() {
        Ledger ledger = Ledger.open(storage);
        openBank(ledger);
        openUser(ledger, "user", 0);
        storage.before(append -> {
            LockSupport.parkNanos(20_000_000);
            throw new StorageException("the disk is gone");
        });
        List<CompletableFuture<Throwable>> closings = IntStream.range(0, 40)
                .mapToObj(i -> {
                    CompletableFuture<Throwable> closing = new CompletableFuture<>();
                    CompletionStage<Outcome> sent = ledger.submitAsync(transfer(BANK, "user", 1));
                    sent.whenComplete((outcome, fault) -> closing.complete(Faults.thrownBy(ledger::close)));
                    return closing;
                })
                .toList();
        ledger.close();
        for (CompletableFuture<Throwable> closing : closings) {
            // A stage of a command that was refused at once ran on the caller's thread, which may close.
            Throwable thrown = closing.join();
            assertThat(thrown == null || thrown instanceof IllegalStateException)
                    .as("%s", thrown)
                    .isTrue();
        }
    }

    @RepeatedTest(5)
    void callersInFlightAreAnswered() {
        Ledger ledger = Ledger.open(storage, LedgerOptions.defaults().queueCapacity(4));
        openBank(ledger);
        openUser(ledger, "user", 0);
        CountDownLatch open = new CountDownLatch(2);
        Callers<Void> closing = Callers.start(2, caller -> {
            while (posted(ledger, "user") < 20) {
                LockSupport.parkNanos(100_000);
            }
            open.countDown();
            open.await();
            ledger.close();
            return null;
        });
        List<Sent> sent = Faults.sendUntilTold(ledger, () -> transfer(BANK, "user", 1));
        closing.results();
        assertThat(sent)
                .allMatch(one -> one.outcome() != null
                        || one.fault() instanceof LedgerClosedException
                        || one.fault() instanceof OverloadedException);
        try (Ledger again = Ledger.open(storage)) {
            long posted = sent.stream().filter(one -> one.outcome() != null).count();
            assertThat(posted(again, "user"))
                    .as("what was answered, and nothing else")
                    .isEqualTo(posted);
            Faults.assertEachCountsOnce(again, sent);
        }
    }

    @Test
    void whatWaitsForAForceIsCarriedOutBeforeTheEnd() {
        Gate gate = new Gate();
        Ledger ledger = Ledger.open(storage);
        openBank(ledger);
        openUser(ledger, "user", 0);
        storage.before(append -> gate.pass());
        List<CompletableFuture<Outcome>> waiting = Stream.generate(
                        () -> ledger.submitAsync(transfer(BANK, "user", 1)).toCompletableFuture())
                .limit(20)
                .toList();
        gate.awaitReached();
        Callers<Void> closing = Callers.start(1, caller -> {
            ledger.close();
            return null;
        });
        await("it closes")
                .until(() -> Faults.thrownBy(() -> ledger.submitAll(List.of())) instanceof LedgerClosedException);
        assertThatThrownBy(() -> ledger.post(transfer(BANK, "user", 1))).isInstanceOf(LedgerClosedException.class);
        assertThat(closing.done()).isZero();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        gate.open();
        assertThat(waiting).allMatch(stage -> stage.join().isPosted());
        closing.results();
        assertThatThrownBy(() -> ledger.balance("user")).isInstanceOf(LedgerClosedException.class);
        ledger.close();
    }

    /** A stage runs on the thread that answers: it may read, but what waits there would wait for itself. */
    @Test
    void aDependentStageMayReadAndIsNotAllowedToWait() {
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            Gate attached = new Gate();
            storage.before(append -> attached.pass());
            CompletableFuture<Outcome> first =
                    ledger.submitAsync(transfer(BANK, "user", 3)).toCompletableFuture();
            CompletableFuture<Long> read = first.thenApply(outcome ->
                    ledger.trialBalance().position() + ledger.fingerprints().position() + posted(ledger, "user"));
            CompletableFuture<Throwable> post =
                    first.thenApply(outcome -> Faults.thrownBy(() -> ledger.post(transfer(BANK, "user", 1))));
            CompletableFuture<Throwable> close = first.thenApply(outcome -> Faults.thrownBy(ledger::close));
            CompletableFuture<Outcome> chained =
                    first.thenCompose(outcome -> ledger.submitAsync(transfer(BANK, "user", 1)));
            attached.open();
            assertThat(read.join()).isEqualTo(3 + 3 + 3);
            assertThat(post.join()).isInstanceOf(IllegalStateException.class);
            assertThat(close.join()).isInstanceOf(IllegalStateException.class);
            assertThat(chained.join().isPosted()).isTrue();
            assertThat(posted(ledger, "user")).isEqualTo(4);
        }
    }
}
