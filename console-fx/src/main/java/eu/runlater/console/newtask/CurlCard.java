package eu.runlater.console.newtask;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.ui.Texts;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form as a command for a shell, following every key stroke.
final class CurlCard extends VBox {
    /// @param withKey the same command with the key in it, made only to be copied
    CurlCard(ObservableValue<String> curl, Supplier<String> withKey) {
        super(10);
        setId("curl-card");
        getStyleClass().addAll("card-box", "curl-card");
        Label title = new Label(Texts.get("newtask.curl.title"));
        title.getStyleClass().add("card-title");
        Button copy = new Button(Texts.get("newtask.curl.copy"), new FontIcon(Feather.COPY));
        copy.setId("curl-copy");
        copy.setOnAction(_ -> Clip.put(curl.getValue()));
        Button key = new Button(Texts.get("newtask.curl.copy_with_key"), new FontIcon(Feather.KEY));
        key.setId("curl-copy-key");
        key.setTooltip(new Tooltip(Texts.get("newtask.curl.key_note")));
        key.setOnAction(_ -> Clip.put(withKey.get()));
        for (Button button : new Button[] {copy, key}) {
            button.getStyleClass().add("small");
            button.setMinWidth(USE_PREF_SIZE);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, title, space, copy, key);
        top.setAlignment(Pos.CENTER_LEFT);
        Label text = new Label();
        text.setId("curl");
        text.textProperty().bind(curl);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        text.getStyleClass().addAll("mono", "code-box");
        getChildren().addAll(top, text);
    }
}
