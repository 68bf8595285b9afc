package eu.runlater.console.ui;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Says what would stand here, and offers the way to get there.
public final class EmptyState extends VBox {
    /// @param actions buttons, the best first
    public EmptyState(Ikon icon, String title, String text, Node... actions) {
        super(10);
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        FontIcon picture = new FontIcon(icon);
        picture.getStyleClass().add("empty-icon");
        Label heading = new Label(title);
        heading.getStyleClass().add("empty-title");
        Label sentence = new Label(text);
        sentence.getStyleClass().add("empty-text");
        sentence.setWrapText(true);
        sentence.setTextAlignment(TextAlignment.CENTER);
        sentence.setAlignment(Pos.CENTER);
        sentence.setMaxWidth(460);
        getChildren().addAll(picture, heading, sentence);
        if (actions.length > 0) {
            HBox buttons = new HBox(8, actions);
            buttons.setAlignment(Pos.CENTER);
            buttons.getStyleClass().add("empty-actions");
            getChildren().add(buttons);
        }
    }
}
