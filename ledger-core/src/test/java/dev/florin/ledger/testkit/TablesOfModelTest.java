package dev.florin.ledger.testkit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables say what the model does, its clock included. */
class TablesOfModelTest {
    @ParameterizedTest
    @MethodSource("dev.florin.ledger.testkit.LedgerTables#allScenarios")
    void theModelDoesWhatTheTableSays(CommandTable.Scenario scenario) {
        TableBooks books = new TableBooks(new BooksOfModel());
        scenario.lines().forEach(books::run);
    }
}
