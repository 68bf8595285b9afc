package eu.runlater.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Says whether an answer is one that the document promises. Stricter than the document, which lets clients meet fields
/// of later versions: here an answer may have no field that is not described. Any thread.
final class AnswerSchemas {
    private final ApiDocument document;
    private final JsonNode definitions;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    AnswerSchemas(ApiDocument document) {
        this.document = document;
        this.definitions = closed(local(document.root().at("/components/schemas")));
    }

    /// What is wrong with an answer; absent = nothing.
    @Nullable
    String fault(Operation operation, Reply reply) {
        String status = String.valueOf(reply.status());
        JsonNode response = document.resolve(operation.node().path("responses").path(status));
        if (response.isMissingNode()) {
            return "status " + status + " is not documented: " + reply.shortBody();
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return reply.body().isEmpty() ? null : "a body where none is documented: " + reply.shortBody();
        }
        if (!content.has("application/json")) {
            return null; // HTML, scripts, streams
        }
        if (!reply.contentType().startsWith("application/json")) {
            return "content type is " + reply.contentType();
        }
        return faultOf(reply.body(), operation + " " + status, content.at("/application~1json/schema"));
    }

    /// What is wrong with a refusal's body; absent = it is the envelope.
    @Nullable
    String envelopeFault(Reply reply) {
        return faultOf(
                reply.body(), "error", JsonMapper.shared().readTree("{\"$ref\":\"#/components/schemas/Error\"}"));
    }

    private @Nullable String faultOf(String body, String name, JsonNode plain) {
        Schema schema = schemas.computeIfAbsent(name, _ -> {
            ObjectNode standalone = JsonMapper.shared().createObjectNode();
            standalone.set("$defs", definitions);
            standalone.set("allOf", JsonMapper.shared().createArrayNode().add(closed(local(plain))));
            return registry.getSchema(standalone);
        });
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return "no JSON: " + e.getOriginalMessage();
        }
        List<Error> errors = schema.validate(
                json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.isEmpty() ? null : errors + " in " + Reply.shortened(body);
    }

    /// References into the document become references into the standing schema.
    private static JsonNode local(JsonNode schema) {
        return JsonMapper.shared().readTree(schema.toString().replace("#/components/schemas/", "#/$defs/"));
    }

    /// No object has fields that are not described.
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.forEach(AnswerSchemas::closed);
        return schema;
    }
}
