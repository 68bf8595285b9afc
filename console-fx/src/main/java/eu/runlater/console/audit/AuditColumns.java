package eu.runlater.console.audit;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.Times;
import eu.runlater.model.AuditEntry;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;

/// The columns of the log.
final class AuditColumns {
    private final List<TableColumn<Row<Long, AuditEntry>, Row<Long, AuditEntry>>> spare;

    AuditColumns(LiveTable<Long, AuditEntry> table, Times times) {
        var number = table.column(
                "audit.column.number", 76, () -> CellContent.<AuditEntry>text(e -> Long.toString(e.number()), "mono"));
        number.getStyleClass().add("number");
        var at = table.column("audit.column.at", 116, () -> time(times));
        var who = table.column("audit.column.actor", 160, () -> whole(e -> AuditWords.actor(e.actor()), "strong"));
        who.setMinWidth(110);
        var action = table.column("audit.column.action", 200, () -> whole(AuditEntry::action, "mono"));
        action.setMinWidth(170);
        var what = table.column("audit.column.resource", 230, () -> whole(e -> AuditWords.resource(e.resource())));
        what.setMinWidth(110);
        var about = table.column("audit.column.about", 260, () -> whole(AuditWords::about, "muted"));
        for (var column : List.of(number, at)) {
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        spare = List.of(number, about);
    }

    /// Leaves out what the detail beside the list says anyway.
    void setNarrow(boolean narrow) {
        spare.forEach(column -> column.setVisible(!narrow));
    }

    private static CellContent<AuditEntry> time(Times times) {
        Label label = new Label();
        label.getStyleClass().add("mono");
        Tooltip exact = new Tooltip();
        label.setTooltip(exact);
        return CellContent.of(label, entry -> {
            label.setText(times.brief(entry.at()));
            exact.setText(times.full(entry.at()) + "\n" + times.relative(entry.at()));
        });
    }

    /// A line that may be cut; the tooltip has all of it.
    private static CellContent<AuditEntry> whole(Function<AuditEntry, String> text, String... styles) {
        Label label = new Label();
        label.getStyleClass().addAll(styles);
        Tooltip whole = new Tooltip();
        return CellContent.of(label, entry -> {
            String words = text.apply(entry);
            label.setText(words);
            whole.setText(words);
            label.setTooltip(words.isEmpty() ? null : whole);
        });
    }
}
