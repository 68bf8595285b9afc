package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionSummary;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Executions that wait or run, by id, for other features' screens. Any thread.
@Repository
public class ExecutionLists {
    private static final String OPEN = "select * from (%s) live where id = any(:ids)".formatted(SummaryRow.LIVE);

    private final HistoryDatabase database;

    ExecutionLists(HistoryDatabase database) {
        this.database = database;
    }

    /// In the order of the ids; those that are over are left out.
    public List<ExecutionSummary> open(UUID organizationId, Collection<UUID> ids) {
        List<UUID> order = List.copyOf(ids);
        return database
                .jdbc()
                .sql(OPEN)
                .param("organization", organizationId)
                .param("ids", order.toArray(UUID[]::new))
                .query((row, _) -> SummaryRow.read(row))
                .list()
                .stream()
                .sorted(Comparator.comparingInt(execution -> order.indexOf(execution.id())))
                .toList();
    }
}
