package eu.runlater.console.api;

import eu.runlater.model.BulkPreview;
import eu.runlater.model.FailureCause;
import eu.runlater.model.OperationView;
import eu.runlater.model.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The calls about runs that ended badly. Each blocks and is for background threads; any thread.
public final class FailureApi {
    /// What can be done with many failures at once.
    public enum Action {
        RETRY("retry"),
        DISCARD("discard");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /// As the API's address has it.
        public String word() {
            return word;
        }
    }

    private final EngineApi api;

    FailureApi(EngineApi api) {
        this.api = api;
    }

    /// Causes of failures nobody has retried or discarded yet, the one with the newest failure first.
    public Page<FailureCause> causes(String query, int limit, @Nullable String cursor) throws ApiFailure {
        HttpUrl.Builder url = api.url("failures").addQueryParameter("limit", Integer.toString(limit));
        if (!query.isBlank()) {
            url.addQueryParameter("query", query);
        }
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        try {
            return Json.WIRE.convertValue(api.get(url.build()), new TypeReference<>() {});
        } catch (JacksonException | NullPointerException e) {
            throw EngineApi.unreadable(e);
        }
    }

    /// What the action would concern; does nothing.
    public BulkPreview preview(Action action, String query) throws ApiFailure {
        Map<String, Object> body = Map.of("query", query, "dry_run", true);
        return EngineApi.data(api.post(url(action), Json.WIRE.writeValueAsString(body)), BulkPreview.class);
    }

    /// Begins the operation.
    ///
    /// @param reason for the audit log; may be empty
    /// @param idempotencyKey the same for every try to begin the same one, so that it begins once
    public OperationView begin(Action action, String query, String reason, String idempotencyKey) throws ApiFailure {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", query);
        if (!reason.isBlank()) {
            body.put("reason", reason);
        }
        return EngineApi.data(
                api.post(url(action), Json.WIRE.writeValueAsString(body), idempotencyKey), OperationView.class);
    }

    private HttpUrl url(Action action) {
        return api.url("failures").addPathSegment(action.word()).build();
    }
}
