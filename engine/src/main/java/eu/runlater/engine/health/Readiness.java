package eu.runlater.engine.health;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/// Whether this node should be sent work now.
@Component
class Readiness {
    private final ApplicationAvailability availability;
    private final DatabaseProbe database;

    Readiness(ApplicationAvailability availability, DatabaseProbe database) {
        this.availability = availability;
        this.database = database;
    }

    /// Why it is not ready; empty = it is.
    List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            obstacles.add("starting or draining");
        }
        DatabaseProbe.Finding finding = database.ask();
        if (!finding.connected()) {
            obstacles.add("database disconnected");
        } else if (!finding.partitions()) {
            obstacles.add("day partitions missing");
        }
        return obstacles;
    }
}
