package dev.florin.ledger.cli.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8) one by one. Not thread-safe.
 *
 * <p>A quote that is missing or too many makes the rest of a file look like one field. A row that cannot be read is
 * therefore given up by its first line alone, and reading goes on with the next line. Whether a row ends with a line is
 * told from its quotes: in a row that is whole their number is even.
 *
 * <p>Fields are split as bytes, since all that CSV gives a meaning is ASCII, and decoded one by one afterwards: so an
 * error of UTF-8 has a line too.
 */
public final class RowReader implements Closeable {
    /** The most lines of a row, unless told otherwise: a lost quote must not swallow the file. */
    static final int MAX_LINES = 100;

    private final InputStream in;
    private final LineReader lines;
    private final CsvReader.CsvReaderBuilder csv = CsvReader.builder().allowUnclosedQuote(false);
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    private int width;
    private int maxLines = MAX_LINES;

    /**
     * Reads from the start of a file, behind its byte order mark if there is one.
     *
     * @param in the file, closed with this reader
     * @throws IOException if it cannot be read
     */
    public RowReader(InputStream in) throws IOException {
        this.in = in;
        this.lines = new LineReader(in);
    }

    /**
     * Sets how many fields a row has; one with more or fewer is damaged.
     *
     * @param fields how many, or 0 for any number
     */
    public void width(int fields) {
        width = fields;
    }

    /**
     * Sets how many lines a row may have, 100 unless told otherwise.
     *
     * @param most the most lines
     */
    public void maxLines(int most) {
        maxLines = most;
    }

    /**
     * How far reading is.
     *
     * @return bytes of the file read so far
     */
    public long bytesRead() {
        return lines.bytesRead();
    }

    /**
     * The next row. Empty lines between rows are passed over.
     *
     * @return the row, or null at the end of the file
     * @throws IOException if the file cannot be read
     */
    public @Nullable Row next() throws IOException {
        LineReader.Line first = lines.next();
        while (first != null && first.isEmpty()) {
            first = lines.next();
        }
        if (first == null) {
            return null;
        }
        if (first.tooLong()) {
            return new Row.Damaged(first.number(), "the line is longer than " + LineReader.MAX_LINE_BYTES + " bytes");
        }
        return read(first);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Row read(LineReader.Line first) throws IOException {
        Deque<LineReader.Line> more = new ArrayDeque<>();
        StringBuilder text = new StringBuilder(first.bytes());
        boolean inQuotes = oddQuotes(first.bytes());
        while (inQuotes) {
            LineReader.Line line = more.size() < maxLines - 1 ? lines.next() : null;
            if (line != null) {
                more.addLast(line);
            }
            if (line == null || line.tooLong() || text.length() + line.bytes().length() > LineReader.MAX_LINE_BYTES) {
                return giveUp(first, more, "a quote is opened and not closed");
            }
            text.append('\n').append(line.bytes());
            inQuotes ^= oddQuotes(line.bytes());
        }
        try {
            List<String> fields = decode(split(text.toString()));
            if (width != 0 && fields.size() != width) {
                return giveUp(first, more, "it has " + fields.size() + " fields where the header has " + width);
            }
            return new Row.Whole(first.number(), fields);
        } catch (CsvParseException e) {
            return giveUp(first, more, "quotes or line breaks stand where CSV has none");
        } catch (CharacterCodingException e) {
            return giveUp(first, more, "its text is not UTF-8");
        }
    }

    private Row giveUp(LineReader.Line first, Deque<LineReader.Line> more, String why) {
        while (!more.isEmpty()) {
            lines.pushBack(more.removeLast());
        }
        return new Row.Damaged(first.number(), why);
    }

    private List<String> split(String text) {
        Iterator<CsvRecord> records = csv.ofCsvRecord(text).iterator();
        List<String> fields = records.next().getFields();
        if (records.hasNext()) {
            throw new CsvParseException("a carriage return stands alone");
        }
        return fields;
    }

    private List<String> decode(List<String> fields) throws CharacterCodingException {
        List<String> decoded = new ArrayList<>(fields.size());
        for (String field : fields) {
            decoded.add(isAscii(field) ? field : decode(field));
        }
        return decoded;
    }

    private String decode(String bytes) throws CharacterCodingException {
        return utf8.decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean oddQuotes(String text) {
        boolean odd = false;
        for (int at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
            odd = !odd;
        }
        return odd;
    }
}
