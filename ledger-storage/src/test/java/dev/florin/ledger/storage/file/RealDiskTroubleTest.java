package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.LedgerFailedException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.SmallBooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trouble on the disk of the machine: file systems that are full, limits, permissions, folders that are gone, other
 * users. What a machine does not allow is skipped, and said.
 */
@Timeout(120)
class RealDiskTroubleTest {
    @TempDir
    Path folder;

    /** What callers were told until the ledger stopped. */
    private record Posted(List<Transfer> acknowledged, Transfer unknown, Throwable fault) {}

    private static Ledger open(Path books) {
        return Ledger.open(FileStorage.at(books).segmentBytes(64 << 10));
    }

    private static void openAccounts(Ledger ledger) {
        SmallBooks.openBank(ledger);
        SmallBooks.openUser(ledger, "user", 0);
    }

    private static Posted postUntilTold(Ledger ledger) {
        List<Transfer> acknowledged = new ArrayList<>();
        while (true) {
            Transfer transfer = SmallBooks.transfer(SmallBooks.BANK, "user", 1);
            try {
                ledger.post(transfer);
                acknowledged.add(transfer);
            } catch (LedgerException e) {
                return new Posted(acknowledged, transfer, e);
            }
        }
    }

    /** What was acknowledged is there, once; what is unknown can be asked again. */
    private static void assertNothingLost(Path books, Posted posted) {
        try (Ledger ledger = open(books)) {
            for (Transfer transfer : posted.acknowledged) {
                assertThat(ledger.submit(transfer)).isInstanceOf(Outcome.AlreadyPosted.class);
            }
            ledger.post(posted.unknown);
            assertThat(SmallBooks.posted(ledger, "user")).isEqualTo(posted.acknowledged.size() + 1);
        }
    }

    private static void assertStopped(Ledger ledger, Posted posted, String... texts) {
        assertThat(posted.fault)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll(texts)
                .hasMessageContaining("open the books again and ask again with the same id");
        assertThatThrownBy(() -> ledger.balance("user")).isInstanceOf(LedgerFailedException.class);
        assertThatThrownBy(() -> ledger.post(posted.unknown)).isInstanceOf(LedgerFailedException.class);
        Throwable closing = catchThrowable(ledger::close);
        assertThat(closing)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        fault -> assertThat(fault).isInstanceOf(StorageException.class));
    }

    @Test
    void aFileSystemThatFillsUpStopsTheLedgerAndCostsNothing() throws Exception {
        Path small = mount("tmpfs", "size=1m");
        try {
            Path books = small.resolve("books");
            Ledger ledger = open(books);
            openAccounts(ledger);
            Posted posted = postUntilTold(ledger);
            assertStopped(ledger, posted, books.toString(), "offset", "No space left on device");
            // Still full: the books open as they are, or say why not.
            Throwable again = catchThrowable(() -> open(books).close());
            assertThat(again == null || again instanceof StorageException).isTrue();
            run("mount", "-o", "remount,size=4m", small.toString());
            assertNothingLost(books, posted);
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    void aFileSystemWithoutRoomForNewBooksSaysSo() throws Exception {
        Path small = mount("tmpfs", "size=16k");
        try {
            assertThatThrownBy(() -> open(small.resolve("books")))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[F6]", small.toString(), "No space left on device");
            run("mount", "-o", "remount,size=1m", small.toString());
            try (Ledger ledger = open(small.resolve("books"))) {
                openAccounts(ledger);
            }
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    void aFileSystemThatBecomesReadOnlyStopsTheLedgerAndCostsNothing() throws Exception {
        Path small = mount("tmpfs", "size=4m");
        try {
            Path books = small.resolve("books");
            try (Ledger ledger = open(books)) {
                openAccounts(ledger);
                ledger.post(SmallBooks.transfer(SmallBooks.BANK, "user", 1));
            }
            run("mount", "-o", "remount,ro", small.toString());
            assertThatThrownBy(() -> open(books))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("[F6]", books.toString(), "Read-only file system");
            run("mount", "-o", "remount,rw", small.toString());
            Ledger ledger = open(books);
            assertThat(SmallBooks.posted(ledger, "user")).isEqualTo(1);
            ledger.close();
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    void aFolderRemovedUnderARunningLedgerStopsItBeforeAnythingMoreIsConfirmed() throws IOException {
        Path books = folder.resolve("books");
        Ledger ledger = open(books);
        openAccounts(ledger);
        ledger.post(SmallBooks.transfer(SmallBooks.BANK, "user", 1));
        delete(books);
        Posted posted = postUntilTold(ledger);
        assertThat(posted.acknowledged).isEmpty();
        assertStopped(ledger, posted, "0000000001.flj", "was deleted, moved or replaced while the books are open");
        try (Ledger anew = open(books)) {
            assertThat(anew.recovery().lastPosition()).isZero();
        }
    }

    @Test
    void aFolderMovedUnderARunningLedgerStopsItAndIsWholeWhereItIs() throws IOException {
        Path books = folder.resolve("books");
        Path moved = folder.resolve("moved");
        Ledger ledger = open(books);
        openAccounts(ledger);
        Transfer before = SmallBooks.transfer(SmallBooks.BANK, "user", 1);
        ledger.post(before);
        Files.move(books, moved);
        Posted posted = postUntilTold(ledger);
        assertThat(posted.acknowledged).isEmpty();
        assertStopped(ledger, posted, "was deleted, moved or replaced");
        assertNothingLost(moved, new Posted(List.of(before), posted.unknown, posted.fault));
    }

    @Test
    void aSegmentReplacedByACopyUnderARunningLedgerStopsIt() throws IOException {
        Path books = folder.resolve("books");
        Ledger ledger = open(books);
        openAccounts(ledger);
        Path segment = books.resolve("journal/0000000001.flj");
        Files.copy(segment, folder.resolve("copy"));
        Files.move(folder.resolve("copy"), segment, StandardCopyOption.REPLACE_EXISTING);
        Posted posted = postUntilTold(ledger);
        assertThat(posted.acknowledged).isEmpty();
        assertStopped(ledger, posted, segment.toString());
        assertNothingLost(books, posted);
    }

    @Test
    @DecisionRow("F6")
    void booksThatMayNotBeReadOrWrittenAreRefusedAndOpenOnceTheyMay() throws Exception {
        Path books = folder.resolve("books");
        try (Storage.Session session = FileStorage.at(books).open(batch -> {})) {
            assertThat(session.recovered().cleanShutdown()).isTrue();
        }
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        for (String path : List.of("journal", "journal/0000000001.flj", "LOCK")) {
            Path taken = books.resolve(path);
            run("chmod", "-R", "a+rwX", folder.toString());
            run("chmod", "000", taken.toString());
            Process child = ForeignProcess.start(books, libraries);
            try {
                String line = child.inputReader().readLine();
                Assumptions.assumeTrue(line != null, "SKIPPED: no other user can run Java here");
                assertThat(line).contains("[F6]").contains("AccessDenied").contains(taken.toString());
            } finally {
                child.destroyForcibly().waitFor();
                run("chmod", "-R", "u+rwX", folder.toString());
            }
        }
        FileStorage.at(books).open(batch -> {}).close();
    }

    /** A small file system of its own. */
    private Path mount(String type, String options) throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", type, "-o", options, "florin-test", small.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(
                mount.waitFor() == 0, "SKIPPED: no file system can be mounted here, which takes root: " + said);
        return small;
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private static void delete(Path all) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(all)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
