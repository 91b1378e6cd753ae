package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import dev.florin.ledger.storage.maps.InMemory;
import dev.florin.ledger.testkit.Frames;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, have no room or no MapDB, with the index of their books in MapDB. */
@Timeout(180)
class MapDbProcessTest {
    /** {@code -Dflorin.kills=200} kills more. */
    private static final int KILLS = Integer.getInteger("florin.kills", 4);

    @TempDir(factory = InMemory.class)
    private Path folder;

    @Test
    void killsLoseNothingAndGiveNoWrongAnswer() throws Exception {
        Path books = folder.resolve("books");
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = MapDbChild.start("write", books);
            long acknowledged;
            try (BufferedReader lines = child.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("open");
                int wanted = 1 + random.nextInt(200);
                long last = 0;
                int read = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = Long.parseLong(line);
                    if (++read == wanted) {
                        // Not the process itself: that would close its output before it is read to the end.
                        child.toHandle().destroyForcibly();
                    }
                }
                acknowledged = last;
            }
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            check(books, acknowledged);
        }
    }

    /** A line cut by the kill is a smaller number, so what it asks for holds as well. */
    private static void check(Path books, long acknowledged) {
        List<EffectBatch> found = new ArrayList<>();
        Frames frames = new Frames(System.nanoTime(), 5);
        try (Storage.Session session = MapDbChild.tiny(books).open(batch -> {
            found.add(copy(batch));
            frames.goOnBehind(batch.sequence(), batch.lastPosition());
        })) {
            assertThat(found.size()).isGreaterThanOrEqualTo((int) acknowledged);
            assertFinds(session, found);
            session.append(frames.group(2));
        }
    }

    private static EffectBatch copy(EffectBatch batch) {
        byte[] bytes = Frames.bytes(batch);
        return new EffectBatch(bytes, 0, bytes.length);
    }

    /** Ids are found where they are, and none is taken for another. */
    private static void assertFinds(Storage.Session session, List<EffectBatch> batches) {
        Random random = new Random(batches.size());
        for (EffectBatch batch : batches) {
            EffectCursor effect = batch.cursor();
            while (effect.next()) {
                if (random.nextInt(10) > 0) {
                    continue;
                }
                long[] ids = {effect.idHigh(), effect.idLow(), random.nextLong(), random.nextLong()};
                long[] positions = new long[2];
                session.find(ids, 2, positions);
                assertThat(positions).containsExactly(effect.position(), Storage.Reader.NOT_FOUND);
            }
            assertThat(session.batch(batch.lastPosition()).chain()).isEqualTo(batch.chain());
        }
    }

    /** A database larger than files may be cannot be written; the segments of the journal can. */
    @Test
    void aFullDiskStopsTheBooksAndCostsNothing() throws Exception {
        Path books = folder.resolve("books");
        Process child = MapDbChild.startLimited("write", books, 3_100);
        child.getOutputStream().close();
        List<String> lines = child.inputReader().lines().toList();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Assumptions.assumeFalse(lines.isEmpty(), "SKIPPED: the shell cannot limit the size of files here");
        assertThat(lines.get(lines.size() - 1)).contains("could not be made durable", "open them again");
        check(books, Long.parseLong(lines.get(lines.size() - 2)));
        check(books, 0);
    }

    @Test
    void withoutMapDbItSaysWhichDependencyToAddAndTouchesNothing() throws Exception {
        Path books = folder.resolve("books");
        for (List<String> missing : List.of(MapDbChild.libraries(), List.of("lz4"), List.of("kotlin"))) {
            assertThat(run(MapDbChild.startWithout(missing, "mapdb", books)))
                    .singleElement()
                    .asString()
                    .contains("<groupId>org.mapdb</groupId><artifactId>mapdb</artifactId><version>3.1.0</version>")
                    .contains(
                            "<groupId>at.yawk.lz4</groupId><artifactId>lz4-java</artifactId><version>1.14.0</version>")
                    .contains("Nothing was changed");
            assertThat(books).doesNotExist();
        }
        assertThat(run(MapDbChild.startWithout(List.of(), "mapdb", books))).containsExactly("open");
        assertThat(System.getProperty("java.class.path")).contains("mapdb-3.1.0.jar", "lz4-java-1.14.0.jar");
    }

    @Test
    void theFileStorageLoadsNothingOfMapDb() throws Exception {
        Path books = folder.resolve("books");
        assertThat(run(MapDbChild.startWithout(List.of(), "files", books))).contains("open");
        assertThat(Files.readString(folder.resolve("books.classes")))
                .contains("dev.florin.ledger.storage.file.FileSession")
                .doesNotContain("org.mapdb")
                .doesNotContain("kotlin.");
    }

    @Test
    void aVerificationWithoutMapDbSaysWhatItDidNotCompare() throws Exception {
        Path books = folder.resolve("books");
        MapDbStorage.at(books).open(batch -> {}).close();
        assertThat(run(MapDbChild.startWithout(MapDbChild.libraries(), "files", books)))
                .anyMatch(line -> line.contains("index.mapdb has an index in MapDB, which was not compared"));
    }

    private static List<String> run(Process child) throws IOException, InterruptedException {
        child.getOutputStream().close();
        List<String> lines = child.inputReader().lines().toList();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return lines;
    }
}
