package dev.florin.ledger.cli.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, each with its number. What is not UTF-8 is refused. Not thread-safe. */
public final class TextLines implements Closeable {
    /** The most characters of a line: a file without line feeds must not fill the memory. */
    private static final int MOST = 1 << 26;

    private final BufferedReader in;
    private final StringBuilder line = new StringBuilder(256);
    private long number;

    /**
     * Reads from the start of a file.
     *
     * @param in the file, closed with this reader
     */
    public TextLines(InputStream in) {
        this.in = new BufferedReader(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
    }

    /**
     * The number of the line that was read last.
     *
     * @return from 1; 0 before the first
     */
    public long number() {
        return number;
    }

    /**
     * The next line.
     *
     * @return the line without its end, a line feed that may follow a carriage return; null at the end of the file
     * @throws IOException if the file cannot be read
     * @throws BadInputException if the line is not UTF-8, or too long
     */
    public @Nullable String next() throws IOException {
        line.setLength(0);
        number++;
        int c = read();
        if (c < 0) {
            number--;
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == MOST) {
                throw bad("it is longer than " + MOST + " characters");
            }
            line.append((char) c);
            c = read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    private int read() throws IOException {
        try {
            return in.read();
        } catch (CharacterCodingException e) {
            throw bad("the file is not UTF-8 from about here on");
        }
    }

    /**
     * What is wrong with the line that was read last.
     *
     * @param why in a clause
     * @return the exception to throw
     */
    public BadInputException bad(String why) {
        return new BadInputException("line " + number + ": " + why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
