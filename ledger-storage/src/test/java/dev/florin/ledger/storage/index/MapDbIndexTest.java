package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.maps.InMemory;
import dev.florin.ledger.storage.maps.MapDbDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An index in MapDB, flushed and merged all the time, finds what the journal has, whatever happened to its files: or it says so,
 * and is made again at the next opening. {@code -Dflorin.runs=100} makes more runs, {@code -Dflorin.seed=7} begins with another
 * seed.
 */
@Timeout(300)
class MapDbIndexTest {
    private static final IndexSizes TINY = new IndexSizes(20, 1_000, 1, 3, 1, 3);
    /** The header of a database of MapDB, which has a checksum of its own. */
    private static final int HEADER_BYTES = 32_864;

    private static final long FIRST_SEED = Long.getLong("florin.seed", 0);
    private static final long FACTOR = Long.getLong("florin.runs", 1);

    @TempDir(factory = InMemory.class)
    private Path folder;

    private int folders;

    @FunctionalInterface
    private interface SeededRun {
        void run(IndexRun run) throws IOException;
    }

    private static void forEachSeed(int runs, SeededRun what) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + runs * FACTOR; seed++) {
            List<ModelJournal.Ids> all = List.of(ModelJournal.Ids.values());
            ModelJournal.Ids ids = all.get((int) (seed % all.size()));
            try {
                what.run(new IndexRun(seed, ids, TINY));
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError("repeat it with -Dflorin.seed=" + seed, e);
            }
        }
    }

    private Path next() throws IOException {
        return Files.createDirectory(folder.resolve(Integer.toString(folders++)));
    }

    @Test
    void findsWhatTheJournalHasAcrossOpenings() {
        forEachSeed(4, run -> {
            Path home = next();
            for (int round = 0; round < 5; round++) {
                try (MapDbDisk disk = open(home, run)) {
                    assertThat(run.notes).allMatch(note -> note.startsWith("[I1]"));
                    FileIndex index = run.open(disk);
                    for (int batches = run.random.nextInt(8); batches >= 0; batches--) {
                        run.append(index, 1 + run.random.nextInt(15));
                    }
                    run.check(index);
                    index.close();
                }
            }
        });
    }

    /** The files are as they were at some moment of a process that ended there; MapDB has no say in it. */
    @Test
    void findsWhatTheJournalHasAfterAProcessThatJustEnded() {
        forEachSeed(4, run -> {
            Path home = next();
            for (int round = 0; round < 5; round++) {
                MapDbDisk disk = open(home, run);
                FileIndex index = run.open(disk);
                for (int batches = run.random.nextInt(6); batches >= 0; batches--) {
                    run.append(index, 1 + run.random.nextInt(15));
                }
                disk.create("9999999999.run").write(ByteBuffer.wrap(new byte[9_000]), 0);
                run.check(index);
                home = copy(home);
                index.close();
                disk.close();
            }
        });
    }

    private Path copy(Path home) throws IOException {
        Path copy = next();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void damageIsFoundAndNeverAWrongAnswer() throws IOException {
        int[] outcomes = new int[3];
        forEachSeed(3, run -> {
            Path home = next();
            write(home, run);
            byte[] whole = Files.readAllBytes(home.resolve("index.mapdb"));
            for (int trial = 0; trial < 8; trial++) {
                Path damaged = next();
                Files.write(damaged.resolve("index.mapdb"), damage(whole, run.random));
                outcomes[open(damaged, run, trial)]++;
            }
        });
        // Some of each: so damage is where it matters, and where it does not.
        assertThat(outcomes[0]).as("answers as before").isPositive();
        assertThat(outcomes[1] + outcomes[2])
                .as("made again, at the opening or at the next")
                .isPositive();
    }

    @Test
    void aLostDatabaseIsMadeAgain() {
        forEachSeed(1, run -> {
            Path home = next();
            write(home, run);
            Files.delete(home.resolve("index.mapdb"));
            assertThat(open(home, run, 0)).isEqualTo(1);
        });
    }

    private void write(Path home, IndexRun run) throws IOException {
        try (MapDbDisk disk = open(home, run)) {
            FileIndex index = run.open(disk);
            for (int i = 0; i < 25; i++) {
                run.append(index, 1 + run.random.nextInt(10));
            }
            run.check(index);
            index.close();
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] bytes = whole.clone();
        for (int flips = kind < 4 ? 1 : 1 + random.nextInt(200); flips > 0; flips--) {
            int at = written(bytes, random);
            if (kind == 7) {
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(5_000)), (byte) 0);
            } else {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    /** Somewhere where something was written: most of a small database is zeros, and most of the rest its header. */
    private static int written(byte[] bytes, Random random) {
        int from = random.nextInt(8) == 0 ? 0 : HEADER_BYTES;
        int[] places =
                IntStream.range(from, bytes.length).filter(at -> bytes[at] != 0).toArray();
        return places[random.nextInt(places.length)];
    }

    /** Opens and asks: 0 if all is as before, 1 if the opening made it again, 2 if a question was refused and then it was. */
    private static int open(Path home, IndexRun run, int trial) throws IOException {
        int outcome = 0;
        try (MapDbDisk disk = open(home, run)) {
            FileIndex index = run.open(disk);
            outcome = run.notes.isEmpty() && index.covered() > 0 ? 0 : 1;
            if (trial % 3 == 0) {
                run.append(index, 40);
            }
            run.check(index);
            index.close();
            return outcome;
        } catch (StorageException | IOException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
        try (MapDbDisk disk = open(home, run)) {
            FileIndex index = run.open(disk);
            run.check(index);
            index.close();
        }
        return 2;
    }

    private static MapDbDisk open(Path home, IndexRun run) throws IOException {
        List<String> notes = new ArrayList<>();
        MapDbDisk disk = MapDbDisk.open(home, notes);
        run.notes.clear();
        run.notes.addAll(notes);
        return disk;
    }

    /** A question meets the damage while the books are open. */
    @Test
    void damageThatALookUpMeetsIsSaidAndTheNextOpeningMakesTheIndexAgain() throws IOException {
        IndexRun run = new IndexRun(1, ModelJournal.Ids.RANDOM, TINY);
        Path home = next();
        write(home, run);
        MapDbDisk disk = open(home, run);
        FileIndex index = run.open(disk);
        byte[] bytes = Files.readAllBytes(home.resolve("index.mapdb"));
        Arrays.fill(bytes, 1 << 20, bytes.length, (byte) 0x5A);
        try (RandomAccessFile file =
                new RandomAccessFile(home.resolve("index.mapdb").toFile(), "rw")) {
            file.write(bytes);
        }
        assertThatThrownBy(() -> run.check(index))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("index.mapdb", "is damaged", "Close the books and open them again");
        assertThat(home.resolve("index.mapdb.unfinished")).exists();
        index.close();
        disk.close();
        try (MapDbDisk again = open(home, run)) {
            assertThat(run.notes).singleElement().asString().startsWith("[M1]");
            FileIndex made = run.open(again);
            run.check(made);
            made.close();
        }
    }

    @Test
    void readsOfManyThreadsThatAreInterruptedGoOnWhileTheIndexIsWritten() throws Exception {
        IndexRun run = new IndexRun(2, ModelJournal.Ids.RISING, TINY);
        try (MapDbDisk disk = open(next(), run)) {
            FileIndex index = run.open(disk);
            run.append(index, 100);
            Located[] expected = new Located[100];
            Arrays.setAll(expected, i -> run.journal.locate(i + 1));
            List<Throwable> faults = new ArrayList<>();
            Thread reader = new Thread(() -> {
                for (int i = 0; i < 400; i++) {
                    assertThat(index.locate(1 + i % 100)).isEqualTo(expected[i % 100]);
                }
            });
            reader.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
            reader.start();
            for (int i = 0; i < 40; i++) {
                reader.interrupt();
                Thread.currentThread().interrupt();
                run.append(index, 8);
                assertThat(Thread.interrupted()).isTrue();
            }
            reader.join();
            assertThat(faults).isEmpty();
            run.check(index);
            index.close();
        }
    }
}
