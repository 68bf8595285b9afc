package eu.runlater.console.overview;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The last few attempts that ended, newest first. While it is held (the pointer is on it) it collects, but what
/// is shown stays where it is. FX thread only.
final class Tail {
    private final int size;
    private final ObservableList<ExecutionSummary> shown = FXCollections.observableArrayList();
    private List<ExecutionSummary> newest = List.of();
    private boolean held;

    Tail(int size) {
        this.size = size;
    }

    ObservableList<ExecutionSummary> shown() {
        return shown;
    }

    void offer(Collection<ExecutionSummary> changes) {
        Map<UUID, ExecutionSummary> byId = new HashMap<>();
        newest.forEach(summary -> byId.put(summary.id(), summary));
        for (ExecutionSummary summary : changes) {
            if (ended(summary)) {
                byId.put(summary.id(), summary);
            }
        }
        newest = byId.values().stream()
                .sorted(Comparator.comparing(Tail::end)
                        .thenComparing(summary -> summary.id().toString())
                        .reversed())
                .limit(size)
                .toList();
        show();
    }

    void setHeld(boolean hold) {
        held = hold;
        show();
    }

    private void show() {
        if (!held && !shown.equals(newest)) {
            shown.setAll(newest);
        }
    }

    private static boolean ended(ExecutionSummary summary) {
        ExecutionStatus state = summary.state();
        return summary.finishedAt() != null
                && (state == ExecutionStatus.SUCCESS
                        || state == ExecutionStatus.FAILED
                        || state == ExecutionStatus.TIMEOUT);
    }

    private static java.time.Instant end(ExecutionSummary summary) {
        return Objects.requireNonNull(summary.finishedAt());
    }
}
