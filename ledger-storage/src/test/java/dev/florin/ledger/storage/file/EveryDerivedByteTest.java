package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.SmallRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The files that are made from the journal, every byte of them flipped, every file cut at every length, each lost: the books
 * open and answer as before. Where a question meets the damage, it is refused, and answered once the index was made again.
 */
@Timeout(3_600)
class EveryDerivedByteTest {
    private static final List<String> FOLDERS = List.of("index", "snapshots");

    /** Usual runs try some of the bytes behind the first ones; {@code -Dflorin.everyByte=true} tries all. */
    private static final int STEP = Boolean.getBoolean("florin.everyByte") ? 1 : 17;

    private static SimDisk books = new SimDisk();
    private static SmallRun.Answers answers = answersOf(new SimDisk());

    private static Storage storage(SimDisk disk) {
        return replay -> {
            try {
                return FileSession.open(disk.folders(), Books.settings(Books.SEGMENT, 2_048), () -> {}, replay);
            } catch (IOException e) {
                throw FileStorage.couldNotOpen("the simulated folder", e);
            }
        };
    }

    private static SmallRun.Answers answersOf(SimDisk disk) {
        try (Ledger ledger = Ledger.open(storage(disk))) {
            return SmallRun.ask(ledger);
        }
    }

    @BeforeAll
    static void write() {
        SimDisk disk = new SimDisk();
        for (int round = 0; round < 2; round++) {
            int before = disk.folder("snapshots").list().size();
            try (Ledger ledger = Ledger.open(storage(disk))) {
                int commands = SmallRun.commands().size();
                SmallRun.commands().subList(0, (round + 1) * commands / 2).forEach(ledger::submit);
                Awaitility.await("a snapshot")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> disk.folder("snapshots").list().stream()
                                        .filter(name -> name.endsWith(".fls"))
                                        .count()
                                > before);
            }
        }
        books = disk.copy();
        answers = answersOf(books.copy());
        try (Ledger memory = Ledger.open(InMemoryStorage.create())) {
            SmallRun.commands().forEach(memory::submit);
            assertThat(answers.fingerprints().content())
                    .isEqualTo(memory.fingerprints().content());
        }
        for (String folder : FOLDERS) {
            assertThat(books.folder(folder).list()).as(folder).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aBitFlippedInAnyByteChangesNoAnswer() {
        for (String folder : FOLDERS) {
            for (String name : books.folder(folder).list()) {
                int size = books.folder(folder).get(name).length;
                for (int at = 0; at < size; at += at < 256 ? 1 : STEP) {
                    SimDisk flipped = books.copy();
                    flipped.folder(folder).get(name)[at] ^= (byte) (1 << at % 8);
                    check(folder + "/" + name + ", byte " + at, flipped);
                }
            }
        }
    }

    @Test
    void aFileCutAnywhereChangesNoAnswer() {
        for (String folder : FOLDERS) {
            for (String name : books.folder(folder).list()) {
                byte[] bytes = books.folder(folder).get(name);
                for (int length = 0; length < bytes.length; length += length < 256 ? 1 : 3 * STEP) {
                    SimDisk cut = books.copy();
                    cut.folder(folder).put(name, Arrays.copyOf(bytes, length));
                    check(folder + "/" + name + ", cut at " + length, cut);
                }
            }
        }
    }

    @Test
    void anyFileLostChangesNoAnswer() throws IOException {
        for (String folder : FOLDERS) {
            for (String name : books.folder(folder).list()) {
                SimDisk without = books.copy();
                without.folder(folder).delete(name);
                check(folder + "/" + name + ", lost", without);
            }
        }
    }

    /**
     * Refused questions are answered by the books when they are opened again, or, where that was said, without their index:
     * whether it is that or the journal that is damaged, one read cannot tell.
     */
    private static void check(String damage, SimDisk disk) {
        try {
            LedgerException refused = refusal(disk);
            refused = refused == null ? null : refusal(disk);
            if (refused != null) {
                assertThat(refused).hasMessageContaining("move the folder index away");
                disk.folder("index").clear();
                assertThat(refusal(disk)).isNull();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(damage, e);
        }
    }

    /** What a question was refused with; null if all were answered as ever. */
    private static @Nullable LedgerException refusal(SimDisk disk) {
        try {
            assertThat(answersOf(disk)).isEqualTo(answers);
            return null;
        } catch (LedgerException refused) {
            assertThat(refused).isInstanceOfAny(StorageException.class, OutcomeUnknownException.class);
            return refused;
        }
    }
}
