package eu.runlater.engine.openapi;

import eu.runlater.engine.runtime.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;

/// JSON Schemas (2020-12) of records, as `runtime.Json` writes them: names in snake_case, every component
/// there, `null` where it is `@Nullable`. Our own and not a library's, because the ones there are know
/// neither JSpecify's type-use nullness nor our envelopes, and nine kinds of types are all there is.
final class Schemas {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final Map<String, Object> named = new TreeMap<>();
    private final Map<String, Class<?>> owners = new TreeMap<>();
    private final Docstrings docstrings = new Docstrings();

    /// All that have a name, for `components/schemas`.
    Map<String, Object> named() {
        return named;
    }

    static String wireName(String component) {
        return SNAKE.nameForField(null, null, component);
    }

    /// Of a record, as an answer shows it.
    Map<String, Object> answer(Class<?> type) {
        Map<String, Object> simple = JsonTypes.simple(type);
        return simple != null ? simple : reference(type, name(type), () -> answerProperties(type));
    }

    /// Of a record that describes a request: no other fields are taken, and a missing one may also be `null`.
    Map<String, Object> request(Class<?> type) {
        return reference(type, type.getSimpleName(), () -> requestProperties(type));
    }

    private Map<String, Object> reference(Class<?> type, String name, java.util.function.Supplier<Object> make) {
        String free = free(name, type);
        if (owners.putIfAbsent(free, type) == null) {
            named.put(free, Map.of()); // a record may contain itself
            named.put(free, make.get());
        }
        return new LinkedHashMap<>(Map.of("$ref", "#/components/schemas/" + free));
    }

    /// The name, or one that says where the record stands when another record has it already.
    private String free(String name, Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String longer = outer == null ? name : outer.getSimpleName() + type.getSimpleName();
        for (String candidate : List.of(name, longer, type.getName().replaceAll("[.$]", "_"))) {
            if (owners.getOrDefault(candidate, type) == type) {
                return candidate;
            }
        }
        throw new IllegalStateException("no name is left for " + type.getName());
    }

    /// `Overview.Cause` is `OverviewCause`; records inside controllers and services go without their outer
    /// name.
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer != null && outer.isRecord() ? name(outer) + type.getSimpleName() : type.getSimpleName();
    }

    private Map<String, Object> answerProperties(Class<?> type) {
        Docstrings.Texts texts = docstrings.of(type);
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : components(type)) {
            String name = wireName(component.getName());
            Map<String, Object> schema = new LinkedHashMap<>(of(component.getAnnotatedType()));
            if (nullable(component.getAnnotatedType())) {
                schema = JsonTypes.nullable(schema);
            }
            String about = texts.components().get(component.getName());
            if (about != null) {
                schema.put("description", about);
            }
            properties.put(name, schema);
            required.add(name);
        }
        return object(texts.text(), properties, required);
    }

    private Map<String, Object> requestProperties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addFields(type, properties, required);
        Map<String, Object> schema = object("", properties, required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private void addFields(Class<?> type, Map<String, Object> properties, List<String> required) {
        for (RecordComponent component : components(type)) {
            if (component.isAnnotationPresent(Inline.class)) {
                addFields(component.getType(), properties, required);
                continue;
            }
            String name = wireName(component.getName());
            Field field = component.getAnnotation(Field.class);
            Map<String, Object> schema = component.getType().isRecord()
                    ? request(component.getType())
                    : new LinkedHashMap<>(requestType(component.getAnnotatedType()));
            properties.put(name, field == null ? JsonTypes.nullable(schema) : described(schema, field));
            if (field != null && field.required()) {
                required.add(name);
            }
        }
    }

    private Map<String, Object> requestType(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized
                && List.class.isAssignableFrom(raw(type.getType()))) {
            AnnotatedType element = parameterized.getAnnotatedActualTypeArguments()[0];
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put(
                    "items",
                    raw(element.getType()).isRecord() ? request(raw(element.getType())) : requestType(element));
            return schema;
        }
        return of(type);
    }

    private static Map<String, Object> described(Map<String, Object> plain, Field field) {
        Map<String, Object> schema = new LinkedHashMap<>(plain);
        if (field.types().length > 0) {
            schema.put(
                    "type",
                    field.types().length == 1 ? field.types()[0] : new ArrayList<>(Arrays.asList(field.types())));
        }
        Bounds.put(schema, field.min(), field.max(), field.minLength(), field.maxLength());
        if (field.values().length > 0) {
            schema.put("enum", List.of(field.values()));
        }
        put(schema, "format", field.format());
        put(schema, "pattern", field.pattern());
        if (!field.required()) {
            schema = JsonTypes.nullable(schema);
            if (schema.get("type") instanceof List<?> types && !types.contains("null")) {
                List<Object> more = new ArrayList<>(types);
                more.add("null");
                schema.put("type", more);
            }
        }
        put(schema, "description", field.about());
        if (!field.standard().isEmpty()) {
            schema.put("default", Json.WIRE.readValue(field.standard(), Object.class));
        }
        if (!field.example().isEmpty()) {
            schema.put("examples", List.of(Json.WIRE.readValue(field.example(), Object.class)));
        }
        return schema;
    }

    static void put(Map<String, Object> schema, String key, String text) {
        if (!text.isEmpty()) {
            schema.put(key, text);
        }
    }

    private Map<String, Object> of(AnnotatedType annotated) {
        Class<?> raw = raw(annotated.getType());
        Map<String, Object> simple = JsonTypes.simple(raw);
        if (simple != null) {
            return simple;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        if (raw.isArray()) {
            schema.put("type", "array");
            schema.put("items", answer(raw.getComponentType()));
            return schema;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array");
            schema.put("items", argument(annotated, 0));
            return schema;
        }
        if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object");
            schema.put("additionalProperties", argument(annotated, 1));
            return schema;
        }
        if (raw.isEnum()) {
            schema.put("type", "string");
            schema.put(
                    "enum",
                    Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList());
            return schema;
        }
        if (raw.isRecord()) {
            return answer(raw);
        }
        throw new IllegalStateException(raw.getName() + " has no schema; use a record");
    }

    private Map<String, Object> argument(AnnotatedType annotated, int place) {
        AnnotatedType argument = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[place];
        Map<String, Object> schema = of(argument);
        return nullable(argument) ? JsonTypes.nullable(schema) : schema;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> simple -> simple;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            default -> Object.class;
        };
    }

    private static boolean nullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static RecordComponent[] components(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalStateException(type.getName() + " is no record, and so has no schema");
        }
        return type.getRecordComponents();
    }

    private static Map<String, Object> object(String about, Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        put(schema, "description", about);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }
}
