package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.model.TaskView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Definitions as the API shows them (api.md §8.2).
final class TaskViews {
    private TaskViews() {}

    static TaskView of(TaskDefinition task) {
        TaskOptions options = task.options();
        byte[] body = task.body();
        return new TaskView(
                task.id(),
                task.name(),
                task.url(),
                task.method(),
                headers(task),
                body == null ? null : new String(body, StandardCharsets.UTF_8),
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
                null, // its execution exists already (api.md §8.2)
                List.of(),
                null,
                List.of(),
                task.insertedAt(),
                task.updatedAt(),
                task.version());
    }

    private static Map<String, String> headers(TaskDefinition task) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : task.headers()) {
            headers.put(header.name(), header.value());
        }
        return headers;
    }
}
