package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.OperationView;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Retrying or discarding many failures: counted first, then asked, then begun as an operation. FX thread only.
final class BulkModel {
    /// Above this the number has to be typed before requests go out.
    static final long TYPED_ABOVE = 100;

    /// How far it is.
    sealed interface Step {
        /// The engine counts.
        record Counting() implements Step {}

        record Nothing() implements Step {}

        /// @param mustType the number has to be typed first
        record Asking(BulkPreview preview, boolean mustType) implements Step {}

        record Beginning(long count) implements Step {}

        record Failed(ApiFailure why) implements Step {}
    }

    private final FailureSource source;
    private final Background.Line line;
    private final Action action;
    private final String query;
    private final boolean production;
    private final String idempotencyKey = UUID.randomUUID().toString();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(this, "step", new Step.Counting());

    BulkModel(FailureSource source, Background background, Action action, String query, boolean production) {
        this.source = source;
        this.line = background.line();
        this.action = action;
        this.query = query;
        this.production = production;
    }

    /// Begins the names of the texts about an action.
    static String texts(Action action) {
        return switch (action) {
            case RETRY -> "executions.bulk.retry.";
            case DISCARD -> "executions.bulk.discard.";
        };
    }

    Action action() {
        return action;
    }

    String query() {
        return query;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// Asks what it would concern.
    void count() {
        step.set(new Step.Counting());
        line.ask(
                () -> source.preview(action, query),
                preview -> step.set(
                        preview.count() == 0 ? new Step.Nothing() : new Step.Asking(preview, mustType(preview))),
                why -> step.set(new Step.Failed(why)));
    }

    /// What was discarded comes back for a day; a request that went out does not.
    private boolean mustType(BulkPreview preview) {
        return production || action == Action.RETRY && preview.count() > TYPED_ABOVE;
    }

    /// Begins it, if it was counted.
    void begin(String reason, Consumer<OperationView> begun) {
        if (step.get() instanceof Step.Asking(BulkPreview preview, boolean _)) {
            step.set(new Step.Beginning(preview.count()));
            line.ask(
                    () -> source.begin(action, query, reason, idempotencyKey),
                    begun,
                    why -> step.set(new Step.Failed(why)));
        }
    }
}
