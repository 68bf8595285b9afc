package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.CallbackUrls;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.dispatch.Callback.Kind;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Json;
import eu.runlater.model.Backoff;
import eu.runlater.model.ExecutionStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the calls that tell of an attempt's end (behaviour §14, §18.6): three tries, at once, after 5 s and after 20 s
/// more, of 10 s each. Whether the first failure of a row or its end is told is decided when they are stored. Any
/// thread.
@Component
class Callbacks {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int RETRIES = 2;
    private static final Backoff PAUSES = new Backoff("list", null, null, 0.0, List.of("5s", "20s"));
    private static final List<Header> HEADERS = List.of(new Header("Content-Type", "application/json"));
    private static final int PRIORITY = 5;
    private static final int MAX_NAME = 255;

    private final EgressPolicy egress;
    private final Ids ids;
    private final InstantSource clock;

    Callbacks(EgressPolicy egress, Ids ids, InstantSource clock) {
        this.egress = egress;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param over whether no further attempt follows
    /// @param answer what came back; absent when nothing did
    List<Callback> of(
            ClaimedRun run,
            TaskDefinition task,
            ExecutionStatus status,
            boolean over,
            Instant startedAt,
            Instant finishedAt,
            boolean sent,
            Settlement.@Nullable Exchange exchange,
            @Nullable String message,
            @Nullable Response answer) {
        CallbackUrls urls = task.options().callbacks();
        boolean failed = status == ExecutionStatus.FAILED || status == ExecutionStatus.TIMEOUT;
        if (urls == null || !failed && status != ExecutionStatus.SUCCESS) {
            return List.of();
        }
        Map<String, @Nullable Object> execution = new LinkedHashMap<>();
        execution.put("status", status.word());
        execution.put("status_code", exchange == null ? null : exchange.statusCode());
        execution.put("duration_ms", exchange == null ? null : exchange.totalMicros() / 1000);
        if (message != null) {
            execution.put("error_message", message);
        }
        execution.put("attempt", run.attempt());
        execution.put("scheduled_for", run.dueAt());
        execution.put("started_at", sent ? startedAt : null);
        execution.put("finished_at", finishedAt);
        List<Callback> callbacks = new ArrayList<>(2);
        if (urls.each() != null) {
            callbacks.add(make(Kind.EACH, urls.each(), run, task, completed(run, execution, message, answer)));
        }
        if (over && failed && urls.failure() != null) {
            callbacks.add(make(Kind.FAILURE, urls.failure(), run, task, event("task.failed", run, task, execution)));
        }
        if (over && !failed && urls.success() != null) {
            callbacks.add(make(Kind.SUCCESS, urls.success(), run, task, event("task.succeeded", run, task, execution)));
        }
        if (over && !failed && urls.recovery() != null) {
            callbacks.add(
                    make(Kind.RECOVERY, urls.recovery(), run, task, event("task.recovered", run, task, execution)));
        }
        return callbacks;
    }

    /// behaviour §14
    private static Map<String, @Nullable Object> completed(
            ClaimedRun run,
            Map<String, @Nullable Object> execution,
            @Nullable String message,
            @Nullable Response answer) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("event", "execution.completed");
        payload.put("task_id", run.taskId());
        payload.put("run_id", run.id());
        payload.put("execution_id", run.executionId());
        payload.putAll(execution);
        payload.put("error_message", message);
        payload.put("response_body", answer == null ? null : text(answer.body()));
        return payload;
    }

    /// behaviour §18.6
    private static Map<String, @Nullable Object> event(
            String event, ClaimedRun run, TaskDefinition task, Map<String, @Nullable Object> execution) {
        Map<String, @Nullable Object> subject = new LinkedHashMap<>();
        subject.put("id", run.taskId());
        subject.put("name", task.name());
        subject.put("url", task.url());
        subject.put("method", task.method());
        Map<String, @Nullable Object> attempt = new LinkedHashMap<>();
        attempt.put("id", run.executionId());
        attempt.put("run_id", run.id());
        attempt.putAll(execution);
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("event", event);
        payload.put("task", subject);
        payload.put("execution", attempt);
        return payload;
    }

    private Callback make(
            Kind kind, String url, ClaimedRun run, TaskDefinition task, Map<String, @Nullable Object> payload) {
        UUID id = ids.next();
        Instant now = clock.instant();
        String name = task.name() + " · " + kind.word();
        // Not called any more if the operator has closed it since; the attempt says so on record.
        String host = egress.check(url) instanceof TargetUrl.Valid(String _, String found) ? found : "";
        TaskOptions options = new TaskOptions(
                PAUSES,
                null,
                null,
                0,
                null,
                task.options().subject(),
                task.options().enqueuedBy(),
                null,
                null,
                new TaskOptions.Origin(run.taskId(), run.executionId()));
        TaskDefinition call = new TaskDefinition(
                id,
                run.organizationId(),
                name.length() > MAX_NAME ? name.substring(name.length() - MAX_NAME) : name,
                "POST",
                url,
                host,
                HEADERS,
                Json.WIRE.writeValueAsBytes(payload),
                null,
                PRIORITY,
                LIMIT,
                RETRIES,
                options,
                now,
                now,
                now,
                1);
        return new Callback(kind, call, ids.next(), ids.next());
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
