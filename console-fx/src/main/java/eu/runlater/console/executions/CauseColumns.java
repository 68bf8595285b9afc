package eu.runlater.console.executions;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.Sparkline;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.FailureCause;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// The columns of the causes and what stands in them.
final class CauseColumns {
    private CauseColumns() {}

    static void add(LiveTable<UUID, FailureCause> table, Times times) {
        var task = table.column("executions.column.task", 250, CauseColumns::task);
        task.setMinWidth(140);
        var error = table.column("executions.causes.column.error", 310, CauseColumns::error);
        error.setMinWidth(140);
        var count = table.column(
                "executions.causes.column.count",
                80,
                () -> CellContent.text(cause -> String.format(Locale.ROOT, "%,d×", cause.executions()), "strong"));
        var since = table.column(
                "executions.causes.column.since",
                100,
                () -> CellContent.text(cause -> times.brief(cause.since()), "mono"));
        var last = table.column("executions.causes.column.last", 100, () -> last(times));
        var day = table.column("executions.causes.column.day", 150, CauseColumns::day);
        for (var column : List.of(count, since, last, day)) {
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        for (var column : List.of(count, since, last)) {
            column.getStyleClass().add("number");
        }
    }

    private static CellContent<FailureCause> task() {
        Label name = new Label();
        name.getStyleClass().add("strong");
        Label host = new Label();
        host.getStyleClass().addAll("muted", "small-text");
        host.setMinWidth(0);
        HBox box = new HBox(8, name, host);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, cause -> {
            name.setText(cause.taskName());
            host.setText(cause.host());
        });
    }

    private static CellContent<FailureCause> error() {
        Label error = new Label();
        error.getStyleClass().add("cause-signature");
        Tooltip whole = new Tooltip();
        error.setTooltip(whole);
        return CellContent.of(error, cause -> {
            error.setText(cause.signature());
            whole.setText(cause.signature());
        });
    }

    private static CellContent<FailureCause> last(Times times) {
        RelativeTime label = new RelativeTime(times);
        return CellContent.of(label, cause -> label.setAt(cause.last()));
    }

    private static CellContent<FailureCause> day() {
        Sparkline hours = new Sparkline();
        hours.setPrefSize(130, 22);
        hours.setMaxSize(130, 22);
        return CellContent.of(hours, cause -> {
            hours.setFailures(cause.perHour());
            int sum = cause.perHour().stream().mapToInt(Integer::intValue).sum();
            hours.setAccessibleText(Texts.get("executions.causes.day", sum));
        });
    }
}
