package eu.runlater.console.queues;

import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Asks, in place, why a queue is paused: one line above the list, `Enter` pauses, `Esc` does not. FX thread.
final class PauseBar extends HBox {
    private final Label question = new Label();
    private final TextField reason = new TextField();
    private final BiConsumer<String, String> pause;
    private final Runnable closed;
    private String queue = "";

    /// @param pause gets the queue and the reason · @param closed gives the focus back
    PauseBar(BiConsumer<String, String> pause, Runnable closed) {
        super(10);
        this.pause = pause;
        this.closed = closed;
        setId("pause-bar");
        getStyleClass().add("pause-bar");
        setAlignment(Pos.CENTER_LEFT);
        question.setLabelFor(reason);
        question.setMinWidth(Region.USE_PREF_SIZE);
        question.getStyleClass().add("strong");
        reason.setId("pause-reason");
        reason.setSkin(new TextFieldSkin(reason));
        reason.setPromptText(Texts.get("queues.pause.prompt"));
        reason.setAccessibleText(Texts.get("queues.pause.prompt"));
        reason.setMinWidth(80);
        HBox.setHgrow(reason, Priority.ALWAYS);
        reason.setOnAction(_ -> go());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
        Button go = new Button(Texts.get("queues.pause.verb"), new FontIcon(Feather.PAUSE));
        go.setId("pause-go");
        go.getStyleClass().add("accent");
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setOnAction(_ -> go());
        Button cancel = new Button(Texts.get("shell.confirm.cancel"));
        cancel.setId("pause-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> close());
        getChildren().addAll(question, reason, go, cancel);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void ask(String name) {
        queue = name;
        question.setText(Texts.get("queues.pause.question", name));
        reason.clear();
        setVisible(true);
        Focus.on(reason);
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }

    private void go() {
        String name = queue;
        String why = reason.getText().strip();
        close();
        pause.accept(name, why);
    }
}
