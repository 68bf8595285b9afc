package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.model.QueueView;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// One queue looked at closely: what runs, what is next, what feeds it, and its settings while they are edited. FX
/// thread only.
final class QueueDetailModel {
    private final Watch<QueueView> watch;
    private final QueueSettingsModel settings = new QueueSettingsModel();
    private final ReadOnlyObjectWrapper<@Nullable QueueView> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private String name = "";

    QueueDetailModel(QueuesSource source, Background background, LongSupplier nanoTime) {
        this.watch = new Watch<>(background, nanoTime, () -> source.queue(name), this::show, failure::set);
    }

    /// Absent until the first answer.
    ReadOnlyObjectProperty<@Nullable QueueView> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    QueueSettingsModel settings() {
        return settings;
    }

    /// Empty while none is open.
    String name() {
        return name;
    }

    void open(String queue) {
        if (!queue.equals(name)) {
            name = queue;
            shown.set(null);
        }
        failure.set(null);
        watch.ask();
    }

    void refresh() {
        if (!name.isEmpty()) {
            watch.ask();
        }
    }

    void changed() {
        watch.changed();
    }

    void tick() {
        watch.tick();
    }

    /// The answer to an action.
    void took(QueueView queue) {
        if (queue.name().equals(name)) {
            QueueView before = shown.get();
            show(before == null ? queue : withLists(queue, before));
            watch.ask();
        }
    }

    /// Lets go of unanswered questions; what is shown stays.
    void rest() {
        watch.close();
    }

    void close() {
        watch.close();
        name = "";
        shown.set(null);
        failure.set(null);
    }

    private void show(QueueView queue) {
        failure.set(null);
        settings.show(queue);
        shown.set(queue);
    }

    /// An action may answer without what only the single view has.
    private static QueueView withLists(QueueView queue, QueueView before) {
        boolean bare = queue.runningNow().isEmpty()
                && queue.nextInLine().isEmpty()
                && queue.feeders().isEmpty();
        return !bare
                ? queue
                : new QueueView(
                        queue.name(),
                        queue.paused(),
                        queue.pausedReason(),
                        queue.pausedBy(),
                        queue.pausedAt(),
                        queue.concurrency(),
                        queue.rate(),
                        queue.ordered(),
                        queue.priority(),
                        queue.version(),
                        queue.running(),
                        queue.waiting(),
                        queue.due(),
                        queue.oldestDueAt(),
                        queue.blockedBy(),
                        queue.nextStartAt(),
                        queue.finishedLastHour(),
                        before.runningNow(),
                        before.nextInLine(),
                        before.feeders());
    }
}
