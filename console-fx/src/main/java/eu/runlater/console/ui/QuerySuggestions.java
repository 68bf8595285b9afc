package eu.runlater.console.ui;

import eu.runlater.console.ui.QueryCompletion.Suggestion;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// The list under the query field. The field keeps the focus and passes the keys on.
final class QuerySuggestions {
    private static final double ROW = 30;
    private static final int MAX_ROWS = 8;

    private final TextField field;
    private final Consumer<Suggestion> accept;
    private final Popup popup = new Popup();
    private final ListView<Suggestion> list = new ListView<>();

    QuerySuggestions(TextField field, Consumer<Suggestion> accept) {
        this.field = field;
        this.accept = accept;
        list.getStyleClass().addAll("query-suggestions");
        list.setFixedCellSize(ROW);
        list.setPrefWidth(380);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        list.setOnMouseClicked(_ -> acceptChosen());
        popup.getContent().add(list);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    void hide() {
        popup.hide();
    }

    void offer(List<Suggestion> suggestions) {
        if (suggestions.isEmpty()
                || field.getScene() == null
                || field.getScene().getWindow() == null) {
            hide();
            return;
        }
        list.getItems().setAll(suggestions);
        list.getSelectionModel().clearSelection();
        list.setPrefHeight(Math.min(MAX_ROWS, suggestions.size()) * ROW + 10);
        if (!popup.isShowing()) {
            Bounds bounds = field.localToScreen(field.getBoundsInLocal());
            if (bounds != null) {
                popup.show(field, bounds.getMinX() - 8, bounds.getMaxY() + 4);
            }
        }
    }

    void move(int step) {
        int size = list.getItems().size();
        if (popup.isShowing() && size > 0) {
            int now = list.getSelectionModel().getSelectedIndex();
            int next = now < 0 ? (step > 0 ? 0 : size - 1) : Math.floorMod(now + step, size);
            list.getSelectionModel().clearAndSelect(next);
            list.scrollTo(Math.max(0, next - MAX_ROWS + 2));
        }
    }

    /// @return whether one was chosen
    boolean acceptChosen() {
        Suggestion chosen = list.getSelectionModel().getSelectedItem();
        if (popup.isShowing() && chosen != null) {
            accept.accept(chosen);
            return true;
        }
        return false;
    }

    boolean acceptFirst() {
        if (list.getSelectionModel().getSelectedItem() == null
                && !list.getItems().isEmpty()) {
            list.getSelectionModel().select(0);
        }
        return acceptChosen();
    }

    private static final class Cell extends ListCell<Suggestion> {
        @Override
        protected void updateItem(@Nullable Suggestion suggestion, boolean empty) {
            super.updateItem(suggestion, empty);
            if (suggestion == null || empty) {
                setGraphic(null);
                return;
            }
            Label label = new Label(suggestion.label());
            label.getStyleClass().add("mono");
            Label hint = new Label(suggestion.hint());
            hint.getStyleClass().addAll("muted", "small-text");
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            HBox row = new HBox(12, label, space, hint);
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
        }
    }
}
