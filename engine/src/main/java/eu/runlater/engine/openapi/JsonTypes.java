package eu.runlater.engine.openapi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the simple Java types of records stand on the wire.
final class JsonTypes {
    private static final List<Class<?>> WHOLE =
            List.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final List<Class<?>> FRACTION = List.of(double.class, Double.class, float.class, Float.class);

    private JsonTypes() {}

    /// The schema of a simple type; absent for a record, a collection and the like.
    static @Nullable Map<String, Object> simple(Class<?> type) {
        if (type == String.class || type == CharSequence.class) {
            return of("type", "string");
        }
        if (WHOLE.contains(type)) {
            return of("type", "integer");
        }
        if (FRACTION.contains(type)) {
            return of("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return of("type", "boolean");
        }
        if (type == UUID.class) {
            return formatted("uuid");
        }
        if (type == Instant.class) {
            return formatted("date-time");
        }
        if (type == LocalDate.class) {
            return formatted("date");
        }
        return type == Object.class ? new LinkedHashMap<>() : null;
    }

    /// The same schema, `null` allowed too.
    static Map<String, Object> nullable(Map<String, Object> schema) {
        Object type = schema.get("type");
        Map<String, Object> made = new LinkedHashMap<>(schema);
        if (type instanceof String word) {
            made.put("type", List.of(word, "null"));
            if (schema.get("enum") instanceof List<?> words) {
                List<@Nullable Object> more = new java.util.ArrayList<>(words);
                more.add(null);
                made.put("enum", more);
            }
            return made;
        }
        if (schema.containsKey("$ref")) {
            return of("anyOf", List.of(schema, Map.of("type", "null")));
        }
        return made; // anything, or several types already
    }

    private static Map<String, Object> formatted(String format) {
        Map<String, Object> schema = of("type", "string");
        schema.put("format", format);
        return schema;
    }

    private static Map<String, Object> of(String key, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(key, value);
        return schema;
    }
}
