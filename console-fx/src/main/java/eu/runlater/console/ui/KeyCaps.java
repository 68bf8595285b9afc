package eu.runlater.console.ui;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Keys as they look on a keyboard.
public final class KeyCaps extends HBox {
    public KeyCaps(List<String> caps) {
        super(4);
        getStyleClass().add("key-caps");
        setAlignment(Pos.CENTER);
        setMinWidth(Region.USE_PREF_SIZE);
        setMaxHeight(Region.USE_PREF_SIZE);
        for (String cap : caps) {
            Label label = new Label(cap);
            label.getStyleClass().add("keycap");
            label.setMinWidth(Region.USE_PREF_SIZE);
            getChildren().add(label);
        }
    }
}
