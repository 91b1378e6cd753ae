package dev.florin.ledger.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    /** Left the text, with a sign for each line break and tab. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "users:alice→users:alice",
                "čeština 美咲 🙂→čeština 美咲 🙂",
                "'quotes' \"too\"→'quotes' \"too\"",
                "two⏎lines→two\\nlines",
                "a␍␉b→a\\r\\tb",
                "\u001b[31mred→\\u{1b}[31mred",
                "bell\u0007→bell\\u{7}",
                "c1\u009bm→c1\\u{9b}m",
                "line\u2028end→line\\u{2028}end",
                "turned\u202eround→turned\\u{202e}round",
                "isolated\u2066x→isolated\\u{2066}x",
                "half\ud83d→half\\u{d83d}",
                "👨\u200d👩→👨\u200d👩",
            })
    void escapesWhatMovesTheCursorOrTurnsTheLine(String text, String printed) {
        assertThat(Printable.of(text.replace('⏎', '\n').replace('␍', '\r').replace('␉', '\t')))
                .isEqualTo(printed);
    }

    @Test
    void columnsStayAlignedWhateverStandsInThem() {
        StringWriter out = new StringWriter();
        Table table = new Table(new PrintWriter(out), "").left("name").right("sum");
        table.row("zoë", "1");
        table.row("zoe\u0308", "12");
        table.row("美咲", "123");
        table.flush();
        assertThat(out.toString().lines()).containsExactly("name  sum", "zoë     1", "zoe\u0308    12", "美咲  123");
    }

    @Test
    void aLongTableIsPrintedOnTheWay() {
        StringWriter out = new StringWriter();
        Table table = new Table(new PrintWriter(out), "").right("n");
        for (int i = 0; i < 1_500; i++) {
            table.row(Integer.toString(i));
        }
        assertThat(out.toString().lines()).hasSize(1_001);
        table.flush();
        assertThat(out.toString().lines()).hasSize(1_501).endsWith("1499");
    }
}
