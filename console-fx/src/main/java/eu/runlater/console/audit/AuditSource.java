package eu.runlater.console.audit;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.AuditApi;
import eu.runlater.console.api.AuditQuery;
import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import eu.runlater.model.Page;
import org.jspecify.annotations.Nullable;

/// Where the log comes from. Blocks; background threads only.
interface AuditSource {
    Page<AuditEntry> page(AuditQuery query, int limit, @Nullable String cursor) throws ApiFailure;

    AuditVerdict verify() throws ApiFailure;

    static AuditSource of(AuditApi api) {
        return new AuditSource() {
            @Override
            public Page<AuditEntry> page(AuditQuery query, int limit, @Nullable String cursor) throws ApiFailure {
                return api.page(query, limit, cursor);
            }

            @Override
            public AuditVerdict verify() throws ApiFailure {
                return api.verify();
            }
        };
    }
}
