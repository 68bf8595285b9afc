package eu.runlater.engine.tasks;

import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.model.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Makes a task like another one (behaviour §2): enabled, and a one-time one whose moment has passed is for an hour
/// from
/// now. It is read and checked as any new task is. Any thread.
@Service
class TaskClones {
    private static final String SUFFIX = " (copy)";
    private static final Duration LATER = Duration.ofHours(1);

    private final TaskService service;
    private final RecurringTasks recurringTasks;
    private final RecurringTaskRepository recurring;
    private final DraftReader drafts;
    private final RecurringReader schedules;

    TaskClones(
            TaskService service,
            RecurringTasks recurringTasks,
            RecurringTaskRepository recurring,
            DraftReader drafts,
            RecurringReader schedules) {
        this.service = service;
        this.recurringTasks = recurringTasks;
        this.recurring = recurring;
        this.drafts = drafts;
        this.schedules = schedules;
    }

    /// @param wanted its name; absent = the other's with a suffix
    /// @throws ApiProblem 404, and 422 when the other task would not be accepted any more
    Answer clone(Caller caller, UUID id, @Nullable String wanted, Instant now, @Nullable IdempotencyKey key) {
        RecurringTask original = recurring.find(caller.organizationId(), id).orElse(null);
        if (original == null) {
            return once(caller, id, wanted, now, key);
        }
        TaskView shown = TaskViews.of(original, List.of(), List.of());
        Fields fields = new StoredFields(shown)
                .with("name", name(shown, wanted))
                .with("enabled", true)
                .read();
        Recurring when = schedules.read(fields, caller, now, now, original.recurring());
        Draft draft = drafts.read(fields, caller, true);
        fields.check();
        return recurringTasks.create(caller, draft, when, now, key);
    }

    private Answer once(Caller caller, UUID id, @Nullable String wanted, Instant now, @Nullable IdempotencyKey key) {
        TaskView shown = TaskViews.of(service.get(caller, id), List.of());
        Fields fields =
                new StoredFields(shown).with("name", name(shown, wanted)).read();
        Draft draft = drafts.read(fields, caller, false);
        fields.check();
        Instant planned = shown.scheduledAt();
        Instant due = planned != null && planned.isAfter(now) ? planned : now.plus(LATER);
        return service.create(caller, draft, due, now, key, null);
    }

    private static String name(TaskView original, @Nullable String wanted) {
        if (wanted != null) {
            return wanted;
        }
        String name = original.name();
        int room = DefaultName.MAX_LENGTH - SUFFIX.length();
        if (name.length() > room) {
            name = name.substring(0, Character.isHighSurrogate(name.charAt(room - 1)) ? room - 1 : room);
        }
        return name + SUFFIX;
    }
}
