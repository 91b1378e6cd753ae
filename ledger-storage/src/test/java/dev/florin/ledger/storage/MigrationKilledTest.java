package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is killed while it moves books, again and again; then they are moved as if nothing had happened. */
class MigrationKilledTest {
    private static final int KILLS = 5;

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"file:", "h2:", "mapdb:"})
    @Timeout(120)
    void whatAKilledMigrationBroughtIsGoneOnWith(String kind) throws Exception {
        String source = root.resolve("source").toString();
        Journals.fill(Storages.at(source), 5, 700);
        List<byte[]> all = Journals.contents(Storages.at(source));
        String target = kind + root.resolve("target");
        Random random = new Random();
        int between = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(MovingChild.start(source, target), random.nextInt(10), random.nextInt(8));
            List<byte[]> there = Journals.contents(Storages.at(target));
            assertThat(there).containsExactlyElementsOf(all.subList(0, there.size()));
            between += there.size() < all.size() ? 1 : 0;
        }
        assertThat(between).as("kills before the end").isPositive();
        Migration.Result result =
                Migration.from(Storages.at(source)).to(Storages.at(target)).run();
        assertThat(result.fingerprints()).isEqualTo(fingerprints(source)).isEqualTo(fingerprints(target));
        assertThat(Journals.contents(Storages.at(target))).containsExactlyElementsOf(all);
    }

    private static Fingerprints fingerprints(String location) {
        try (Ledger ledger = Ledger.open(Storages.at(location))) {
            return ledger.fingerprints();
        }
    }

    private static void killAfter(Process child, int lines, int millis) throws Exception {
        try (BufferedReader output = child.inputReader()) {
            for (int i = 0; i < lines && output.readLine() != null; i++) {
                // Counts what the child says.
            }
            TimeUnit.MILLISECONDS.sleep(millis);
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
