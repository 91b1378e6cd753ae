package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void theNewestIsClosedFirstAndEachOnce() {
        Cleanup cleanup = new Cleanup();
        cleanup.add(() -> done.add("folder"));
        cleanup.add(() -> done.add("server"));

        cleanup.close();
        cleanup.close();

        assertThat(done).containsExactly("server", "folder");
    }

    @Test
    void theOthersAreClosedThoughOneFails() {
        Cleanup cleanup = new Cleanup();
        cleanup.add(() -> done.add("folder"));
        cleanup.add(() -> {
            throw new IllegalStateException("does not stop");
        });

        assertThatThrownBy(cleanup::close).hasMessage("does not stop");

        assertThat(done).containsExactly("folder");
    }
}
