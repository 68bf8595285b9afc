package eu.runlater.engine.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a call can be refused with: the error envelope of api.md §3, for each status that can happen.
final class Refusals {
    private static final Map<Integer, String> WORDS = new TreeMap<>(Map.ofEntries(
            Map.entry(400, "Not understood: broken JSON, an id that is none, an unusable time."),
            Map.entry(401, "No valid API key or session."),
            Map.entry(403, "The key's scope or the person's role does not allow it."),
            Map.entry(404, "No such thing, or one of another organization."),
            Map.entry(406, "The Accept header excludes the answer's type."),
            Map.entry(408, "The request's body stopped arriving."),
            Map.entry(
                    409,
                    "The thing changed meanwhile, its state does not allow it, or the same idempotency key is"
                            + " still being worked on."),
            Map.entry(410, "Gone."),
            Map.entry(413, "The request is too large."),
            Map.entry(422, "A field or parameter is not acceptable; `details` names it."),
            Map.entry(429, "Too many requests; `Retry-After` says when to come back."),
            Map.entry(502, "Somebody else's service, which this needs, did not answer as it should."),
            Map.entry(
                    503,
                    "The database is busy or away, nothing is known to have happened; come back after"
                            + " `Retry-After`."),
            Map.entry(508, "A loop of calls was cut.")));

    private Refusals() {}

    /// The usual ones of a call, and those it names itself.
    static TreeSet<Integer> statuses(Route route) {
        TreeSet<Integer> statuses = new TreeSet<>(List.of(400, 406, 422, 429, 503)); // 422: NUL in the address
        if (!route.isOpen()) {
            statuses.addAll(List.of(401, 403));
        }
        if (!route.pathParameters().isEmpty()) {
            statuses.add(404);
        }
        if (route.hasBody()) {
            statuses.addAll(List.of(408, 413));
        }
        if (route.honoursIdempotencyKey()) {
            statuses.add(409);
        }
        for (int status : route.call().errors()) {
            statuses.add(status);
        }
        return statuses;
    }

    static Map<String, Object> reference(int status) {
        return Map.of("$ref", "#/components/responses/" + name(status));
    }

    /// All of them, for `components/responses`.
    static Map<String, Object> responses() {
        Map<String, Object> responses = new LinkedHashMap<>();
        WORDS.forEach((status, about) -> {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("description", about);
            Map<String, Object> headers = new LinkedHashMap<>();
            if (status == 429 || status == 503) {
                headers.put("Retry-After", header("seconds to wait"));
            }
            if (status == 401) {
                headers.put("WWW-Authenticate", text("how to authenticate"));
            }
            if (!headers.isEmpty()) {
                response.put("headers", headers);
            }
            response.put(
                    "content",
                    Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/Error"))));
            responses.put(name(status), response);
        });
        return responses;
    }

    static Map<String, Object> header(String about) {
        return Map.of("description", about, "schema", Map.of("type", "integer", "minimum", 0));
    }

    private static Map<String, Object> text(String about) {
        return Map.of("description", about, "schema", Map.of("type", "string"));
    }

    private static String name(int status) {
        if (!WORDS.containsKey(status)) {
            throw new IllegalStateException("no words for refusals with status " + status);
        }
        return "Status" + status;
    }

    /// The envelope itself.
    static Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "code", Map.of("type", "string", "description", "what programs match on", "pattern", "^[a-z_]+$"));
        properties.put("message", Map.of("type", "string", "description", "what is wrong and the way out, for people"));
        properties.put(
                "details",
                Map.of(
                        "description",
                        "field → what is wrong with it; a list of items for a sync",
                        "anyOf",
                        List.of(
                                Map.of(
                                        "type",
                                        "object",
                                        "additionalProperties",
                                        Map.of("type", "array", "items", Map.of("type", "string"))),
                                Map.of("type", "array", "items", Map.of("type", "object")))));
        properties.put("current", Map.of("description", "with 409 `version_conflict`: the thing as it is now"));
        properties.put("request_id", Map.of("type", "string", "description", "with 500: what to look for in the log"));
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "object");
        error.put("properties", properties);
        error.put("required", List.of("code", "message"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", "Every refusal has this form.");
        schema.put("properties", Map.of("error", error));
        schema.put("required", List.of("error"));
        return schema;
    }
}
