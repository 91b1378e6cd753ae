package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of commands, on any storage. Each storage has a subclass. */
public abstract class LedgerTables {
    /**
     * Makes an empty storage.
     *
     * @return the storage
     */
    protected abstract Storage newStorage();

    /** Those that need neither holds nor time. */
    static Stream<CommandTable.Scenario> scenarios() {
        return read("edges.txt", "ids.txt");
    }

    static Stream<CommandTable.Scenario> allScenarios() {
        return Stream.concat(
                scenarios(),
                read("rejections.txt", "holds.txt", "schedules.txt", "refunds.txt", "groups.txt", "exchange.txt"));
    }

    private static Stream<CommandTable.Scenario> read(String... files) {
        return Stream.of(files).flatMap(file -> CommandTable.read(file).scenarios().stream());
    }

    @ParameterizedTest
    @MethodSource("allScenarios")
    void theLedgerDoesWhatTheTableSays(CommandTable.Scenario scenario) {
        AtomicLong clock = new AtomicLong(BooksOfModel.START_NANOS);
        LedgerOptions options = LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(100_000));
        BooksOfModel model = new BooksOfModel();
        try (Ledger ledger = Ledger.open(newStorage(), options)) {
            TableBooks books = new TableBooks(new Both(ledger, clock, model));
            scenario.lines().forEach(books::run);
            Agreement.onTheWholeVocabulary(ledger, model.model());
        }
    }

    /** A ledger with a clock that only tables move, and a model that is told everything but what is only checked. */
    private record Both(Ledger ledger, AtomicLong clock, BooksOfModel model) implements TableBooks.Books {
        @Override
        public Outcome submit(Command command) {
            Outcome outcome = ledger.submit(command);
            model.submit(command);
            settle();
            return outcome;
        }

        @Override
        public Outcome check(Command command) {
            return ledger.check(command);
        }

        @Override
        public Optional<AccountView> account(AccountId id) {
            return ledger.account(id);
        }

        @Override
        public Optional<HoldView> hold(CommandId id) {
            return ledger.hold(id);
        }

        @Override
        public void pass(long nanos) {
            clock.addAndGet(nanos);
            model.pass(nanos);
            settle();
        }

        /** What the model has done by itself, the ledger does, too: dates of calendars become known. */
        private void settle() {
            Awaitility.await("dates are known")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            ledger.fingerprints().position() >= model.model().position());
        }

        @Override
        public Optional<ScheduleView> schedule(CommandId id) {
            return ledger.schedule(id);
        }

        @Override
        public List<ScheduleRun> runs(CommandId id) {
            return ledger.runs(id, 0, ScheduleRuns.MAX_LIMIT).orElseThrow().runs();
        }
    }
}
