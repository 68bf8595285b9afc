package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.FailureCause;
import eu.runlater.model.OperationView;
import eu.runlater.model.Page;
import org.jspecify.annotations.Nullable;

/// The calls about failures. Each blocks and is for background threads.
interface FailureSource {
    Page<FailureCause> causes(String query, int limit, @Nullable String cursor) throws ApiFailure;

    BulkPreview preview(Action action, String query) throws ApiFailure;

    OperationView begin(Action action, String query, String reason, String idempotencyKey) throws ApiFailure;

    static FailureSource of(EngineApi api) {
        return new FailureSource() {
            @Override
            public Page<FailureCause> causes(String query, int limit, @Nullable String cursor) throws ApiFailure {
                return api.failures().causes(query, limit, cursor);
            }

            @Override
            public BulkPreview preview(Action action, String query) throws ApiFailure {
                return api.failures().preview(action, query);
            }

            @Override
            public OperationView begin(Action action, String query, String reason, String idempotencyKey)
                    throws ApiFailure {
                return api.failures().begin(action, query, reason, idempotencyKey);
            }
        };
    }
}
