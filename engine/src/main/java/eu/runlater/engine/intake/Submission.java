package eu.runlater.engine.intake;

import eu.runlater.engine.delivery.TaskDefinition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Work that is stored all together or not at all (G-ACC-3): new one-time definitions and new runs.
///
/// @param idempotency the caller's key and the answer to keep with the work, if it sent one
/// @param keyed what becomes of work like it, if the caller said so
/// @param arrival the inbound event that the work forwards; its runs may be none
public record Submission(
        UUID organizationId,
        String plan,
        List<TaskDefinition> tasks,
        List<NewRun> runs,
        @Nullable IdempotencyClaim idempotency,
        @Nullable Keyed keyed,
        @Nullable Arrival arrival) {
    public Submission {
        tasks = List.copyOf(tasks);
        runs = List.copyOf(runs);
        if (keyed != null && runs.size() != 1) {
            throw new IllegalArgumentException("keyed work is one run");
        }
    }

    public Submission(
            UUID organizationId,
            String plan,
            List<TaskDefinition> tasks,
            List<NewRun> runs,
            @Nullable IdempotencyClaim idempotency) {
        this(organizationId, plan, tasks, runs, idempotency, null, null);
    }

    public Submission(
            UUID organizationId,
            String plan,
            List<TaskDefinition> tasks,
            List<NewRun> runs,
            @Nullable IdempotencyClaim idempotency,
            @Nullable Keyed keyed) {
        this(organizationId, plan, tasks, runs, idempotency, keyed, null);
    }

    /// An inbound event with what forwards it.
    public static Submission of(
            UUID organizationId, String plan, List<TaskDefinition> tasks, List<NewRun> runs, Arrival arrival) {
        return new Submission(organizationId, plan, tasks, runs, null, null, arrival);
    }

    /// Payload that is written with it: what one statement carries has a limit.
    int bytes() {
        int bytes = 0;
        for (TaskDefinition task : tasks) {
            byte[] body = task.body();
            bytes += body == null ? 0 : body.length;
        }
        return arrival == null ? bytes : bytes + arrival.bytes();
    }

    /// One run to make. The caller chooses both ids, so that the answer is known before the commit.
    ///
    /// @param task the definition it calls; new in this submission, or stored already
    /// @param kind what made it: `once`, `trigger`, `retry`
    /// @param attempt number of its first attempt: 1, or 1 + `retry_attempts` when no automatic retry shall
    ///     follow
    /// @param due when it is to start; a time that has come means now
    public record NewRun(TaskDefinition task, UUID runId, UUID executionId, String kind, int attempt, Instant due) {}

    /// @param path the request's path as routed, e.g. `/api/v1/queue`
    /// @param fingerprint SHA-256 of the raw request body
    /// @param status @param answer the answer to store and to replay
    public record IdempotencyClaim(
            String method, String path, String key, byte[] fingerprint, int status, byte[] answer) {}
}
