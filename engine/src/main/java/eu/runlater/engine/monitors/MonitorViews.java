package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.Monitor.Health;
import eu.runlater.engine.monitors.PingRepository.Count;
import eu.runlater.engine.web.PublicUrl;
import eu.runlater.model.MonitorDay;
import eu.runlater.model.MonitorView;
import eu.runlater.model.ProbeView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
                content.kind(),
                content.name(),
                content.probe() == null ? monitor.token() : null,
                content.probe() == null ? url.base() + "/ping/" + monitor.token() : null,
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
                probe(monitor),
                DailyBars.uptime(days),
                days,
                monitor.insertedAt(),
                monitor.updatedAt(),
                monitor.version());
    }

    private static @Nullable ProbeView probe(Monitor monitor) {
        Probe probe = monitor.content().probe();
        return probe == null
                ? null
                : new ProbeView(
                        probe.url(),
                        probe.method(),
                        probe.headers(),
                        probe.body(),
                        probe.timeoutMs(),
                        probe.expectedStatusCodes(),
                        probe.expectedBodyPattern(),
                        probe.expectedJson(),
                        probe.maxResponseMs(),
                        probe.tlsDaysLeft(),
                        probe.confirmations(),
                        monitor.failures(),
                        monitor.certificateUntil());
    }
}
