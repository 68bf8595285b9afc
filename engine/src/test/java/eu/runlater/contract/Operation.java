package eu.runlater.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One documented call.
record Operation(ApiDocument document, String method, String path, JsonNode node) {
    /// @param place `path`, `query` or `header`
    record Parameter(String name, String place, boolean required, JsonNode schema) {}

    String id() {
        return node.path("operationId").asString();
    }

    boolean isOpen() {
        return node.has("security") && node.path("security").isEmpty();
    }

    /// `person`, `operator` or `any`.
    String caller() {
        return node.path("x-caller").asString("any");
    }

    boolean streams() {
        return node.at("/responses/200/content").has("text/event-stream");
    }

    List<Parameter> parameters(String place) {
        List<Parameter> found = new ArrayList<>();
        for (JsonNode parameter : node.path("parameters")) {
            if (parameter.path("in").asString().equals(place)) {
                found.add(new Parameter(
                        parameter.path("name").asString(),
                        place,
                        parameter.path("required").asBoolean(false),
                        parameter.path("schema")));
            }
        }
        return found;
    }

    boolean hasBody() {
        return node.has("requestBody");
    }

    boolean bodyRequired() {
        return node.at("/requestBody/required").asBoolean(false);
    }

    /// The request's schema, resolved.
    JsonNode bodySchema() {
        return document.resolve(node.path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
    }

    boolean documents(int status) {
        return node.path("responses").has(String.valueOf(status));
    }

    /// The statuses of success.
    Set<String> successes() {
        return node.path("responses").propertyNames().stream()
                .filter(status -> status.startsWith("2"))
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
