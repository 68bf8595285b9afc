package eu.runlater.console.executions;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;

/// The columns of the list and what stands in them.
final class Columns {
    private final Times times;
    private final List<TableColumn<Row<UUID, ExecutionSummary>, Row<UUID, ExecutionSummary>>> spare;

    Columns(LiveTable<UUID, ExecutionSummary> table, Times times) {
        this.times = times;
        var state = table.column("executions.column.state", 116, Columns::state);
        state.setMinWidth(104);
        state.setMaxWidth(140);
        var task = table.column("executions.column.task", 206, Columns::task);
        task.setMinWidth(120);
        var code = table.column("executions.column.code", 54, () -> CellContent.text(Columns::code, "mono"));
        var tries = table.column("executions.column.tries", 54, () -> CellContent.text(Columns::tries, "mono"));
        var due = table.column("executions.column.due", 92, () -> CellContent.text(this::due, "mono"));
        var wait = table.column("executions.column.wait", 76, () -> CellContent.text(Columns::wait, "mono"));
        var took = table.column("executions.column.took", 76, () -> CellContent.text(Columns::took, "mono"));
        var next = table.column("executions.column.next", 88, () -> CellContent.text(this::next, "mono"));
        var error = table.column("executions.column.error", 300, () -> CellContent.text(Columns::error, "muted"));
        error.setMinWidth(100);
        for (var column : List.of(code, tries, due, wait, took, next)) {
            column.getStyleClass().add("number");
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        spare = List.of(wait, took, next, error);
    }

    /// Leaves out what the detail beside the list says anyway.
    void setNarrow(boolean narrow) {
        spare.forEach(column -> column.setVisible(!narrow));
    }

    private static CellContent<ExecutionSummary> state() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, label::show);
    }

    private static CellContent<ExecutionSummary> task() {
        Label name = new Label();
        Label origin = new Label();
        origin.getStyleClass().addAll("muted", "small-text");
        origin.setMinWidth(0);
        HBox box = new HBox(8, name, origin);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, execution -> {
            name.setText(execution.taskName());
            origin.setText(Origin.beside(execution.kind()));
        });
    }

    private static String code(ExecutionSummary execution) {
        return execution.statusCode() == null
                ? Texts.get("ui.none")
                : execution.statusCode().toString();
    }

    private static String tries(ExecutionSummary execution) {
        boolean nothingSent = execution.state() == ExecutionStatus.MISSED;
        return nothingSent ? Texts.get("ui.none") : execution.attempt() + "/" + execution.maxAttempts();
    }

    private String due(ExecutionSummary execution) {
        return times.brief(execution.scheduledFor());
    }

    private static String wait(ExecutionSummary execution) {
        return execution.waitMs() == null ? Texts.get("ui.none") : Times.took(execution.waitMs());
    }

    private static String took(ExecutionSummary execution) {
        return execution.durationMs() == null ? Texts.get("ui.none") : Times.took(execution.durationMs());
    }

    /// When it is tried again, or for the first time.
    private String next(ExecutionSummary execution) {
        Instant next = execution.nextAttemptAt();
        return next == null ? "" : times.brief(next);
    }

    private static String error(ExecutionSummary execution) {
        String message = execution.errorMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
