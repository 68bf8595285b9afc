package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryTerm;
import eu.runlater.model.query.QueryValue;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Lists and counts of executions. A page costs the same however deep it is: both tables are read in the list's
/// order from the cursor on, a page's length each, and merged. Any thread.
@Repository
public class ExecutionQueries {
    /// Counting stops here; what is more is "so many and more".
    static final int COUNT_LIMIT = 10_000;

    private static final String LIVE_PART = "select * from (\n" + SummaryRow.LIVE + ") live where %s";
    private static final String HISTORY_PART = "select * from (\n" + SummaryRow.HISTORY + ") history where %s";
    private static final String ORDER = " order by scheduled_for desc, id desc limit :limit";
    private static final String AFTER = " and (scheduled_for, id) < (:after_at, :after_id)";

    // One row per run. A finished attempt that another follows is the run's row only while the follower waits.
    private static final String LIVE_RUN = """
             and (status = 'running' or not exists (
                 select 1 from execution made
                  where made.run_id = live.run_id and made.organization_id = :organization
                    and made.finished_at >= live.created_at))
            """;
    private static final String FINISHED_RUN = """
             and (final or exists (
                   select 1 from run waiting where waiting.id = history.run_id and waiting.state <> 1)
                 and not exists (
                   select 1 from execution newer
                    where newer.run_id = history.run_id and newer.organization_id = :organization
                      and (newer.finished_at, newer.id) > (history.finished_at, history.id)))
            """;

    private final HistoryDatabase database;
    private final InstantSource clock;

    ExecutionQueries(HistoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The newest executions of one task.
    public List<ExecutionSummary> ofTask(UUID organizationId, UUID taskId, int limit) {
        QueryTerm ofTask = new QueryTerm.Match(false, QueryField.TASK, List.of(new QueryValue.Id(taskId)));
        return rows(new Search(organizationId, new Query(List.of(ofTask)), false, limit, null), limit);
    }

    Page<ExecutionSummary> page(Search search) {
        List<ExecutionSummary> rows = database.search(() -> rows(search, search.limit() + 1));
        boolean more = rows.size() > search.limit();
        List<ExecutionSummary> page = more ? rows.subList(0, search.limit()) : rows;
        return new Page<>(page, more, more ? Cursor.after(page.getLast()).text() : null);
    }

    /// How many rows the list has, at most one more than [#COUNT_LIMIT].
    long count(UUID organizationId, Query query, boolean byRun) {
        Condition condition = new Condition(query, clock.instant());
        List<String> parts = parts(condition, byRun, false, " limit :limit");
        if (parts.isEmpty()) {
            return 0;
        }
        String sql = "select count(*) from (select 1 from (" + union(parts) + ") found limit :limit) counted";
        return database.search(() -> statement(sql, organizationId, condition, COUNT_LIMIT + 1)
                .query(Long.class)
                .single());
    }

    private List<ExecutionSummary> rows(Search search, int limit) {
        Condition condition = new Condition(search.query(), clock.instant());
        Cursor after = search.after();
        Optional<String> sql = pageSql(condition, search.byRun(), after != null);
        if (sql.isEmpty()) {
            return List.of();
        }
        StatementSpec statement = statement(sql.get(), search.organizationId(), condition, limit);
        if (after != null) {
            statement
                    .param("after_at", after.scheduledFor().atOffset(ZoneOffset.UTC))
                    .param("after_id", after.id());
        }
        return statement.query((row, _) -> SummaryRow.read(row)).list();
    }

    /// The statement of one page; empty when no row can fit.
    static Optional<String> pageSql(Condition condition, boolean byRun, boolean continued) {
        List<String> parts = parts(condition, byRun, continued, ORDER);
        return parts.isEmpty() ? Optional.empty() : Optional.of("select * from (" + union(parts) + ") found" + ORDER);
    }

    private StatementSpec statement(String sql, UUID organizationId, Condition condition, int limit) {
        return database.jdbc()
                .sql(sql)
                .params(condition.values())
                .param("organization", organizationId)
                .param("limit", limit);
    }

    private static List<String> parts(Condition condition, boolean byRun, boolean continued, String tail) {
        String from = continued ? AFTER : "";
        List<String> parts = new ArrayList<>(2);
        if (condition.mayBeLive()) {
            parts.add(LIVE_PART.formatted(condition.live()) + from + (byRun ? LIVE_RUN : "") + tail);
        }
        if (condition.mayBeFinished()) {
            parts.add(HISTORY_PART.formatted(condition.history()) + from + (byRun ? FINISHED_RUN : "") + tail);
        }
        return parts;
    }

    private static String union(List<String> parts) {
        return parts.stream().map(part -> "(" + part + ")").collect(Collectors.joining("\nunion all\n"));
    }
}
