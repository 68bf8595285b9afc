package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Header lines in two columns. Masked values are shown as such and were never sent here in the clear.
public final class HeaderList extends GridPane {
    public HeaderList() {
        getStyleClass().add("header-list");
        ColumnConstraints names = new ColumnConstraints();
        names.setPrefWidth(190);
        names.setMinWidth(120);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        getColumnConstraints().addAll(names, values);
    }

    public void show(List<HeaderLine> headers) {
        getChildren().clear();
        for (int row = 0; row < headers.size(); row++) {
            HeaderLine header = headers.get(row);
            Label name = new Label(header.name());
            name.getStyleClass().addAll("mono", "header-name");
            Label value = new Label(header.value());
            value.getStyleClass().addAll("mono", "header-value");
            value.setWrapText(true);
            if (header.masked()) {
                value.getStyleClass().add("masked");
                value.setTooltip(new Tooltip(Texts.get("executions.headers.masked")));
            }
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            add(name, 0, row);
            add(value, 1, row);
        }
        if (headers.isEmpty()) {
            Label none = new Label(Texts.get("executions.headers.none"));
            none.getStyleClass().add("muted");
            add(none, 0, 0, 2, 1);
        }
    }

    static String text(List<HeaderLine> headers) {
        StringBuilder text = new StringBuilder();
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append('\n'));
        return text.toString();
    }
}
