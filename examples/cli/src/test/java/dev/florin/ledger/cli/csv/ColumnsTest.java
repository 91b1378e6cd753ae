package dev.florin.ledger.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    private static final List<String> REQUIRED = List.of("id", "amount");
    private static final List<String> OPTIONAL = List.of("note");

    @Test
    void findsColumnsInAnyOrderAndUnderOtherNames() {
        Columns columns = Columns.find(List.of("x", "Betrag", "id"), REQUIRED, OPTIONAL, Map.of("amount", "Betrag"));
        Row.Whole row = new Row.Whole(2, List.of("?", "12.00", "7"));
        assertThat(columns.get(row, "id")).isEqualTo("7");
        assertThat(columns.get(row, "amount")).isEqualTo("12.00");
        assertThat(columns.get(row, "note")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id                  |             | no column 'amount'",
                "id,Amount           |             | no column 'amount'",
                "id,amount           | amount=sum  | no column 'sum'",
                "id,amount           | note=remark | no column 'remark'",
                "id,amount,id        |             | column 'id' twice, as 1 and 3",
                "id,amount,note,note |             | column 'note' twice",
                "id,amount           | total=sum   | this layout has the columns id, amount, note",
            })
    void saysWhatIsWrongWithAHeader(String header, String renamed, String message) {
        Map<String, String> names = renamed == null ? Map.of() : Map.of(before(renamed), after(renamed));
        assertThatThrownBy(() -> Columns.find(List.of(header.split(",", -1)), REQUIRED, OPTIONAL, names))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void columnsThatNobodyAsksForMayHaveOneName() {
        Columns columns = Columns.find(List.of("", "id", "amount", ""), REQUIRED, OPTIONAL, Map.of());
        assertThat(columns.get(new Row.Whole(2, List.of("a", "b", "c", "d")), "amount"))
                .isEqualTo("c");
    }

    private static String before(String renamed) {
        return renamed.substring(0, renamed.indexOf('='));
    }

    private static String after(String renamed) {
        return renamed.substring(renamed.indexOf('=') + 1);
    }
}
