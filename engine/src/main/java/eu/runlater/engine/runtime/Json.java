package eu.runlater.engine.runtime;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The engine's two JSON readers and one writer. Property names are snake_case everywhere.
public final class Json {
    private static final int MAX_DEPTH = 64; // G-INP-1
    private static final int MAX_STRING = 8 * 1024 * 1024; // longer texts are refused by field, with a better message
    private static final int MAX_DIGITS = 40; // G-INP-1

    /// Reads what clients send: one trailing comma is tolerated (decision 1), nothing else; a key may not come twice.
    public static final JsonMapper REQUESTS = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// Writes answers, events and stored JSON, and reads the latter back. Absent values are written as null,
    /// moments with exactly three digits of milliseconds.
    public static final JsonMapper WIRE = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new WireInstant()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}
}
