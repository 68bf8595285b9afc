package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.model.ProbeView.ExpectedJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an http monitor calls and what it expects. Immutable.
///
/// @param headers sealed beside the rest · @param body likewise
record Probe(
        String url,
        String host,
        String method,
        Map<String, String> headers,
        @Nullable String body,
        int timeoutMs,
        @Nullable String expectedStatusCodes,
        @Nullable String expectedBodyPattern,
        @Nullable ExpectedJson expectedJson,
        @Nullable Integer maxResponseMs,
        @Nullable Integer tlsDaysLeft,
        int confirmations) {
    private static final int MIDDLE = 5;

    Probe {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /// As it is stored, and to be completed by what is sealed.
    Probe open() {
        return with(Map.of(), null);
    }

    Probe with(Map<String, String> sealedHeaders, @Nullable String sealedBody) {
        return new Probe(
                url,
                host,
                method,
                sealedHeaders,
                sealedBody,
                timeoutMs,
                expectedStatusCodes,
                expectedBodyPattern,
                expectedJson,
                maxResponseMs,
                tlsDaysLeft,
                confirmations);
    }

    /// The call that it makes, as a task would.
    TaskDefinition call(Monitor monitor, Instant now) {
        List<Header> lines = headers.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
        return new TaskDefinition(
                monitor.id(),
                monitor.organizationId(),
                monitor.name(),
                method,
                url,
                host,
                lines,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                null,
                MIDDLE,
                Duration.ofMillis(timeoutMs),
                0,
                new TaskOptions(null, expectedStatusCodes, expectedBodyPattern, 0, null, null),
                now,
                monitor.insertedAt(),
                monitor.updatedAt(),
                monitor.version());
    }
}
