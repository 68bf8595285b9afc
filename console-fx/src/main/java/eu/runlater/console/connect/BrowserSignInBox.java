package eu.runlater.console.connect;

import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A button that signs in through the browser, there when the engine offers that; then the code to compare, for as long
/// as the browser is not done. Gives up when it leaves the screen. FX thread.
final class BrowserSignInBox extends VBox {
    private final BrowserSignInModel model;
    private final Timeline polls = new Timeline();
    private final Label code = new Label();

    /// @param browser opens a page · @param start begins to sign in
    BrowserSignInBox(BrowserSignInModel model, Consumer<String> browser, Runnable start) {
        super(10);
        this.model = model;
        setId("browser-sign-in");
        Button go = button("connect.browser.verb", "browser-go", Feather.EXTERNAL_LINK, start);
        go.disableProperty().bind(model.startingProperty());
        go.setMaxWidth(Double.MAX_VALUE);
        model.providerProperty().subscribe(host -> go.setText(Texts.get("connect.browser.verb", host)));
        Label compare = text("connect.browser.compare");
        code.setId("browser-code");
        code.getStyleClass().add("browser-code");
        HBox buttons = new HBox(
                8,
                button(
                        "connect.browser.again",
                        "browser-again",
                        Feather.EXTERNAL_LINK,
                        () -> browser.accept(model.address())),
                button("connect.browser.copy", "browser-copy", Feather.COPY, this::copy),
                button("connect.browser.stop", "browser-stop", Feather.X, model::cancel));
        buttons.setAlignment(Pos.CENTER_LEFT);
        Label trouble = new Label();
        trouble.setId("browser-trouble");
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        trouble.setMinHeight(USE_PREF_SIZE);
        trouble.textProperty().bind(model.troubleProperty());
        trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
        VBox waiting = new VBox(10, compare, code, buttons);
        waiting.visibleProperty().bind(model.codeProperty().isNotEmpty());
        go.visibleProperty().bind(model.codeProperty().isEmpty());
        getChildren().addAll(go, waiting, trouble);
        for (Node part : List.of(go, waiting, trouble, this)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        visibleProperty()
                .bind(model.providerProperty()
                        .isNotEmpty()
                        .or(model.codeProperty().isNotEmpty()));
        polls.setCycleCount(Animation.INDEFINITE);
        model.codeProperty().subscribe(this::waitFor);
        sceneProperty().subscribe((before, now) -> {
            if (before != null && now == null) {
                model.cancel();
            }
        });
    }

    private static Button button(String key, String id, Feather icon, Runnable action) {
        Button button = new Button(Texts.get(key, ""), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private static Label text(String key) {
        Label text = new Label(Texts.get(key));
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.address());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void waitFor(String shown) {
        polls.stop();
        code.setText(shown);
        if (!shown.isEmpty()) {
            polls.getKeyFrames().setAll(new KeyFrame(Duration.seconds(model.intervalSeconds()), _ -> model.poll()));
            polls.playFromStart();
        }
    }
}
