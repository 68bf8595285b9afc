package eu.runlater.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes JSON that fits a schema of the document. One thread.
final class Bodies {
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();

    private final ApiDocument document;
    private final Random random;
    private final double optional;
    private final String url;

    /// @param optional the share of fields that may be left out and are there all the same
    /// @param url where URLs lead to
    Bodies(ApiDocument document, Random random, double optional, String url) {
        this.document = document;
        this.random = random;
        this.optional = optional;
        this.url = url;
    }

    JsonNode fitting(JsonNode given) {
        JsonNode schema = document.resolve(given);
        if (schema.has("anyOf")) {
            return fitting(pick(list(schema.path("anyOf"))));
        }
        if (schema.path("format").asString("").equals("uri")) {
            return JSON.stringNode(url);
        }
        if (schema.has("examples") && random.nextDouble() < 0.8) {
            return schema.path("examples").get(0);
        }
        if (schema.has("enum")) {
            List<JsonNode> words = list(schema.path("enum")).stream()
                    .filter(word -> !word.isNull())
                    .toList();
            return pick(words);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> JSON.numberNode(whole(schema));
            case "number" ->
                JSON.numberNode(schema.path("minimum").asDouble(0)
                        + random.nextDouble()
                                * (schema.path("maximum").asDouble(10)
                                        - schema.path("minimum").asDouble(0)));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.stringNode(text(schema));
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode made = JSON.objectNode();
        List<String> required =
                list(schema.path("required")).stream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextDouble() < optional) {
                made.set(property.getKey(), fitting(property.getValue()));
            }
        });
        return made;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode made = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int count = least + random.nextInt(Math.min(3, schema.path("maxItems").asInt(1_000) - least + 1));
        for (int i = 0; i < count; i++) {
            made.add(fitting(schema.path("items")));
        }
        return made;
    }

    private long whole(JsonNode schema) {
        long min = schema.path("minimum").asLong(0);
        long max = schema.path("maximum").asLong(min + 100);
        return min == max ? min : random.nextLong(min, max);
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> "2030-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10) + "T09:30:00Z";
            case "date" -> "2030-01-0" + (1 + random.nextInt(9));
            case "email" -> "ida" + random.nextInt(1_000_000) + "@example.com";
            default -> "text-" + random.nextInt(1_000_000);
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return pick(list(type).stream()
                            .filter(word -> !word.asString().equals("null"))
                            .toList())
                    .asString();
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
