package dev.florin.ledger.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReaderTest {
    /** Left a file, right what is read: rows as line[field|field], damaged lines as line!reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            value = {
                "a,b           → 1[a|b]",
                "a,b⏎          → 1[a|b]",
                "a,b␍⏎c,d␍⏎    → 1[a|b] 2[c|d]",
                "a,⏎,b⏎        → 1[a|] 2[|b]",
                "⏎␍⏎a,b⏎⏎c,d   → 3[a|b] 5[c|d]",
                "\"a,b\",c     → 1[a,b|c]",
                "\"a\"\"b\",c  → 1[a\"b|c]",
                "\"a⏎b\",c⏎d,e → 1[a⏎b|c] 3[d|e]",
                "\"a␍⏎b\",c    → 1[a␍⏎b|c]",
                "zoë,🙂         → 1[zoë|🙂]",
                // A row has as many fields as the first.
                "a,b⏎c⏎d,e     → 1[a|b] 2!fields:1 3[d|e]",
                "a,b⏎c,d,e⏎f,g → 1[a|b] 2!fields:3 3[f|g]",
                // A lost quote costs its own line and no other.
                "a,b⏎\"c,d⏎e,f              → 1[a|b] 2!open 3[e|f]",
                "a,b⏎\"c,d⏎e,f⏎\"g\",h      → 1[a|b] 2!open 3[e|f] 4[g|h]",
                "a,b⏎\"c,d⏎e,f⏎\"g,h⏎i,j    → 1[a|b] 2!form 3[e|f] 4!open 5[i|j]",
                "a,b⏎\"c,d⏎e,f⏎g\",h,i⏎j,k  → 1[a|b] 2!fields:3 3[e|f] 4!open 5[j|k]",
                "a,b⏎\"c\"d,e⏎f,g           → 1[a|b] 2!form 3[f|g]",
                "a,b⏎c␍d,e⏎f,g             → 1[a|b] 2!form 3[f|g]",
                "a,b⏎c,d␍e,f⏎g,h           → 1[a|b] 2!form 3[g|h]",
            })
    void reads(String file, String expected) throws IOException {
        assertThat(read(bytes(file)))
                .isEqualTo(expected.replace('⏎', '\n')
                        .replace('␍', '\r')
                        .replaceAll("fields:(\\d)", "it has $1 fields where the header has 2")
                        .replace("!open", "!a quote is opened and not closed")
                        .replace("!form", "!quotes or line breaks stand where CSV has none"));
    }

    @Test
    void passesOverTheByteOrderMark() throws IOException {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        assertThat(read(concat(mark, bytes("a,b")))).isEqualTo("1[a|b]");
    }

    @Test
    void reportsTheLineThatIsNotUtf8() throws IOException {
        byte[] file = concat(bytes("a,b⏎c,"), new byte[] {(byte) 0xE9}, bytes("⏎e,f"));
        assertThat(read(file)).isEqualTo("1[a|b] 2!its text is not UTF-8 3[e|f]");
    }

    @Test
    void givesUpALineThatIsTooLong() throws IOException {
        byte[] file = concat(bytes("a,b⏎"), new byte[LineReader.MAX_LINE_BYTES + 1], bytes("⏎e,f"));
        assertThat(read(file)).isEqualTo("1[a|b] 2!the line is longer than 1048576 bytes 3[e|f]");
    }

    @Test
    void aLostQuoteReachesNoFurtherThanTheMostLinesOfARow() throws IOException {
        String lines = "c,d⏎".repeat(3 * RowReader.MAX_LINES);
        assertThat(read(bytes("a,b⏎\"x,y⏎" + lines + "z\",z⏎e,f")))
                .startsWith("1[a|b] 2!a quote is opened and not closed 3[c|d] 4[c|d]")
                .endsWith("302[c|d] 303!a quote is opened and not closed 304[e|f]");
    }

    @Property(tries = 300)
    void readsBackWhatIsWritten(@ForAll("rows") List<List<String>> rows) throws IOException {
        String file = rows.stream()
                .map(row -> row.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
        List<List<String>> read = new ArrayList<>();
        try (RowReader reader = new RowReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                read.add(((Row.Whole) row).fields());
            }
        }
        assertThat(read).isEqualTo(rows);
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        return Arbitraries.strings()
                .withChars(',', '"', '\n', '\r', 'a', 'ž', '語')
                .ofMaxLength(8)
                .list()
                .ofSize(3)
                .list()
                .ofMaxSize(8);
    }

    private static String read(byte[] file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = new RowReader(new ByteArrayInputStream(file))) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof Row.Whole whole) {
                    reader.width(whole.fields().size());
                    rows.add(row.line() + "[" + String.join("|", whole.fields()) + "]");
                } else {
                    rows.add(row.line() + "!" + ((Row.Damaged) row).why());
                }
            }
        }
        return String.join(" ", rows);
    }

    private static byte[] bytes(String text) {
        return text.replace('⏎', '\n').replace('␍', '\r').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
