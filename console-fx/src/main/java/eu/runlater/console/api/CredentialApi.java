package eu.runlater.console.api;

import eu.runlater.model.CredentialView;
import eu.runlater.model.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The calls about what targets are shown. Each blocks and is for background threads; any thread.
public final class CredentialApi {
    private static final int PAGE = 100;

    private final EngineApi api;

    CredentialApi(EngineApi api) {
        this.api = api;
    }

    /// All of them by name, page after page.
    public List<CredentialView> all() throws ApiFailure {
        List<CredentialView> all = new ArrayList<>();
        Page<CredentialView> page = page(null);
        all.addAll(page.data());
        while (page.hasMore() && page.nextCursor() != null) {
            page = page(page.nextCursor());
            all.addAll(page.data());
        }
        return all;
    }

    private Page<CredentialView> page(@Nullable String cursor) throws ApiFailure {
        HttpUrl.Builder url = api.url("credentials").addQueryParameter("limit", Integer.toString(PAGE));
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        try {
            return Json.WIRE.convertValue(api.get(url.build()), new TypeReference<>() {});
        } catch (JacksonException | NullPointerException e) {
            throw EngineApi.unreadable(e);
        }
    }

    /// @param credential `name`, `type`, `hosts` and what belongs to the type, its secret among it
    /// @param idempotencyKey the same for every try to store the same form, so that it is stored once
    public CredentialView create(Map<String, @Nullable Object> credential, String idempotencyKey) throws ApiFailure {
        String body = Json.WIRE.writeValueAsString(credential);
        return EngineApi.data(api.post(api.url("credentials").build(), body, idempotencyKey), CredentialView.class);
    }

    /// Changes what is named; 409 `version_conflict` when `version` is not the current one.
    public CredentialView change(UUID id, Map<String, @Nullable Object> fields) throws ApiFailure {
        String body = Json.WIRE.writeValueAsString(fields);
        return EngineApi.data(api.patch(api.url("credentials/" + id).build(), body), CredentialView.class);
    }

    /// 409 `credential_in_use` while tasks name it.
    public void delete(UUID id, String reason) throws ApiFailure {
        HttpUrl.Builder url = api.url("credentials/" + id);
        if (!reason.isEmpty()) {
            url.addQueryParameter("reason", reason);
        }
        api.delete(url.build());
    }
}
