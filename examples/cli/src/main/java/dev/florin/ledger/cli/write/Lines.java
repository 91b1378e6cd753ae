package dev.florin.ledger.cli.write;

import dev.florin.ledger.cli.csv.BadInputException;
import java.util.ArrayList;
import java.util.List;

/** Command lines in a file: words between spaces; quotes, single or double, keep spaces, a backslash the next sign. */
public final class Lines {
    private Lines() {}

    /**
     * Takes a line apart as a shell does, without its variables and patterns.
     *
     * @param line the line
     * @return its words
     * @throws BadInputException if a quote is not closed, or a backslash ends the line
     */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                if (++i == line.length()) {
                    throw new BadInputException("a backslash ends the line; a command stands on one line");
                }
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new BadInputException("a quote is opened and not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
