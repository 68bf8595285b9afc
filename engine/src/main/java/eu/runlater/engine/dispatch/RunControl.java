package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.queues.QueueGate;
import eu.runlater.engine.queues.QueueGate.QueueName;
import eu.runlater.engine.storage.VitalDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes runs back (G-RUN-9). A waiting run is claimed and settled as `cancelled` in one transaction, so that it
/// can be neither sent nor lost meanwhile, and ends on record like any other. Any thread.
@Component
public class RunControl {
    /// What became of a cancel call.
    public enum Cancelled {
        /// It had not been claimed: recorded as `cancelled`, and the run is over.
        DONE,
        /// An attempt is in flight: it ends and is recorded, but no retry follows.
        LAST_ATTEMPT_RUNNING,
        /// No waiting or running run has this execution.
        NOT_WAITING
    }

    private static final String TAKE = """
            update run r
               set state = 1, claim_id = gen_random_uuid(), claimed_by = :node, started_at = app_now()
             where r.organization_id = :organization and r.state <> 1 and %s
            returning r.id, r.organization_id, r.task_id, r.execution_id, r.kind, r.queue, r.rank, r.attempt, r.interruptions,
                      r.due_at, r.claim_id, r.started_at
            """;
    private static final String OF_EXECUTION = "r.execution_id = :id";
    private static final String OF_TASK = "r.task_id = :id";
    private static final String TAKE_EXECUTION = TAKE.formatted(OF_EXECUTION);
    private static final String TAKE_TASK = TAKE.formatted(OF_TASK);

    private static final int PURGE_PAGE = 500;

    // A claim under way has its rows locked: it goes first, and that run is no longer waiting.
    private static final String TAKE_QUEUE = TAKE.formatted("""
            r.id in (select id from run
                      where organization_id = :organization and queue = :queue and state in (0, 2)
                      order by id limit :most for update skip locked)""");

    private static final String STOP = """
            update run r set cancelled = true where r.organization_id = :organization and r.state = 1 and %s
            """;
    private static final String STOP_EXECUTION = STOP.formatted(OF_EXECUTION);
    private static final String STOP_TASK = STOP.formatted(OF_TASK);

    // API callers use the vital pool here, so that cancel and settle are one transaction; they may not use it up.
    private final Semaphore callers = new Semaphore(2, true);
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final NodeIdentity node;
    private final TaskDefinitions definitions;
    private final Settlements settlements;
    private final SettleStatement statement;
    private final QueueGate gate;
    private final Wakeups wakeups;

    RunControl(
            VitalDatabase database,
            NodeIdentity node,
            TaskDefinitions definitions,
            Settlements settlements,
            SettleStatement statement,
            QueueGate gate,
            Wakeups wakeups) {
        this.jdbc = database.jdbc();
        this.transactions = database.transactions();
        this.node = node;
        this.definitions = definitions;
        this.settlements = settlements;
        this.statement = statement;
        this.gate = gate;
        this.wakeups = wakeups;
    }

    /// Cancels the run that this execution is the current attempt of.
    public Cancelled cancelExecution(UUID organizationId, UUID executionId) {
        return cancel(TAKE_EXECUTION, STOP_EXECUTION, organizationId, executionId);
    }

    /// Cancels all runs of a task, as its deletion does: waiting ones at once, running ones after their
    /// attempt.
    public void cancelTask(UUID organizationId, UUID taskId) {
        cancel(TAKE_TASK, STOP_TASK, organizationId, taskId);
    }

    /// What a purge did.
    public record Purge(long cancelled) {}

    /// Cancels the waiting runs of a queue, a page a transaction, at most so many as waited when it was asked for.
    public Purge cancelQueue(UUID organizationId, String queue, long most) {
        long cancelled = 0;
        int page;
        do {
            int limit = (int) Math.min(PURGE_PAGE, most - cancelled);
            page = limit <= 0 ? 0 : cancelPage(organizationId, queue, limit);
            cancelled += page;
        } while (page > 0);
        gate.hint(Set.of(new QueueName(organizationId, queue)));
        wakeups.everywhere(Topic.EVENTS);
        return new Purge(cancelled);
    }

    private int cancelPage(UUID organizationId, String queue, int limit) {
        callers.acquireUninterruptibly();
        try {
            return transactions.execute(_ -> {
                List<ClaimedRun> taken = jdbc.sql(TAKE_QUEUE)
                        .param("organization", organizationId)
                        .param("node", node.id())
                        .param("queue", queue)
                        .param("most", limit)
                        .query((row, _) -> ClaimStatement.read(row))
                        .list();
                if (!taken.isEmpty()) {
                    record(taken);
                }
                return taken.size();
            });
        } finally {
            callers.release();
        }
    }

    private Cancelled cancel(String take, String stop, UUID organizationId, UUID id) {
        Set<QueueName> queues = new HashSet<>();
        callers.acquireUninterruptibly();
        Cancelled cancelled;
        try {
            cancelled = inTransaction(take, stop, organizationId, id, queues);
        } finally {
            callers.release();
        }
        gate.hint(queues);
        wakeups.everywhere(Topic.EVENTS);
        return cancelled;
    }

    private Cancelled inTransaction(String take, String stop, UUID organizationId, UUID id, Set<QueueName> queues) {
        return transactions.execute(_ -> {
            List<ClaimedRun> taken = jdbc.sql(take)
                    .param("organization", organizationId)
                    .param("node", node.id())
                    .param("id", id)
                    .query((row, _) -> ClaimStatement.read(row))
                    .list();
            int stopped = jdbc.sql(stop)
                            .param("organization", organizationId)
                            .param("id", id)
                            .update()
                    - taken.size();
            if (!taken.isEmpty()) {
                record(taken);
                taken.forEach(run -> queues.add(new QueueName(organizationId, run.queue() == null ? "" : run.queue())));
                return Cancelled.DONE;
            }
            return stopped > 0 ? Cancelled.LAST_ATTEMPT_RUNNING : Cancelled.NOT_WAITING;
        });
    }

    private void record(List<ClaimedRun> taken) {
        Map<UUID, TaskDefinition> tasks =
                definitions.load(taken.stream().map(ClaimedRun::taskId).toList());
        List<Settlement> outcomes = new ArrayList<>();
        for (ClaimedRun run : taken) {
            TaskDefinition task = tasks.get(run.taskId());
            outcomes.add(task == null ? settlements.withoutDefinition(run) : settlements.cancelled(run, task));
        }
        statement.settle(outcomes);
    }
}
