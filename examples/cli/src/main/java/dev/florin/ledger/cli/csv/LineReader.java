package dev.florin.ledger.cli.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The lines of a file, each with its number, with a way back. Bytes are kept as they are, one in each char. */
final class LineReader {
    /** The most bytes of a line that are kept: a file without line breaks must not fill the memory. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};

    /**
     * A line of the file.
     *
     * @param number from 1
     * @param bytes each byte as a char of the same value, without the line feed; cut when too long
     * @param tooLong whether there were more than {@link #MAX_LINE_BYTES}
     */
    record Line(long number, String bytes, boolean tooLong) {
        boolean isEmpty() {
            return bytes.isEmpty() || bytes.equals("\r");
        }
    }

    private final InputStream in;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private long lastNumber;
    private long bytesRead;

    LineReader(InputStream in) throws IOException {
        this.in = in.markSupported() ? in : new BufferedInputStream(in, 1 << 16);
        skipMark();
    }

    /** How many bytes of the file were read. */
    long bytesRead() {
        return bytesRead;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        Line again = pushedBack.pollFirst();
        return again != null ? again : read();
    }

    /** Puts a line back, to be the next one. */
    void pushBack(Line line) {
        pushedBack.addFirst(line);
    }

    private @Nullable Line read() throws IOException {
        buffer.reset();
        boolean tooLong = false;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            bytesRead++;
            if (buffer.size() < MAX_LINE_BYTES) {
                buffer.write(b);
            } else {
                tooLong = true;
            }
            b = in.read();
        }
        bytesRead++;
        return new Line(++lastNumber, buffer.toString(StandardCharsets.ISO_8859_1), tooLong);
    }

    private void skipMark() throws IOException {
        in.mark(UTF_8_MARK.length);
        for (int expected : UTF_8_MARK) {
            if (in.read() != expected) {
                in.reset();
                return;
            }
        }
        bytesRead += UTF_8_MARK.length;
    }
}
