package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.TeamApi;
import eu.runlater.model.WebhookSecretView;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The signing secret. Each look at it is recorded by the engine, so it is asked for only when somebody wants to see
/// it,
/// and forgotten when they leave. FX thread only.
final class SecretModel {
    private final TeamApi api;
    private final Background.Line line;
    private final ReadOnlyObjectWrapper<@Nullable WebhookSecretView> secret = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);

    SecretModel(TeamApi api, Background background) {
        this.api = api;
        this.line = background.line();
    }

    /// Absent while hidden.
    ReadOnlyObjectProperty<@Nullable WebhookSecretView> secretProperty() {
        return secret.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    void reveal() {
        ask(api::webhookSecret, _ -> {}, failure::set);
    }

    void hide() {
        line.forget();
        busy.set(false);
        failure.set(null);
        secret.set(null);
    }

    /// @param force although an overlap is still going on, which ends then
    void rotate(int overlapHours, boolean force, Runnable done, Consumer<ApiFailure> failed) {
        ask(() -> api.rotateSecret(overlapHours, force), _ -> done.run(), failed);
    }

    void endOverlap(Runnable done, Consumer<ApiFailure> failed) {
        ask(api::endOverlap, _ -> done.run(), failed);
    }

    private void ask(
            Background.Question<WebhookSecretView> question,
            Consumer<WebhookSecretView> done,
            Consumer<ApiFailure> failed) {
        busy.set(true);
        failure.set(null);
        line.ask(
                question,
                answer -> {
                    busy.set(false);
                    secret.set(answer);
                    done.accept(answer);
                },
                why -> {
                    busy.set(false);
                    failed.accept(why);
                });
    }
}
