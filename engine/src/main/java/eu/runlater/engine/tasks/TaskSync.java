package eu.runlater.engine.tasks;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.sync.SyncItem;
import eu.runlater.engine.sync.SyncedKind;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.SyncPlan.Difference;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Recurring tasks as a sync sees them (api.md §13): each item is read over the task it matches by the rules of a
/// single
/// edit, or as a new task. Any thread.
@Component
class TaskSync implements SyncedKind {
    private static final String KEY = "tasks";

    private final RecurringTaskRepository repository;
    private final RecurringTasks tasks;
    private final RecurringEdits edits;
    private final DraftReader drafts;
    private final RecurringReader schedules;
    private final TaskAudit audit;
    private final Ids ids;

    TaskSync(
            RecurringTaskRepository repository,
            RecurringTasks tasks,
            RecurringEdits edits,
            DraftReader drafts,
            RecurringReader schedules,
            TaskAudit audit,
            Ids ids) {
        this.repository = repository;
        this.tasks = tasks;
        this.edits = edits;
        this.drafts = drafts;
        this.schedules = schedules;
        this.audit = audit;
        this.ids = ids;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Changes plan(Caller caller, List<JsonValue> sent, boolean deleteRemoved, Instant now) {
        // Also keeps another sync of the organization from making the same tasks meanwhile.
        long before = repository.countAlone(caller.organizationId());
        TaskSyncPlan plan = new TaskSyncPlan(caller, tasks, audit);
        Map<String, Fields> items = items(sent, plan);
        Map<String, List<RecurringTask>> known = repository.lockNamed(caller.organizationId(), items.keySet()).stream()
                .collect(Collectors.groupingBy(task -> task.task().name()));
        items.forEach((name, item) -> {
            List<RecurringTask> found = known.getOrDefault(name, List.of());
            try {
                if (found.size() > 1) {
                    plan.refuse(
                            name, "name: " + found.size() + " recurring tasks are called so; rename or delete some");
                } else if (found.isEmpty()) {
                    create(plan, caller, item, now);
                } else {
                    change(plan, caller, found.getFirst(), item, now);
                }
            } catch (ApiProblem problem) {
                plan.refuse(name, SyncItem.text(problem));
            }
        });
        if (deleteRemoved) {
            plan.delete(repository.lockOthers(caller.organizationId(), plan.names()));
        }
        refuseTooMany(plan, caller, before);
        return plan;
    }

    /// By name, in the order of the file; what has none that can be used is refused.
    private static Map<String, Fields> items(List<JsonValue> sent, TaskSyncPlan plan) {
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
                Fields fields = Fields.parse(composite.compact(), TaskFields.ITEM);
                if (fields.value("schedule_type") instanceof JsonValue.Text(String type) && type.equals("once")) {
                    plan.skip(label);
                    continue;
                }
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

    private void create(TaskSyncPlan plan, Caller caller, Fields fields, Instant now) {
        Recurring when = schedules.read(fields, caller, now, now, null);
        Draft draft = drafts.read(fields, caller, true);
        fields.check();
        plan.create(draft.recurring(ids.next(), caller.organizationId(), now), when);
    }

    private void change(TaskSyncPlan plan, Caller caller, RecurringTask before, Fields fields, Instant now) {
        RecurringChange change = edits.change(caller, before, fields, now);
        Map<String, Difference> differences = FieldDifferences.of(change.viewBefore(), change.viewAfter());
        plan.match(change, differences);
    }

    private static void refuseTooMany(TaskSyncPlan plan, Caller caller, long before) {
        Integer most = Plan.of(caller.plan()).recurringTasks();
        if (most != null) {
            plan.refuseBeyond(
                    most - before,
                    "base: the plan " + caller.plan() + " allows " + most + " recurring tasks; leave some out");
        }
    }
}
