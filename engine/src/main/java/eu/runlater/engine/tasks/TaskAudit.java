package eu.runlater.engine.tasks;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.TaskView;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is recorded about tasks (behaviour §23): changes of recurring ones, and runs that somebody asked for. Headers
/// and
/// bodies are said to have changed, not to what. Called last in a transaction. Any thread.
@Component
class TaskAudit {
    private final AuditLog audit;

    TaskAudit(AuditLog audit) {
        this.audit = audit;
    }

    void created(Caller caller, TaskDefinition task, @Nullable String reason) {
        audit.record(caller, of("task.created", task).meta("url", task.url()).reason(reason));
    }

    void deleted(Caller caller, TaskDefinition task, @Nullable String reason) {
        audit.record(caller, of("task.deleted", task).reason(reason));
    }

    void changed(Caller caller, RecurringChange change, @Nullable String reason) {
        TaskView from = change.viewBefore();
        TaskView to = change.viewAfter();
        TaskDefinition before = change.before().task();
        TaskDefinition after = change.after();
        AuditAction action = of("task.updated", after)
                .change("name", from.name(), to.name())
                .change("url", from.url(), to.url())
                .change("method", from.method(), to.method())
                .change("schedule_type", from.scheduleType(), to.scheduleType())
                .change("cron_expression", from.cronExpression(), to.cronExpression())
                .change("every", from.every(), to.every())
                .change("timezone", from.timezone(), to.timezone())
                .change("starts_at", from.startsAt(), to.startsAt())
                .change("ends_at", from.endsAt(), to.endsAt())
                .change("max_runs", from.maxRuns(), to.maxRuns())
                .change("overlap", from.overlap(), to.overlap())
                .change("misfire", from.misfire(), to.misfire())
                .change("timeout_ms", from.timeoutMs(), to.timeoutMs())
                .change("retry_attempts", from.retryAttempts(), to.retryAttempts())
                .change("retry_backoff", from.retryBackoff(), to.retryBackoff())
                .change("expected_status_codes", from.expectedStatusCodes(), to.expectedStatusCodes())
                .change("expected_body_pattern", from.expectedBodyPattern(), to.expectedBodyPattern())
                .change("follow_redirects", from.followRedirects(), to.followRedirects())
                .change("on_interruption", from.onInterruption(), to.onInterruption())
                .change("queue", from.queue(), to.queue())
                .change("priority", from.priority(), to.priority())
                .change("credential", from.credential(), to.credential());
        if (!before.headers().equals(after.headers())) {
            action = action.changed("headers");
        }
        if (!Arrays.equals(before.body(), after.body())) {
            action = action.changed("body");
        }
        if (!Objects.equals(from.subject(), to.subject())) {
            action = action.changed("subject");
        }
        if (!action.changesNothing()) {
            audit.record(caller, action.reason(reason));
        }
        if (from.enabled() != to.enabled()) {
            audit.record(
                    caller,
                    of(to.enabled() ? "task.enabled" : "task.disabled", after).reason(reason));
        }
    }

    void triggered(Caller caller, TaskDefinition task, UUID executionId) {
        audit.record(
                caller,
                AuditAction.of("execution.triggered", "execution", executionId, task.name())
                        .meta("task_id", task.id()));
    }

    void queueCleared(Caller caller, String queue, int deleted) {
        audit.record(
                caller,
                AuditAction.of("queue.tasks_deleted", "queue", queue, queue).meta("deleted", deleted));
    }

    void tested(Caller caller, TaskDefinition task, String outcome) {
        audit.record(
                caller,
                AuditAction.of("task.tested", "task", null, null)
                        .meta("method", task.method())
                        .meta("host", task.host())
                        .meta("outcome", outcome));
    }

    private static AuditAction of(String action, TaskDefinition task) {
        return AuditAction.of(action, "task", task.id(), task.name());
    }
}
