package dev.florin.ledger.testkit;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.spi.Storage;
import java.util.stream.Stream;
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

    static Stream<CommandTable.Scenario> scenarios() {
        return Stream.of("rejections.txt", "edges.txt", "ids.txt")
                .flatMap(file -> CommandTable.read(file).scenarios().stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theLedgerDoesWhatTheTableSays(CommandTable.Scenario scenario) {
        ModelLedger model = new ModelLedger();
        try (Ledger ledger = Ledger.open(newStorage())) {
            TableBooks books = new TableBooks(
                    command -> {
                        model.submit(command);
                        return ledger.submit(command);
                    },
                    ledger::account);
            scenario.lines().forEach(books::run);
            Agreement.onEverything(ledger, model);
        }
    }
}
