package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.dispatch.CircuitState.Report;
import eu.runlater.engine.dispatch.Circuits.Key;
import eu.runlater.engine.dispatch.Settlement.Exchange;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Settles a batch of outcomes in one statement, which is one transaction: history, run, queue slot, counters and
/// stream are written together (G-RUN-5), and only for attempts whose claim is still current (G-RUN-4).
@Component
class SettleStatement {
    private static final String SETTLE = """
            with outcome as (
              select * from unnest(
                ?::uuid[], ?::uuid[], ?::text[], ?::boolean[], ?::uuid[], ?::bigint[], ?::boolean[], ?::boolean[],
                ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::int[], ?::boolean[],
                ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::bytea[],
                ?::bytea[], ?::int[], ?::bytea[], ?::bytea[], ?::int[],
                ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::text[])
              as o(run_id, claim_id, status, over, next_execution_id, delay_millis, retry, interrupted,
                   task_name, task_version, method, url, host, max_attempts, sent,
                   started_micros, finished_micros, error_kind, error_message, cause, error_signature,
                   request_headers, status_code, response_headers, response_body, response_flags,
                   dns_us, connect_us, tls_us, first_byte_us, total_us, item)),
            current as (
              select o.*, o.over or r.cancelled as final,
                     r.organization_id, r.task_id, r.execution_id, r.kind, r.queue, r.gated, r.attempt, r.due_at, r.claimed_by,
                     case when r.attempt = 1 then r.first_due_at else r.due_at end as planned_for,
                     case when o.sent
                          then greatest('epoch'::timestamptz + o.started_micros * interval '1 microsecond', r.due_at)
                          -- one that was taken back may be due in years
                          else 'epoch'::timestamptz + o.started_micros * interval '1 microsecond' end as started,
                     'epoch'::timestamptz + o.finished_micros * interval '1 microsecond' as finished
                from outcome o join run r on r.id = o.run_id
               where r.state = 1 and r.claim_id = o.claim_id
                 for update of r),
            ended as (
              delete from run using current c where run.id = c.run_id and c.final),
            followed as (
              update run
                 set state = case when run.gated then 2 else 0 end,
                     attempt = run.attempt + case when c.retry then 1 else 0 end,
                     interruptions = run.interruptions + case when c.interrupted then 1 else 0 end,
                     execution_id = c.next_execution_id,
                     due_at = app_now() + c.delay_millis * interval '1 millisecond',
                     claim_id = null, claimed_by = null, started_at = null, parked = false
                from current c where run.id = c.run_id and not c.final),
            freed as (
              delete from slot s using current c where c.gated and s.run_id = c.run_id),
            history as (
              insert into execution (
                     id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host, method, url,
                     status, final, attempt, max_attempts, scheduled_for, started_at, finished_at, duration_ms,
                     status_code, error_kind, error_message, cause, error_signature, next_attempt_at,
                     request_headers, response_headers, response_body, response_flags,
                     dns_us, connect_us, tls_us, first_byte_us, total_us, node_id)
              select execution_id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host, method, url,
                     status, final, attempt, max_attempts, planned_for, case when sent then started end,
                     greatest(finished, started), case when sent then total_us / 1000 end,
                     status_code, error_kind, error_message, cause, error_signature,
                     case when not final then app_now() + delay_millis * interval '1 millisecond' end,
                     request_headers, response_headers, response_body, response_flags,
                     dns_us, connect_us, tls_us, first_byte_us, total_us, claimed_by
                from current),
            counted as (
              insert into execution_minute as m (
                     organization_id, minute, node_id, succeeded, failed, timed_out, other, duration_ms, wait_ms)
              select organization_id, date_trunc('minute', finished), ?,
                     count(*) filter (where status = 'success'), count(*) filter (where status = 'failed'),
                     count(*) filter (where status = 'timeout'),
                     count(*) filter (where status not in ('success', 'failed', 'timeout')),
                     coalesce(sum(total_us) / 1000, 0), sum(greatest(0, extract(epoch from started - due_at) * 1000))::bigint
                from current group by 1, 2
              on conflict (organization_id, minute, node_id) do update
                 set succeeded = m.succeeded + excluded.succeeded, failed = m.failed + excluded.failed,
                     timed_out = m.timed_out + excluded.timed_out, other = m.other + excluded.other,
                     duration_ms = m.duration_ms + excluded.duration_ms, wait_ms = m.wait_ms + excluded.wait_ms),
            calmed as (
              delete from circuit c
               using unnest(?::uuid[], ?::text[]) as a(organization_id, host)
               where c.organization_id = a.organization_id and c.host = a.host and c.open_until is null),
            used as (
              insert into usage_count as u (organization_id, month, node_id, executions)
              select organization_id, date_trunc('month', finished at time zone 'UTC')::date, ?, count(*)
                from current
               where attempt = 1 and status in ('success', 'failed', 'timeout')
                 and kind not in ('callback', 'on_success', 'on_failure', 'on_recovery')
               group by 1, 2
              on conflict (organization_id, month, node_id) do update set executions = u.executions + excluded.executions),
            told as (
              insert into event (organization_id, type, at, count, items)
              select organization_id, 'execution.finished', app_now(), count(*),
                     '[' || coalesce(string_agg(item, ',') filter (where n <= 50), '') || ']'
                from (select organization_id, item, row_number() over (partition by organization_id) as n from current) i
               group by organization_id)
            select run_id, gated from current
            """;

    // A superseded attempt that reports after all: a note on its history row, nothing else (G-RUN-4).
    private static final String LATE = """
            update execution set late_result = ? where id = ? and run_id = ? and late_result is null
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final NodeIdentity node;
    private final Circuits circuits;
    private final CircuitBoard board;
    private final CallbackStatement callbacks;

    SettleStatement(
            VitalDatabase database,
            NodeIdentity node,
            Circuits circuits,
            CircuitBoard board,
            CallbackStatement callbacks) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.transactions = database.transactions();
        this.node = node;
        this.circuits = circuits;
        this.board = board;
        this.callbacks = callbacks;
    }

    /// What was written.
    ///
    /// @param current the runs whose claim was current, each with whether it has given slots back; the others are
    ///     as they were
    /// @param circuits hosts whose circuit has opened, until when, or closed (absent value)
    /// @param calledBack organizations that callbacks were stored for
    record Settled(Map<UUID, Boolean> current, Map<Key, @Nullable Instant> circuits, Set<UUID> calledBack) {}

    /// Writes the batch, and what it says about hosts. As long as all of them answer, that is one statement.
    Settled settle(List<Settlement> batch) {
        Map<Key, Report> reports = new LinkedHashMap<>();
        for (Settlement settlement : batch) {
            if (settlement.effect().kind() != HostEffect.Kind.NONE) {
                Key key = new Key(
                        settlement.run().organizationId(), settlement.subject().host());
                reports.merge(
                        key,
                        Report.NOTHING.and(settlement.effect(), settlement.startedAt()),
                        (before, _) -> before.and(settlement.effect(), settlement.startedAt()));
            }
        }
        List<Key> fine = reports.entrySet().stream()
                .filter(entry -> entry.getValue().isFine() && !board.knows(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        boolean calledBack =
                batch.stream().anyMatch(settlement -> !settlement.callbacks().isEmpty());
        if (fine.size() == reports.size() && !calledBack) {
            return new Settled(write(batch, fine), Map.of(), Set.of());
        }
        fine.forEach(reports::remove);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Map<UUID, Boolean> current = write(batch, fine);
            Set<UUID> told = calledBack ? callbacks.store(batch, current.keySet()) : Set.of();
            return new Settled(current, reports.isEmpty() ? Map.of() : circuits.fold(reports), told);
        }));
    }

    private Map<UUID, Boolean> write(List<Settlement> batch, List<Key> fine) {
        Map<UUID, Boolean> current = HashMap.newHashMap(batch.size());
        jdbc.query(SETTLE, statement -> bind(statement, batch, fine), row -> {
            current.put(row.getObject(1, UUID.class), row.getBoolean(2));
        });
        return current;
    }

    void noteLate(Settlement late) {
        jdbc.update(LATE, late.status(), late.run().executionId(), late.run().id());
    }

    private void bind(PreparedStatement statement, List<Settlement> batch, List<Key> fine) throws SQLException {
        int next = new ArrayParameters<>(batch)
                .add("uuid", s -> s.run().id())
                .add("uuid", s -> s.run().claimId())
                .add("text", Settlement::status)
                .add("bool", s -> s.next() == null)
                .add("uuid", s -> s.next() == null ? null : s.next().executionId())
                .add("int8", s -> s.next() == null ? null : s.next().delayMillis())
                .add("bool", s -> s.next() != null && s.next().retry())
                .add("bool", s -> s.next() != null && s.next().interrupted())
                .add("text", s -> s.subject().name())
                .add("int4", s -> s.subject().version())
                .add("text", s -> s.subject().method())
                .add("text", s -> s.subject().url())
                .add("text", s -> s.subject().host())
                .add("int4", s -> s.subject().maxAttempts())
                .add("bool", Settlement::sent)
                .addMoment(Settlement::startedAt)
                .addMoment(Settlement::finishedAt)
                .add("text", Settlement::errorKind)
                .add("text", Settlement::errorMessage)
                .add("uuid", s -> s.cause() == null ? null : s.cause().id())
                .add("bytea", s -> s.cause() == null ? null : s.cause().signature())
                .add("bytea", s -> s.of(Exchange::requestHeaders))
                .add("int4", s -> s.of(Exchange::statusCode))
                .add("bytea", s -> s.of(Exchange::responseHeaders))
                .add("bytea", s -> s.of(Exchange::responseBody))
                .add("int4", s -> s.exchange() == null ? 0 : s.exchange().responseFlags())
                .add("int4", s -> s.of(Exchange::dnsMicros))
                .add("int4", s -> s.of(Exchange::connectMicros))
                .add("int4", s -> s.of(Exchange::tlsMicros))
                .add("int4", s -> s.of(Exchange::firstByteMicros))
                .add("int4", s -> s.of(Exchange::totalMicros))
                .add("text", Settlement::item)
                .bind(statement, 1);
        statement.setObject(next++, node.id());
        next = new ArrayParameters<>(fine)
                .add("uuid", Key::organizationId)
                .add("text", Key::host)
                .bind(statement, next);
        statement.setObject(next, node.id());
    }
}
