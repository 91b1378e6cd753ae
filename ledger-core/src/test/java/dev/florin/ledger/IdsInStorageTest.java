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
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settled ids are found wherever they are: in a batch that is being forced, or in a storage that may be slow or fail. */
@Timeout(60)
class IdsInStorageTest {
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());

    @BeforeEach
    void open() {
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            openUser(ledger, "user", 0);
        }
    }

    @Test
    void anIdIsKnownWhileItsBatchIsForcedAndAfterwardsAndInBooksOpenedAgain() {
        Transfer paid = transfer(BANK, "user", 5);
        Transfer other = transfer(paid.id(), BANK, "user", 6);
        try (Ledger ledger = Ledger.open(storage)) {
            Gate gate = new Gate();
            int first = storage.appends() + 1;
            HookedStorage unused = storage.before(append -> {
                if (append == first) {
                    gate.pass();
                }
            });
            CompletableFuture<Outcome> posted = ledger.submitAsync(paid).toCompletableFuture();
            gate.awaitReached();
            CompletableFuture<Outcome> again = ledger.submitAsync(paid).toCompletableFuture();
            CompletableFuture<Outcome> conflict = ledger.submitAsync(other).toCompletableFuture();
            assertThat(ledger.outcome(paid.id()))
                    .as("not durable, so not shown")
                    .isEmpty();
            gate.open();
            assertThat(posted.join()).isInstanceOf(Outcome.Posted.class);
            assertKnown(paid, again.join(), conflict.join());
            for (int i = 0; i < 20; i++) {
                ledger.submit(transfer(BANK, "user", 1));
                assertKnown(paid, ledger.submit(paid), ledger.submit(other));
            }
        }
        try (Ledger ledger = Ledger.open(storage)) {
            assertKnown(paid, ledger.submit(paid), ledger.submit(other));
            assertThat(posted(ledger, "user")).isEqualTo(25);
        }
    }

    private static void assertKnown(Transfer paid, Outcome again, Outcome conflict) {
        assertThat(again).isInstanceOf(Outcome.AlreadyPosted.class);
        assertThat(((Outcome.AlreadyPosted) again).receipt().id()).isEqualTo(paid.id());
        assertThat(conflict).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) conflict).rejection()).isInstanceOf(Rejection.IdConflict.class);
    }

    @Test
    void aStorageThatFindsSlowlyMakesNoDifferenceButOfTime() {
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            transfers.add(transfer(BANK, "user", 1));
        }
        try (Ledger ledger = Ledger.open(storage)) {
            HookedStorage unused = storage.finding(() -> LockSupport.parkNanos(5_000_000));
            assertThat(ledger.submitAll(transfers)).allMatch(Outcome.Posted.class::isInstance);
            assertThat(ledger.submitAll(transfers)).allMatch(Outcome.AlreadyPosted.class::isInstance);
            assertThat(ledger.submit(transfers.get(7))).isInstanceOf(Outcome.AlreadyPosted.class);
            assertThat(posted(ledger, "user")).isEqualTo(50);
        }
    }

    /** An id that cannot be looked for may be settled: nothing is decided on sand. */
    @Test
    void aStorageThatCannotTellStopsTheLedgerLoudly() {
        Transfer paid = transfer(BANK, "user", 5);
        Transfer unlucky = transfer(BANK, "user", 7);
        try (Ledger ledger = Ledger.open(storage)) {
            ledger.submit(paid);
            HookedStorage unused = storage.finding(() -> {
                throw new StorageException("a run of ids is damaged");
            });
            assertThatThrownBy(() -> ledger.submit(unlucky))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasRootCauseMessage("a run of ids is damaged");
            Faults.assertFailed(ledger, ids("user"));
        }
        HookedStorage unused = storage.finding(() -> {});
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.outcome(unlucky.id())).isEmpty();
            assertThat(ledger.submit(paid)).isInstanceOf(Outcome.AlreadyPosted.class);
            assertThat(ledger.submit(unlucky)).isInstanceOf(Outcome.Posted.class);
            assertThat(posted(ledger, "user")).isEqualTo(12);
        }
    }

    @Test
    void aCheckThatCannotLookForAnIdStopsTheLedgerToo() {
        try (Ledger ledger = Ledger.open(storage)) {
            HookedStorage unused = storage.finding(() -> {
                throw new StorageException("a run of ids is damaged");
            });
            assertThatThrownBy(() -> ledger.check(transfer(BANK, "user", 5)))
                    .isInstanceOf(LedgerFailedException.class)
                    .hasRootCauseMessage("a run of ids is damaged");
            Faults.assertFailed(ledger, ids("user"));
        }
    }
}
