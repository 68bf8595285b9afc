package eu.runlater.engine.testing;

import static org.awaitility.Awaitility.await;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.model.Backoff;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Hands work to the intake directly and looks at what became of it in the database, below the HTTP API.
///
/// ```java
/// Accepted accepted = work.accept(tenant, work.task(tenant, target.url("/hook")));
/// List<Row> rows = work.awaitEnd(accepted.runId());
/// ```
@TestComponent
public class TestWork {
    private static final String HISTORY = """
            select id, status, final, attempt, error_kind, error_message, scheduled_for, started_at, finished_at,
                   next_attempt_at, late_result, status_code
              from execution where run_id = :run order by finished_at, attempt
            """;

    private final Intake intake;
    private final Ids ids;
    private final InstantSource clock;
    private final JdbcClient jdbc;

    TestWork(Intake intake, Ids ids, InstantSource clock, JdbcClient jdbc) {
        this.intake = intake;
        this.ids = ids;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /// What was promised.
    public record Accepted(UUID taskId, UUID runId, UUID executionId) {}

    /// One row of the history.
    public record Row(
            UUID id,
            String status,
            boolean last,
            int attempt,
            @Nullable String errorKind,
            @Nullable String errorMessage,
            Instant scheduledFor,
            @Nullable Instant startedAt,
            Instant finishedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable String lateResult,
            @Nullable Integer statusCode) {}

    /// A POST to the URL with five retries of 10 ms each.
    public TaskDefinition task(Tenant tenant, String url) {
        return task(tenant, url, null, 5, null);
    }

    public TaskDefinition task(
            Tenant tenant, String url, @Nullable String queue, int priority, @Nullable String onInterruption) {
        Instant now = clock.instant();
        return new TaskDefinition(
                ids.next(),
                tenant.organizationId(),
                "test task",
                "POST",
                url,
                URI.create(url).getHost(),
                List.of(),
                "hello".getBytes(StandardCharsets.UTF_8),
                queue,
                priority,
                Duration.ofSeconds(30),
                5,
                new TaskOptions(new Backoff("fixed", "10ms", null, 0.0, null), null, null, 0, onInterruption, null),
                now,
                now,
                now,
                1);
    }

    /// Stores a run of the task that is due now.
    public Accepted accept(Tenant tenant, TaskDefinition task) {
        return accept(tenant, task, clock.instant());
    }

    public Accepted accept(Tenant tenant, TaskDefinition task, Instant due) {
        NewRun run = run(task, due);
        intake.submit(new Submission(tenant.organizationId(), tenant.plan(), List.of(task), List.of(run), null));
        return new Accepted(task.id(), run.runId(), run.executionId());
    }

    public Receipt accept(Tenant tenant, TaskDefinition task, IdempotencyClaim claim) {
        return intake.submit(new Submission(
                tenant.organizationId(), tenant.plan(), List.of(task), List.of(run(task, clock.instant())), claim));
    }

    public NewRun run(TaskDefinition task, Instant due) {
        return new NewRun(task, ids.next(), ids.next(), "once", 1, due);
    }

    public List<Row> history(UUID runId) {
        return jdbc.sql(HISTORY)
                .param("run", runId)
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        row.getTimestamp(7).toInstant(),
                        row.getTimestamp(8) == null ? null : row.getTimestamp(8).toInstant(),
                        row.getTimestamp(9).toInstant(),
                        row.getTimestamp(10) == null
                                ? null
                                : row.getTimestamp(10).toInstant(),
                        row.getString(11),
                        row.getObject(12) == null ? null : row.getInt(12)))
                .list();
    }

    /// Whether the run still waits or is in flight.
    public boolean isOpen(UUID runId) {
        return jdbc.sql("select count(*) from run where id = :run")
                        .param("run", runId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// Waits (15 s at most) for the run's end and returns its whole history.
    public List<Row> awaitEnd(UUID runId) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !isOpen(runId) && !history(runId).isEmpty());
        return history(runId);
    }
}
