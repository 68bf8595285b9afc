package eu.runlater.console.newtask;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Watches the run that came of a sent task until nothing more follows: asks at once when the stream names it,
/// and every other second anyway, because under load the stream names only some. FX thread only.
final class RunFollower {
    private static final Duration UNASKED = Duration.ofSeconds(2);

    private final TaskSender source;
    private final LongSupplier nanoTime;
    private final Background.Line line;
    private final ReadOnlyObjectWrapper<@Nullable ExecutionDetail> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private @Nullable Accepted followed;
    private boolean asking;
    private boolean outdated;
    private long lastLook;

    RunFollower(TaskSender source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.line = background.line();
    }

    /// The run as known: its first execution with all attempts. Absent until the first answer.
    ReadOnlyObjectProperty<@Nullable ExecutionDetail> runProperty() {
        return run.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    void follow(Accepted accepted) {
        stop();
        followed = accepted;
        ask();
    }

    void stop() {
        line.forget();
        followed = null;
        asking = false;
        run.set(null);
        failure.set(null);
    }

    void onBatch(LiveBatch batch) {
        Accepted accepted = followed;
        if (accepted != null
                && batch.changed().stream().anyMatch(summary -> summary.runId().equals(accepted.runId()))) {
            outdated = true;
            ask();
        }
    }

    /// To be called about once a second.
    void tick() {
        boolean due = nanoTime.getAsLong() - lastLook >= UNASKED.toNanos();
        if (followed != null && !isOver() && (outdated || due)) {
            ask();
        }
    }

    private boolean isOver() {
        ExecutionDetail now = run.get();
        if (now == null || now.attempts().isEmpty()) {
            return false;
        }
        ExecutionSummary last = now.attempts().getLast();
        return last.state().isFinal() && last.finalAttempt();
    }

    private void ask() {
        Accepted accepted = followed;
        if (accepted == null || asking) {
            return;
        }
        asking = true;
        outdated = false;
        lastLook = nanoTime.getAsLong();
        UUID id = accepted.executionId();
        line.ask(
                () -> source.detail(id),
                detail -> {
                    asking = false;
                    failure.set(null);
                    run.set(detail);
                },
                why -> {
                    asking = false;
                    failure.set(why);
                });
    }
}
