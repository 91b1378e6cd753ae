package dev.florin.ledger.cli.posted;

import dev.florin.ledger.cli.show.Printable;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Any text on one line that every program leaves as it is: text that is harmless stands for itself, all other as a JSON
 * string in ASCII.
 */
final class Exact {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Exact() {}

    /** Whether a text can stand for itself, behind other text and up to the end of a line or to a comment. */
    static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && text.equals(Printable.of(text))
                && text.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '\\' || c == 0xFEFF);
    }

    static String write(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeString(text);
        }
        // hledger ends a tag at a comma.
        return out.toString().replace(",", "\\u002c");
    }

    static String writeMap(Map<String, String> map) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            map.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return out.toString();
    }

    /** Reads what {@link #write} wrote. */
    static String read(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            String read = json.getString();
            if (json.nextToken() == null) {
                return read;
            }
        } catch (StreamReadException e) {
            throw new IllegalArgumentException("the text " + text + " is no JSON string", e);
        }
        throw new IllegalArgumentException("something stands behind the text in " + text);
    }

    /** Reads what {@link #writeMap} wrote; nothing is no pairs. */
    static Map<String, String> readMap(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return map;
        }
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            require(json.nextToken() == JsonToken.START_OBJECT, text);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                require(json.nextToken() == JsonToken.VALUE_STRING, text);
                map.put(key, json.getString());
            }
            require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, text);
            return map;
        } catch (StreamReadException e) {
            throw new IllegalArgumentException(text + " is no JSON object (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static void require(boolean right, String text) {
        if (!right) {
            throw new IllegalArgumentException(text + " is not a JSON object with texts alone");
        }
    }
}
