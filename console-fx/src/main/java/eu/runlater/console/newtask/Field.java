package eu.runlater.console.newtask;

import java.util.List;
import java.util.Optional;

/// The fields of the form, with the names the API uses for them when it finds something wrong.
public enum Field {
    URL("url", "host"),
    METHOD("method"),
    NAME("name"),
    HEADERS("headers"),
    BODY("body"),
    DELAY("delay"),
    RUN_AT("run_at", "scheduled_at"),
    QUEUE("queue", "priority"),
    TIMEOUT("timeout_ms"),
    RETRIES("retry_attempts"),
    BACKOFF("retry_backoff"),
    STATUS_CODES("expected_status_codes"),
    BODY_PATTERN("expected_body_pattern"),
    CREDENTIAL("credential"),
    CALLBACK("callback_url"),
    ON_SUCCESS("on_success_url"),
    ON_FAILURE("on_failure_url"),
    ON_RECOVERY("on_recovery_url");

    private final List<String> names;

    Field(String... names) {
        this.names = List.of(names);
    }

    /// How the API calls it.
    String word() {
        return names.getFirst();
    }

    /// The field an API's name such as `headers.X-Id` or `retry_backoff.delays[2]` belongs to.
    static Optional<Field> of(String name) {
        String head = name.split("[.\\[]", 2)[0];
        for (Field field : values()) {
            if (field.names.contains(head)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
