package eu.runlater.console.inbound;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.InboundApi;
import eu.runlater.model.EndpointView;
import eu.runlater.model.EventsReplay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// Sending many events of one endpoint again: counted by the engine first, then done with the very selection that was
/// counted. Another selection is counted anew. FX thread only.
final class ReplayModel {
    /// Above this the number has to be typed.
    static final long TYPED_ABOVE = 100;

    /// Which events.
    enum Which {
        FAILED,
        ALL
    }

    /// How far it is.
    sealed interface Step {
        /// The engine counts.
        record Counting() implements Step {}

        /// @param mustType the number has to be typed first
        record Asking(EventsReplay counted, boolean mustType) implements Step {}

        record Replaying(EventsReplay counted) implements Step {}

        record Failed(ApiFailure why) implements Step {}
    }

    final ObjectProperty<@Nullable Which> which = new SimpleObjectProperty<>(Which.FAILED);
    final StringProperty from = new SimpleStringProperty("");
    final StringProperty to = new SimpleStringProperty("");
    private final InboundApi api;
    private final Background.Line line;
    private final EndpointView endpoint;
    private final boolean production;
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(this, "step", new Step.Counting());
    private Map<String, Object> counted = Map.of();
    private String idempotencyKey = "";

    ReplayModel(InboundApi api, Background background, EndpointView endpoint, boolean production) {
        this.api = api;
        this.line = background.line();
        this.endpoint = endpoint;
        this.production = production;
    }

    EndpointView endpoint() {
        return endpoint;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// The selection is another one: what was counted is not asked about any more.
    void changed() {
        line.forget();
        step.set(new Step.Counting());
    }

    void count() {
        step.set(new Step.Counting());
        Map<String, Object> selection = selection();
        Map<String, Object> dry = new LinkedHashMap<>(selection);
        dry.put("dry_run", true);
        line.ask(
                () -> api.replayMany(endpoint.id(), dry, UUID.randomUUID().toString()),
                answer -> {
                    counted = selection;
                    idempotencyKey = UUID.randomUUID().toString();
                    step.set(new Step.Asking(answer, production || answer.replayed() > TYPED_ABOVE));
                },
                why -> step.set(new Step.Failed(why)));
    }

    /// Does it, if it was counted; `done` hears what became of it.
    void replay(String reason, Consumer<EventsReplay> done) {
        if (step.get() instanceof Step.Asking(EventsReplay asked, boolean _)) {
            Map<String, Object> selection = new LinkedHashMap<>(counted);
            if (!reason.isBlank()) {
                selection.put("reason", reason.strip());
            }
            step.set(new Step.Replaying(asked));
            line.ask(
                    () -> api.replayMany(endpoint.id(), selection, idempotencyKey),
                    done,
                    why -> step.set(new Step.Failed(why)));
        }
    }

    private Map<String, Object> selection() {
        Map<String, Object> selection = new LinkedHashMap<>();
        if (which.get() == Which.FAILED) {
            selection.put("status", "failed");
        }
        if (!from.get().isBlank()) {
            selection.put("from", from.get().strip());
        }
        if (!to.get().isBlank()) {
            selection.put("to", to.get().strip());
        }
        return selection;
    }
}
