package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.PingRepository.Count;
import eu.runlater.engine.web.PublicUrl;
import eu.runlater.model.MonitorDay;
import eu.runlater.model.MonitorView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Monitors as the API shows them. Any thread.
@Component
class MonitorViews {
    private final PublicUrl url;

    MonitorViews(PublicUrl url) {
        this.url = url;
    }

    /// @param counts its last days
    MonitorView view(Monitor monitor, Map<LocalDate, Count> counts, Instant now) {
        Content content = monitor.content();
        Expectation expectation = content.expectation();
        Health health = monitor.health();
        List<MonitorDay> days = DailyBars.of(monitor, counts, now);
        return new MonitorView(
                monitor.id(),
                content.name(),
                monitor.token(),
                url.base() + "/ping/" + monitor.token(),
                expectation.type(),
                expectation.cron(),
                expectation.intervalSeconds(),
                expectation.timezone(),
                content.graceSeconds(),
                health.status().name().toLowerCase(Locale.ROOT),
                health.cause(),
                health.since(),
                content.enabled(),
                content.hooks().notifyOnFailure(),
                content.hooks().notifyOnRecovery(),
                content.hooks().onFailureUrl(),
                content.hooks().onRecoveryUrl(),
                health.lastPingAt(),
                health.lastDurationMs(),
                health.startedAt(),
                health.nextExpectedAt(),
                health.deadlineAt(),
                DailyBars.uptime(days),
                days,
                monitor.insertedAt(),
                monitor.updatedAt(),
                monitor.version());
    }
}
