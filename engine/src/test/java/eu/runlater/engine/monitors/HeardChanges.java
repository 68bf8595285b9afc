package eu.runlater.engine.monitors;

import eu.runlater.engine.health.HealthChange;
import eu.runlater.engine.health.HealthListener;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;

/// Remembers every change of health it is told of.
@TestComponent
public final class HeardChanges implements HealthListener {
    private final List<HealthChange> changes = new CopyOnWriteArrayList<>();

    @Override
    public void changed(HealthChange change) {
        changes.add(change);
    }

    /// Such as `FAILING overdue`.
    List<String> of(UUID id) {
        return changes.stream()
                .filter(change -> change.subject().id().equals(id))
                .map(change -> change.state() + " " + change.cause())
                .toList();
    }
}
