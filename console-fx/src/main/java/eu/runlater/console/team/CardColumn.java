package eu.runlater.console.team;

import eu.runlater.console.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Cards under each other, no wider than one reads comfortably. FX thread.
final class CardColumn extends ScrollPane {
    private final VBox column = new VBox(16);

    CardColumn(String id) {
        setId(id);
        column.setMaxWidth(760);
        column.getStyleClass().add("card-column");
        StackPane left = new StackPane(column);
        left.setAlignment(Pos.TOP_LEFT);
        setContent(left);
        setFitToWidth(true);
        getStyleClass().addAll("edge-to-edge", "plain-scroll");
    }

    /// A new card at the end.
    VBox card(String titleKey, String textKey) {
        Label title = new Label(Texts.get(titleKey));
        title.getStyleClass().add("card-title");
        Label text = new Label(Texts.get(textKey));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        text.setMinHeight(VBox.USE_PREF_SIZE);
        VBox card = new VBox(12, new VBox(4, title, text));
        card.getStyleClass().addAll("card-box", "settings-card");
        column.getChildren().add(card);
        return card;
    }
}
