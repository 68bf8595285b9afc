package eu.runlater.console.api;

import eu.runlater.model.CronPreview;
import eu.runlater.model.FiringView;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import eu.runlater.model.TestCallResult;
import eu.runlater.model.UpcomingFirings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// The calls about recurring tasks and their schedules. Each blocks and is for background threads; any thread.
public final class TaskApi {
    private final EngineApi api;

    TaskApi(EngineApi api) {
        this.api = api;
    }

    /// A page of the ledger.
    ///
    /// @param nextFrom where the next page begins; absent on the last one
    public record Firings(
            List<FiringView> data,
            boolean hasMore,
            @Nullable Instant nextFrom) {
        public Firings {
            data = List.copyOf(data);
        }
    }

    /// What a backfill would do, or did.
    public record Backfilled(int firings, int queued) {}

    /// Recurring tasks by name.
    ///
    /// @param search part of name or address; empty = all
    public Page<TaskView> list(String search, int limit, @Nullable String cursor) throws ApiFailure {
        HttpUrl.Builder url = api.url("tasks")
                .addQueryParameter("type", "recurring")
                .addQueryParameter("limit", Integer.toString(limit));
        if (!search.isBlank()) {
            url.addQueryParameter("q", search);
        }
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        return convert(api.get(url.build()), new TypeReference<>() {});
    }

    public TaskView one(UUID id) throws ApiFailure {
        return EngineApi.data(api.get(api.url("tasks/" + id).build()), TaskView.class);
    }

    /// What became of each expected firing in `[from, to)`.
    public Firings firings(UUID id, Instant from, Instant to) throws ApiFailure {
        HttpUrl url = api.url("tasks/" + id + "/firings")
                .addQueryParameter("from", from.toString())
                .addQueryParameter("to", to.toString())
                .build();
        return convert(api.get(url), new TypeReference<>() {});
    }

    /// What a schedule will do.
    ///
    /// @param schedule `cron` or `every`, `timezone`, `count`
    public CronPreview preview(Map<String, @Nullable Object> schedule) throws ApiFailure {
        return EngineApi.data(
                api.post(api.url("cron/preview").build(), Json.WIRE.writeValueAsString(schedule)), CronPreview.class);
    }

    public UpcomingFirings upcoming(int hours) throws ApiFailure {
        HttpUrl url = api.url("schedule/upcoming")
                .addQueryParameter("hours", Integer.toString(hours))
                .build();
        return EngineApi.data(api.get(url), UpcomingFirings.class);
    }

    /// @param idempotencyKey the same for every try to store the same form, so that it is stored once
    public TaskView create(Map<String, @Nullable Object> task, String idempotencyKey) throws ApiFailure {
        return EngineApi.data(
                api.post(api.url("tasks").build(), Json.WIRE.writeValueAsString(task), idempotencyKey), TaskView.class);
    }

    /// Changes what is named; 409 `version_conflict` when `version` is not the current one.
    public TaskView change(UUID id, Map<String, @Nullable Object> fields) throws ApiFailure {
        return EngineApi.data(
                api.patch(api.url("tasks/" + id).build(), Json.WIRE.writeValueAsString(fields)), TaskView.class);
    }

    /// Makes another one like it: enabled, with the same schedule.
    public TaskView copy(UUID id, String idempotencyKey) throws ApiFailure {
        return EngineApi.data(
                api.post(api.url("tasks/" + id + "/clone").build(), "{}", idempotencyKey), TaskView.class);
    }

    /// Makes one real call, now, of which nothing is stored; waits for up to ten seconds.
    public TestCallResult test(Map<String, @Nullable Object> task) throws ApiFailure {
        return EngineApi.data(
                api.post(api.url("tasks/test").build(), Json.WIRE.writeValueAsString(task)), TestCallResult.class);
    }

    /// Runs it once more, now, beside its schedule.
    public void trigger(UUID id) throws ApiFailure {
        api.post(api.url("tasks/" + id + "/trigger").build(), "{}");
    }

    public void delete(UUID id) throws ApiFailure {
        api.delete(api.url("tasks/" + id).build());
    }

    /// Makes up for firings that did not run.
    public Backfilled backfill(UUID id, Instant from, Instant to, boolean dryRun) throws ApiFailure {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", from.toString());
        body.put("to", to.toString());
        body.put("dry_run", dryRun);
        JsonNode answer = api.post(api.url("tasks/" + id + "/backfill").build(), Json.WIRE.writeValueAsString(body));
        return EngineApi.data(answer, Backfilled.class);
    }

    private static <T> T convert(JsonNode answer, TypeReference<T> type) throws ApiFailure {
        try {
            return Json.WIRE.convertValue(answer, type);
        } catch (JacksonException | NullPointerException e) {
            throw EngineApi.unreadable(e);
        }
    }
}
