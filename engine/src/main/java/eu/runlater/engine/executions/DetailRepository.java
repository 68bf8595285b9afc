package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionSummary;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Reads one attempt and its siblings.
@Repository
class DetailRepository {
    private static final String LIVE = "select s.*, " + """
                   null::bytea as request_headers, null::bytea as response_headers, null::bytea as response_body,
                   0 as response_flags, null::integer as dns_us, null::integer as connect_us, null::integer as tls_us,
                   null::integer as first_byte_us, null::integer as total_us, null::text as late_result,
                   r.claimed_by as node_id, n.address as node_address,
                   t.headers as task_headers, t.body as task_body, t.timeout_ms
              from (%s) s
              join run r on r.execution_id = s.id
              left join node n on n.id = r.claimed_by
              left join any_task t on t.id = s.task_id
             where s.id = :id
            """.formatted(SummaryRow.LIVE);

    private static final String HISTORY = "select s.*, " + """
                   e.request_headers, e.response_headers, e.response_body, e.response_flags,
                   e.dns_us, e.connect_us, e.tls_us, e.first_byte_us, e.total_us, e.late_result,
                   e.node_id, n.address as node_address,
                   t.headers as task_headers, t.body as task_body, t.timeout_ms
              from (%s) s
              join execution e on e.id = s.id and e.finished_at = s.finished_at
              left join node n on n.id = e.node_id
              left join any_task t on t.id = s.task_id
             where s.id = :id
            """.formatted(SummaryRow.HISTORY);

    private static final String ATTEMPTS = """
            select * from (
              (select * from (%s) live where run_id = :run)
              union all
              (select * from (%s) history where run_id = :run)) attempt
             order by coalesce(finished_at, 'infinity'), attempt, id
             limit 100
            """.formatted(SummaryRow.LIVE, SummaryRow.HISTORY);

    private final HistoryDatabase database;

    DetailRepository(HistoryDatabase database) {
        this.database = database;
    }

    /// The waiting row first: what finishes between the two statements is then found by the second.
    Optional<DetailRow> find(UUID organizationId, UUID executionId) {
        return find(LIVE, organizationId, executionId).or(() -> find(HISTORY, organizationId, executionId));
    }

    private Optional<DetailRow> find(String sql, UUID organizationId, UUID executionId) {
        return database.jdbc()
                .sql(sql)
                .param("organization", organizationId)
                .param("id", executionId)
                .query((row, _) -> DetailRow.read(row))
                .optional();
    }

    /// All attempts of a run, oldest first.
    List<ExecutionSummary> attempts(UUID organizationId, UUID runId) {
        return database.jdbc()
                .sql(ATTEMPTS)
                .param("organization", organizationId)
                .param("run", runId)
                .query((row, _) -> SummaryRow.read(row))
                .list();
    }
}
