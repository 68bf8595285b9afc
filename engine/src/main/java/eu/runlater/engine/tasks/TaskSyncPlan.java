package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.sync.SyncedKind;
import eu.runlater.engine.sync.SyncedKind.ItemError;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.SyncPlan;
import eu.runlater.model.SyncPlan.Difference;
import eu.runlater.model.SyncResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a sync found to do with tasks; shown by a dry run, applied by any other. One thread.
final class TaskSyncPlan implements SyncedKind.Changes {
    private record Creation(TaskDefinition task, Recurring when) {}

    private record Changing(RecurringChange change, Map<String, Difference> differences) {}

    private final Caller caller;
    private final RecurringTasks tasks;
    private final TaskAudit audit;
    private final List<ItemError> errors = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Creation> creations = new ArrayList<>();
    private final List<String> matched = new ArrayList<>();
    private final List<String> unchanged = new ArrayList<>();
    private final List<Changing> changes = new ArrayList<>();
    private final List<TaskDefinition> gone = new ArrayList<>();

    TaskSyncPlan(Caller caller, RecurringTasks tasks, TaskAudit audit) {
        this.caller = caller;
        this.tasks = tasks;
        this.audit = audit;
    }

    /// Where in the file an item stands.
    void place(String label, int at) {
        places.putIfAbsent(label, at);
    }

    void refuse(String name, String text) {
        errors.add(new ItemError(name, text));
    }

    void skip(String name) {
        skipped.add(name);
    }

    /// The file has an item of this name.
    void mention(String name) {
        names.add(name);
    }

    Set<String> names() {
        return names;
    }

    void create(TaskDefinition task, Recurring when) {
        creations.add(new Creation(task, when));
    }

    void match(RecurringChange change, Map<String, Difference> differences) {
        String name = change.after().name();
        matched.add(name);
        if (differences.isEmpty()) {
            unchanged.add(name);
        } else {
            changes.add(new Changing(change, differences));
        }
    }

    void delete(List<RecurringTask> others) {
        others.forEach(task -> gone.add(task.task()));
    }

    /// @param room how many more tasks there may be than there were
    void refuseBeyond(long room, String text) {
        for (int i = (int) Math.max(0, room + gone.size()); i < creations.size(); i++) {
            refuse(creations.get(i).task.name(), text);
        }
    }

    @Override
    public List<ItemError> errors() {
        return errors.stream()
                .sorted(Comparator.comparing(error -> places.getOrDefault(error.name(), Integer.MAX_VALUE)))
                .toList();
    }

    @Override
    public List<String> skipped() {
        return skipped;
    }

    @Override
    public SyncPlan.Part plan() {
        return SyncPlan.Part.of(
                created(),
                changes.stream()
                        .map(changing -> new SyncPlan.Change(
                                changing.change.after().id(),
                                changing.change.after().name(),
                                changing.differences))
                        .toList(),
                gone.stream()
                        .map(task -> new SyncPlan.Gone(task.id(), task.name()))
                        .toList(),
                unchanged);
    }

    @Override
    public SyncResult.Part result() {
        return SyncResult.Part.of(
                created(), matched, gone.stream().map(TaskDefinition::name).toList(), unchanged);
    }

    private List<String> created() {
        return creations.stream().map(creation -> creation.task.name()).toList();
    }

    /// Records last: from its first entry on, other writers of the organization's log wait.
    @Override
    public void apply(@Nullable String reason) {
        creations.forEach(creation -> tasks.insert(creation.task, creation.when));
        changes.forEach(changing -> tasks.update(changing.change, reason));
        gone.forEach(tasks::hide);
        creations.forEach(creation -> audit.created(caller, creation.task, reason));
        changes.forEach(changing -> audit.changed(caller, changing.change, reason));
        gone.forEach(task -> audit.deleted(caller, task, reason));
    }

    @Override
    public void applied() {
        if (creations.size() + changes.size() + gone.size() > 0) {
            List<UUID> deleted = gone.stream().map(TaskDefinition::id).toList();
            tasks.hidden(caller.organizationId(), deleted);
        }
    }
}
