package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.LedgerClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The <b>volatile</b> level: what every storage promises, one that keeps the books as long as its process lives, too. A
 * storage's own test extends this class, or {@link DurableStorageContractTest} if it is durable. That
 *
 * <ul>
 *   <li>what was appended is replayed, byte for byte and in order, however often the books are closed and opened;
 *   <li>the books are open once at a time, an opening that fails lets go of them, and closing twice does nothing;
 *   <li>batches that do not follow are refused, change nothing, and nothing more is appended in that session;
 *   <li>readers find every effect whose append had returned, by position, id, account, effective time, label and origin,
 *       while more is appended, and are answered or refused while the books are closed;
 *   <li>a snapshot that was kept is offered at the next opening, or snapshots are never wanted; one that fails does no harm;
 *   <li>interrupts disturb nobody;
 *   <li>a ledger gives each id one outcome and answers everything in the same way after opening again.
 * </ul>
 *
 * <p>Effects of the tests that need no ledger are made up, but for their keys: accounts are opened before they are named, and
 * positions are those of effects before. A storage keeps effects and does not judge their figures.
 */
public abstract class StorageContractTest extends SnapshotContract {
    private static final long START_NANOS = LedgerClock.nanosOf(SmallRun.PAST) + 1_000_000_000_000_000L;

    private static List<Command> commands() {
        List<Command> commands = new ArrayList<>(SmallRun.commands());
        commands.addAll(SmallRun.posts(0, 150));
        return commands;
    }

    @Test
    void anIdHasOneOutcomeHoweverOftenTheBooksAreOpened() {
        List<Command> commands = commands();
        List<Outcome> outcomes;
        try (Ledger ledger = Ledger.open(storage())) {
            outcomes = ledger.submitAll(commands);
        }
        assertThat(outcomes).anyMatch(Outcome.Rejected.class::isInstance);
        for (int round = 0; round < 2; round++) {
            try (Ledger ledger = Ledger.open(storage())) {
                long position = ledger.fingerprints().position();
                List<Outcome> again = ledger.submitAll(commands);
                for (int i = 0; i < commands.size(); i++) {
                    assertThat(again.get(i)).isEqualTo(again(outcomes.get(i)));
                    Command other = SmallBooks.transfer(commands.get(i).id(), "ada", "bob", 4_711_471);
                    assertThat(ledger.submit(other))
                            .as("a conflict")
                            .isInstanceOf(Outcome.Rejected.class)
                            .isNotEqualTo(again.get(i));
                }
                assertThat(ledger.fingerprints().position()).isEqualTo(position);
                ledger.submitAll(SmallRun.posts(1_000 * (round + 1), 10));
            }
        }
    }

    private static Outcome again(Outcome first) {
        return first instanceof Outcome.Posted posted
                ? new Outcome.AlreadyPosted(posted.receipt(), posted.decision())
                : first;
    }

    /** Statements page by page, past moments, transfers by what they are found by, holds, outcomes, changes. */
    @Test
    void allAnswersStayWhenTheBooksAreOpenedAgain() {
        Map<String, Object> answers;
        try (Ledger ledger = Ledger.open(storage())) {
            ledger.submitAll(commands());
            answers = AllAnswers.of(ledger);
        }
        for (int round = 0; round < 2; round++) {
            try (Ledger ledger = Ledger.open(storage())) {
                assertThat(ledger.recovery().cleanShutdown()).isTrue();
                assertThat(AllAnswers.of(ledger)).isEqualTo(answers);
            }
        }
    }

    @Test
    void theAnswersAreThoseOfBooksInMemory() {
        AtomicLong clock = new AtomicLong(START_NANOS);
        LedgerOptions options = LedgerOptions.defaults().clock(clock::get);
        InMemoryStorage memory = InMemoryStorage.create();
        for (int round = 0; round < 3; round++) {
            try (Ledger ledger = Ledger.open(storage(), options);
                    Ledger expected = Ledger.open(memory, options)) {
                for (int i = 0; i < 40; i++) {
                    clock.addAndGet(1_000_000);
                    for (Command command :
                            round == 0 && i == 0 ? SmallRun.commands() : SmallRun.posts(40 * round + i, 1)) {
                        assertThat(ledger.submit(command)).isEqualTo(expected.submit(command));
                    }
                }
                assertThat(AllAnswers.of(ledger)).isEqualTo(AllAnswers.of(expected));
            }
        }
    }

    @Test
    void aStatementGoesOnAtItsCursorWhenTheBooksAreOpenedAgain() {
        List<StatementLine> all = new ArrayList<>();
        StatementQuery first = StatementQuery.newestFirst().limit(7);
        try (Ledger ledger = Ledger.open(storage())) {
            ledger.submitAll(commands());
            StatementQuery whole = StatementQuery.newestFirst().limit(StatementQuery.MAX_LIMIT);
            all.addAll(ledger.statement("ada", whole).lines());
        }
        List<StatementLine> found = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            try (Ledger ledger = Ledger.open(storage())) {
                StatementPage page = ledger.statement(
                        "ada", cursor.isEmpty() ? first : first.after(StatementQuery.Cursor.parse(cursor)));
                found.addAll(page.lines());
                cursor = page.cursor().map(StatementQuery.Cursor::toString).orElse(null);
                ledger.post(SmallBooks.transfer(CommandId.next(), "bank", "ada", 1));
            }
        }
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(found).isEqualTo(all);
    }
}
