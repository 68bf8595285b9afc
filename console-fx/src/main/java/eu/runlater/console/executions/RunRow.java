package eu.runlater.console.executions;

import eu.runlater.model.ExecutionSummary;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One row of the list: a holder that stays the same object while what it shows changes. Replacing a record inside a
/// table's list would clear the selection. FX thread only.
public final class RunRow {
    private final UUID key;
    private final ReadOnlyObjectWrapper<ExecutionSummary> summary;
    private final ReadOnlyBooleanWrapper matching = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

    RunRow(UUID key, ExecutionSummary summary) {
        this.key = key;
        this.summary = new ReadOnlyObjectWrapper<>(summary);
    }

    /// The run's id, or the execution's while single attempts are listed. Never changes.
    public UUID key() {
        return key;
    }

    public ExecutionSummary summary() {
        return summary.get();
    }

    public ReadOnlyObjectProperty<ExecutionSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// False once the row stopped matching the query: it stays, dimmed, until the list is asked for again.
    public boolean matching() {
        return matching.get();
    }

    public ReadOnlyBooleanProperty matchingProperty() {
        return matching.getReadOnlyProperty();
    }

    /// Counts changes made while the row was listed; a cell that sees it rise tints for a moment.
    public ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /// Takes the newer of what it has and `next`; answers whether that changed anything.
    boolean offer(ExecutionSummary next) {
        if (!Newness.isNewer(next, summary.get())) {
            return false;
        }
        summary.set(next);
        changes.set(changes.get() + 1);
        return true;
    }

    void setMatching(boolean matches) {
        matching.set(matches);
    }
}
