package eu.runlater.console.overview;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import okhttp3.HttpUrl;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands here before anything was ever run: three steps, the first of them done, and a command that works when
/// pasted.
final class FirstSteps extends VBox {
    /// Where `./runlater up` lets its little receiver listen, for trying things out on one machine.
    private static final String LOCAL_RECEIVER = "http://127.0.0.1:8482/echo";

    private static final String ELSEWHERE = "https://your-app.example/hook";

    /// @param key goes into the copied command only, never on the screen
    FirstSteps(HttpUrl engine, String key, boolean readOnly, Runnable newTask) {
        super(18);
        setId("first-steps");
        getStyleClass().add("first-steps");
        setMaxWidth(720);
        Label title = new Label(Texts.get("overview.first.title"));
        title.getStyleClass().add("first-title");
        Label text = new Label(Texts.get("overview.first.text"));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        getChildren()
                .addAll(
                        new VBox(4, title, text),
                        step(
                                Feather.CHECK_CIRCLE,
                                "tone-success",
                                "overview.first.connected",
                                engine.host() + ":" + engine.port()));
        if (!readOnly) {
            getChildren()
                    .addAll(step(Feather.CIRCLE, "tone-accent", "overview.first.send"), send(engine, key, newTask));
        }
        getChildren().add(step(Feather.CIRCLE, "tone-muted", "overview.first.watch"));
    }

    private static VBox send(HttpUrl engine, String key, Runnable newTask) {
        boolean local = engine.host().equals("localhost") || engine.host().startsWith("127.");
        String url = engine + "api/v1/queue";
        String json = "{\"url\": \"" + (local ? LOCAL_RECEIVER : ELSEWHERE) + "\", \"body\": {\"hello\": \"world\"}}";
        Label command = new Label(CurlCommand.toEngine(url, json));
        command.setId("first-curl");
        command.getStyleClass().addAll("mono", "code-box");
        command.setMaxWidth(Double.MAX_VALUE);
        command.setMinWidth(0);
        Button copy = new Button(Texts.get("overview.first.copy"), new FontIcon(Feather.COPY));
        copy.setId("first-copy");
        copy.getStyleClass().add("accent");
        copy.setOnAction(_ -> Clip.put(CurlCommand.toEngineWithKey(url, json, key)));
        Button form = new Button(Texts.get("overview.first.form"), new FontIcon(Feather.EDIT_3));
        form.setId("first-form");
        form.setOnAction(_ -> newTask.run());
        Label note = new Label(Texts.get("overview.first.key_note"));
        note.getStyleClass().addAll("muted", "small-text");
        HBox buttons = new HBox(10, copy, form, note);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(10, command, buttons);
        box.getStyleClass().add("first-inset");
        return box;
    }

    private static HBox step(Ikon icon, String tone, String key, Object... values) {
        FontIcon mark = new FontIcon(icon);
        mark.getStyleClass().add("light-icon");
        Label text = new Label(Texts.get(key, values));
        text.getStyleClass().add("strong");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox step = new HBox(12, mark, text);
        step.getStyleClass().add(tone);
        step.setAlignment(Pos.CENTER_LEFT);
        return step;
    }
}
