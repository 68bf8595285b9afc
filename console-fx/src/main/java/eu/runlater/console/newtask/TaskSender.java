package eu.runlater.console.newtask;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.api.NewTask;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionDetail;
import java.util.UUID;

/// The calls this room makes. Each blocks and is for background threads.
interface TaskSender {
    /// @param idempotencyKey the same for every try to send the same form, so that it is stored once
    Accepted send(NewTask task, String idempotencyKey) throws ApiFailure;

    ExecutionDetail detail(UUID executionId) throws ApiFailure;

    static TaskSender of(EngineApi api) {
        return new TaskSender() {
            @Override
            public Accepted send(NewTask task, String idempotencyKey) throws ApiFailure {
                return api.create(task, idempotencyKey);
            }

            @Override
            public ExecutionDetail detail(UUID executionId) throws ApiFailure {
                return api.execution(executionId);
            }
        };
    }
}
