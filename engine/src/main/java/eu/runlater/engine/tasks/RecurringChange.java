package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.model.TaskView;
import java.util.List;

/// A recurring task as it is and as it is to be, read and checked; nothing is written yet.
record RecurringChange(RecurringTask before, TaskDefinition after, Recurring when) {
    /// As the API would show the result, but for what the change itself moves on.
    TaskView viewAfter() {
        RecurringTask changed = new RecurringTask(
                after,
                when.recurrence(),
                when.overlap(),
                when.misfire(),
                when.intervalSeconds(),
                when.enabled(),
                before.nextRunAt(),
                before.runsPlanned(),
                before.scheduleError());
        return TaskViews.of(changed, List.of(), List.of());
    }

    TaskView viewBefore() {
        return TaskViews.of(before, List.of(), List.of());
    }
}
