package eu.runlater.engine.monitors;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.Monitor.Health;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes what people change about monitors, in the caller's transaction. Any thread.
@Component
class MonitorEdits {
    private static final int TOKEN_BYTES = 24; // 192 random bits; 32 characters

    private final MonitorRepository repository;
    private final MonitorChanges changes;
    private final CheckRepository checks;
    private final SecureRandom random = new SecureRandom();

    MonitorEdits(MonitorRepository repository, CheckRepository checks, MonitorChanges changes) {
        this.repository = repository;
        this.checks = checks;
        this.changes = changes;
    }

    void insert(UUID organizationId, UUID id, Content content) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        repository.insert(
                id,
                organizationId,
                "pm_" + Base64.getUrlEncoder().withoutPadding().encodeToString(token),
                content);
        changes.tell(organizationId, id, content.name(), "monitor.created", null);
    }

    /// In the transaction that holds the row.
    void update(Monitor before, Content after, Instant now) {
        repository.update(before, after);
        Health health = before.health();
        if (after.probe() != null) {
            checks.plan(before.id(), after.enabled() ? now : null); // what was changed is looked at, at once
        }
        if (after.enabled() != before.content().enabled()) {
            repository.become(before.id(), after.enabled() ? health.resumed(now) : health.paused(now));
        } else if (!after.expectation().equals(before.content().expectation())) {
            repository.become(
                    before.id(), health.expecting(now, after.expectation().from(now), after.graceSeconds()));
        } else if (after.graceSeconds() != before.content().graceSeconds()) {
            repository.become(
                    before.id(),
                    health.granted(after.graceSeconds() - before.content().graceSeconds()));
        }
        changes.tell(before.organizationId(), before.id(), after.name(), "monitor.updated", null);
    }

    void delete(Monitor monitor) {
        repository.delete(monitor.organizationId(), monitor.id());
        changes.tell(monitor, "monitor.deleted", null);
    }

    /// After the commit.
    void sent() {
        changes.sent();
    }

    AuditAction created(UUID id, Content content) {
        return AuditAction.of("monitor.created", "monitor", id, content.name());
    }

    /// What is to be recorded of an edit (behaviour §23).
    List<AuditAction> changed(Monitor from, Content after) {
        Content before = from.content();
        List<AuditAction> actions = new ArrayList<>();
        AuditAction action = AuditAction.of("monitor.updated", "monitor", from.id(), after.name())
                .change("name", before.name(), after.name())
                .change(
                        "schedule_type",
                        before.expectation().type(),
                        after.expectation().type())
                .change(
                        "cron_expression",
                        before.expectation().cron(),
                        after.expectation().cron())
                .change(
                        "interval_seconds",
                        before.expectation().intervalSeconds(),
                        after.expectation().intervalSeconds())
                .change(
                        "timezone",
                        before.expectation().timezone(),
                        after.expectation().timezone())
                .change("grace_period_seconds", before.graceSeconds(), after.graceSeconds())
                .change(
                        "notify_on_failure",
                        before.hooks().notifyOnFailure(),
                        after.hooks().notifyOnFailure())
                .change(
                        "notify_on_recovery",
                        before.hooks().notifyOnRecovery(),
                        after.hooks().notifyOnRecovery())
                .change(
                        "on_failure_url",
                        before.hooks().onFailureUrl(),
                        after.hooks().onFailureUrl())
                .change(
                        "on_recovery_url",
                        before.hooks().onRecoveryUrl(),
                        after.hooks().onRecoveryUrl());
        action = probe(action, before.probe(), after.probe());
        boolean switched = before.enabled() != after.enabled();
        if (!action.changesNothing() || !switched) {
            actions.add(action);
        }
        if (switched) {
            actions.add(AuditAction.of(
                    after.enabled() ? "monitor.enabled" : "monitor.disabled", "monitor", from.id(), after.name()));
        }
        return actions;
    }

    /// Headers and body only by name.
    private static AuditAction probe(AuditAction action, @Nullable Probe before, @Nullable Probe after) {
        if (before == null || after == null) {
            return action;
        }
        AuditAction all = action.change("url", before.url(), after.url())
                .change("method", before.method(), after.method())
                .change("timeout_ms", before.timeoutMs(), after.timeoutMs())
                .change("expected_status_codes", before.expectedStatusCodes(), after.expectedStatusCodes())
                .change("expected_body_pattern", before.expectedBodyPattern(), after.expectedBodyPattern())
                .change("expected_json", before.expectedJson(), after.expectedJson())
                .change("max_response_ms", before.maxResponseMs(), after.maxResponseMs())
                .change("tls_days_left", before.tlsDaysLeft(), after.tlsDaysLeft())
                .change("confirmations", before.confirmations(), after.confirmations());
        if (!before.headers().equals(after.headers())) {
            all = all.changed("headers");
        }
        return Objects.equals(before.body(), after.body()) ? all : all.changed("body");
    }

    AuditAction deleted(Monitor monitor) {
        return AuditAction.of("monitor.deleted", "monitor", monitor.id(), monitor.name());
    }
}
