package eu.runlater.engine.tasks;

import eu.runlater.engine.web.FieldNames;

/// The fields of the requests that make tasks.
final class TaskFields {
    private static final String RECURRING =
            "recurring tasks arrive with the next version. Use \"delay\" or \"run_at\" for a single later call.";
    private static final String CALLBACKS =
            "callbacks arrive with a later version. Read the outcome with GET /api/v1/executions/<execution_id>.";
    private static final String NOTIFICATIONS = "notifications arrive with a later version.";
    private static final String DEDUPLICATION =
            "deduplication arrives with a later version. Send an Idempotency-Key header to make a request safe to repeat.";
    private static final String CREDENTIALS =
            "stored credentials arrive with a later version. Set the header that the target asks for in \"headers\".";

    private static final String[] OPTIONS = {
        "method",
        "headers",
        "queue",
        "priority",
        "timeout_ms",
        "retry_attempts",
        "retry_backoff",
        "expected_status_codes",
        "expected_body_pattern",
        "follow_redirects",
        "on_interruption",
        "subject"
    };
    private static final String[] RECURRENCE = {
        "cron", "cron_expression", "every", "timezone", "starts_at", "ends_at", "max_runs", "overlap", "misfire"
    };

    /// `POST /tasks`.
    static final FieldNames TASK = later(FieldNames.of("url", "name")
                    .and(OPTIONS)
                    .and("body", "delay", "run_at", "schedule_type", "enabled")
                    .alias("scheduled_at", "run_at"))
            .later(RECURRING, RECURRENCE)
            .wrappedIn("task");

    /// `POST /queue`: due now; what says "when" elsewhere is known and means nothing here (api.md §9).
    static final FieldNames PUSH = later(FieldNames.of("url", "name")
                    .and(OPTIONS)
                    .and("body", "enabled", "delay", "run_at", "scheduled_at", "schedule_type")
                    .and(RECURRENCE))
            .wrappedIn("task");

    /// `POST /tasks/batch`.
    static final FieldNames BATCH = later(FieldNames.of("items", "url")
                    .and(OPTIONS)
                    .and("delay", "run_at", "schedule_type")
                    .alias("scheduled_at", "run_at"))
            .later(RECURRING, RECURRENCE);

    static final FieldNames BACKOFF = FieldNames.of("type", "base", "max", "jitter", "delays");

    private TaskFields() {}

    private static FieldNames later(FieldNames names) {
        return names.later(CALLBACKS, "callback_url", "on_success_url", "on_failure_url", "on_recovery_url")
                .later(NOTIFICATIONS, "notify_on_failure", "notify_on_recovery")
                .later(DEDUPLICATION, "dedupe_key", "dedupe_window", "debounce_key", "debounce")
                .later(CREDENTIALS, "credential", "credentials");
    }
}
