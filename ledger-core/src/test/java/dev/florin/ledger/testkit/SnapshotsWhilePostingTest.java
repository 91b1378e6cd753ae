package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Snapshots that are taken while commands of all kinds are carried out, piece by piece: between any two pieces of a
 * snapshot something happens. Accounts with much metadata stand between the others, so that there are many pieces.
 */
@SuppressWarnings("ReferenceEquality") // the very same snapshot is meant
class SnapshotsWhilePostingTest {
    private static final int FILLERS = 16;

    @Test
    void aSnapshotTakenWhileAnythingHappensOpensToTheSameBooks() {
        for (long seed = 0; seed < 12; seed++) {
            SnapshotStorage storage = new SnapshotStorage(seed, 0);
            try (SteppedLedger ledger = new SteppedLedger(storage, seed)) {
                RandomCommands random = new RandomCommands(seed);
                for (int i = 0; i < FILLERS; i++) {
                    ledger.takeInGroups(random.takeSteps(20));
                    ledger.submit(filler(i));
                }
                Deque<Step> left = new ArrayDeque<>(random.takeSteps(300));
                int pieces = takeSnapshot(storage, ledger, left);
                assertThat(pieces).isGreaterThan(4);
                assertSameFromJournalAndSnapshot(storage, ledger);
                ledger.takeInGroups(random.takeSteps(60));
                assertSameFromJournalAndSnapshot(storage, ledger);
            }
        }
    }

    private static Command filler(int number) {
        Account account = Account.named("filler:" + number, Universe.ASSETS.get(0));
        for (int i = 0; i < 7; i++) {
            account = account.metadata("key" + i, "v".repeat(4_000));
        }
        return OpenAccount.of(account);
    }

    /** Takes a snapshot, with some of the steps between its pieces; returns how many pieces there were. */
    private static int takeSnapshot(SnapshotStorage storage, SteppedLedger ledger, Deque<Step> steps) {
        int[] pieces = new int[1];
        AtomicReference<Throwable> fault = new AtomicReference<>();
        SnapshotStorage.Snapshot before = storage.newest();
        CountDownLatch triggered = new CountDownLatch(1);
        storage.take(() -> {
            try {
                triggered.await();
                pieces[0]++;
                for (int i = 0; i < 15 && !steps.isEmpty(); i++) {
                    Step step = steps.remove();
                    if (!(step instanceof Step.Reopen)) {
                        ledger.take(step);
                    }
                }
            } catch (Throwable t) {
                fault.compareAndSet(null, t);
            }
        });
        ledger.submit(OpenAccount.of(Account.named("trigger", Universe.ASSETS.get(0))));
        triggered.countDown();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> storage.newest() != before || fault.get() != null);
        assertThat(fault.get()).isNull();
        return pieces[0];
    }

    private static void assertSameFromJournalAndSnapshot(SnapshotStorage storage, SteppedLedger ledger) {
        SnapshotStorage.Snapshot snapshot = storage.newest();
        Fingerprints before = ledger.fingerprints();
        int restored = storage.restored();
        ledger.take(Step.Reopen.REOPEN);
        assertThat(storage.restored()).isEqualTo(restored + 1);
        assertThat(ledger.ledger().recovery().snapshotPosition()).isEqualTo(snapshot.from());
        assertThat(ledger.fingerprints()).isEqualTo(before);
        storage.offer(null);
        ledger.take(Step.Reopen.REOPEN);
        assertThat(ledger.ledger().recovery().snapshotPosition()).isZero();
        assertThat(ledger.fingerprints()).isEqualTo(before);
        storage.offer(snapshot);
    }

    /** A failure that another ledger had: metadata that had been deleted came back after recovery. */
    @Test
    void metadataThatWasRemovedDoesNotComeBack() {
        SnapshotStorage storage = new SnapshotStorage(0, 0);
        List<String> names = new ArrayList<>();
        try (Ledger ledger = Ledger.open(storage)) {
            for (int i = 0; i < FILLERS; i++) {
                names.add("filler:" + i);
                ledger.submit(filler(i));
            }
            Deque<String> left = new ArrayDeque<>(names);
            removeMetadata(ledger, left.remove());
            // From the front, of accounts that were written before; from the end, of accounts that were not.
            storage.take(() -> {
                if (left.size() > 4) {
                    removeMetadata(ledger, left.removeFirst());
                    removeMetadata(ledger, left.removeLast());
                }
            });
            SmallBooks.openBank(ledger);
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> storage.newest() != null);
            assertThat(left).hasSizeLessThan(9);
            removeMetadata(ledger, left.removeFirst());
            names.removeAll(left);
        }
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(storage.restored()).isEqualTo(1);
            for (String name : names) {
                assertThat(ledger.account(name).orElseThrow().account().metadata())
                        .as(name)
                        .isEmpty();
            }
            assertThat(ledger.account("filler:8").orElseThrow().account().metadata())
                    .hasSize(7);
        }
    }

    private static void removeMetadata(Ledger ledger, String name) {
        ledger.submit(AccountUpdate.of(CommandId.next(), AccountId.of(name)).metadata(Map.of()));
    }

    @Test
    void aSnapshotOfALaterVersionIsNotTaken() {
        SnapshotStorage storage = new SnapshotStorage(0, 1);
        Fingerprints before = fill(storage);
        for (int at : new int[] {12, 14}) {
            byte[] later = storage.newest().body().clone();
            later[at]++;
            storage.offer(new SnapshotStorage.Snapshot(0, later));
            try (Ledger ledger = Ledger.open(storage)) {
                assertThat(ledger.recovery().snapshotPosition()).isZero();
                assertThat(ledger.fingerprints()).isEqualTo(before);
            }
        }
    }

    @Test
    void aSnapshotOfOtherBooksOrOfALongerJournalIsRefused() {
        SnapshotStorage one = new SnapshotStorage(0, 1).showAll();
        SnapshotStorage other = new SnapshotStorage(0, 1);
        fill(one);
        fill(other);
        SnapshotStorage.Snapshot alien = other.newest();
        for (int more = 0; more < 12; more++) {
            one.offer(alien);
            assertThatThrownBy(() -> Ledger.open(one))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("move the snapshots away");
            one.offer(null);
            try (Ledger ledger = Ledger.open(one)) {
                for (int i = 0; i < 3; i++) {
                    ledger.post(SmallBooks.transfer("bank", "ada", 1));
                }
            }
        }
    }

    /**
     * The sums of an account are under the digest: what was changed in them is found, however well it is sealed. The account
     * is one that nothing happens to meanwhile, since an effect behind its stamp would put its sums right again.
     */
    @Test
    void aSnapshotWithOtherSumsIsRefused() {
        SnapshotStorage storage = new SnapshotStorage(0, 1);
        fill(storage);
        byte[] changed = storage.newest().body().clone();
        int mint = 64;
        int sum = mint + 24;
        changed[sum] ^= 1;
        storage.offer(new SnapshotStorage.Snapshot(storage.newest().from(), changed));
        assertThatThrownBy(() -> Ledger.open(storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("differ from the digest");
    }

    @Test
    void aSnapshotThatEndsTooEarlyIsRefused() {
        SnapshotStorage storage = new SnapshotStorage(0, 1);
        fill(storage);
        byte[] body = storage.newest().body();
        for (int length = 0; length < body.length; length++) {
            storage.offer(new SnapshotStorage.Snapshot(storage.newest().from(), Arrays.copyOf(body, length)));
            assertThatThrownBy(() -> Ledger.open(storage)).isInstanceOf(StorageException.class);
        }
    }

    /** Small books with a snapshot, in which the first account, the mint, is at rest. */
    private static Fingerprints fill(SnapshotStorage storage) {
        try (Ledger ledger = Ledger.open(storage)) {
            ledger.open(Account.named("mint", SmallBooks.USD).debitNormal().unlimited());
            SmallBooks.openBank(ledger);
            ledger.post(SmallBooks.transfer("mint", "bank", 500));
            SmallBooks.openUser(ledger, "ada", 500);
            SnapshotStorage.Snapshot before = storage.newest();
            ledger.post(SmallBooks.transfer("bank", "ada", 7));
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
                ledger.post(SmallBooks.transfer("bank", "ada", 1));
                return storage.newest() != before && storage.newest().from() > 5;
            });
            return ledger.fingerprints();
        }
    }
}
