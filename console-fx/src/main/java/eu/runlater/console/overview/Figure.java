package eu.runlater.console.overview;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A number that leads to the rows it counted.
final class Figure extends Button {
    private final String name;
    private final Label value = new Label();

    Figure(String id, String name, Runnable open) {
        this.name = name;
        setId("figure-" + id);
        getStyleClass().add("figure");
        Label title = new Label(name);
        title.getStyleClass().add("fact-name");
        value.getStyleClass().add("figure-value");
        VBox content = new VBox(2, title, value);
        content.setAlignment(Pos.CENTER_LEFT);
        setGraphic(content);
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setMinWidth(0);
        setOnAction(_ -> open.run());
    }

    /// @param tone style class for a number that wants attention; empty = none
    void show(String text, String tone) {
        value.setText(text);
        value.getStyleClass().removeAll("figure-warning", "figure-danger");
        if (!tone.isEmpty()) {
            value.getStyleClass().add(tone);
        }
        setAccessibleText(name + " " + text);
    }
}
