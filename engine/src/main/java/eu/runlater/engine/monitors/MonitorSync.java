package eu.runlater.engine.monitors;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.sync.SyncItem;
import eu.runlater.engine.sync.SyncedKind;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Monitors as a sync sees them (api.md §13): each item is read over the monitor it matches by the rules of a single
/// edit, or as a new monitor. Any thread.
@Component
class MonitorSync implements SyncedKind {
    private static final String KEY = "monitors";

    private final MonitorRepository repository;
    private final MonitorReader reader;
    private final MonitorEdits edits;
    private final AuditLog audit;
    private final Ids ids;

    MonitorSync(MonitorRepository repository, MonitorReader reader, MonitorEdits edits, AuditLog audit, Ids ids) {
        this.repository = repository;
        this.reader = reader;
        this.edits = edits;
        this.audit = audit;
        this.ids = ids;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Changes plan(Caller caller, List<JsonValue> sent, boolean deleteRemoved, Instant now) {
        // Also keeps another sync of the organization from making the same monitors meanwhile.
        long before = repository.count(caller.organizationId());
        MonitorSyncPlan plan = new MonitorSyncPlan(caller, now, edits, audit);
        Map<String, Fields> items = items(sent, plan);
        Map<String, List<Monitor>> known = repository.lockNamed(caller.organizationId(), items.keySet()).stream()
                .collect(Collectors.groupingBy(Monitor::name));
        items.forEach((name, item) -> {
            List<Monitor> found = known.getOrDefault(name, List.of());
            try {
                if (found.size() > 1) {
                    plan.refuse(name, "name: " + found.size() + " monitors are called so; rename or delete some");
                    return;
                }
                Monitor match = found.isEmpty() ? null : found.getFirst();
                Content content = reader.read(item, match == null ? null : match.content());
                item.check();
                if (match == null) {
                    plan.create(ids.next(), content);
                } else {
                    plan.match(match, content);
                }
            } catch (ApiProblem problem) {
                plan.refuse(name, SyncItem.text(problem));
            }
        });
        if (deleteRemoved) {
            plan.delete(repository.lockOthers(caller.organizationId(), plan.names()));
        }
        if (Plan.of(caller.plan()) == Plan.FREE) {
            plan.refuseBeyond(
                    MonitorService.FREE_MONITORS - before,
                    "base: the plan free has " + MonitorService.FREE_MONITORS + " monitors; leave some out");
        }
        return plan;
    }

    /// By name, in the order of the file; what has none that can be used is refused.
    private static Map<String, Fields> items(List<JsonValue> sent, MonitorSyncPlan plan) {
        Map<String, Fields> items = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String label = SyncItem.label(KEY, sent.get(i), i);
            plan.place(label, i);
            if (!(sent.get(i) instanceof JsonValue.Composite composite) || composite.isArray()) {
                plan.refuse(label, "must be an object");
                continue;
            }
            try {
                Fields fields = Fields.parse(composite.compact(), MonitorReader.ITEM);
                String name = SyncItem.name(fields);
                plan.mention(name);
                if (items.putIfAbsent(name, fields) != null && twice.add(name)) {
                    plan.refuse(name, "name: is in the list more than once");
                }
            } catch (ApiProblem problem) {
                plan.refuse(label, SyncItem.text(problem));
            }
        }
        return items;
    }
}
