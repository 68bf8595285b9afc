package eu.runlater.console.inbound;

import eu.runlater.model.EventFilter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One condition on events as a line: where to look, how to compare, with what (`json data.type equals paid`). Pure.
///
/// @param place `header` or `json` · @param name of the header, or path in the body · @param test the API's word for
/// how
/// they are compared · @param value with what; several, separated by commas, with `one_of`
record FilterLine(String place, String name, String test, String value) {
    static final List<String> TESTS = List.of("equals", "not_equals", "contains", "starts_with", "one_of", "exists");

    static FilterLine of(EventFilter filter) {
        String place = filter.header() != null ? "header" : "json";
        String name = filter.header() != null
                ? filter.header()
                : Optional.ofNullable(filter.json()).orElse("");
        if (filter.equals() != null) {
            return new FilterLine(place, name, "equals", filter.equals());
        }
        if (filter.notEquals() != null) {
            return new FilterLine(place, name, "not_equals", filter.notEquals());
        }
        if (filter.contains() != null) {
            return new FilterLine(place, name, "contains", filter.contains());
        }
        if (filter.startsWith() != null) {
            return new FilterLine(place, name, "starts_with", filter.startsWith());
        }
        if (filter.oneOf() != null) {
            return new FilterLine(place, name, "one_of", String.join(", ", filter.oneOf()));
        }
        return new FilterLine(place, name, "exists", String.valueOf(filter.exists()));
    }

    /// Reads a line; the value may have blanks in it.
    static FilterLine parse(String line) {
        String[] parts = line.strip().split("\\s+", 4);
        return new FilterLine(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3));
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }

    String text() {
        return (place + " " + name + " " + test + " " + value).strip();
    }

    /// As the API takes it; what is not right in it, the API says.
    Map<String, Object> field() {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put(place, name);
        Object compared = switch (test) {
            case "one_of" ->
                Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
            case "exists" -> !value.equals("false");
            default -> value;
        };
        field.put(test, compared);
        return field;
    }
}
