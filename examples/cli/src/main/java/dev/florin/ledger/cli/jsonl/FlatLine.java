package dev.florin.ledger.cli.jsonl;

import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Printable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of an export: the values of its object by their paths, such as {@code entries[0].amount}. White space, the order
 * of properties and how characters are escaped make no difference.
 */
final class FlatLine {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int MOST_SHOWN = 120;

    /** A scalar. Text and numbers differ, even if they read alike. */
    private record Value(boolean isText, String text) {
        @Override
        public String toString() {
            String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
            return isText ? '"' + Printable.of(shown) + '"' : shown;
        }
    }

    private final long number;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private FlatLine(long number) {
        this.number = number;
    }

    /**
     * Reads a line.
     *
     * @param number its number in the file
     * @throws BadInputException if it is not one JSON object
     */
    static FlatLine read(long number, String text) {
        FlatLine line = new FlatLine(number);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw line.bad("it is not a JSON object");
            }
            line.object(parser, "");
            if (parser.nextToken() != null) {
                throw line.bad("something stands behind its JSON object");
            }
        } catch (StreamReadException e) {
            throw line.bad("it is not JSON as an export has it (" + e.getOriginalMessage() + ")");
        }
        return line;
    }

    private void object(JsonParser parser, String path) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            value(parser, path.isEmpty() ? name : path + '.' + name);
        }
    }

    private void value(JsonParser parser, String path) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                put(path + "{}", new Value(false, "object"));
                object(parser, path);
            }
            case START_ARRAY -> {
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, path + '[' + index + ']');
                    index++;
                }
                put(path + "[]", new Value(false, Integer.toString(index)));
            }
            case VALUE_STRING -> put(path, new Value(true, parser.getString()));
            default -> put(path, new Value(false, parser.getString()));
        }
    }

    /** Two values of one path, which names with dots in them could make, are not what an export has. */
    private void put(String path, Value value) {
        if (values.put(path, value) != null) {
            throw bad("two of its values have the path " + path);
        }
    }

    long number() {
        return number;
    }

    String text(String path) {
        Value value = values.get(path);
        if (value == null || !value.isText()) {
            throw bad("it has no text '" + path + "'");
        }
        return value.text();
    }

    long number(String path) {
        Value value = values.get(path);
        try {
            if (value != null && !value.isText()) {
                return Long.parseLong(value.text());
            }
        } catch (NumberFormatException e) {
            throw bad(path + " is " + value + ", which is no whole number");
        }
        throw bad("it has no number '" + path + "'");
    }

    int smallNumber(String path) {
        long wide = number(path);
        if (wide != (int) wide) {
            throw bad(path + " is " + wide + ", which passes 32 bits");
        }
        return (int) wide;
    }

    /** Where this line, as it stands in the file, differs from what it should be. */
    Optional<String> difference(FlatLine expected) {
        Set<String> paths = new LinkedHashSet<>(values.keySet());
        paths.addAll(expected.values.keySet());
        for (String path : paths) {
            @Nullable Value found = values.get(path);
            @Nullable Value right = expected.values.get(path);
            if (!Objects.equals(found, right)) {
                return Optional.of(Printable.of(path) + " is " + shown(found) + " in the file and " + shown(right));
            }
        }
        return Optional.empty();
    }

    private static String shown(@Nullable Value value) {
        return value == null ? "absent" : value.toString();
    }

    BadInputException bad(String why) {
        return new BadInputException("line " + number + ": " + why);
    }
}
