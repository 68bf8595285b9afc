package eu.runlater.engine.openapi;

import java.util.Map;

/// Puts limits into a schema, each under the name that its type asks for.
final class Bounds {
    private Bounds() {}

    static void put(Map<String, Object> schema, long min, long max, int minLength, int maxLength) {
        if (min != Long.MIN_VALUE) {
            schema.put("minimum", min);
        }
        if (max != Long.MAX_VALUE) {
            schema.put("maximum", max);
        }
        boolean array = "array".equals(schema.get("type"));
        boolean object = "object".equals(schema.get("type"));
        if (minLength > 0) {
            schema.put(array ? "minItems" : object ? "minProperties" : "minLength", minLength);
        }
        if (maxLength != Integer.MAX_VALUE) {
            schema.put(array ? "maxItems" : object ? "maxProperties" : "maxLength", maxLength);
        }
    }
}
