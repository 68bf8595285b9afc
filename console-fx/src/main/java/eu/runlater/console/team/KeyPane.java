package eu.runlater.console.team;

import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.KeyView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/// Makes an API key and shows it, once, with a command that uses it. FX thread.
final class KeyPane {
    private static final List<String> SCOPES = List.of("enqueue", "read", "full");

    /// How long a key may live; zero = for ever.
    private static final List<Duration> LIVES =
            List.of(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365), Duration.ZERO);

    private final Session session;
    private final Runnable made;
    private final TextField name = new TextField();
    private final Segments<String> scope = new Segments<>(SCOPES, word -> word);
    private final Segments<Duration> life = new Segments<>(
            LIVES,
            life -> life.isZero() ? Texts.get("team.key.life.never") : Texts.get("team.key.life.days", life.toDays()));
    private final AskPane pane;

    KeyPane(Session session, Runnable made) {
        this.session = session;
        this.made = made;
        pane = new AskPane(session.panes(), Texts.get("team.key.title"), Texts.get("team.key.verb"), false);
        name.setPromptText("ci-deploy");
        pane.field(
                "name",
                new FieldBox("key-name", Texts.get("team.column.name"), name).hint(Texts.get("team.key.name_hint")));
        FieldBox scopes = new FieldBox("key-scope", Texts.get("team.column.scope"), scope);
        scope.valueProperty().subscribe(word -> scopes.hint(word == null ? "" : Texts.get("team.key.scope." + word)));
        scope.valueProperty().set("enqueue");
        pane.field("scope", scopes);
        FieldBox lives = new FieldBox("key-life", Texts.get("team.key.life"), life);
        life.valueProperty()
                .subscribe(chosen -> lives.hint(
                        expiresAt() == null
                                ? Texts.get("team.key.life_never")
                                : Texts.get(
                                        "team.key.life_until", session.times().absolute(expiresAt()))));
        life.valueProperty().set(Duration.ofDays(90));
        pane.field("expires_at", lives);
        pane.onGo(this::create);
    }

    void open() {
        pane.open(name);
    }

    private @Nullable Instant expiresAt() {
        Duration chosen = life.valueProperty().get();
        return chosen == null || chosen.isZero() ? null : session.times().now().plus(chosen);
    }

    private void create() {
        pane.busy(true);
        String called = name.getText().strip();
        String word = Objects.requireNonNullElse(scope.valueProperty().get(), "enqueue");
        Instant until = expiresAt();
        session.background().ask(() -> session.api().team().createKey(called, word, until), this::show, pane::failed);
    }

    private void show(KeyView key) {
        made.run();
        session.panes().close();
        String token = key.token();
        if (token == null) {
            session.toasts().done(Texts.get("team.key.made", key.name()));
            return;
        }
        String base = session.api().access().base() + "api/v1/";
        String command = key.scope().equals("read")
                ? CurlCommand.of(
                        "GET",
                        base + "executions?limit=5",
                        List.of(java.util.Map.entry("Authorization", "Bearer " + token)),
                        null)
                : CurlCommand.toEngineWithKey(
                        base + "queue",
                        "{\"url\": \"https://your-app.example/hook\", \"body\": {\"hello\": \"world\"}}",
                        token);
        new ShownOnce(
                        session.panes(),
                        Texts.get("team.key.made", key.name()),
                        Texts.get("team.key.scope." + key.scope()),
                        token)
                .command(Texts.get("team.key.try"), command)
                .open();
    }
}
