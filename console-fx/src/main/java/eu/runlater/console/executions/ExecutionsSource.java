package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls this room makes. Each blocks and is for background threads.
public interface ExecutionsSource {
    Page<ExecutionSummary> page(ExecutionQuery query, int limit, @Nullable String cursor) throws ApiFailure;

    long count(ExecutionQuery query) throws ApiFailure;

    ExecutionDetail detail(UUID executionId) throws ApiFailure;

    Accepted retry(UUID executionId) throws ApiFailure;

    void cancel(UUID executionId) throws ApiFailure;

    static ExecutionsSource of(EngineApi api) {
        return new ExecutionsSource() {
            @Override
            public Page<ExecutionSummary> page(ExecutionQuery query, int limit, @Nullable String cursor)
                    throws ApiFailure {
                return api.executions(query, limit, cursor);
            }

            @Override
            public long count(ExecutionQuery query) throws ApiFailure {
                return api.count(query);
            }

            @Override
            public ExecutionDetail detail(UUID executionId) throws ApiFailure {
                return api.execution(executionId);
            }

            @Override
            public Accepted retry(UUID executionId) throws ApiFailure {
                return api.retry(executionId);
            }

            @Override
            public void cancel(UUID executionId) throws ApiFailure {
                api.cancel(executionId);
            }
        };
    }
}
