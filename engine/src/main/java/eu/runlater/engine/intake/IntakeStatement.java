package eu.runlater.engine.intake;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.dispatch.ClaimedRun;
import eu.runlater.engine.dispatch.Rank;
import eu.runlater.engine.dispatch.TaskDefinitions;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores the definitions, runs and news of many submissions in one statement.
@Component
class IntakeStatement {
    /// A run as it is stored.
    ///
    /// @param immediate due now: its due time is the database's moment of the insert, so that it can be claimed
    ///     at once
    /// @param claimId present when it is stored as claimed by this node
    /// @param capped whether the organization has a cap, so that the gate lets it through
    record StoredRun(
            NewRun run,
            UUID organizationId,
            String plan,
            boolean immediate,
            @Nullable UUID claimId,
            boolean capped) {}

    /// News for the stream: several runs of one organization.
    record News(UUID organizationId, int count, String items) {}

    private static final String STORE = """
            with definitions as (
              insert into once_task (
                     id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts,
                     options, scheduled_at, inserted_at, updated_at, version)
              select id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts,
                     options, 'epoch'::timestamptz + scheduled * interval '1 microsecond', app_now(), app_now(), 1
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[],
                            ?::text[], ?::int[], ?::int[], ?::int[], ?::text[], ?::bigint[])
                  as t(id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms,
                       retry_attempts, options, scheduled)),
            news as (
              insert into event (organization_id, type, at, count, items)
              select organization_id, 'execution.accepted', app_now(), count, items
                from unnest(?::uuid[], ?::int[], ?::text[]) as e(organization_id, count, items))
            insert into run (
                   id, organization_id, task_id, execution_id, kind, queue, host, rank, gated, state, attempt, first_due_at, due_at,
                   created_at, claim_id, claimed_by, started_at)
            select id, organization_id, task_id, execution_id, kind, queue, host, rank, gated,
                   case when claim_id is not null then 1 when gated then 2 else 0 end,
                   attempt, due, due, app_now(), claim_id,
                   case when claim_id is not null then ?::uuid end, case when claim_id is not null then app_now() end
              from (select u.*, run_gated(organization_id, queue) as gated,
                           case when immediate
                                     then least('epoch'::timestamptz + due_micros * interval '1 microsecond', app_now())
                                     else 'epoch'::timestamptz + due_micros * interval '1 microsecond' end as due
                      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[],
                                  ?::int[], ?::boolean[], ?::bigint[], ?::uuid[])
                        as u(id, organization_id, task_id, execution_id, kind, queue, host, rank,
                             attempt, immediate, due_micros, claim_id)) r
            returning id, organization_id, task_id, execution_id, kind, queue, rank, attempt, interruptions, due_at, claim_id,
                      started_at
            """;

    private final JdbcTemplate jdbc;
    private final NodeIdentity node;
    private final TaskDefinitions definitions;

    IntakeStatement(VitalDatabase database, NodeIdentity node, TaskDefinitions definitions) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.node = node;
        this.definitions = definitions;
    }

    /// Stores everything or nothing; returns the runs that are now claimed by this node.
    List<ClaimedRun> store(List<TaskDefinition> tasks, List<StoredRun> runs, List<News> news) {
        return jdbc.query(STORE, statement -> bind(statement, tasks, runs, news), (row, _) -> claimed(row)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private void bind(PreparedStatement statement, List<TaskDefinition> tasks, List<StoredRun> runs, List<News> news)
            throws SQLException {
        int next = new ArrayParameters<>(tasks)
                .add("uuid", TaskDefinition::id)
                .add("uuid", TaskDefinition::organizationId)
                .add("text", TaskDefinition::name)
                .add("text", TaskDefinition::method)
                .add("text", TaskDefinition::url)
                .add("text", TaskDefinition::host)
                .add("bytea", definitions::sealHeaders)
                .add("bytea", definitions::sealBody)
                .add("text", TaskDefinition::queue)
                .add("int4", TaskDefinition::priority)
                .add("int4", task -> (int) task.timeout().toMillis())
                .add("int4", TaskDefinition::retryAttempts)
                .add("text", IntakeStatement::options)
                .addMoment(TaskDefinition::scheduledAt)
                .bind(statement, 1);
        next = new ArrayParameters<>(news)
                .add("uuid", News::organizationId)
                .add("int4", News::count)
                .add("text", News::items)
                .bind(statement, next);
        statement.setObject(next++, node.id());
        new ArrayParameters<>(runs)
                .add("uuid", stored -> stored.run.runId())
                .add("uuid", StoredRun::organizationId)
                .add("uuid", stored -> stored.run.task().id())
                .add("uuid", stored -> stored.run.executionId())
                .add("text", stored -> stored.run.kind())
                .add("text", stored -> stored.run.task().queue())
                .add("text", stored -> stored.run.task().host())
                .add("int4", stored -> Rank.once(stored.plan, stored.run.task().priority()))
                .add("int4", stored -> stored.run.attempt())
                .add("bool", StoredRun::immediate)
                .addMoment(stored -> stored.run.due())
                .add("uuid", StoredRun::claimId)
                .bind(statement, next);
    }

    private static @Nullable String options(TaskDefinition task) {
        return task.options().equals(TaskOptions.DEFAULT) ? null : Json.WIRE.writeValueAsString(task.options());
    }

    private static List<ClaimedRun> claimed(ResultSet row) throws SQLException {
        UUID claim = row.getObject("claim_id", UUID.class);
        if (claim == null) {
            return List.of();
        }
        return List.of(new ClaimedRun(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getObject("task_id", UUID.class),
                row.getObject("execution_id", UUID.class),
                row.getString("kind"),
                row.getString("queue"),
                row.getInt("rank"),
                row.getInt("attempt"),
                row.getInt("interruptions"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                claim,
                row.getObject("started_at", OffsetDateTime.class).toInstant()));
    }
}
