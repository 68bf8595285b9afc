package eu.runlater.console.api;

import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import eu.runlater.model.Page;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The calls about the audit log. Each blocks and is for background threads; any thread.
public final class AuditApi {
    private final EngineApi api;

    AuditApi(EngineApi api) {
        this.api = api;
    }

    /// One page, newest first.
    ///
    /// @param cursor of the page before; absent for the first
    public Page<AuditEntry> page(AuditQuery query, int limit, @Nullable String cursor) throws ApiFailure {
        HttpUrl.Builder url = api.url("audit").addQueryParameter("limit", Integer.toString(limit));
        query.parameters().forEach(url::addQueryParameter);
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        try {
            return Json.WIRE.convertValue(api.get(url.build()), new TypeReference<>() {});
        } catch (JacksonException | NullPointerException e) {
            throw EngineApi.unreadable(e);
        }
    }

    /// Has the engine recompute the whole chain.
    public AuditVerdict verify() throws ApiFailure {
        return EngineApi.data(api.get(api.url("audit/verify").build()), AuditVerdict.class);
    }
}
