package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.console.engine.Runs;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An engine's history in memory: newest attempt per run, newest plan first, paged by key. Knows the query
/// language only as far as a test teaches it.
final class ScriptedSource implements ExecutionsSource {
    final List<String> asked = new ArrayList<>();
    final Map<UUID, ExecutionDetail> details = new HashMap<>();

    @Nullable
    ApiFailure failure;

    Predicate<ExecutionSummary> matches = _ -> true;
    private final Map<UUID, ExecutionSummary> attempts = new LinkedHashMap<>();

    void put(ExecutionSummary... summaries) {
        for (ExecutionSummary summary : summaries) {
            attempts.merge(summary.id(), summary, Newness::of);
        }
    }

    @Override
    public Page<ExecutionSummary> page(ExecutionQuery query, int limit, @Nullable String cursor) throws ApiFailure {
        asked.add(query.query() + (cursor == null ? "" : " after " + cursor));
        fail();
        List<ExecutionSummary> all = matching(query);
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to < all.size(), to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public long count(ExecutionQuery query) throws ApiFailure {
        fail();
        return matching(query).size();
    }

    private List<ExecutionSummary> matching(ExecutionQuery query) {
        Map<UUID, ExecutionSummary> rows = new LinkedHashMap<>();
        for (ExecutionSummary summary : attempts.values()) {
            rows.merge(query.byRun() ? summary.runId() : summary.id(), summary, Newness::of);
        }
        boolean everything = query.query().isBlank();
        return rows.entrySet().stream()
                .filter(row -> everything || matches.test(row.getValue()))
                .filter(row -> !query.query().contains("run:")
                        || query.query().contains(row.getKey().toString()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(ExecutionSummary::scheduledFor)
                        .thenComparing(summary -> summary.id().toString())
                        .reversed())
                .toList();
    }

    @Override
    public ExecutionDetail detail(UUID executionId) throws ApiFailure {
        fail();
        ExecutionDetail detail = details.get(executionId);
        if (detail == null) {
            throw new ApiFailure(ApiFailure.Kind.REFUSED, 404, "not_found", "No such execution.", Map.of(), null, null);
        }
        return detail;
    }

    @Override
    public Accepted retry(UUID executionId) throws ApiFailure {
        fail();
        asked.add("retry " + executionId);
        ExecutionSummary again = Runs.run().pending();
        return new Accepted(again.taskId(), again.id(), again.runId(), "pending", again.scheduledFor());
    }

    @Override
    public void cancel(UUID executionId) throws ApiFailure {
        fail();
        asked.add("cancel " + executionId);
    }

    private void fail() throws ApiFailure {
        if (failure != null) {
            throw failure;
        }
    }
}
