package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Repeats by hand what ended badly (behaviour §12): a new run, now, whose only attempt is the last one the task
/// allows, so that no automatic retry follows it. Any thread.
@Service
class ManualRetry {
    private static final String DEFINITION = "select " + TaskDefinitions.COLUMNS + ", t.deleted_at"
            + " from any_task t where t.id = :id and t.organization_id = :organization";

    private final DetailRepository executions;
    private final FailureQueries failures;
    private final TaskDefinitions definitions;
    private final JdbcClient jdbc;
    private final Intake intake;
    private final Ids ids;
    private final InstantSource clock;

    ManualRetry(
            DetailRepository executions,
            FailureQueries failures,
            TaskDefinitions definitions,
            JdbcClient jdbc,
            Intake intake,
            Ids ids,
            InstantSource clock) {
        this.executions = executions;
        this.failures = failures;
        this.definitions = definitions;
        this.jdbc = jdbc;
        this.intake = intake;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of it.
    record Retried(Accepted accepted, Receipt receipt) {}

    /// @param claim the caller's idempotency key with the answer to keep, if it sent one
    /// @throws ApiProblem 404 for an execution that is not there, 409 `not_retryable` when it did not end badly
    Retried retry(Caller caller, UUID executionId, Function<Accepted, @Nullable IdempotencyClaim> claim) {
        ExecutionSummary execution = executions
                .find(caller.organizationId(), executionId)
                .map(DetailRow::summary)
                .orElseThrow(() -> ApiProblem.notFound("execution"));
        refuseUnlessOverAndBad(execution);
        TaskDefinition task = definition(caller.organizationId(), execution.taskId());
        Instant now = clock.instant();
        NewRun run = new NewRun(task, ids.next(), ids.next(), "retry", 1 + task.retryAttempts(), now);
        Accepted accepted =
                new Accepted(task.id(), run.executionId(), run.runId(), ExecutionStatus.PENDING.word(), now);
        Receipt receipt = intake.submit(
                new Submission(caller.organizationId(), caller.plan(), List.of(), List.of(run), claim.apply(accepted)));
        if (receipt instanceof Receipt.Stored) {
            failures.resolve(caller.organizationId(), "retried", null, List.of(executionId));
        }
        return new Retried(accepted, receipt);
    }

    private static void refuseUnlessOverAndBad(ExecutionSummary execution) {
        String reason = switch (execution.state()) {
            case FAILED, TIMEOUT, CANCELLED, INTERRUPTED, MISSED ->
                execution.finalAttempt()
                        ? null
                        : "another attempt of this run follows by itself; cancel that one first";
            case SUCCESS ->
                "it succeeded; to run the task again: POST /api/v1/tasks/" + execution.taskId() + "/trigger";
            case PENDING -> "it has not started yet";
            case RUNNING -> "it is still running";
            case UNKNOWN -> "its state " + execution.status() + " is not known to this version";
        };
        if (reason != null) {
            throw ApiProblem.of(409, "not_retryable", "This execution cannot be retried: " + reason + ".");
        }
    }

    private TaskDefinition definition(UUID organizationId, UUID taskId) {
        return jdbc.sql(DEFINITION)
                .param("id", taskId)
                .param("organization", organizationId)
                .query((row, _) -> {
                    if (row.getObject("deleted_at") != null) {
                        throw ApiProblem.of(
                                409, "not_retryable", "This execution cannot be retried: its task was deleted.");
                    }
                    return definitions.read(row);
                })
                .optional()
                .orElseThrow(() -> ApiProblem.of(
                        409,
                        "not_retryable",
                        "This execution cannot be retried: its task is past the retention time and gone."));
    }
}
