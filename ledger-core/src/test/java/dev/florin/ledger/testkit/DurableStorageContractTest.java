package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The <b>durable</b> level: what {@link StorageContractTest} asks of every storage, and besides
 *
 * <ul>
 *   <li>books are where their description says, for any object with this description, in this process or another;
 *   <li>one process has them open at a time; another one is refused with a message that names the place, and does no harm;
 *   <li>what was acknowledged survives {@code kill -9} at any moment, that of opening and recovering included; the same ids
 *       have the same outcomes, and the books go on;
 *   <li>damage to files of closed books is <i>refused</i>, by opening or by the question that meets it, with a {@link
 *       StorageException} that names the folder, the batch, the position or the offset; or it <i>harms nothing</i>; or it
 *       looks like a write at the end that was never forced, as a file does that was cut: then the last batches may be missing,
 *       and opening <i>tells</i> it with {@code cleanShutdown} false. A single bit never looks like that, and some bytes do at
 *       the very end only. No answer is ever wrong. Books of which next to nothing is left may be taken for new ones;
 *   <li>a disk that is full stops the ledger with a clear exception that names the place, and costs nothing that was acknowledged.
 * </ul>
 *
 * <p>Processes are started with this one's class path, and {@code bash}. {@code -Dflorin.kills=400} kills more of them than 40,
 * and {@code -Dflorin.damages=5000} damages books more often than the test says; the seed of both is printed, and {@code
 * -Dflorin.seed} sets it.
 */
@Timeout(3_600)
public abstract class DurableStorageContractTest extends StorageContractTest {
    /** Of the processes that are killed, one in so many appends frames; the others post to a ledger. */
    private static final int APPENDS_ONE_IN = 4;

    @TempDir
    Path root;

    private final long seed = Long.getLong("florin.seed", System.nanoTime());

    /**
     * The kind of storage under test.
     *
     * @return a new object
     */
    protected abstract StorageKind kind();

    /**
     * How many processes are killed unless {@code florin.kills} says otherwise.
     *
     * @return at least 4
     */
    protected int usualKills() {
        return 40;
    }

    /**
     * How often books are damaged unless {@code florin.damages} says otherwise.
     *
     * @return at least 1
     */
    protected int usualDamages() {
        return 100;
    }

    /**
     * The folder of the books that {@link #storage} keeps.
     *
     * @return a folder that is thrown away behind the test
     */
    protected final Path folder() {
        return root.resolve("books");
    }

    @Override
    protected final Storage storage() {
        return kind().at(folder());
    }

    @Test
    void anotherObjectFindsTheBooksWhereverTheyAreMoved() {
        try (Ledger ledger = Ledger.open(kind().at(folder()))) {
            SmallRun.commands().forEach(ledger::submit);
        }
        Path copy = root.resolve("copy");
        FileTrees.copy(folder(), copy);
        try (Ledger ledger = Ledger.open(kind().at(folder()));
                Ledger copied = Ledger.open(kind().at(copy))) {
            assertThat(ledger.recovery().cleanShutdown()).isTrue();
            assertThat(AllAnswers.of(copied)).isEqualTo(AllAnswers.of(ledger));
            ledger.submitAll(SmallRun.posts(0, 5));
            assertThat(copied.fingerprints()).isNotEqualTo(ledger.fingerprints());
        }
    }

    @Test
    void anotherProcessIsRefusedWhileTheBooksAreOpen() {
        try (Storage.Session session = storage().open(batch -> {});
                ChildProcess other = ChildProcess.start(kind(), StorageChild.Job.HOLD, folder(), 0)
                        .go()) {
            assertThat(other.told()).contains(folder().toString());
            other.end();
            Frames frames = new Frames(1, 1);
            session.append(List.of(frames.openings(), frames.transfers(1)));
            assertThat(session.read(2).position()).isEqualTo(2);
        }
        assertThat(WholeBatches.of(storage())).hasSize(2);
    }

    /** A process that was stopped has not let go of the books; one that ended or was killed has. */
    @Test
    void theBooksAreThoseOfOneProcessUntilItEnds() {
        for (boolean killed : List.of(false, true)) {
            try (ChildProcess other = ChildProcess.start(kind(), StorageChild.Job.HOLD, folder(), 0)
                    .go()) {
                assertThat(other.told()).isEqualTo("open");
                assertRefused();
                if (killed) {
                    other.stop();
                    assertRefused();
                    other.kill();
                    other.requireKilled();
                } else {
                    other.end();
                }
            }
            storage().open(batch -> {}).close();
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> storage().open(batch -> {}))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(folder().toString());
    }

    @Test
    void whatALedgerAnsweredSurvivesAKillAtAnyMoment() {
        int kills = kills();
        new KillRuns(kind(), root, seed).throughALedger(kills - kills / APPENDS_ONE_IN);
    }

    @Test
    void whatWasAppendedSurvivesAKillAtAnyMoment() {
        new KillRuns(kind(), root, seed).ofAppends(kills() / APPENDS_ONE_IN);
    }

    private int kills() {
        return Math.max(APPENDS_ONE_IN, Integer.getInteger("florin.kills", usualKills()));
    }

    @Test
    void damageIsRefusedOrToldOrHarmless() throws IOException {
        int damages = Integer.getInteger("florin.damages", usualDamages());
        DamagedBooks books = new DamagedBooks(kind(), root);
        books.write();
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            try {
                books.damage(i, random);
            } catch (AssertionError e) {
                throw new AssertionError("damage " + (i + 1) + " of the run with -Dflorin.seed=" + seed, e);
            }
        }
        System.out.println(kind().getClass().getName() + ", seed " + seed + ": damaged books were " + books.results());
        assertThat(books.results().keySet()).as("some of it was met").isNotEqualTo(Set.of(DamagedBooks.Result.WHOLE));
    }

    @Test
    void aFullDiskStopsTheBooksAndCostsNothing() {
        StorageKind kind = kind();
        List<String> said;
        try (ChildProcess child =
                ChildProcess.startLimited(kind, StorageChild.Job.FILL, folder()).go()) {
            assertThat(child.told()).isEqualTo("open");
            said = child.lines();
            child.await();
            assertThat(said).as(child::errors).hasSizeGreaterThan(1);
        }
        assertThat(said.get(said.size() - 1))
                .startsWith("OutcomeUnknownException: ")
                .as("it says where")
                .contains(folder().toString());
        long acknowledged = Long.parseLong(said.get(said.size() - 2));
        for (int round = 0; round < 2; round++) {
            try (Ledger ledger = Ledger.open(kind.inLargeFiles(folder()))) {
                List<Outcome> again = ledger.submitAll(KillLoad.commands(0, 0, 1, (int) acknowledged));
                assertThat(again).noneMatch(Outcome.Posted.class::isInstance);
                ledger.submitAll(KillLoad.commands(0, 0, acknowledged + 1, 2 * KillLoad.MOST_AT_ONCE));
                assertThat(SmallBooks.posted(ledger, SmallBooks.BANK))
                        .isEqualTo(KillLoad.moved(acknowledged + 2 * KillLoad.MOST_AT_ONCE));
                assertThat(ledger.trialBalance().isBalanced()).isTrue();
            }
        }
    }
}
