package eu.runlater.console.tasks;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.Sparkline;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.TaskView;
import eu.runlater.model.TaskView.RecentRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.TableColumn;

/// The columns of the list and what stands in them.
final class TaskColumns {
    private static final int BARS = 30;

    private final Times times;
    private final List<TableColumn<Row<UUID, TaskView>, Row<UUID, TaskView>>> spare;

    TaskColumns(LiveTable<UUID, TaskView> table, Times times) {
        this.times = times;
        var state = table.column("tasks.column.state", 110, TaskColumns::state);
        state.setMinWidth(96);
        state.setMaxWidth(140);
        var name = table.column("tasks.column.name", 190, () -> CellContent.text(TaskView::name));
        name.setMinWidth(110);
        var schedule = table.column("tasks.column.schedule", 210, () -> CellContent.text(TaskText::schedule));
        schedule.setMinWidth(110);
        var target = table.column("tasks.column.target", 150, () -> CellContent.text(TaskText::host, "muted"));
        var queue = table.column(
                "tasks.column.queue",
                90,
                () -> CellContent.text(task -> task.queue() == null ? "" : task.queue(), "muted"));
        var bars = table.column("tasks.column.recent", 150, TaskColumns::bars);
        bars.setMinWidth(72);
        bars.setMaxWidth(190);
        var last = table.column("tasks.column.last", 96, () -> CellContent.text(this::last, "mono"));
        var next = table.column("tasks.column.next", 110, () -> CellContent.text(this::next, "mono"));
        for (var column : List.of(last, next)) {
            column.getStyleClass().add("number");
            column.setMinWidth(column.getPrefWidth());
        }
        spare = List.of(target, queue, last);
    }

    /// Leaves out what the detail beside the list says anyway.
    void setNarrow(boolean narrow) {
        spare.forEach(column -> column.setVisible(!narrow));
    }

    private static CellContent<TaskView> state() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, task -> label.show(TaskText.state(task)));
    }

    /// The last runs: height is how long they took, colour how they ended.
    private static CellContent<TaskView> bars() {
        Sparkline sparkline = new Sparkline();
        sparkline.setPrefHeight(20);
        return CellContent.of(sparkline, task -> {
            sparkline.setBars(barsOf(task));
            sparkline.setAccessibleText(spoken(task));
        });
    }

    static List<Sparkline.Bar> barsOf(TaskView task) {
        List<Sparkline.Bar> bars = new ArrayList<>(BARS);
        for (int i = task.recent().size(); i < BARS; i++) {
            bars.add(new Sparkline.Bar(0, 0));
        }
        for (RecentRun run : task.recent()) {
            // The square root keeps a quick run visible beside a slow one.
            long took = run.durationMs() == null ? 1 : Math.max(1, Math.round(Math.sqrt(run.durationMs())));
            bars.add(run.status().equals("success") ? new Sparkline.Bar(took, 0) : new Sparkline.Bar(0, took));
        }
        return bars;
    }

    private static String spoken(TaskView task) {
        long good = task.recent().stream()
                .filter(run -> run.status().equals("success"))
                .count();
        return Texts.get("tasks.recent.spoken", task.recent().size(), good);
    }

    private String last(TaskView task) {
        return task.recent().isEmpty()
                ? Texts.get("ui.none")
                : times.brief(task.recent().getLast().scheduledFor());
    }

    private String next(TaskView task) {
        Instant next = task.nextRunAt();
        return next == null ? Texts.get("ui.none") : times.brief(next);
    }
}
