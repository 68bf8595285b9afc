package eu.runlater.console.executions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One place in a JSON document, as a line of a tree. Children are made when they are asked for.
final class JsonTree {
    private static final int LONGEST_VALUE = 2_000;

    private final String label;
    private final JsonNode node;

    private JsonTree(String label, JsonNode node) {
        this.label = label;
        this.node = node;
    }

    static JsonTree of(JsonNode root) {
        return new JsonTree("", root);
    }

    /// Field name, or `[index]` inside an array; empty for the document itself.
    String label() {
        return label;
    }

    /// The value of a leaf as JSON writes it; `{3}` or `[12]` for what has children.
    String value() {
        if (node.isObject()) {
            return "{" + node.size() + "}";
        }
        if (node.isArray()) {
            return "[" + node.size() + "]";
        }
        String text = node.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    boolean isLeaf() {
        return !node.isContainer() || node.isEmpty();
    }

    boolean isText() {
        return node.isString();
    }

    List<JsonTree> children() {
        List<JsonTree> children = new ArrayList<>(node.size());
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                children.add(new JsonTree(field.getKey(), field.getValue()));
            }
        } else {
            int index = 0;
            for (JsonNode element : node) {
                children.add(new JsonTree("[" + index++ + "]", element));
            }
        }
        return children;
    }
}
