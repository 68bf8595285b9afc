package eu.runlater.engine.delivery;

import eu.runlater.model.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Definitions for tests: `Tasks.post(url).withTimeout(…)`.
record Tasks(
        String method,
        String url,
        List<Header> headers,
        byte @Nullable [] body,
        Duration timeout,
        int retries,
        TaskOptions options) {
    static final UUID ORGANIZATION = UUID.fromString("0198f2a0-0000-7000-8000-000000000001");
    static final UUID TASK = UUID.fromString("0198f2a0-0000-7000-8000-000000000002");
    static final UUID EXECUTION = UUID.fromString("0198f2a0-0000-7000-8000-000000000003");
    static final UUID RUN = UUID.fromString("0198f2a0-0000-7000-8000-000000000004");
    static final Instant NOW = Instant.parse("2026-05-04T09:30:00.123Z");

    static Tasks post(String url) {
        return new Tasks(
                "POST",
                url,
                List.of(),
                "{\"n\":1}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(20),
                5,
                TaskOptions.DEFAULT);
    }

    Tasks withMethod(String other) {
        return new Tasks(other, url, headers, body, timeout, retries, options);
    }

    Tasks withHeaders(Header... others) {
        return new Tasks(method, url, List.of(others), body, timeout, retries, options);
    }

    Tasks withBody(byte @Nullable [] other) {
        return new Tasks(method, url, headers, other, timeout, retries, options);
    }

    Tasks withTimeout(Duration other) {
        return new Tasks(method, url, headers, body, other, retries, options);
    }

    Tasks withRetries(int other) {
        return new Tasks(method, url, headers, body, timeout, other, options);
    }

    Tasks withBackoff(@Nullable Backoff backoff) {
        return with(new TaskOptions(backoff, null, null, 0, null, null));
    }

    Tasks expecting(@Nullable String codes, @Nullable String text) {
        return with(new TaskOptions(null, codes, text, options.followRedirects(), null, null));
    }

    Tasks following(int redirects) {
        return with(new TaskOptions(null, options.expectedStatusCodes(), null, redirects, null, null));
    }

    private Tasks with(TaskOptions other) {
        return new Tasks(method, url, headers, body, timeout, retries, other);
    }

    @SuppressWarnings("NullAway") // the body may be absent; the class file does not say so of an array parameter
    TaskDefinition definition() {
        return new TaskDefinition(
                TASK,
                ORGANIZATION,
                "a task",
                method,
                url,
                "example.com",
                headers,
                body,
                null,
                5,
                timeout,
                retries,
                options,
                NOW,
                NOW,
                NOW,
                1);
    }

    OutgoingCall call() {
        return new OutgoingCall(definition(), RUN, EXECUTION, 0);
    }
}
