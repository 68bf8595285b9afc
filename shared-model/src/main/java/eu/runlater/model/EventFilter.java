package eu.runlater.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One condition on an inbound event. All conditions of an endpoint must hold for an event to be forwarded. Exactly one
/// of `header` and `json` says where to look, exactly one of the others what must be there.
///
/// @param header name of a request header
/// @param json path into a JSON body: `data.object.type`, `items.0.id`
/// @param equals · @param notEquals · @param contains · @param startsWith · @param oneOf compared with the value as
/// text; a missing value meets `not_equals` only
/// @param exists true = must be there, false = must not
public record EventFilter(
        @Nullable String header,
        @Nullable String json,
        @Nullable String equals,
        @Nullable String notEquals,
        @Nullable String contains,
        @Nullable String startsWith,
        @Nullable List<String> oneOf,
        @Nullable Boolean exists) {
    public EventFilter {
        oneOf = oneOf == null ? null : List.copyOf(oneOf);
    }
}
