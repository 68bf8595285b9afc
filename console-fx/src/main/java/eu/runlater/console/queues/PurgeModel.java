package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.Purged;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Taking back what waits in a queue: counted first, then done, then told what became of it. FX thread only.
final class PurgeModel {
    /// Above this the number has to be typed.
    static final long TYPED_ABOVE = 100;

    /// How far it is.
    sealed interface Step {
        /// The engine counts.
        record Counting() implements Step {}

        /// Nothing waits.
        record Nothing() implements Step {}

        /// @param mustType the number has to be typed first
        record Asking(long count, boolean mustType) implements Step {}

        record Purging(long count) implements Step {}

        record Done(Purged result) implements Step {}

        record Failed(ApiFailure why) implements Step {}
    }

    private final QueuesSource source;
    private final Background.Line line;
    private final String queue;
    private final boolean production;
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(this, "step", new Step.Counting());

    PurgeModel(QueuesSource source, Background background, String queue, boolean production) {
        this.source = source;
        this.line = background.line();
        this.queue = queue;
        this.production = production;
    }

    String queue() {
        return queue;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    void count() {
        step.set(new Step.Counting());
        line.ask(
                () -> source.purge(queue, true, ""),
                counted -> step.set(
                        counted.waiting() == 0
                                ? new Step.Nothing()
                                : new Step.Asking(counted.waiting(), production || counted.waiting() > TYPED_ABOVE)),
                why -> step.set(new Step.Failed(why)));
    }

    /// Does it, if it was counted; `done` runs when the engine says that it is.
    void purge(String reason, Runnable done) {
        if (step.get() instanceof Step.Asking(long count, boolean _)) {
            step.set(new Step.Purging(count));
            line.ask(
                    () -> source.purge(queue, false, reason),
                    result -> {
                        step.set(new Step.Done(result));
                        done.run();
                    },
                    why -> step.set(new Step.Failed(why)));
        }
    }
}
