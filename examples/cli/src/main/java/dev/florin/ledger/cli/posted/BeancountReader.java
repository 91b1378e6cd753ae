package dev.florin.ledger.cli.posted;

import dev.florin.ledger.cli.csv.TextLines;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of Beancount's language that {@link BeancountBooks} writes: commodity, open and balance directives,
 * transactions whose postings all state an amount, metadata. Options, tags and links are passed over.
 */
final class BeancountReader implements TextReader {
    private static final String NUMBER = "([-+]?\\d+(?:\\.\\d*)?)";
    private static final String CURRENCY = "([A-Z][A-Z0-9'._-]*)";
    private static final String ACCOUNT = "([^\\s:;\"]+(?::[^\\s:;\"]+)+)";
    private static final Pattern DATED = Pattern.compile("(\\d{4}[-/]\\d{2}[-/]\\d{2})\\s+(\\S+)\\s*(.*)");
    private static final Pattern TAGS = Pattern.compile("\\s*(?:[#^][A-Za-z0-9_/.-]+\\s*)*");
    private static final Pattern PAIR = Pattern.compile("([a-z][A-Za-z0-9_-]*):\\s*(.*)");
    private static final Pattern POSTING = Pattern.compile(ACCOUNT + "\\s+" + NUMBER + "\\s*" + CURRENCY);
    private static final Pattern BALANCE =
            Pattern.compile(ACCOUNT + "\\s+" + NUMBER + "(?:\\s*~\\s*\\d+(?:\\.\\d*)?)?\\s*" + CURRENCY);
    private static final Pattern OPEN = Pattern.compile(ACCOUNT + "(?:\\s+" + CURRENCY + ")?(?:\\s+\"[A-Z_]+\")?");

    @Override
    public void read(TextLines lines, Consumer<Text> sink) throws IOException {
        new Run(lines, sink).all();
    }

    /** Reads one file. */
    private static final class Run {
        private final TextLines lines;
        private final Consumer<Text> sink;
        private @Nullable String line;

        Run(TextLines lines, Consumer<Text> sink) {
            this.lines = lines;
            this.sink = sink;
        }

        void all() throws IOException {
            line = lines.next();
            while (line != null) {
                String text = line;
                if (text.isBlank() || ";*#".indexOf(text.charAt(0)) >= 0 || text.startsWith("option ")) {
                    line = lines.next();
                } else {
                    dated(text);
                }
            }
        }

        private void dated(String text) throws IOException {
            Matcher parts = DATED.matcher(withoutComment(text));
            if (!parts.matches()) {
                throw lines.bad("'" + text + "' is not understood: florin import reads options, transactions and the"
                        + " directives commodity, open and balance");
            }
            long number = lines.number();
            LocalDate date = date(parts.group(1));
            String rest = parts.group(3).strip();
            switch (parts.group(2)) {
                case "commodity" -> {
                    require(rest.matches(CURRENCY), "commodity", rest);
                    sink.accept(new Text.Commodity(number, rest, -1, behind()));
                }
                case "open" -> {
                    Matcher open = matched(OPEN, "open", rest);
                    sink.accept(new Text.Declared(number, open.group(1), open.group(2), behind()));
                }
                case "balance" -> {
                    Matcher held = matched(BALANCE, "balance", rest);
                    behind();
                    sink.accept(new Text.Balance(number, held.group(1), amount(held.group(2)), held.group(3), true));
                }
                case "*", "!", "txn" -> transaction(number, date, rest);
                default -> throw lines.bad("the directive " + parts.group(2) + " is not understood");
            }
        }

        private void transaction(long number, LocalDate date, String rest) throws IOException {
            String first = "";
            String second = "";
            int at = 0;
            if (rest.startsWith("\"")) {
                first = unquoted(rest, 0);
                at = stringEnd(rest, 0);
                int next = rest.indexOf('"', at);
                if (next >= 0 && rest.substring(at, next).isBlank()) {
                    second = unquoted(rest, next);
                    at = stringEnd(rest, next);
                }
            }
            require(TAGS.matcher(rest.substring(at)).matches(), "transaction", rest);
            String description = second.isEmpty() ? first : first.isEmpty() ? second : first + " | " + second;
            Map<String, String> pairs = new HashMap<>();
            List<Text.Posting> postings = new ArrayList<>();
            line = lines.next();
            for (String inside = line; inside != null && isInside(inside); inside = line) {
                String content = withoutComment(inside).strip();
                Matcher pair = PAIR.matcher(content);
                if (pair.matches()) {
                    if (postings.isEmpty()) {
                        put(pair, pairs);
                    }
                } else if (!content.isEmpty()) {
                    Matcher posting = POSTING.matcher(content);
                    if (!posting.matches()) {
                        throw lines.bad(
                                "'" + content + "' is not understood: a posting is an account and an amount, such as"
                                        + " 'Assets:Cash  5.00 EUR', without a cost or a price");
                    }
                    postings.add(new Text.Posting(
                            lines.number(), posting.group(1), amount(posting.group(2)), posting.group(3)));
                }
                line = lines.next();
            }
            sink.accept(
                    new Text.Transaction(number, date, pairs.getOrDefault(Keys.ID, ""), description, pairs, postings));
        }

        /** The metadata behind a directive. */
        private Map<String, String> behind() throws IOException {
            Map<String, String> pairs = new HashMap<>();
            line = lines.next();
            for (String inside = line; inside != null && isInside(inside); inside = line) {
                String content = withoutComment(inside).strip();
                Matcher pair = PAIR.matcher(content);
                if (pair.matches()) {
                    put(pair, pairs);
                } else if (!content.isEmpty()) {
                    throw lines.bad("'" + content + "' is not understood as metadata, such as 'key: \"text\"'");
                }
                line = lines.next();
            }
            return pairs;
        }

        private void put(Matcher pair, Map<String, String> pairs) {
            String value = pair.group(2).strip();
            if (value.startsWith("\"")) {
                require(stringEnd(value, 0) == value.length(), pair.group(1), value);
                value = unquoted(value, 0);
            }
            pairs.put(pair.group(1), value);
        }

        private static boolean isInside(String text) {
            return !text.isBlank() && (text.charAt(0) == ' ' || text.charAt(0) == '\t');
        }

        private Matcher matched(Pattern pattern, String what, String text) {
            Matcher matcher = pattern.matcher(text);
            require(matcher.matches(), what, text);
            return matcher;
        }

        private void require(boolean understood, String what, String text) {
            if (!understood) {
                throw lines.bad("'" + text + "' is not understood behind " + what);
            }
        }

        private LocalDate date(String text) {
            try {
                return LocalDate.parse(text.replace('/', '-'));
            } catch (DateTimeParseException e) {
                throw lines.bad(text + " is no date");
            }
        }

        private static BigDecimal amount(String digits) {
            String plain = digits.startsWith("+") ? digits.substring(1) : digits;
            return new BigDecimal(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
        }

        /** The text of the string that begins there. */
        private String unquoted(String text, int quote) {
            StringBuilder out = new StringBuilder();
            int end = stringEnd(text, quote) - 1;
            for (int i = quote + 1; i < end; i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                }
                out.append(text.charAt(i));
            }
            return out.toString();
        }

        /** Behind the quote that ends the string that begins there. */
        private int stringEnd(String text, int quote) {
            for (int i = quote + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    return i + 1;
                } else if (c == '\\') {
                    i++;
                }
            }
            throw lines.bad("a string has no end on its line; strings of several lines are not understood");
        }

        /** A semicolon in a string begins no comment. */
        private static String withoutComment(String text) {
            boolean inString = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && inString) {
                    i++;
                } else if (c == '"') {
                    inString = !inString;
                } else if (c == ';' && !inString) {
                    return text.substring(0, i).stripTrailing();
                }
            }
            return text.stripTrailing();
        }
    }
}
