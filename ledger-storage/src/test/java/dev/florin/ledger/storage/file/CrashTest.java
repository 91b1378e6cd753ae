package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Frames;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A disk that loses, tears and reorders what was not forced loses nothing that was acknowledged. */
class CrashTest {
    @Property(tries = 800)
    void whatWasAcknowledgedSurvivesCrashes(@ForAll long seed) {
        new Run(seed).crashes(5);
    }

    @Test
    void whatIsReplayedAfterAFailedForceSurvivesACrash() {
        for (int seed = 0; seed < 50; seed++) {
            SimDisk disk = new SimDisk();
            Frames frames = new Frames(seed, 5);
            Storage.Session session = Books.open(disk).session();
            session.append(frames.group(3));
            frames.force();
            disk.failForces(true);
            List<EffectBatch> lost = frames.group(3);
            assertThatThrownBy(() -> session.append(lost)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> session.append(lost)).isInstanceOf(StorageException.class);
            session.close();
            disk.failForces(false);
            List<byte[]> replayed = Books.open(disk).replayed();
            assertThat(replayed).hasSize(6);
            assertThat(Books.open(disk.crash(new Random(seed))).replayed()).containsExactlyElementsOf(replayed);
        }
    }

    /** One seed, one run: open, append, crash, again and again. */
    private static final class Run {
        private final Random random;
        private final Frames frames;
        private SimDisk disk = new SimDisk();

        /** What was given to the storage, of which a prefix was acknowledged. */
        private List<byte[]> given = new ArrayList<>();

        private int acknowledged;

        Run(long seed) {
            random = new Random(seed);
            frames = new Frames(seed, 5);
        }

        void crashes(int count) {
            for (int i = 0; i < count; i++) {
                disk.crashAfter(random.nextInt(80));
                useUntilCrash();
                disk = disk.crash(random);
            }
            checkedOpen();
        }

        private void useUntilCrash() {
            try {
                Storage.Session session = checkedOpen();
                int groups = random.nextInt(15);
                for (int i = 0; i < groups; i++) {
                    append(session);
                }
                if (random.nextBoolean()) {
                    session.close();
                }
            } catch (StorageException | UncheckedIOException e) {
                if (!disk.crashed()) {
                    throw e;
                }
            }
        }

        private Storage.Session checkedOpen() {
            Books.Opened opened = Books.open(disk);
            Books.assertPrefix(opened.replayed(), given);
            assertThat(opened.replayed().size()).isGreaterThanOrEqualTo(acknowledged);
            // What was replayed is forced: it counts as acknowledged from now on.
            acknowledged = opened.replayed().size();
            given = new ArrayList<>(opened.replayed());
            SimDisk crashed = disk.crash(random);
            Books.Opened again = Books.open(crashed);
            assertThat(again.replayed()).containsExactlyElementsOf(opened.replayed());
            assertThat(again.session().recovered().bytesCut()).isZero();
            goOn();
            return opened.session();
        }

        private void goOn() {
            if (given.isEmpty()) {
                frames.goOnBehind(0, 0);
            } else {
                byte[] last = given.get(given.size() - 1);
                EffectBatch batch = new EffectBatch(last, 0, last.length);
                frames.goOnBehind(batch.sequence(), batch.lastPosition());
            }
        }

        private void append(Storage.Session session) {
            List<EffectBatch> group = new ArrayList<>();
            int size = 1 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                EffectBatch batch = frames.transfers(1 + random.nextInt(random.nextInt(20) == 0 ? 120 : 12));
                group.add(batch);
                given.add(Frames.bytes(batch));
            }
            session.append(group);
            acknowledged = given.size();
            if (random.nextInt(3) > 0) {
                frames.force();
            }
        }
    }
}
