package eu.runlater.engine.tasks;

import eu.runlater.engine.schedule.Recurrence;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Works out what fields that were sent make of a recurring task, for single edits and for syncs. Any thread.
@Component
class RecurringEdits {
    private final DraftReader drafts;
    private final RecurringReader schedules;

    RecurringEdits(DraftReader drafts, RecurringReader schedules) {
        this.drafts = drafts;
        this.schedules = schedules;
    }

    /// @throws eu.runlater.engine.web.ApiProblem 422 with everything that is wrong
    RecurringChange change(Caller caller, RecurringTask before, Fields sent, Instant now) {
        Fields fields = new StoredFields(TaskViews.of(before, List.of(), List.of()))
                .with(sent)
                .read();
        Instant anchor = countsFromTheSame(before.recurrence(), sent)
                ? before.recurrence().anchor()
                : now;
        Recurring when = schedules.read(fields, caller, now, anchor, before.recurring());
        Draft draft = drafts.read(fields, caller, true);
        fields.check();
        return new RecurringChange(before, draft.keeping(before.task()), when);
    }

    /// An interval that stays as long as it is goes on counting from where it began; for cron the anchor means nothing,
    /// and
    /// a new one would look like a new schedule.
    private static boolean countsFromTheSame(Recurrence before, Fields sent) {
        JsonValue every = sent.value("every");
        Long seconds = before.everySeconds();
        if (seconds == null) {
            return every == null;
        }
        return every == null
                ? sent.value("cron") == null
                : every instanceof JsonValue.Text(String text)
                        && DurationText.parse(text)
                                .filter(Duration.ofSeconds(seconds)::equals)
                                .isPresent();
    }
}
