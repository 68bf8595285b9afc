package eu.runlater.engine.inbound;

import eu.runlater.engine.runtime.Json;
import eu.runlater.model.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Decides which events are forwarded: all conditions must hold. A body that is not JSON has no fields. Pure.
final class Filters {
    private final List<EventFilter> conditions;

    Filters(List<EventFilter> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /// Why the event is not forwarded; empty when it is.
    Optional<String> refusal(Received request) {
        JsonNode body = null;
        boolean read = false;
        for (EventFilter condition : conditions) {
            if (condition.json() != null && !read) {
                body = json(request.body());
                read = true;
            }
            List<String> values = condition.header() != null
                    ? headers(request, condition.header())
                    : fields(body, Objects.requireNonNull(condition.json()));
            if (!holds(condition, values)) {
                return Optional.of("filter: " + words(condition));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(EventFilter condition, List<String> values) {
        String equals = condition.equals();
        String notEquals = condition.notEquals();
        String contains = condition.contains();
        String startsWith = condition.startsWith();
        List<String> oneOf = condition.oneOf();
        if (condition.exists() != null) {
            return condition.exists() != values.isEmpty();
        }
        if (notEquals != null) {
            return values.stream().noneMatch(notEquals::equals);
        }
        Predicate<String> wanted = equals != null
                ? equals::equals
                : contains != null
                        ? value -> value.contains(contains)
                        : startsWith != null
                                ? value -> value.startsWith(startsWith)
                                : oneOf != null ? oneOf::contains : _ -> false;
        return values.stream().anyMatch(wanted);
    }

    private static List<String> headers(Received request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(header -> header.value().strip())
                .toList();
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? null : Json.WIRE.readTree(body);
        } catch (JacksonException _) {
            return null;
        }
    }

    /// The value at a path; of an array, each of its elements.
    private static List<String> fields(@Nullable JsonNode body, String path) {
        JsonNode at = body;
        for (String step : path.split("\\.", -1)) {
            if (at == null) {
                return List.of();
            }
            at = at.isArray() && step.matches("[0-9]{1,6}") ? at.get(Integer.parseInt(step)) : at.get(step);
        }
        if (at == null || at.isNull() || at.isMissingNode()) {
            return List.of();
        }
        if (!at.isArray()) {
            return List.of(text(at));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : at) {
            texts.add(text(element));
        }
        return texts;
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString() : node.toString();
    }

    private static String words(EventFilter condition) {
        String where = condition.header() != null ? "header " + condition.header() : "field " + condition.json();
        if (condition.exists() != null) {
            return where + (condition.exists() ? " is missing" : " is there");
        }
        return where + " does not match";
    }
}
