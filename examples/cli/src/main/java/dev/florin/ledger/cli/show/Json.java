package dev.florin.ledger.cli.show;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON on the tool's output: one object on one line. */
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    /** Writes the inside of an object. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes properties.
         *
         * @param json stands inside the object
         */
        void write(JsonGenerator json);
    }

    /**
     * A constant as it is shown, in JSON and in sentences.
     *
     * @param constant such as {@code FROZEN_FOR_DEBITS}
     * @return such as {@code frozen_for_debits}
     */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes a list of texts.
     *
     * @param json stands inside an object
     * @param name of the property
     * @param texts the list
     */
    public static void write(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /**
     * Prints an object, as it is written.
     *
     * @param out where to
     * @param body writes its properties
     */
    public static void print(PrintWriter out, Body body) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        out.println();
        out.flush();
    }
}
