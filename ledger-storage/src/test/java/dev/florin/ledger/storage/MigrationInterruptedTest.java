package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.HookedStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ends a migration, and wherever: the target has the beginning of the books, and the next run goes on behind it. */
class MigrationInterruptedTest {
    private static final int GROUP_BYTES = 6_000;

    @TempDir
    private Path root;

    private final Storage source = Place.MEMORY.in(Path.of("source"));

    private Fingerprints fill() {
        Journals.fill(source, 7, 120);
        try (Ledger ledger = Ledger.open(source)) {
            return ledger.fingerprints();
        }
    }

    private Migration to(Storage target) {
        return Migration.from(source).to(target).groupBytes(GROUP_BYTES);
    }

    private int groups() {
        HookedStorage counted = new HookedStorage(Place.MEMORY.in(root));
        to(counted).run();
        assertThat(counted.appends()).isGreaterThan(5);
        return counted.appends();
    }

    /** The target has whole groups only, and as many as were acknowledged. */
    private void assertGoesOn(Storage target, Fingerprints expected, int leastBatches) {
        List<byte[]> all = Journals.contents(source);
        List<EffectBatch> there = Journals.frames(target);
        assertThat(there.size()).isGreaterThanOrEqualTo(leastBatches);
        assertThat(Journals.contents(target)).containsExactlyElementsOf(all.subList(0, there.size()));
        long position = there.isEmpty() ? 0 : there.get(there.size() - 1).lastPosition();
        Migration.Result result = to(target).run();
        assertThat(result.positionBefore()).isEqualTo(position);
        assertThat(result.batches()).isEqualTo(all.size() - there.size());
        assertThat(result.fingerprints()).isEqualTo(expected);
        assertThat(Journals.contents(target)).containsExactlyElementsOf(all);
        try (Ledger ledger = Ledger.open(target)) {
            assertThat(ledger.fingerprints()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void beforeAnyGroup(Place place) {
        Fingerprints expected = fill();
        int groups = groups();
        for (int n = 1; n <= groups; n++) {
            int failing = n;
            Storage target = place.in(root.resolve("before-" + n));
            HookedStorage failed = new HookedStorage(target).before(append -> failIf(append == failing));
            assertThatThrownBy(() -> to(failed).run())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(
                            "has what was moved up to batch " + failed.frames().size())
                    .hasMessageContaining("the disk is gone")
                    .hasMessageContaining("it goes on where it ended");
            assertGoesOn(target, expected, failed.frames().size());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void afterAnyGroup(Place place) {
        Fingerprints expected = fill();
        int groups = groups();
        for (int n = 1; n <= groups; n++) {
            int failing = n;
            Storage target = place.in(root.resolve("after-" + n));
            HookedStorage failed = new HookedStorage(target).after(append -> failIf(append == failing));
            assertThatThrownBy(() -> to(failed).run()).hasMessageContaining("the disk is gone");
            assertGoesOn(target, expected, failed.frames().size());
        }
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new StorageException("the disk is gone");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void inTheMiddleOfAnyGroup(Place place) {
        Fingerprints expected = fill();
        int groups = groups();
        for (int n = 1; n <= groups; n++) {
            int failing = n;
            AtomicInteger appends = new AtomicInteger();
            Storage target = place.in(root.resolve("middle-" + n));
            List<Storage.Session> sessions = new ArrayList<>();
            Storage kept = replay -> {
                Storage.Session session = target.open(replay);
                sessions.add(session);
                return session;
            };
            Storage half = Journals.with(kept, "append", (call, group) -> {
                if (appends.incrementAndGet() == failing) {
                    sessions.get(0).append(firstHalf(group));
                    throw new StorageException("half of it is there");
                }
                return call.go();
            });
            assertThatThrownBy(() -> to(half).run()).hasMessageContaining("half of it is there");
            assertGoesOn(target, expected, 1);
        }
    }

    private static List<EffectBatch> firstHalf(Object group) {
        List<EffectBatch> batches = new ArrayList<>();
        for (Object batch : (Iterable<?>) group) {
            batches.add((EffectBatch) batch);
        }
        return batches.subList(0, (batches.size() + 1) / 2);
    }

    /** Whoever listens may throw what it likes, between groups and while the target is checked. */
    @ParameterizedTest
    @MethodSource("dev.florin.ledger.storage.Place#all")
    void byWhoeverListens(Place place) {
        Fingerprints expected = fill();
        AtomicInteger told = new AtomicInteger();
        to(Place.MEMORY.in(root)).progress(progress -> told.incrementAndGet()).run();
        for (int n = 1; n <= told.get(); n++) {
            int failing = n;
            AtomicInteger calls = new AtomicInteger();
            Storage target = place.in(root.resolve("listener-" + n));
            Migration stopped = to(target).progress(progress -> {
                if (calls.incrementAndGet() == failing) {
                    throw new IllegalStateException("stopped by hand");
                }
            });
            assertThatThrownBy(stopped::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("stopped by hand");
            assertGoesOn(target, expected, 0);
        }
    }

    @Test
    void aTargetThatCannotBeOpenedAgainIsNotTakenForChecked() {
        Fingerprints expected = fill();
        Storage target = Place.FILES.in(root.resolve("target"));
        AtomicInteger opened = new AtomicInteger();
        Storage once = replay -> {
            failIf(opened.incrementAndGet() == 2);
            return target.open(replay);
        };
        assertThatThrownBy(() -> to(once).run())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("everything was moved, but the target")
                .hasMessageContaining("Do not use it before");
        assertGoesOn(target, expected, Journals.frames(source).size());
    }
}
