package dev.florin.ledger.storage.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Books that any version wrote are opened by this one, and everything in them is what it was. */
class GoldenBooksTest {
    @TempDir
    Path folder;

    @TempDir
    Path aside;

    static Stream<String> names() throws IOException {
        return GoldenFiles.names().stream();
    }

    @Test
    void thereAreBooksOfEveryRulesVersion() throws IOException {
        assertThat(GoldenFiles.names())
                .contains(
                        "v1-rules1",
                        "v1-rules2",
                        "v1-rules2-killed",
                        "v1-rules3",
                        "v1-rules3-killed",
                        "v1-rules3-restored",
                        "v1-rules4",
                        "v1-rules4-killed",
                        "v1-rules4-restored");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everythingInThemIsWhatItWas(String name) throws IOException {
        GoldenFiles.unpack(name, folder);
        assertSame(name);
    }

    /** What is made from the journal may be of a version that nobody knows any more. */
    @ParameterizedTest
    @MethodSource("names")
    void theirJournalAloneIsEnough(String name) throws IOException {
        GoldenFiles.unpack(name, folder);
        for (String derived : List.of("index", "snapshots")) {
            if (Files.isDirectory(folder.resolve(derived))) {
                Files.move(
                        folder.resolve(derived),
                        Files.createTempDirectory(aside, "away").resolve(derived));
            }
        }
        assertSame(name);
    }

    private void assertSame(String name) throws IOException {
        List<String> expected = GoldenFiles.words(name);
        try (Ledger ledger = WriteGoldenBooks.open(folder)) {
            List<String> words = BooksInWords.of(ledger, ids(expected));
            assertThat(withoutBatches(words.get(0))).isEqualTo(withoutBatches(expected.get(0)));
            assertThat(words.subList(1, words.size())).isEqualTo(expected.subList(1, expected.size()));
        }
    }

    /** How many batches are replayed depends on what snapshots there are. */
    private static String withoutBatches(String recovery) {
        return recovery.replaceFirst("^(recovery \\d+) \\d+", "$1");
    }

    /** Whatever opening made of them beside the journal is as good as what it was made of. */
    @ParameterizedTest
    @MethodSource("names")
    void openedAgainTheyAreStillWhatTheyWere(String name) throws IOException {
        GoldenFiles.unpack(name, folder);
        Fingerprints first;
        try (Ledger ledger = WriteGoldenBooks.open(folder)) {
            first = ledger.fingerprints();
        }
        List<String> expected = GoldenFiles.words(name);
        try (Ledger ledger = WriteGoldenBooks.open(folder)) {
            assertThat(ledger.fingerprints()).isEqualTo(first);
            List<String> words = BooksInWords.of(ledger, ids(expected));
            assertThat(words.subList(1, words.size())).isEqualTo(expected.subList(1, expected.size()));
        }
    }

    /** Whatever version wrote them, they go on with all that this one can. */
    @ParameterizedTest
    @MethodSource("names")
    void theyGoOnWithSchedules(String name) throws IOException {
        GoldenFiles.unpack(name, folder);
        Account account = Account.named("a new account", Asset.of("NEW", 0)).unlimited();
        Account other = Account.named("another new account", Asset.of("NEW", 0));
        Schedule schedule = Schedule.of(
                        Transfer.of(CommandId.of("from now on"))
                                .debit(account.id(), 1)
                                .credit(other.id(), 1)
                                .build(),
                        Instant.EPOCH)
                .repeat(Recurrence.every(Duration.ofDays(365)).times(3));
        Fingerprints last;
        try (Ledger ledger = WriteGoldenBooks.open(folder)) {
            ledger.open(account);
            ledger.open(other);
            ledger.schedule(schedule);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ledger.schedule(schedule.id()).orElseThrow().status() == ScheduleStatus.ENDED);
            assertThat(ledger.balance(other.id()).posted().toLong()).isEqualTo(3);
            last = ledger.fingerprints();
        }
        try (Ledger ledger = WriteGoldenBooks.open(folder)) {
            assertThat(ledger.fingerprints()).isEqualTo(last);
        }
        assertThat(Verification.of(folder).run().problems()).isEmpty();
    }

    @Test
    void everyArchiveHasItsWords() throws IOException {
        for (String name : GoldenFiles.names()) {
            assertThat(Files.size(GoldenFiles.FOLDER.resolve(name + ".txt"))).isPositive();
        }
    }

    private static List<CommandId> ids(List<String> words) {
        return words.stream()
                .filter(line -> line.startsWith("outcome ") || line.startsWith("nothing "))
                .map(line -> CommandId.parse(line.substring(8, 44)))
                .toList();
    }
}
