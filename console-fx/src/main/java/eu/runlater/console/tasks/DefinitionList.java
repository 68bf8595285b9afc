package eu.runlater.console.tasks;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.TaskView;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// All that is set of a task, in the API's words. FX thread.
final class DefinitionList extends GridPane {
    private int row;

    DefinitionList() {
        super(16, 8);
        getStyleClass().add("definition");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(130);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
    }

    void show(TaskView task) {
        getChildren().clear();
        row = 0;
        line("schedule", task.every() != null ? "every " + task.every() : task.cronExpression());
        line("timezone", task.timezone());
        line("overlap", task.overlap());
        line("misfire", task.misfire());
        line("starts_at", text(task.startsAt()));
        line("ends_at", text(task.endsAt()));
        line("max_runs", task.maxRuns() == null ? null : task.maxRuns().toString());
        line("queue", task.queue());
        line("priority", Integer.toString(task.priority()));
        line("timeout_ms", Integer.toString(task.timeoutMs()));
        line("retry_attempts", Integer.toString(task.retryAttempts()));
        line("expected_status_codes", task.expectedStatusCodes());
        line("expected_body_pattern", task.expectedBodyPattern());
        line("credential", task.credential());
        line("callback_url", task.callbackUrl());
        line("on_success_url", task.onSuccessUrl());
        line("on_failure_url", task.onFailureUrl());
        line("on_recovery_url", task.onRecoveryUrl());
        task.headers().forEach((name, value) -> line(name, value));
        line("body", task.body());
        line("id", task.id().toString());
        line("version", Integer.toString(task.version()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private void line(String name, @Nullable String value) {
        Label key = new Label(name);
        key.getStyleClass().addAll("mono", "muted");
        Label text = new Label(value == null ? Texts.get("ui.none") : value);
        text.getStyleClass().add("mono");
        text.setWrapText(true);
        addRow(row++, key, text);
    }
}
