package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/// Reads one JSON object in a single pass, down to its own fields; what is inside them is checked to be JSON and left
/// where it stands. Turns every fault of the text into an [ApiProblem] that says where and what.
final class ObjectReader {
    /// Where the parser says it was, in its own terms: the message says so already.
    private static final Pattern PARSER_PLACE = Pattern.compile("\\s*\\(start marker at .*\\)$");

    private final @Nullable FieldNames names;
    private final String prefix;
    private @Nullable String unknown;

    /// @param names what may be in it; absent = anything
    /// @param prefix what stands before a field's name in messages
    ObjectReader(@Nullable FieldNames names, String prefix) {
        this.names = names;
        this.prefix = prefix;
    }

    Map<String, JsonValue> read(byte[] source, int from, int to) {
        Map<String, JsonValue> values = LinkedHashMap.newLinkedHashMap(8);
        JsonValue.Composite wrapped = null;
        try (JsonParser parser = Json.REQUESTS.createParser(source, from, to - from)) {
            JsonToken start = parser.nextToken();
            if (start == null) {
                throw ApiProblem.badRequest("The body is empty; send a JSON object.");
            }
            if (start != JsonToken.START_OBJECT) {
                throw ApiProblem.badRequest("The body must be a JSON object: { … }.");
            }
            if (parser.currentLocation().getByteOffset() < 0) {
                throw ApiProblem.badRequest("The body must be UTF-8.");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                JsonValue value = value(parser, source, from);
                if (names == null) {
                    values.put(name, value);
                } else if (names.isWrapper(name) && value instanceof JsonValue.Composite c && !c.isArray()) {
                    wrapped = c;
                } else {
                    put(values, names, name, value);
                }
            }
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation(), "something follows after the end of the object");
            }
        } catch (StreamConstraintsException e) {
            throw ApiProblem.invalid("base", "the JSON is too large to read: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw malformed(e.getLocation(), e.getOriginalMessage());
        }
        if (names != null && wrapped != null) {
            if (!values.isEmpty() || unknown != null) {
                throw ApiProblem.badRequest("A wrapped object must be the only field of the body.");
            }
            return new ObjectReader(names, prefix).read(wrapped.source(), wrapped.from(), wrapped.to());
        }
        if (names != null && unknown != null) {
            throw names.refusal(prefix, unknown);
        }
        return values;
    }

    private void put(Map<String, JsonValue> values, FieldNames known, String name, JsonValue value) {
        String canonical = known.canonical(name);
        if (canonical == null) {
            // `null` for a field of a later version asks for nothing that could be missed.
            if (unknown == null && !(value instanceof JsonValue.Null && known.isLater(name))) {
                unknown = name;
            }
            return;
        }
        if (values.putIfAbsent(canonical, value) != null) {
            throw ApiProblem.badRequest("Field \"" + prefix + canonical + "\" is given twice, under two of its names.");
        }
    }

    /// The elements of an array that was read as part of its object, so that its text is known to be right.
    static List<JsonValue> elements(JsonValue.Composite array) {
        List<JsonValue> elements = new ArrayList<>();
        try (JsonParser parser = Json.REQUESTS.createParser(array.source(), array.from(), array.to() - array.from())) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array.source(), array.from()));
            }
        }
        return elements;
    }

    private static JsonValue value(JsonParser parser, byte[] source, int from) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case START_OBJECT, START_ARRAY -> {
                int start = from + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                yield new JsonValue.Composite(
                        source, start, from + (int) parser.currentLocation().getByteOffset());
            }
            case null, default -> new JsonValue.Null();
        };
    }

    private static ApiProblem malformed(@Nullable TokenStreamLocation at, String what) {
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return ApiProblem.badRequest(
                "Malformed JSON" + where + ": " + PARSER_PLACE.matcher(what).replaceAll(""));
    }
}
