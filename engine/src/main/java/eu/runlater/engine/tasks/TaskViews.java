package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.CallbackUrls;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.schedule.Recurrence;
import eu.runlater.model.DurationText;
import eu.runlater.model.TaskView;
import eu.runlater.model.TaskView.RecentRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Definitions as the API shows them (api.md §8.2).
final class TaskViews {
    private static final CallbackUrls NO_CALLBACKS = new CallbackUrls(null, null, null, null);

    private TaskViews() {}

    /// A one-time task.
    static TaskView of(TaskDefinition task, List<RecentRun> recent) {
        TaskOptions options = task.options();
        CallbackUrls callbacks = options.callbacks() == null ? NO_CALLBACKS : options.callbacks();
        return new TaskView(
                task.id(),
                task.name(),
                task.url(),
                task.method(),
                headers(task),
                body(task),
                "once",
                null,
                null,
                task.scheduledAt(),
                "UTC",
                null,
                null,
                null,
                null,
                null,
                true,
                (int) task.timeout().toMillis(),
                task.retryAttempts(),
                options.retryBackoff(),
                options.expectedStatusCodes(),
                options.expectedBodyPattern(),
                options.followRedirects(),
                options.failsOnInterruption() ? "fail" : "retry",
                task.queue(),
                task.priority(),
                options.subject(),
                options.credential(),
                callbacks.each(),
                callbacks.success(),
                callbacks.failure(),
                callbacks.recovery(),
                null, // its execution exists already (api.md §8.2)
                List.of(),
                null,
                recent,
                task.insertedAt(),
                task.updatedAt(),
                task.version());
    }

    /// @param upcoming its next firings
    static TaskView of(RecurringTask recurring, List<Instant> upcoming, List<RecentRun> recent) {
        TaskDefinition task = recurring.task();
        TaskOptions options = task.options();
        CallbackUrls callbacks = options.callbacks() == null ? NO_CALLBACKS : options.callbacks();
        Recurrence recurrence = recurring.recurrence();
        Long every = recurrence.everySeconds();
        return new TaskView(
                task.id(),
                task.name(),
                task.url(),
                task.method(),
                headers(task),
                body(task),
                every == null ? "cron" : "every",
                recurrence.cron(),
                every == null ? null : DurationText.of(Duration.ofSeconds(every)),
                null,
                recurrence.timezone(),
                recurrence.startsAt(),
                recurrence.endsAt(),
                recurrence.maxRuns(),
                recurring.overlap(),
                recurring.misfire(),
                recurring.enabled(),
                (int) task.timeout().toMillis(),
                task.retryAttempts(),
                options.retryBackoff(),
                options.expectedStatusCodes(),
                options.expectedBodyPattern(),
                options.followRedirects(),
                options.failsOnInterruption() ? "fail" : "retry",
                task.queue(),
                task.priority(),
                options.subject(),
                options.credential(),
                callbacks.each(),
                callbacks.success(),
                callbacks.failure(),
                callbacks.recovery(),
                upcoming.isEmpty() ? null : upcoming.getFirst(),
                upcoming,
                recurring.scheduleError(),
                recent,
                task.insertedAt(),
                task.updatedAt(),
                task.version());
    }

    private static @Nullable String body(TaskDefinition task) {
        byte[] body = task.body();
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(TaskDefinition task) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : task.headers()) {
            headers.put(header.name(), header.value());
        }
        return headers;
    }
}
