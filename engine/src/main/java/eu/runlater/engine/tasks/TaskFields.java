package eu.runlater.engine.tasks;

import eu.runlater.engine.web.FieldNames;

/// The fields of the requests that make tasks.
final class TaskFields {
    private static final String ONE_TIME = "a batch is one-time work. Make a recurring task with POST /api/v1/tasks.";
    private static final String NOTIFICATIONS = "notifications arrive with a later version.";
    private static final String DEDUPLICATION = "deduplication is for single tasks, not for batches or edits.";

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
        "subject",
        "credential",
        "callback_url",
        "on_success_url",
        "on_failure_url",
        "on_recovery_url"
    };
    private static final String[] RECURRENCE = {
        "cron", "every", "timezone", "starts_at", "ends_at", "max_runs", "overlap", "misfire"
    };
    private static final String[] DEDUPE = {"dedupe_key", "dedupe_window", "debounce_key", "debounce"};

    /// `POST /tasks`.
    static final FieldNames TASK = later(FieldNames.of("url", "name")
                    .and(OPTIONS)
                    .and("body", "delay", "run_at", "schedule_type", "enabled")
                    .and(RECURRENCE)
                    .and(DEDUPE)
                    .alias("cron_expression", "cron")
                    .alias("scheduled_at", "run_at"))
            .wrappedIn("task");

    /// `PATCH /tasks/:id`.
    static final FieldNames EDIT = later(FieldNames.of("url", "name")
                    .and(OPTIONS)
                    .and("body", "run_at", "schedule_type", "enabled", "version", "reason")
                    .and(RECURRENCE)
                    .alias("cron_expression", "cron")
                    .alias("scheduled_at", "run_at"))
            .later(DEDUPLICATION, DEDUPE)
            .wrappedIn("task");

    /// `POST /queue`: due now; what says "when" elsewhere is known and means nothing here (api.md §9).
    static final FieldNames PUSH = later(FieldNames.of("url", "name")
                    .and(OPTIONS)
                    .and("body", "enabled", "delay", "run_at", "scheduled_at", "schedule_type", "cron_expression")
                    .and(RECURRENCE)
                    .and(DEDUPE))
            .wrappedIn("task");

    /// `POST /tasks/batch`.
    static final FieldNames BATCH = later(FieldNames.of("items", "url")
                    .and(OPTIONS)
                    .and("delay", "run_at", "schedule_type")
                    .alias("scheduled_at", "run_at"))
            .later(DEDUPLICATION, DEDUPE)
            .later(ONE_TIME, RECURRENCE)
            .later(ONE_TIME, "cron_expression");

    /// `POST /tasks/:id/clone`.
    static final FieldNames CLONE = FieldNames.of("name");

    /// An item of `PUT /sync`.
    static final FieldNames ITEM = later(FieldNames.of("name", "url")
            .and(OPTIONS)
            .and("body", "run_at", "schedule_type", "enabled")
            .and(RECURRENCE)
            .alias("cron_expression", "cron")
            .alias("scheduled_at", "run_at"));

    static final FieldNames BACKOFF = FieldNames.of("type", "base", "max", "jitter", "delays");

    private TaskFields() {}

    private static FieldNames later(FieldNames names) {
        return names.later(NOTIFICATIONS, "notify_on_failure", "notify_on_recovery");
    }
}
