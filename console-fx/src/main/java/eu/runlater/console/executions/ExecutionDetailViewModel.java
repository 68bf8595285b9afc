package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// One run looked at closely: which attempt is shown, and everything known of it. Stays on the attempt it shows
/// while the run goes on around it; the attempts of the run keep up with the stream. FX thread only.
public final class ExecutionDetailViewModel {
    /// A run that changes all the time is asked about at most this often.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /// Why something waits may change without anything happening to it.
    private static final Duration WHILE_WAITING = Duration.ofSeconds(4);

    /// A run that only waits for its time: then the answer to the attempt before is what the reader came for.
    private static final Set<String> WAITS_FOR_TIME = Set.of("not_due", "retry");

    /// What is known, with the bodies read; made on a background thread.
    public record Shown(
            ExecutionDetail detail,
            @Nullable BodyContent requestBody,
            @Nullable BodyContent responseBody) {
        static Shown of(ExecutionDetail detail) {
            ExecutionDetail.Body sent = detail.request().body();
            ExecutionDetail.Response response = detail.response();
            ExecutionDetail.Body answered = response == null ? null : response.body();
            return new Shown(
                    detail,
                    sent == null ? null : BodyContent.of(sent),
                    answered == null ? null : BodyContent.of(answered));
        }
    }

    private final ExecutionsSource source;
    private final LongSupplier nanoTime;
    private final Background.Line line;
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private @Nullable UUID wanted;
    private @Nullable UUID runId;
    private boolean asking;
    private boolean outdated;
    private long lastLook;

    public ExecutionDetailViewModel(ExecutionsSource source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.line = background.line();
    }

    public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    /// Shows a row of the list. Of a run that waits for its next attempt it shows the one before: its answer is
    /// what the reader came for.
    public void open(ExecutionSummary row) {
        if (!row.runId().equals(runId)) {
            shown.set(null);
        }
        runId = row.runId();
        ask(row.id(), true);
    }

    /// Shows one attempt, picked by hand.
    public void openAttempt(UUID executionId) {
        ask(executionId, false);
    }

    /// Shows an attempt of which only the id is known.
    public void openUnknown(UUID executionId) {
        shown.set(null);
        runId = null;
        ask(executionId, true);
    }

    /// The attempt before or after the shown one; nothing at the ends.
    public void step(int by) {
        Shown now = shown.get();
        if (now == null) {
            return;
        }
        List<ExecutionSummary> attempts = now.detail().attempts();
        int at = indexOf(attempts, now.detail().execution().id());
        int to = at + by;
        if (at >= 0 && to >= 0 && to < attempts.size()) {
            openAttempt(attempts.get(to).id());
        }
    }

    /// Asks again about what is shown, or about what could not be shown.
    public void refresh() {
        UUID id = wanted;
        if (id != null) {
            ask(id, false);
        }
    }

    public void close() {
        line.forget();
        asking = false;
        wanted = null;
        runId = null;
        shown.set(null);
        failure.set(null);
        loading.set(false);
    }

    /// Takes what the stream brought: asks again when it concerns this run, or may do.
    public void onBatch(LiveBatch batch) {
        if (wanted == null) {
            return;
        }
        boolean ours =
                batch.changed().stream().anyMatch(summary -> summary.runId().equals(runId));
        if (ours || batch.resync() || batch.incomplete() && mayChange()) {
            outdated = true;
        }
        tick();
    }

    /// To be called about once a second.
    public void tick() {
        UUID id = wanted;
        if (waits() && nanoTime.getAsLong() - lastLook >= WHILE_WAITING.toNanos()) {
            outdated = true;
        }
        if (outdated && !asking && id != null && nanoTime.getAsLong() - lastLook >= BETWEEN_LOOKS.toNanos()) {
            ask(id, false);
        }
    }

    /// A queue or a circuit changed: what is shown may wait for it.
    public void onNews() {
        if (waits()) {
            outdated = true;
            tick();
        }
    }

    private boolean waits() {
        Shown now = shown.get();
        return now != null && now.detail().waiting() != null;
    }

    private boolean mayChange() {
        Shown now = shown.get();
        return now == null
                || now.detail().attempts().stream()
                        .noneMatch(attempt -> attempt.state().isFinal() && attempt.finalAttempt());
    }

    private void ask(UUID id, boolean preferFinished) {
        wanted = id;
        asking = true;
        outdated = false;
        lastLook = nanoTime.getAsLong();
        loading.set(true);
        line.ask(
                () -> {
                    ExecutionDetail detail = source.detail(id);
                    UUID better = preferFinished ? lastFinished(detail) : id;
                    return Shown.of(better.equals(detail.execution().id()) ? detail : source.detail(better));
                },
                this::answered,
                this::failed);
    }

    private static UUID lastFinished(ExecutionDetail detail) {
        ExecutionSummary asked = detail.execution();
        Waiting waiting = detail.waiting();
        boolean heldUp = waiting != null && !WAITS_FOR_TIME.contains(waiting.reason());
        if (asked.state() != ExecutionStatus.PENDING || heldUp) {
            return asked.id();
        }
        return detail.attempts().stream()
                .filter(attempt -> attempt.state().isFinal())
                .reduce((_, later) -> later)
                .map(ExecutionSummary::id)
                .orElse(asked.id());
    }

    private void answered(Shown answer) {
        asking = false;
        loading.set(false);
        failure.set(null);
        wanted = answer.detail().execution().id();
        runId = answer.detail().execution().runId();
        Shown before = shown.get();
        // Setting an equal value again would throw away open tree nodes and the place one has scrolled to.
        if (before == null || !Objects.equals(before.detail(), answer.detail())) {
            shown.set(answer);
        }
    }

    private void failed(ApiFailure why) {
        asking = false;
        loading.set(false);
        failure.set(why);
    }

    static int indexOf(List<ExecutionSummary> attempts, UUID id) {
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
