package eu.runlater.engine.openapi;

import eu.runlater.engine.openapi.Reply.Form;
import eu.runlater.model.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the OpenAPI 3.1 document of a list of routes. One use.
final class Document {
    private static final String ABOUT = """
            Everything Runlater does, over HTTP. Ids are UUIDs of version 7, moments are ISO 8601 in UTC with \
            milliseconds, names are in snake_case. Requests are JSON; a field that is not known is refused with the \
            nearest one that is, and a missing field means the same as `null`. A thing of another organization answers \
            as one that does not exist. `HEAD` works wherever `GET` does, `PUT` and `PATCH` are the same.""";

    private final Schemas schemas = new Schemas();
    private final String version;

    Document(String version) {
        this.version = version;
    }

    Map<String, Object> of(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        routes.forEach(route -> paths.computeIfAbsent(route.path(), _ -> new TreeMap<>())
                .put(route.method().toLowerCase(Locale.ROOT), operation(route)));
        schemas.named().put("Error", Refusals.schema());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info", Map.of("title", "Runlater API", "version", version, "description", ABOUT.replace("\n", " ")));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("security", List.of(Map.of("bearerAuth", List.of())));
        document.put("tags", tags(routes));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private static List<Map<String, String>> tags(List<Route> routes) {
        TreeSet<String> tags = new TreeSet<>();
        routes.forEach(route -> tags.add(route.call().tag()));
        return tags.stream().map(tag -> Map.of("name", tag)).toList();
    }

    private Map<String, Object> components() {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put(
                "securitySchemes",
                Map.of(
                        "bearerAuth",
                        Map.of(
                                "type",
                                "http",
                                "scheme",
                                "bearer",
                                "description",
                                "An API key (`sk_live_…`) or the token of a session (`rls_…`).")));
        components.put("responses", Refusals.responses());
        components.put("schemas", schemas.named());
        return components;
    }

    private Map<String, Object> operation(Route route) {
        ApiCall call = route.call();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.operationId());
        operation.put("tags", List.of(call.tag()));
        operation.put("summary", call.value());
        operation.put("description", (call.detail() + "\n\n" + route.who()).strip());
        if (route.isOpen()) {
            operation.put("security", List.of());
        } else {
            operation.put("x-caller", route.caller());
            if (route.role() != null) {
                operation.put("x-least-role", route.role().word());
            }
        }
        List<Map<String, Object>> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (route.hasBody()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("required", !call.bodyOptional());
            body.put("content", content("application/json", schemas.request(call.body())));
            operation.put("requestBody", body);
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        route.pathParameters().forEach((name, type) -> {
            Map<String, Object> simple = JsonTypes.simple(type);
            Map<String, Object> schema = simple == null ? new LinkedHashMap<>(Map.of("type", "string")) : simple;
            parameters.add(parameter(name, "path", true, "", schema));
        });
        for (Parameter parameter : route.call().parameters()) {
            parameters.add(parameter(
                    parameter.name(),
                    parameter.header() ? "header" : "query",
                    parameter.required(),
                    parameter.about(),
                    schema(parameter)));
        }
        if (route.honoursIdempotencyKey()) {
            parameters.add(parameter(
                    "Idempotency-Key",
                    "header",
                    false,
                    "Makes a repeat within 24 hours answer as the first request did, with nothing done twice. Another"
                            + " body with the same key is refused with 422.",
                    new LinkedHashMap<>(Map.of("type", "string", "maxLength", 255, "pattern", "^[!-~]*$"))));
        }
        return parameters;
    }

    private static Map<String, Object> schema(Parameter parameter) {
        Map<String, Object> simple = JsonTypes.simple(parameter.type());
        Map<String, Object> schema = simple == null ? new LinkedHashMap<>(Map.of("type", "string")) : simple;
        Bounds.put(schema, parameter.min(), parameter.max(), 0, parameter.maxLength());
        if (parameter.values().length > 0) {
            schema.put("enum", List.of(parameter.values()));
        }
        Schemas.put(schema, "example", parameter.example());
        return schema;
    }

    private static Map<String, Object> parameter(
            String name, String place, boolean required, String about, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", place);
        parameter.put("required", required);
        Schemas.put(parameter, "description", about);
        parameter.put("schema", schema);
        return parameter;
    }

    private Map<String, Object> responses(Route route) {
        Map<Integer, List<Reply>> byStatus = new TreeMap<>();
        Arrays.stream(route.call().replies())
                .forEach(reply -> byStatus.computeIfAbsent(reply.status(), _ -> new ArrayList<>())
                        .add(reply));
        Map<String, Object> responses = new LinkedHashMap<>();
        byStatus.forEach((status, replies) -> responses.put(String.valueOf(status), response(route, status, replies)));
        for (int status : Refusals.statuses(route)) {
            responses.putIfAbsent(String.valueOf(status), Refusals.reference(status));
        }
        return responses;
    }

    private Map<String, Object> response(Route route, int status, List<Reply> replies) {
        List<Object> shapes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Reply reply : replies) {
            if (!reply.about().isEmpty()) {
                words.add(reply.about());
            }
            if (reply.value() != Void.class) {
                shapes.add(shape(reply));
            }
        }
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", words.isEmpty() ? word(status) : String.join(" Or: ", words));
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("RateLimit-Limit", Refusals.header("requests allowed in the window; absent without a limit"));
        headers.put("RateLimit-Remaining", Refusals.header("requests left in it"));
        headers.put("RateLimit-Reset", Refusals.header("seconds until it begins anew"));
        if (status == 201 || status == 202) {
            headers.put(
                    "Location",
                    Map.of("description", "where what was made can be read", "schema", Map.of("type", "string")));
        }
        if (route.honoursIdempotencyKey()) {
            headers.put(
                    "Idempotent-Replayed",
                    Map.of(
                            "description",
                            "`true` when an earlier request with the same idempotency key was answered so",
                            "schema",
                            Map.of("type", "string", "enum", List.of("true"))));
        }
        response.put("headers", headers);
        String media = replies.getFirst().media();
        if (!shapes.isEmpty()) {
            response.put("content", content(media, shapes.size() == 1 ? shapes.getFirst() : Map.of("anyOf", shapes)));
        } else if (!media.equals("application/json")) {
            response.put("content", content(media, Map.of("type", "string")));
        }
        return response;
    }

    private Object shape(Reply reply) {
        Map<String, Object> record = schemas.answer(reply.value());
        Form form = reply.form();
        if (form == Form.WHOLE) {
            return record;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("data", form == Form.DATA ? record : Map.of("type", "array", "items", record));
        List<String> required = new ArrayList<>(List.of("data"));
        if (form == Form.PAGE) {
            Arrays.stream(Page.class.getRecordComponents())
                    .skip(1)
                    .forEach(component -> required.add(Schemas.wireName(component.getName())));
            properties.put("has_more", Map.of("type", "boolean"));
            properties.put(
                    "next_cursor",
                    Map.of("type", List.of("string", "null"), "description", "`cursor` of the next page"));
        } else {
            properties.put("message", Map.of("type", "string", "description", "a sentence for people"));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        return schema;
    }

    private static Map<String, Object> content(String media, Object schema) {
        return Map.of(media, Map.of("schema", schema));
    }

    private static String word(int status) {
        return switch (status) {
            case 200 -> "Done.";
            case 201 -> "Made.";
            case 202 -> "Accepted; it happens soon.";
            case 204 -> "Done; there is nothing to say.";
            default -> "Status " + status + ".";
        };
    }
}
