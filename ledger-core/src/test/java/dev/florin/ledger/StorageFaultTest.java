package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.ids;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Faults.Sent;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A storage that fails stops the ledger: everybody is told, nobody hangs, and nothing happens twice afterwards. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StorageFaultTest {
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());

    @ParameterizedTest(name = "{0}: append {1}, {2} it was written")
    @CsvSource({
        "storage, 1, before",
        "storage, 1, after",
        "storage, 7, before",
        "storage, 7, after",
        "runtime, 3, before",
        "runtime, 3, after",
        "error, 3, before",
        "error, 3, after",
    })
    void everybodyIsToldAndEachCommandCountsOnce(String kind, int failing, String when) {
        List<Sent> sent;
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            int first = storage.appends();
            HookedStorage.Hook hook = append -> {
                if (append == first + failing) {
                    fail(kind);
                }
            };
            HookedStorage unused = when.equals("before") ? storage.before(hook) : storage.after(hook);
            sent = Faults.sendUntilTold(ledger, () -> transfer(BANK, "user", 1));
            assertThat(sent).anyMatch(one -> one.fault() instanceof OutcomeUnknownException);
            assertThat(storage.appends())
                    .as("nothing is appended after a fault")
                    .isEqualTo(first + failing);
            Faults.assertFailed(ledger, ids("user"));
        }
        storage.before(append -> {}).after(append -> {});
        try (Ledger ledger = Ledger.open(storage)) {
            Faults.assertEachCountsOnce(ledger, sent);
            assertThat(posted(ledger, "user")).isEqualTo(sent.size());
        }
    }

    private static void fail(String kind) {
        switch (kind) {
            case "storage" -> throw new StorageException("the disk is full");
            case "runtime" -> throw new IllegalStateException("a bug in the storage");
            default -> throw new AssertionError("an error in the storage");
        }
    }

    /** Whoever waits while the force hangs is told when it fails: batches, stages, reads between two batches. */
    @Test
    void whoeverWaitsForAForceThatFailsIsTold() {
        Gate gate = new Gate();
        try (Ledger ledger = Ledger.open(storage, LedgerOptions.defaults().queueCapacity(2))) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            storage.before(append -> {
                gate.pass();
                throw new StorageException("the disk is gone");
            });
            CompletableFuture<Outcome> first =
                    ledger.submitAsync(transfer(BANK, "user", 1)).toCompletableFuture();
            gate.awaitReached();
            Callers<Throwable> callers = Callers.start(
                    24,
                    caller -> Faults.thrownBy(() -> {
                        switch (caller % 4) {
                            case 0 -> ledger.post(transfer(BANK, "user", 1));
                            case 1 -> ledger.submitAll(List.of(transfer(BANK, "user", 1), transfer(BANK, "user", 1)));
                            case 2 -> ledger.trialBalance();
                            default -> ledger.fingerprints();
                        }
                    }));
            assertThat(callers.done()).isZero();
            gate.open();
            assertThatThrownBy(first::join).hasCauseInstanceOf(OutcomeUnknownException.class);
            assertThat(callers.results())
                    .allMatch(t -> t instanceof OutcomeUnknownException || t instanceof LedgerFailedException);
            Faults.assertFailed(ledger, ids("user"));
        }
        storage.before(append -> {});
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(posted(ledger, "user")).isZero();
        }
    }
}
