package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.operations.BulkAction;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Calls again what ended badly, with automatic retries as for new work (behaviour §12), at most 500 a second so that a
/// target that has just recovered is not run over (G-QUE-5). A page's runs are stored under an idempotency key of the
/// operation's own: a page that is worked on again, because its node died before it had noted the results, makes no
/// second ones and finds the results with the key.
@Component
class FailureRetry implements BulkAction {
    private static final String DEFINITIONS = "select " + TaskDefinitions.COLUMNS + """
            , t.deleted_at, e.id as execution_id
              from execution e join any_task t on t.id = e.task_id and t.organization_id = e.organization_id
             where e.organization_id = :organization and e.id = any(:ids)
            """;

    private record Found(TaskDefinition task, boolean deleted) {}

    private final FailureQueries failures;
    private final TaskDefinitions definitions;
    private final JdbcClient jdbc;
    private final Intake intake;
    private final Ids ids;
    private final InstantSource clock;

    FailureRetry(
            FailureQueries failures,
            TaskDefinitions definitions,
            JdbcClient jdbc,
            Intake intake,
            Ids ids,
            InstantSource clock) {
        this.failures = failures;
        this.definitions = definitions;
        this.jdbc = jdbc;
        this.intake = intake;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "failures.retry";
    }

    @Override
    public Duration head() {
        return Duration.ofSeconds(10); // console-ux §5
    }

    @Override
    public int page() {
        return 500;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration undoable() {
        return Duration.ZERO;
    }

    @Override
    public List<Result> apply(Work work, List<Item> page) {
        List<UUID> wanted = page.stream().map(Item::executionId).toList();
        Map<UUID, Found> tasks = tasks(work.organizationId(), wanted);
        Set<UUID> others = new HashSet<>(failures.resolved(work.organizationId(), wanted, work.id()));
        Instant now = clock.instant();
        List<Result> results = new ArrayList<>(page.size());
        List<NewRun> runs = new ArrayList<>();
        for (Item item : page) {
            Found found = tasks.get(item.executionId());
            if (others.contains(item.executionId())) {
                results.add(Result.skipped(item, "it was retried or discarded meanwhile"));
            } else if (found == null) {
                results.add(Result.skipped(item, "its task is past the retention time and gone"));
            } else if (found.deleted) {
                results.add(Result.skipped(item, "its task was deleted"));
            } else {
                NewRun run = new NewRun(found.task, ids.next(), ids.next(), "retry", 1, now);
                runs.add(run);
                results.add(Result.changed(item, run.executionId()));
            }
        }
        List<Result> stored = runs.isEmpty() ? results : store(work, page, runs, results);
        failures.resolve(
                work.organizationId(),
                "retried",
                work.id(),
                stored.stream()
                        .filter(result -> result.outcome().equals("changed"))
                        .map(result -> page.get(
                                        result.number() - page.getFirst().number())
                                .executionId())
                        .toList());
        return stored;
    }

    /// What was stored: these results, or those of the time before.
    private List<Result> store(Work work, List<Item> page, List<NewRun> runs, List<Result> results) {
        IdempotencyClaim claim = new IdempotencyClaim(
                "POST",
                "/api/v1/operations/" + work.id(),
                "page-" + page.getFirst().number(),
                new byte[32],
                200,
                Json.WIRE.writeValueAsBytes(results));
        Receipt receipt = intake.submit(new Submission(work.organizationId(), work.plan(), List.of(), runs, claim));
        return receipt instanceof Receipt.Replayed(int _, byte[] answer)
                ? List.of(Json.WIRE.readValue(answer, Result[].class))
                : results;
    }

    private Map<UUID, Found> tasks(UUID organizationId, List<UUID> executions) {
        Map<UUID, Found> found = new HashMap<>();
        jdbc.sql(DEFINITIONS)
                .param("organization", organizationId)
                .param("ids", executions.toArray(UUID[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("execution_id", UUID.class),
                            new Found(definitions.read(row), row.getObject("deleted_at") != null));
                });
        return found;
    }
}
