package eu.runlater.console.tasks;

import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.CronPreview;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The next firings as the engine computes them: in the task's zone, in UTC, and from now on; and what the clock
/// changes within a year do to them. FX thread.
final class NextRuns extends VBox {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Times times;

    NextRuns(Times times) {
        super(10);
        this.times = times;
        setId("next-runs");
    }

    void clear() {
        getChildren().clear();
    }

    /// Why there is nothing to show.
    void say(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        getChildren().setAll(label);
    }

    void show(CronPreview preview) {
        List<Node> nodes = new ArrayList<>();
        for (CronPreview.Note note : preview.notes()) {
            Label text = new Label(note.text(), new FontIcon(Feather.ALERT_TRIANGLE));
            text.getStyleClass().add("clock-note");
            text.setWrapText(true);
            nodes.add(text);
        }
        nodes.add(grid(preview));
        getChildren().setAll(nodes);
    }

    private GridPane grid(CronPreview preview) {
        GridPane grid = new GridPane(18, 6);
        grid.getStyleClass().add("next-grid");
        for (int i = 0; i < 4; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHalignment(i == 3 ? HPos.RIGHT : HPos.LEFT);
            grid.getColumnConstraints().add(column);
        }
        heading(grid, 0, "tasks.next.day");
        heading(grid, 1, "tasks.next.zone");
        heading(grid, 2, "tasks.next.utc");
        heading(grid, 3, "tasks.next.in");
        int row = 1;
        for (CronPreview.Firing firing : preview.firings()) {
            OffsetDateTime local = OffsetDateTime.parse(firing.local());
            Instant at = firing.at();
            Label day = cell(DAY.format(local), firing);
            HBox dayBox = new HBox(6, day);
            if (firing.note() != null) {
                FontIcon mark = new FontIcon(Feather.ALERT_TRIANGLE);
                mark.getStyleClass().add("clock-mark");
                dayBox.getChildren().add(mark);
            }
            grid.addRow(
                    row++,
                    dayBox,
                    cell(CLOCK.format(local), firing),
                    cell(UTC.format(at), firing),
                    cell(times.relative(at), firing));
        }
        return grid;
    }

    private static Label cell(String text, CronPreview.Firing firing) {
        Label label = new Label(text);
        label.getStyleClass().add("mono");
        if (firing.extra()) {
            label.getStyleClass().add("muted");
        }
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static void heading(GridPane grid, int column, String key) {
        Label label = new Label(Texts.get(key));
        label.getStyleClass().add("field-label");
        grid.add(label, column, 0);
    }
}
