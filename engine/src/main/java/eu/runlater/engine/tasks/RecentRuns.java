package eu.runlater.engine.tasks;

import eu.runlater.model.TaskView.RecentRun;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The last runs of tasks, as the bars of a list show them (decision 28).
@Repository
class RecentRuns {
    private static final int SHOWN = 30;
    // Retries of a run are further rows; a task that always retries shows fewer bars.
    private static final int LOOKED_AT = 60;

    private static final String NEWEST = """
            select t.id as task_id, e.run_id, e.id, e.status, e.final, e.scheduled_for, e.status_code, e.duration_ms
              from unnest(:ids::uuid[]) as t(id)
             cross join lateral (
               select * from execution
                where task_id = t.id and organization_id = :organization
                order by scheduled_for desc, id desc limit :limit) e
             order by t.id, e.scheduled_for desc, e.id desc
            """;

    private final JdbcClient jdbc;

    RecentRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Up to 30 runs a task, oldest first, each with its newest attempt.
    Map<UUID, List<RecentRun>> of(UUID organizationId, Collection<UUID> tasks) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<RecentRun>> recent = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        jdbc.sql(NEWEST)
                .param("ids", tasks.toArray(UUID[]::new))
                .param("organization", organizationId)
                .param("limit", LOOKED_AT)
                .query(row -> {
                    List<RecentRun> runs =
                            recent.computeIfAbsent(row.getObject("task_id", UUID.class), _ -> new ArrayList<>());
                    if (runs.size() < SHOWN && seen.add(row.getObject("run_id", UUID.class))) {
                        Integer took = row.getObject("duration_ms", Integer.class);
                        runs.addFirst(new RecentRun(
                                row.getObject("id", UUID.class),
                                row.getString("status"),
                                row.getBoolean("final"),
                                row.getObject("scheduled_for", OffsetDateTime.class)
                                        .toInstant(),
                                row.getObject("status_code", Integer.class),
                                took == null ? null : took.longValue()));
                    }
                });
        return recent;
    }
}
