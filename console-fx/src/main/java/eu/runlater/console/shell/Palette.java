package eu.runlater.console.shell;

import eu.runlater.console.ui.KeyCaps;
import eu.runlater.console.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The palette: one field, one list, `↑ ↓ Enter Esc`. The field keeps the focus.
final class Palette extends VBox {
    private static final double ROW = 36;
    private static final int MAX_ROWS = 10;

    private final PaletteModel model;
    private final Panes panes;
    private final TextField field = new TextField();
    private final ListView<PaletteModel.Entry> list = new ListView<>();

    Palette(PaletteModel model, Panes panes) {
        this.model = model;
        this.panes = panes;
        setId("palette");
        getStyleClass().addAll("pane", "palette");
        setPrefWidth(620);
        field.setId("palette-field");
        field.setPromptText(Texts.get("shell.palette.prompt"));
        field.setAccessibleText(Texts.get("shell.command.palette"));
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox top = new HBox(10, new FontIcon(Feather.SEARCH), field);
        top.getStyleClass().add("palette-top");
        top.setAlignment(Pos.CENTER_LEFT);
        list.getStyleClass().add("palette-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        Label nothing = new Label(Texts.get("shell.palette.nothing"));
        nothing.getStyleClass().add("muted");
        list.setPlaceholder(nothing);
        list.setOnMouseClicked(_ -> runSelected());
        field.textProperty().subscribe(this::fill);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        getChildren().addAll(top, list);
    }

    void open() {
        panes.show(this, Pos.TOP_CENTER);
        field.requestFocus();
    }

    private void fill(String typed) {
        list.getItems().setAll(model.entries(typed));
        int rows = Math.clamp(list.getItems().size(), 2, MAX_ROWS);
        list.setPrefHeight(rows * ROW + 12);
        list.setMinHeight(Region.USE_PREF_SIZE);
        list.getSelectionModel().select(0);
    }

    private void keyPressed(KeyEvent event) {
        int selected = list.getSelectionModel().getSelectedIndex();
        int last = list.getItems().size() - 1;
        KeyCode code = event.getCode();
        switch (code) {
            case DOWN, TAB -> move(code == KeyCode.TAB && event.isShiftDown() ? selected - 1 : selected + 1, last);
            case UP -> move(selected - 1, last);
            case PAGE_DOWN -> move(Math.min(last, selected + MAX_ROWS - 1), last);
            case PAGE_UP -> move(Math.max(0, selected - MAX_ROWS + 1), last);
            case ENTER -> runSelected();
            case ESCAPE -> panes.close();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int to, int last) {
        if (last >= 0) {
            int index = to < 0 ? last : to > last ? 0 : to;
            list.getSelectionModel().clearAndSelect(index);
            list.scrollTo(Math.max(0, index - MAX_ROWS + 2));
        }
    }

    private void runSelected() {
        PaletteModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null && entry.available()) {
            panes.close();
            entry.run().run();
        }
    }

    private static final class Cell extends ListCell<PaletteModel.Entry> {
        private final FontIcon icon = new FontIcon(Feather.CHEVRON_RIGHT);
        private final Label text = new Label();
        private final Label note = new Label();

        Cell() {
            note.getStyleClass().addAll("muted", "small-text");
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.ALWAYS);
            text.setMaxWidth(Double.MAX_VALUE);
        }

        @Override
        protected void updateItem(PaletteModel.@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (entry == null || empty) {
                setGraphic(null);
                return;
            }
            icon.setIconCode(entry.icon());
            text.setText(entry.text());
            note.setText(entry.available() ? entry.recent() ? Texts.get("shell.palette.recent") : "" : entry.refusal());
            HBox row = new HBox(10, icon, text, note, new KeyCaps(entry.keys()));
            row.setAlignment(Pos.CENTER_LEFT);
            row.setOpacity(entry.available() ? 1 : 0.55);
            setGraphic(row);
        }
    }
}
