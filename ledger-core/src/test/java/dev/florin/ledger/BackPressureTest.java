package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A full queue: who may wait waits, who may not is told at once, and nothing is dropped in silence. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackPressureTest {
    private static final int CALLERS = 40;

    private final Gate gate = new Gate();
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private final Ledger ledger = Ledger.open(storage, LedgerOptions.defaults().queueCapacity(2));

    @BeforeEach
    void open() {
        openBank(ledger);
        openUser(ledger, "user", 0);
        storage.before(append -> gate.pass());
    }

    @AfterEach
    void close() {
        gate.open();
        ledger.close();
    }

    /** Sends until there is no room; the stages of all that were sent. */
    private List<CompletableFuture<Outcome>> fill(List<Transfer> sent) {
        List<CompletableFuture<Outcome>> stages = new ArrayList<>();
        do {
            Transfer transfer = transfer(BANK, "user", 1);
            sent.add(transfer);
            stages.add(ledger.submitAsync(transfer).toCompletableFuture());
            assertThat(stages).as("a queue of 2 is full at last").hasSizeLessThan(10_000);
            LockSupport.parkNanos(1_000_000);
        } while (!stages.get(stages.size() - 1).isDone());
        return stages;
    }

    @Test
    void asyncCallersAreToldAndNothingOfTheirsIsLeft() {
        List<Transfer> sent = new ArrayList<>();
        List<CompletableFuture<Outcome>> stages = fill(sent);
        CompletableFuture<Outcome> refused = stages.remove(stages.size() - 1);
        Transfer refusedTransfer = sent.get(sent.size() - 1);
        assertThatThrownBy(refused::join).hasCauseInstanceOf(OverloadedException.class);
        assertThat(stages).noneMatch(CompletableFuture::isDone);
        gate.open();
        assertThat(stages).allMatch(stage -> stage.join().isPosted());
        assertThat(ledger.outcome(refusedTransfer.id())).isEmpty();
        assertThat(posted(ledger, "user")).isEqualTo(stages.size());
        assertThat(ledger.submit(refusedTransfer)).isInstanceOf(Outcome.Posted.class);
    }

    @Test
    void blockingCallersWaitAndAllAreServed() {
        int asynchronous = fill(new ArrayList<>()).size() - 1;
        Callers<Receipt> callers = Callers.start(CALLERS, caller -> ledger.post(transfer(BANK, "user", 1)));
        LockSupport.parkNanos(100_000_000);
        assertThat(callers.done()).isZero();
        assertThat(posted(ledger, "user")).isZero();
        gate.open();
        assertThat(callers.results().stream().map(Receipt::position).distinct()).hasSize(CALLERS);
        assertThat(posted(ledger, "user")).isEqualTo(CALLERS + asynchronous);
    }

    @Test
    void anInterruptIsKeptAndTheOutcomeWaitedFor() {
        fill(new ArrayList<>());
        Callers<Boolean> callers = Callers.start(8, caller -> {
            Thread.currentThread().interrupt();
            boolean posted = ledger.submit(transfer(BANK, "user", 1)).isPosted();
            boolean interrupted = Thread.interrupted();
            return posted && interrupted;
        });
        LockSupport.parkNanos(50_000_000);
        assertThat(callers.done()).isZero();
        gate.open();
        assertThat(callers.results()).containsOnly(true);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsWaitLikeOthers() throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            outcomes.add(executor.submit(() -> {
                posted(ledger, "user");
                return ledger.submit(transfer(BANK, "user", 1));
            }));
        }
        gate.awaitReached();
        gate.open();
        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get(50, TimeUnit.SECONDS).isPosted()).isTrue();
        }
        executor.shutdown();
        assertThat(posted(ledger, "user")).isEqualTo(1_000);
    }
}
