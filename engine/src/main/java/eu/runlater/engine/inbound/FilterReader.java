package eu.runlater.engine.inbound;

import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the conditions on which events are forwarded. Pure.
final class FilterReader {
    private static final FieldNames NAMES =
            FieldNames.of("header", "json", "equals", "not_equals", "contains", "starts_with", "one_of", "exists");
    private static final int MOST = 20;
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_VALUES = 100;

    private FilterReader() {}

    static List<EventFilter> read(Fields outer) {
        List<JsonValue> elements = outer.elements("filters");
        if (elements == null) {
            if (outer.value("filters") != null) {
                outer.refuse("filters", "must be an array of conditions");
            }
            return List.of();
        }
        if (elements.size() > MOST) {
            outer.refuse("filters", "may have " + MOST + " conditions, not " + elements.size());
            return List.of();
        }
        List<EventFilter> filters = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            EventFilter filter = one(outer, i, elements.get(i));
            if (filter != null) {
                filters.add(filter);
            }
        }
        return filters;
    }

    private static @Nullable EventFilter one(Fields outer, int index, JsonValue element) {
        String place = "[" + index + "] ";
        if (!(element instanceof JsonValue.Composite c) || c.isArray()) {
            outer.refuse(
                    "filters", place + "must be an object such as {\"header\": \"x-event\", \"equals\": \"paid\"}");
            return null;
        }
        EventFilter filter;
        try {
            Fields fields = Fields.parse(c.json(), NAMES);
            filter = new EventFilter(
                    fields.optionalText("header", MAX_TEXT),
                    fields.optionalText("json", MAX_TEXT),
                    fields.text("equals", MAX_TEXT),
                    fields.text("not_equals", MAX_TEXT),
                    fields.text("contains", MAX_TEXT),
                    fields.text("starts_with", MAX_TEXT),
                    EndpointReader.texts(fields, "one_of", MAX_VALUES, MAX_TEXT),
                    fields.value("exists") == null ? null : Boolean.valueOf(fields.bool("exists", true)));
            fields.check();
        } catch (ApiProblem problem) {
            outer.refuse("filters", place + problem.text());
            return null;
        }
        if ((filter.header() == null) == (filter.json() == null)) {
            outer.refuse("filters", place + "must have either header or json: where to look");
            return null;
        }
        long tests = Stream.of(
                        filter.equals(),
                        filter.notEquals(),
                        filter.contains(),
                        filter.startsWith(),
                        filter.oneOf(),
                        filter.exists())
                .filter(Objects::nonNull)
                .count();
        if (tests != 1) {
            outer.refuse(
                    "filters",
                    place + "must have exactly one of equals, not_equals, contains, starts_with, one_of, exists");
            return null;
        }
        return filter;
    }
}
