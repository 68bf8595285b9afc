package eu.runlater.engine.monitors;

import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.sync.SyncedKind;
import eu.runlater.engine.sync.SyncedKind.ItemError;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.SyncPlan;
import eu.runlater.model.SyncPlan.Difference;
import eu.runlater.model.SyncResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a sync found to do with monitors; shown by a dry run, applied by any other. One thread.
final class MonitorSyncPlan implements SyncedKind.Changes {
    private record Creation(UUID id, Content content) {}

    private record Changing(Monitor before, Content after) {}

    private static final Difference HIDDEN = new Difference("••••", "•••• (another one)");

    private final Caller caller;
    private final Instant now;
    private final MonitorEdits edits;
    private final AuditLog audit;
    private final List<ItemError> errors = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Creation> creations = new ArrayList<>();
    private final List<String> matched = new ArrayList<>();
    private final List<String> unchanged = new ArrayList<>();
    private final List<Changing> changes = new ArrayList<>();
    private final List<Monitor> gone = new ArrayList<>();

    MonitorSyncPlan(Caller caller, Instant now, MonitorEdits edits, AuditLog audit) {
        this.caller = caller;
        this.now = now;
        this.edits = edits;
        this.audit = audit;
    }

    /// Where in the file an item stands.
    void place(String label, int at) {
        places.putIfAbsent(label, at);
    }

    void refuse(String name, String text) {
        errors.add(new ItemError(name, text));
    }

    /// The file has an item of this name.
    void mention(String name) {
        names.add(name);
    }

    Set<String> names() {
        return names;
    }

    void create(UUID id, Content content) {
        creations.add(new Creation(id, content));
    }

    void match(Monitor before, Content after) {
        matched.add(before.name());
        if (after.equals(before.content())) {
            unchanged.add(before.name());
        } else {
            changes.add(new Changing(before, after));
        }
    }

    void delete(List<Monitor> others) {
        gone.addAll(others);
    }

    /// @param room how many more monitors there may be than there were
    void refuseBeyond(long room, String text) {
        for (int i = (int) Math.max(0, room + gone.size()); i < creations.size(); i++) {
            refuse(creations.get(i).content.name(), text);
        }
    }

    @Override
    public List<ItemError> errors() {
        return errors.stream()
                .sorted(Comparator.comparing(error -> places.getOrDefault(error.name(), Integer.MAX_VALUE)))
                .toList();
    }

    @Override
    public SyncPlan.Part plan() {
        return SyncPlan.Part.of(
                created(),
                changes.stream()
                        .map(changing -> new SyncPlan.Change(
                                changing.before.id(),
                                changing.before.name(),
                                differences(changing.before.content(), changing.after)))
                        .toList(),
                gone.stream()
                        .map(monitor -> new SyncPlan.Gone(monitor.id(), monitor.name()))
                        .toList(),
                unchanged);
    }

    private static Map<String, Difference> differences(Content before, Content after) {
        Map<String, @Nullable Object> from = fields(before);
        Map<String, Difference> differences = new LinkedHashMap<>();
        fields(after).forEach((name, value) -> {
            if (!Objects.equals(value, from.get(name))) {
                differences.put(name, new Difference(from.get(name), value));
            }
        });
        Probe old = before.probe();
        Probe probe = after.probe();
        if (old != null && probe != null && !old.headers().equals(probe.headers())) {
            differences.put("headers", HIDDEN);
        }
        if (old != null && probe != null && !Objects.equals(old.body(), probe.body())) {
            differences.put("body", HIDDEN);
        }
        return differences;
    }

    /// By the names the API gives them.
    private static Map<String, @Nullable Object> fields(Content content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("schedule_type", content.expectation().type());
        fields.put("cron_expression", content.expectation().cron());
        fields.put("interval_seconds", content.expectation().intervalSeconds());
        fields.put("timezone", content.expectation().timezone());
        fields.put("grace_period_seconds", content.graceSeconds());
        fields.put("enabled", content.enabled());
        fields.put("notify_on_failure", content.hooks().notifyOnFailure());
        fields.put("notify_on_recovery", content.hooks().notifyOnRecovery());
        fields.put("on_failure_url", content.hooks().onFailureUrl());
        fields.put("on_recovery_url", content.hooks().onRecoveryUrl());
        Probe probe = content.probe();
        if (probe != null) {
            fields.put("url", probe.url());
            fields.put("method", probe.method());
            fields.put("timeout_ms", probe.timeoutMs());
            fields.put("expected_status_codes", probe.expectedStatusCodes());
            fields.put("expected_body_pattern", probe.expectedBodyPattern());
            fields.put("expected_json", probe.expectedJson());
            fields.put("max_response_ms", probe.maxResponseMs());
            fields.put("tls_days_left", probe.tlsDaysLeft());
            fields.put("confirmations", probe.confirmations());
        }
        return fields;
    }

    @Override
    public SyncResult.Part result() {
        return SyncResult.Part.of(
                created(), matched, gone.stream().map(Monitor::name).toList(), unchanged);
    }

    private List<String> created() {
        return creations.stream().map(creation -> creation.content.name()).toList();
    }

    /// Records last: from its first entry on, other writers of the organization's log wait.
    @Override
    public void apply(@Nullable String reason) {
        creations.forEach(creation -> edits.insert(caller.organizationId(), creation.id, creation.content));
        changes.forEach(changing -> edits.update(changing.before, changing.after, now));
        gone.forEach(edits::delete);
        creations.forEach(creation -> audit.record(
                caller, edits.created(creation.id, creation.content).reason(reason)));
        changes.forEach(changing -> edits.changed(changing.before, changing.after)
                .forEach(action -> audit.record(caller, action.reason(reason))));
        gone.forEach(monitor -> audit.record(caller, edits.deleted(monitor).reason(reason)));
    }

    @Override
    public void applied() {
        if (creations.size() + changes.size() + gone.size() > 0) {
            edits.sent();
        }
    }
}
