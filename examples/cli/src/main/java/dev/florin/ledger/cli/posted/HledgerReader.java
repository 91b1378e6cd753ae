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
 * Reads the part of hledger's journal format that {@link HledgerBooks} writes: account, commodity and decimal-mark
 * directives; transactions whose postings all state an amount; balance assertions.
 */
final class HledgerReader implements TextReader {
    private static final Pattern TRANSACTION =
            Pattern.compile("(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2})(?:\\s+[*!])?(?:\\s+\\(([^)]*)\\))?(?:\\s+(.*))?");
    private static final String NUMBER = "([-+]?)\\s*(\\d+(?:\\.\\d*)?)";
    private static final String SYMBOL = "(\"[^\"]+\"|[^-+\\d\\s\"=;@{}()*.,]+)";
    private static final Pattern AMOUNT_FIRST = Pattern.compile(NUMBER + "\\s*" + SYMBOL);
    private static final Pattern SYMBOL_FIRST = Pattern.compile("([-+]?)\\s*" + SYMBOL + "\\s*" + NUMBER);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern PAIR = Pattern.compile("([a-z][a-z-]*):\\s*(.*)");

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
                item(line);
            }
        }

        private void item(String text) throws IOException {
            if (text.isBlank() || "#;*".indexOf(text.charAt(0)) >= 0) {
                line = lines.next();
            } else if (text.startsWith("account ")) {
                account(lines.number(), text.substring("account ".length()));
            } else if (text.startsWith("commodity ")) {
                commodity(lines.number(), text.substring("commodity ".length()));
            } else if (text.startsWith("decimal-mark ")) {
                if (!text.substring("decimal-mark ".length()).strip().equals(".")) {
                    throw lines.bad("decimal marks other than . are not understood");
                }
                line = lines.next();
            } else if (Character.isDigit(text.charAt(0))) {
                transaction(lines.number(), text);
            } else {
                throw lines.bad("'" + text + "' is not understood: florin import reads transactions and the directives"
                        + " account, commodity and decimal-mark");
            }
        }

        private void account(long number, String text) throws IOException {
            Map<String, String> pairs = new HashMap<>();
            String name = withoutComment(text, pairs);
            line = lines.next();
            comments(pairs);
            sink.accept(new Text.Declared(number, name, null, pairs));
        }

        private void commodity(long number, String text) throws IOException {
            Map<String, String> pairs = new HashMap<>();
            Quantity sample = quantity(withoutComment(text, pairs));
            line = lines.next();
            comments(pairs);
            sink.accept(new Text.Commodity(number, sample.symbol, sample.amount.scale(), pairs));
        }

        private void transaction(long number, String text) throws IOException {
            Map<String, String> pairs = new HashMap<>();
            String head = text;
            int comment = text.indexOf(';');
            if (comment >= 0) {
                pair(text.substring(comment + 1), pairs);
                head = text.substring(0, comment);
            }
            Matcher parts = TRANSACTION.matcher(head.strip());
            if (!parts.matches()) {
                throw lines.bad("'" + text + "' is not understood as the first line of a transaction");
            }
            LocalDate date = date(parts.group(1));
            String id = parts.group(2) == null ? "" : idOrNone(parts.group(2).strip());
            String description = parts.group(3) == null ? "" : parts.group(3).strip();
            line = lines.next();
            comments(pairs);
            List<Text.Posting> postings = new ArrayList<>();
            List<Text.Balance> balances = new ArrayList<>();
            for (String inside = line; inside != null && isInside(inside); inside = line) {
                if (inside.strip().charAt(0) != ';') {
                    posting(inside.strip(), postings, balances);
                }
                line = lines.next();
            }
            sink.accept(new Text.Transaction(number, date, id, description, pairs, postings));
            balances.forEach(sink);
        }

        /** A code that people write, such as the number of a check, is not unique. */
        private static String idOrNone(String code) {
            return UUID.matcher(code).matches() ? code : "";
        }

        private void posting(String text, List<Text.Posting> postings, List<Text.Balance> balances) {
            String whole = withoutComment(text, new HashMap<>());
            String[] parts = whole.split(" {2,}|\\t", 2);
            if (parts.length < 2 || "!*([".indexOf(whole.charAt(0)) >= 0) {
                throw lines.bad(
                        "'" + whole + "' is not understood: a posting is an account, two spaces and an amount, such"
                                + " as 'users:alice  5.00 EUR'");
            }
            String account = parts[0].strip();
            String[] sides = parts[1].split("=", 2);
            Quantity moved = quantity(sides[0].strip());
            postings.add(new Text.Posting(lines.number(), account, moved.amount, moved.symbol));
            if (sides.length > 1) {
                Quantity held = quantity(sides[1].replaceFirst("^=", "").strip());
                balances.add(new Text.Balance(lines.number(), account, held.amount, held.symbol, false));
            }
        }

        /** An amount with its commodity. */
        private record Quantity(BigDecimal amount, String symbol) {}

        private Quantity quantity(String text) {
            Matcher amountFirst = AMOUNT_FIRST.matcher(text);
            if (amountFirst.matches()) {
                return quantity(amountFirst.group(1), amountFirst.group(2), amountFirst.group(3));
            }
            Matcher symbolFirst = SYMBOL_FIRST.matcher(text);
            if (symbolFirst.matches()
                    && (symbolFirst.group(1).isEmpty() || symbolFirst.group(3).isEmpty())) {
                return quantity(
                        symbolFirst.group(1) + symbolFirst.group(3), symbolFirst.group(4), symbolFirst.group(2));
            }
            throw lines.bad(
                    "'" + text + "' is not understood as an amount: write it like -5.00 EUR, without a price and"
                            + " without marks between thousands");
        }

        private static Quantity quantity(String sign, String digits, String symbol) {
            BigDecimal amount =
                    new BigDecimal(digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits);
            boolean quoted = symbol.startsWith("\"");
            return new Quantity(
                    sign.equals("-") ? amount.negate() : amount,
                    quoted ? symbol.substring(1, symbol.length() - 1) : symbol);
        }

        private LocalDate date(String text) {
            try {
                String[] parts = text.split("[-/.]", -1);
                return LocalDate.parse(parts[0]
                        + '-'
                        + (parts[1].length() == 1 ? "0" : "")
                        + parts[1]
                        + '-'
                        + (parts[2].length() == 1 ? "0" : "")
                        + parts[2]);
            } catch (DateTimeParseException e) {
                throw lines.bad(text + " is no date");
            }
        }

        /** Comment lines that belong to what stands above them. */
        private void comments(Map<String, String> pairs) throws IOException {
            for (String text = line;
                    text != null && isInside(text) && text.strip().startsWith(";");
                    text = line) {
                pair(text.strip().substring(1), pairs);
                line = lines.next();
            }
        }

        private static boolean isInside(String text) {
            return !text.isBlank() && (text.charAt(0) == ' ' || text.charAt(0) == '\t');
        }

        private String withoutComment(String text, Map<String, String> pairs) {
            Matcher comment = COMMENT.matcher(text);
            if (!comment.find()) {
                return text.strip();
            }
            pair(text.substring(comment.end()), pairs);
            return text.substring(0, comment.start()).strip();
        }

        private static void pair(String comment, Map<String, String> pairs) {
            Matcher pair = PAIR.matcher(comment.strip());
            if (pair.matches()) {
                pairs.putIfAbsent(pair.group(1), pair.group(2));
            }
        }
    }

    /** In a line with an account, a comment has two spaces before it. */
    private static final Pattern COMMENT = Pattern.compile("(?:^| {2,}|\\t)\\s*;");
}
