package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Whether a caller may see what became of a task: a key with scope `enqueue` sees only its own (decision 2).
@Repository
class TaskMakers {
    private static final String OPTIONS = """
            select options from any_task
             where organization_id = :organization and id = :task and options is not null
            """;

    private final HistoryDatabase database;

    TaskMakers(HistoryDatabase database) {
        this.database = database;
    }

    boolean maySee(Caller caller, UUID taskId) {
        return caller.scope() != Caller.Scope.ENQUEUE
                || enqueuedBy(caller.organizationId(), taskId)
                        .filter(caller.credentialId()::equals)
                        .isPresent();
    }

    private Optional<UUID> enqueuedBy(UUID organizationId, UUID taskId) {
        return database.jdbc()
                .sql(OPTIONS)
                .param("organization", organizationId)
                .param("task", taskId)
                .query(String.class)
                .optional()
                .map(options -> Json.WIRE.readValue(options, TaskOptions.class).enqueuedBy());
    }
}
