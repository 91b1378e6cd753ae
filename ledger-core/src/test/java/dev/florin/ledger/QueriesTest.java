package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries refuse sizes and cursors that no page can have given. */
class QueriesTest {
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_001})
    void aPageHasOneToTenThousandRows(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementQuery.newestFirst().limit(limit))
                .withMessage("a page has 1 to 10000 lines, not " + limit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountQuery.all().limit(limit))
                .withMessage("a page has 1 to 10000 accounts, not " + limit);
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,-1", "1,4096", "2251799813685248,0", "9223372036854775807,2147483647"})
    void aStatementRefusesCursorsThatNoPageGave(long position, int entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatementQuery.Cursor(position, entry))
                .withMessage("the cursor " + position + ":" + entry + " did not come from a page of a statement");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,4095", "2251799813685247,4095"})
    void aStatementTakesEveryOtherCursor(long position, int entry) {
        assertThat(StatementQuery.oldestFirst()
                        .after(new StatementQuery.Cursor(position, entry))
                        .cursor())
                .contains(new StatementQuery.Cursor(position, entry));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE})
    void aListOfAccountsRefusesCursorsThatNoPageGave(long cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountQuery.Cursor("", cursor))
                .withMessage("the cursor " + cursor + " did not come from a page of accounts");
    }
}
