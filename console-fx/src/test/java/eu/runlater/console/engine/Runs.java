package eu.runlater.console.engine;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes executions as an engine would report them, one run a builder; ids rise with time as version 7 ids do.
public final class Runs {
    public static final Instant START = Instant.parse("2026-05-04T03:02:00Z");
    private static long nextId = 1;

    private final UUID runId = id();
    private final UUID taskId = id();
    private UUID executionId = id();
    private String name = "nightly-invoices";
    private String kind = "once";
    private String url = "https://api.acme.test/invoices";
    private String host = "api.acme.test";
    private int attempt = 1;
    private int maxAttempts = 6;
    private Instant due = START;
    private @Nullable Instant started;

    private Runs() {}

    public static Runs run() {
        return new Runs();
    }

    private static synchronized UUID id() {
        return new UUID(0x0196_a1c2_0000_7000L, 0x8000_0000_0000_0000L | nextId++);
    }

    public Runs named(String taskName) {
        name = taskName;
        return this;
    }

    public Runs to(String targetUrl) {
        url = targetUrl;
        host = java.net.URI.create(targetUrl).getHost();
        return this;
    }

    public Runs due(Instant at) {
        due = at;
        return this;
    }

    public Runs attempts(int most) {
        maxAttempts = most;
        return this;
    }

    public UUID runId() {
        return runId;
    }

    public UUID taskId() {
        return taskId;
    }

    public Runs kind(String word) {
        kind = word;
        return this;
    }

    /// A firing whose time passed; nothing was sent.
    public ExecutionSummary missed(String why) {
        return summary(ExecutionStatus.MISSED, null, null, null, why, null);
    }

    public ExecutionSummary pending() {
        return summary(ExecutionStatus.PENDING, null, null, null, null, null);
    }

    public ExecutionSummary running() {
        started = due.plusMillis(200);
        return summary(ExecutionStatus.RUNNING, null, null, null, null, null);
    }

    public ExecutionSummary succeeded() {
        return summary(ExecutionStatus.SUCCESS, Duration.ofMillis(132), 200, null, null, null);
    }

    public ExecutionSummary failed(int statusCode, String message) {
        return summary(ExecutionStatus.FAILED, Duration.ofMillis(1_100), statusCode, "http_status", message, null);
    }

    /// Failed, and the next attempt follows after a delay; the builder then stands for that attempt.
    public ExecutionSummary failedWithRetry(int statusCode, String message, Duration delay) {
        Instant ended = (started == null ? due : started).plusMillis(1_100);
        ExecutionSummary summary = summary(
                ExecutionStatus.FAILED,
                Duration.ofMillis(1_100),
                statusCode,
                "http_status",
                message,
                ended.plus(delay));
        attempt++;
        executionId = id();
        due = ended.plus(delay);
        started = null;
        return summary;
    }

    public ExecutionSummary timedOut() {
        return summary(
                ExecutionStatus.TIMEOUT,
                Duration.ofSeconds(30),
                null,
                "timeout",
                "No answer within 30 s: waiting for the first byte",
                null);
    }

    private ExecutionSummary summary(
            ExecutionStatus status,
            @Nullable Duration took,
            @Nullable Integer statusCode,
            @Nullable String errorKind,
            @Nullable String errorMessage,
            @Nullable Instant next) {
        Instant begun = took != null && started == null ? due.plusMillis(200) : started;
        return new ExecutionSummary(
                executionId,
                runId,
                taskId,
                name,
                kind,
                status.word(),
                attempt,
                maxAttempts,
                status.isFinal() && next == null,
                "billing",
                "POST",
                url,
                host,
                due,
                begun,
                took == null || begun == null ? null : begun.plus(took),
                begun == null ? null : Duration.between(due, begun).toMillis(),
                took == null ? null : took.toMillis(),
                statusCode,
                errorKind,
                errorMessage,
                errorKind == null ? null : taskId,
                next);
    }
}
