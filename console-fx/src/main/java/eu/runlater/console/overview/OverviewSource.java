package eu.runlater.console.overview;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Usage;
import java.util.List;

/// The calls this room makes. Each blocks and is for background threads.
public interface OverviewSource {
    Overview overview() throws ApiFailure;

    EngineStatus engine() throws ApiFailure;

    Usage usage() throws ApiFailure;

    /// The attempts that ended last, newest first.
    List<ExecutionSummary> lately(int count) throws ApiFailure;

    static OverviewSource of(EngineApi api) {
        return new OverviewSource() {
            private static final ExecutionQuery ENDED = new ExecutionQuery("status:success,failed,timeout", false);

            @Override
            public Overview overview() throws ApiFailure {
                return api.overview();
            }

            @Override
            public EngineStatus engine() throws ApiFailure {
                return api.engine();
            }

            @Override
            public Usage usage() throws ApiFailure {
                return api.usage();
            }

            @Override
            public List<ExecutionSummary> lately(int count) throws ApiFailure {
                return api.executions(ENDED, count, null).data();
            }
        };
    }
}
