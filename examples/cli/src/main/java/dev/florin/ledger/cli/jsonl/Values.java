package dev.florin.ledger.cli.jsonl;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Values of the API as JSON. A record is an object with its components, which are left out where they are absent; amounts
 * are strings of minor units; ids, assets and times are the text they have.
 */
final class Values {
    private Values() {}

    /** Writes a property, unless there is nothing to say: an absent value, and an empty text, list or map. */
    static void property(JsonGenerator json, String name, @Nullable Object value) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present == null || isEmpty(present)) {
            return;
        }
        json.writeName(name);
        write(json, present);
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof String text && text.isEmpty());
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Enum<?> constant) {
            json.writeString(Json.word(constant));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(element -> write(json, element));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, element) -> json.writeStringProperty((String) key, (String) element));
            json.writeEndObject();
        } else if (value instanceof AccountUpdate update) {
            write(json, update);
        } else if (value instanceof Record object && !isText(object)) {
            json.writeStartObject();
            components(json, object);
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    /** Records that are one word: amounts, ids, assets. */
    private static boolean isText(Record value) {
        return value instanceof Amount
                || value instanceof Asset
                || value instanceof CommandId
                || value instanceof AccountId;
    }

    private static void components(JsonGenerator json, Record object) {
        if (object instanceof Command command) {
            property(json, "kind", command.kind());
        } else if (object instanceof Rejection rejection) {
            property(json, "reason", rejection.reason());
            property(json, "number", rejection.reason().number());
        }
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            try {
                property(
                        json,
                        snakeCase(component.getName()),
                        component.getAccessor().invoke(object));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(object.getClass() + " hides its " + component.getName(), e);
            }
        }
    }

    private static void write(JsonGenerator json, AccountUpdate update) {
        json.writeStartObject();
        property(json, "kind", update.kind());
        property(json, "id", update.id());
        property(json, "account", update.account());
        property(json, "status", update.status());
        property(json, "normal_side", update.normalSide());
        property(json, "lower_limit", update.lowerLimit());
        property(json, "upper_limit", update.upperLimit());
        property(json, "code", update.code());
        update.name().ifPresent(name -> json.writeStringProperty("name", name));
        update.metadata().ifPresent(metadata -> {
            json.writeName("metadata");
            write(json, (Object) metadata);
        });
        property(json, "conditions", update.conditions());
        json.writeEndObject();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
