package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a request asks to be called, checked; lacks only its place in the database.
///
/// @param name absent = made from the address and the planned time
record Draft(
        @Nullable String name,
        String method,
        TargetUrl.Valid target,
        List<Header> headers,
        byte @Nullable [] body,
        @Nullable String queue,
        int priority,
        Duration timeout,
        int retryAttempts,
        TaskOptions options) {

    Draft withBody(Body other) {
        return new Draft(
                name,
                method,
                target,
                other.headersFor(headers),
                other.bytes(),
                queue,
                priority,
                timeout,
                retryAttempts,
                options);
    }

    Draft withTimeout(Duration other) {
        return new Draft(name, method, target, headers, body, queue, priority, other, retryAttempts, options);
    }

    /// A recurring task's definition; without a name of its own it is called after its address (api.md §8.1).
    TaskDefinition recurring(UUID id, UUID organizationId, Instant now) {
        String called = name != null ? name : DefaultName.recurring(target.url());
        return stored(id, organizationId, called, now, now, 1);
    }

    /// The same task with what this draft says; an empty name becomes the host (api.md §8.1).
    TaskDefinition keeping(TaskDefinition task) {
        return stored(
                task.id(),
                task.organizationId(),
                name != null ? name : target.host(),
                task.scheduledAt(),
                task.insertedAt(),
                task.version(),
                options.withEnqueuedBy(task.options().enqueuedBy()));
    }

    private TaskDefinition stored(UUID id, UUID organizationId, String called, Instant due, Instant now, int version) {
        return stored(id, organizationId, called, due, now, version, options);
    }

    private TaskDefinition stored(
            UUID id, UUID organizationId, String called, Instant due, Instant now, int version, TaskOptions with) {
        return new TaskDefinition(
                id,
                organizationId,
                called,
                method,
                target.url(),
                target.host(),
                headers,
                body,
                queue,
                priority,
                timeout,
                retryAttempts,
                with,
                due,
                now,
                now,
                version);
    }

    TaskDefinition definition(UUID id, UUID organizationId, Instant due, Instant now) {
        return new TaskDefinition(
                id,
                organizationId,
                name != null ? name : DefaultName.of(target.url(), due),
                method,
                target.url(),
                target.host(),
                headers,
                body,
                queue,
                priority,
                timeout,
                retryAttempts,
                options,
                due,
                now,
                now,
                1);
    }
}
