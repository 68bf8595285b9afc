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
