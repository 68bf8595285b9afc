package eu.runlater.console.newtask;

import eu.runlater.console.newtask.NewTaskViewModel.HeaderLine;
import eu.runlater.console.ui.Texts;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Header lines to fill in; there is always an empty one at the end to go on with. FX thread.
final class HeaderRows extends VBox {
    private final ObservableList<HeaderLine> headers;
    private final Map<HeaderLine, Node> rows = new HashMap<>();

    HeaderRows(ObservableList<HeaderLine> headers) {
        super(6);
        this.headers = headers;
        getStyleClass().add("header-rows");
        headers.subscribe(this::show);
        show();
    }

    private void show() {
        if (headers.isEmpty() || !headers.getLast().isEmpty()) {
            headers.add(new HeaderLine("", ""));
            return; // comes back here through the change
        }
        rows.keySet().retainAll(headers);
        var nodes = headers.stream()
                .map(header -> rows.computeIfAbsent(header, this::row))
                .toList();
        if (!nodes.equals(getChildren())) {
            getChildren().setAll(nodes);
        }
    }

    private Node row(HeaderLine header) {
        TextField name = new TextField();
        name.setPromptText(Texts.get("newtask.header.name"));
        name.setAccessibleText(Texts.get("newtask.header.name"));
        name.getStyleClass().add("mono");
        name.setPrefWidth(190);
        name.textProperty().bindBidirectional(header.name());
        TextField value = new TextField();
        value.setPromptText(Texts.get("newtask.header.value"));
        value.setAccessibleText(Texts.get("newtask.header.value"));
        value.getStyleClass().add("mono");
        value.textProperty().bindBidirectional(header.value());
        HBox.setHgrow(value, Priority.ALWAYS);
        Button remove = new Button(null, new FontIcon(Feather.X));
        remove.getStyleClass().add("icon-button");
        remove.setAccessibleText(Texts.get("newtask.header.remove"));
        remove.visibleProperty()
                .bind(header.name().isNotEmpty().or(header.value().isNotEmpty()));
        remove.setOnAction(_ -> headers.remove(header));
        HBox row = new HBox(6, name, value, remove);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
