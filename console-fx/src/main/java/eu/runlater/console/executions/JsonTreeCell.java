package eu.runlater.console.executions;

import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// A line of the JSON tree: the name muted, the value in the tone of its kind.
final class JsonTreeCell extends TreeCell<JsonTree> {
    private final Label name = new Label();
    private final Label value = new Label();
    private final HBox line = new HBox(8, name, value);

    JsonTreeCell() {
        name.getStyleClass().add("json-name");
        name.setMinWidth(USE_PREF_SIZE);
        value.getStyleClass().add("json-value");
    }

    @Override
    protected void updateItem(@Nullable JsonTree node, boolean empty) {
        super.updateItem(node, empty);
        if (node == null || empty) {
            setGraphic(null);
            return;
        }
        name.setText(node.label());
        value.setText(node.value());
        value.getStyleClass().removeAll("json-text", "json-other", "json-container");
        value.getStyleClass().add(node.isText() ? "json-text" : node.isLeaf() ? "json-other" : "json-container");
        setGraphic(line);
    }
}
