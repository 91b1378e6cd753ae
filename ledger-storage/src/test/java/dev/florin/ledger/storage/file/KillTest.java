package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Frames;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Books survive kill -9 of their process at any moment. */
class KillTest {
    @Test
    @Timeout(60)
    void whatWasAcknowledgedSurvivesKill(@TempDir Path folder) throws Exception {
        Path books = folder.resolve("books");
        Random random = new Random();
        for (int round = 0; round < 5; round++) {
            Process child = Child.start("write", books);
            long acknowledged = 0;
            try (BufferedReader output = child.inputReader()) {
                assertThat(output.readLine()).isEqualTo("open");
                Thread killer = new Thread(() -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    // Not the process itself: that would close its output before it is read to the end.
                    child.toHandle().destroyForcibly();
                });
                killer.start();
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledged = Long.parseLong(line);
                }
                killer.join();
            }
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            check(books, acknowledged);
        }
    }

    /** A line cut by the kill is a smaller number, so what it asks for holds as well. */
    private static void check(Path books, long acknowledged) {
        AtomicLong sequence = new AtomicLong();
        Frames frames = new Frames(System.nanoTime(), 5);
        try (Storage.Session session = FileStorage.at(books).open(batch -> {
            assertThat(batch.sequence()).isEqualTo(sequence.incrementAndGet());
            frames.goOnBehind(batch.sequence(), batch.lastPosition());
        })) {
            assertThat(sequence.get()).isGreaterThanOrEqualTo(acknowledged);
            session.append(frames.group(2));
        }
    }
}
