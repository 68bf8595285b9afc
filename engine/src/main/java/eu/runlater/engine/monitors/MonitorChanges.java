package eu.runlater.engine.monitors;

import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.health.HealthChange;
import eu.runlater.engine.health.HealthChange.Kind;
import eu.runlater.engine.health.HealthChange.Overrides;
import eu.runlater.engine.health.HealthChange.State;
import eu.runlater.engine.health.HealthChange.Subject;
import eu.runlater.engine.health.HealthListener;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.Monitor.Hooks;
import eu.runlater.engine.monitors.Monitor.Status;
import eu.runlater.model.Changed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores how a monitor is now and, in the same transaction, tells of it what there is to tell (G-MON-1). Any thread.
@Component
class MonitorChanges {
    private final MonitorRepository repository;
    private final ChangeNews news;
    private final JdbcClient jdbc;
    private final List<HealthListener> listeners;

    MonitorChanges(MonitorRepository repository, ChangeNews news, JdbcClient jdbc, List<HealthListener> listeners) {
        this.repository = repository;
        this.news = news;
        this.jdbc = jdbc;
        this.listeners = List.copyOf(listeners);
    }

    /// In the transaction that holds the row; call [#sent] after its commit.
    ///
    /// @param text what happened, for people
    void become(Monitor before, Health after, Instant now, String text) {
        repository.become(before.id(), after);
        Status was = before.health().status();
        if (after.status() == was) {
            return;
        }
        if (after.status() == Status.DOWN) {
            tell(before, "monitor.down", text);
            listen(before, after, State.FAILING, String.valueOf(after.cause()), now, text);
        } else if (was == Status.DOWN && after.status() == Status.UP) {
            tell(before, "monitor.recovered", text);
            listen(
                    before,
                    after,
                    State.RECOVERED,
                    String.valueOf(before.health().cause()),
                    now,
                    text);
        } else {
            tell(before, "monitor.updated", null);
        }
    }

    void tell(Monitor monitor, String type, @Nullable String text) {
        tell(monitor.organizationId(), monitor.id(), monitor.name(), type, text);
    }

    void tell(UUID organizationId, UUID id, String name, String type, @Nullable String text) {
        news.tell(jdbc, organizationId, type, new Changed(id.toString(), name, text));
    }

    void sent() {
        news.sent();
    }

    private void listen(Monitor monitor, Health health, State state, String cause, Instant now, String text) {
        Hooks hooks = monitor.content().hooks();
        Probe probe = monitor.content().probe();
        String host = probe == null ? null : probe.host();
        HealthChange change = new HealthChange(
                new Subject(monitor.organizationId(), Kind.MONITOR, monitor.id(), monitor.name(), host),
                state,
                cause,
                text,
                now,
                new Overrides(
                        hooks.notifyOnFailure(), hooks.notifyOnRecovery(), hooks.onFailureUrl(), hooks.onRecoveryUrl()),
                details(monitor, health));
        listeners.forEach(listener -> listener.changed(change));
    }

    /// As generic webhooks carry it (behaviour §18.6).
    private static Map<String, Object> details(Monitor monitor, Health health) {
        Expectation expectation = monitor.content().expectation();
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("id", monitor.id());
        told.put("name", monitor.name());
        told.put("status", health.status().name().toLowerCase(Locale.ROOT));
        told.put("last_ping_at", health.lastPingAt());
        told.put("schedule_type", expectation.type());
        told.put("cron_expression", expectation.cron());
        told.put("interval_seconds", expectation.intervalSeconds());
        return Map.of("monitor", told);
    }
}
