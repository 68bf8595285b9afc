package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.TaskApi;
import eu.runlater.model.CronPreview;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import eu.runlater.model.TestCallResult;
import eu.runlater.model.UpcomingFirings;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls this room makes. Each blocks and is for background threads.
interface TasksSource {
    Page<TaskView> list(String search, @Nullable String cursor) throws ApiFailure;

    TaskView one(UUID id) throws ApiFailure;

    TaskApi.Firings firings(UUID id, Instant from, Instant to) throws ApiFailure;

    UpcomingFirings upcoming() throws ApiFailure;

    CronPreview preview(Map<String, @Nullable Object> schedule) throws ApiFailure;

    TaskView create(Map<String, @Nullable Object> task, String idempotencyKey) throws ApiFailure;

    TaskView change(UUID id, Map<String, @Nullable Object> fields) throws ApiFailure;

    TaskView copy(UUID id, String idempotencyKey) throws ApiFailure;

    TestCallResult test(Map<String, @Nullable Object> task) throws ApiFailure;

    void trigger(UUID id) throws ApiFailure;

    void delete(UUID id) throws ApiFailure;

    TaskApi.Backfilled backfill(UUID id, Instant from, Instant to, boolean dryRun) throws ApiFailure;

    static TasksSource of(TaskApi api) {
        return new TasksSource() {
            private static final int PAGE = 100;
            private static final int HOURS = 24;

            @Override
            public Page<TaskView> list(String search, @Nullable String cursor) throws ApiFailure {
                return api.list(search, PAGE, cursor);
            }

            @Override
            public TaskView one(UUID id) throws ApiFailure {
                return api.one(id);
            }

            @Override
            public TaskApi.Firings firings(UUID id, Instant from, Instant to) throws ApiFailure {
                return api.firings(id, from, to);
            }

            @Override
            public UpcomingFirings upcoming() throws ApiFailure {
                return api.upcoming(HOURS);
            }

            @Override
            public CronPreview preview(Map<String, @Nullable Object> schedule) throws ApiFailure {
                return api.preview(schedule);
            }

            @Override
            public TaskView create(Map<String, @Nullable Object> task, String idempotencyKey) throws ApiFailure {
                return api.create(task, idempotencyKey);
            }

            @Override
            public TaskView change(UUID id, Map<String, @Nullable Object> fields) throws ApiFailure {
                return api.change(id, fields);
            }

            @Override
            public TaskView copy(UUID id, String idempotencyKey) throws ApiFailure {
                return api.copy(id, idempotencyKey);
            }

            @Override
            public TestCallResult test(Map<String, @Nullable Object> task) throws ApiFailure {
                return api.test(task);
            }

            @Override
            public void trigger(UUID id) throws ApiFailure {
                api.trigger(id);
            }

            @Override
            public void delete(UUID id) throws ApiFailure {
                api.delete(id);
            }

            @Override
            public TaskApi.Backfilled backfill(UUID id, Instant from, Instant to, boolean dryRun) throws ApiFailure {
                return api.backfill(id, from, to, dryRun);
            }
        };
    }
}
