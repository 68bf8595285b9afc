package eu.runlater.engine.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object a client sent. A getter says what a field must be, and notes what is wrong with it;
/// [#check] then refuses the request with everything noted. A missing field and `null` mean the same. One thread.
public final class Fields {
    private static final int MAX_TEXT = 256 * 1024; // G-INP-1

    private final Map<String, JsonValue> values;
    private final String prefix;
    private final Map<String, List<String>> errors;

    Fields(Map<String, JsonValue> values, String prefix, Map<String, List<String>> errors) {
        this.values = values;
        this.prefix = prefix;
        this.errors = errors;
    }

    /// @throws ApiProblem 400 for text that is not one JSON object, 422 for a field that is not known
    public static Fields parse(byte[] json, FieldNames names) {
        return new Fields(new ObjectReader(names, "").read(json, 0, json.length), "", new LinkedHashMap<>());
    }

    /// The fields of an object inside; what is wrong with them is noted here as `name.field`.
    public @Nullable Fields object(String name, FieldNames names) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Composite c
            when !c.isArray() -> {
                String inner = prefix + name + ".";
                yield new Fields(new ObjectReader(names, inner).read(c.source(), c.from(), c.to()), inner, errors);
            }
            default -> refused(name, "must be an object");
        };
    }

    /// The value as sent, for a field that may be of several kinds; absent when missing or `null`.
    public @Nullable JsonValue value(String name) {
        JsonValue value = values.get(name);
        return value instanceof JsonValue.Null ? null : value;
    }

    public @Nullable String text(String name, int maxChars) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Text(String text) -> checked(name, text, maxChars);
            default -> refused(name, "must be a string");
        };
    }

    /// A text of which the empty one means "none".
    public @Nullable String optionalText(String name, int maxChars) {
        String text = text(name, maxChars);
        return text == null || text.isEmpty() ? null : text;
    }

    public int integer(String name, int min, int max, int fallback) {
        return switch (value(name)) {
            case null -> fallback;
            case JsonValue.Numeral(String literal) -> inRange(name, literal, min, max, fallback);
            case JsonValue.Text(String text) -> {
                refuse(
                        name,
                        "must be a whole number from " + min + " to " + max + ", not the text \"" + shortened(text)
                                + "\"");
                yield fallback;
            }
            default -> {
                refuse(name, "must be a whole number from " + min + " to " + max);
                yield fallback;
            }
        };
    }

    private int inRange(String name, String literal, int min, int max, int fallback) {
        try {
            int value = Integer.parseInt(literal);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            // a fraction, an exponent, or too many digits: refused like one out of range
        }
        refuse(name, "must be a whole number from " + min + " to " + max + ", not " + shortened(literal));
        return fallback;
    }

    public @Nullable Double number(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Numeral(String literal) -> Double.valueOf(literal);
            default -> refused(name, "must be a number");
        };
    }

    public boolean bool(String name, boolean fallback) {
        return switch (value(name)) {
            case null -> fallback;
            case JsonValue.Bool(boolean value) -> value;
            default -> {
                refuse(name, "must be true or false");
                yield fallback;
            }
        };
    }

    /// One of a few words, written exactly so.
    public @Nullable String word(String name, Set<String> words) {
        String text = text(name, MAX_TEXT);
        if (text == null || words.contains(text)) {
            return text;
        }
        return refused(
                name,
                "must be one of " + String.join(", ", words.stream().sorted().toList()) + ", not \"" + shortened(text)
                        + "\"");
    }

    /// An object whose values are all strings, in the order sent.
    public Map<String, String> texts(String name) {
        return switch (value(name)) {
            case null -> Map.of();
            case JsonValue.Composite c
            when !c.isArray() -> {
                Map<String, String> texts = new LinkedHashMap<>();
                new ObjectReader(null, "").read(c.source(), c.from(), c.to()).forEach((key, value) -> {
                    if (value instanceof JsonValue.Text(String text)) {
                        texts.put(key, text);
                    } else {
                        refuse(name, "the value of \"" + shortened(key) + "\" must be a string");
                    }
                });
                yield texts;
            }
            default -> {
                refuse(name, "must be an object whose values are strings");
                yield Map.of();
            }
        };
    }

    /// The elements of an array; absent when missing or not an array.
    public @Nullable List<JsonValue> elements(String name) {
        return switch (value(name)) {
            case JsonValue.Composite c when c.isArray() -> ObjectReader.elements(c);
            case null, default -> null;
        };
    }

    /// The fields that were sent, those with `null` too, each as the JSON text it came as.
    public Map<String, String> sent() {
        Map<String, String> sent = new LinkedHashMap<>();
        values.forEach((name, value) -> sent.put(name, new String(value.json(), StandardCharsets.UTF_8)));
        return sent;
    }

    /// Notes that a field is not acceptable.
    public void refuse(String name, String text) {
        errors.computeIfAbsent(prefix + name, _ -> new ArrayList<>(1)).add(text);
    }

    /// @throws ApiProblem 422 `validation_error` when anything was refused
    public void check() {
        if (!errors.isEmpty()) {
            throw ApiProblem.invalid(errors);
        }
    }

    private <T> @Nullable T refused(String name, String text) {
        refuse(name, text);
        return null;
    }

    private @Nullable String checked(String name, String text, int maxChars) {
        if (text.length() > maxChars) {
            return refused(name, "must have at most " + maxChars + " characters, not " + text.length());
        }
        String fault = TextRules.fault(text);
        return fault == null ? text : refused(name, fault);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
