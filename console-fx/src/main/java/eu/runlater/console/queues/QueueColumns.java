package eu.runlater.console.queues;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Times;
import eu.runlater.model.QueueView;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The columns of the list of queues. Their widths do not depend on what stands in them: numbers that move several
/// times a minute must not move anything else.
final class QueueColumns {
    private final List<TableColumn<Row<String, QueueView>, Row<String, QueueView>>> spare;

    QueueColumns(LiveTable<String, QueueView> table, Times times, QueueWords words) {
        var name = table.column("queues.column.name", 150, () -> CellContent.text(QueueView::name, "strong"));
        name.setMinWidth(110);
        var state = table.column("queues.column.state", 286, QueueColumns::state);
        state.setMinWidth(110);
        var running = table.column("queues.column.running", 140, QueueColumns::running);
        var waiting = table.column(
                "queues.column.waiting",
                80,
                () -> CellContent.<QueueView>text(queue -> QueueWords.count(queue.waiting()), "mono"));
        var oldest = table.column("queues.column.oldest", 104, () -> oldest(times));
        var done = table.column(
                "queues.column.done",
                86,
                () -> CellContent.<QueueView>text(queue -> QueueWords.count(queue.finishedLastHour()), "mono"));
        var blocked =
                table.column("queues.column.blocked", 200, () -> CellContent.<QueueView>text(words::blocked, "muted"));
        blocked.setMinWidth(120);
        for (var column : List.of(running, waiting, oldest, done)) {
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        for (var column : List.of(waiting, oldest, done)) {
            column.getStyleClass().add("number");
        }
        spare = List.of(oldest, done, blocked);
    }

    /// Leaves out what the detail beside the list says anyway.
    void setNarrow(boolean narrow) {
        spare.forEach(column -> column.setVisible(!narrow));
    }

    private static CellContent<QueueView> state() {
        StatusLabel label = new StatusLabel();
        label.setMinWidth(Region.USE_PREF_SIZE);
        Label who = new Label();
        who.getStyleClass().addAll("muted", "small-text");
        who.setMinWidth(0);
        HBox box = new HBox(8, label, who);
        box.setAlignment(Pos.CENTER_LEFT);
        Tooltip whole = new Tooltip();
        return CellContent.of(box, queue -> {
            label.show(QueueWords.state(queue));
            String paused = QueueWords.paused(queue);
            who.setText(paused);
            whole.setText(paused);
            who.setTooltip(paused.isEmpty() ? null : whole);
        });
    }

    private static CellContent<QueueView> running() {
        RunningBlocks blocks = new RunningBlocks();
        return CellContent.of(blocks, queue -> blocks.show(queue.running(), queue.concurrency()));
    }

    private static CellContent<QueueView> oldest(Times times) {
        RelativeTime label = new RelativeTime(times);
        return CellContent.of(label, queue -> label.setAt(queue.oldestDueAt()));
    }
}
