package eu.runlater.console.api;

import eu.runlater.model.InviteView;
import eu.runlater.model.KeyView;
import eu.runlater.model.MemberView;
import eu.runlater.model.OrganizationView;
import eu.runlater.model.WebhookSecretView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// The calls about an organization: members, invites, API keys, the signing secret and its settings. Each blocks and is
/// for background threads; any thread.
public final class TeamApi {
    private final EngineApi api;

    TeamApi(EngineApi api) {
        this.api = api;
    }

    public OrganizationView organization() throws ApiFailure {
        return EngineApi.data(api.get(api.url("organization").build()), OrganizationView.class);
    }

    /// @param change only what is to change
    public OrganizationView changeOrganization(Map<String, @Nullable Object> change) throws ApiFailure {
        return EngineApi.data(api.patch(api.url("organization").build(), json(change)), OrganizationView.class);
    }

    public List<MemberView> members() throws ApiFailure {
        return EngineApi.list(api.get(api.url("members").build()), MemberView.class);
    }

    public MemberView changeRole(UUID userId, String role) throws ApiFailure {
        return EngineApi.data(
                api.patch(api.url("members/" + userId).build(), json(Map.of("role", role))), MemberView.class);
    }

    public void removeMember(UUID userId, String reason) throws ApiFailure {
        api.delete(because(api.url("members/" + userId), reason));
    }

    public List<InviteView> invites() throws ApiFailure {
        return EngineApi.list(api.get(api.url("invites").build()), InviteView.class);
    }

    /// The answer has the token, once.
    public InviteView invite(String email, String role) throws ApiFailure {
        String body = json(Map.of("email", email, "role", role));
        return EngineApi.data(api.post(api.url("invites").build(), body), InviteView.class);
    }

    public void revokeInvite(UUID id) throws ApiFailure {
        api.delete(api.url("invites/" + id).build());
    }

    public List<KeyView> keys() throws ApiFailure {
        return EngineApi.list(api.get(api.url("keys").build()), KeyView.class);
    }

    /// The answer has the whole key, once.
    ///
    /// @param expiresAt absent = never
    public KeyView createKey(String name, String scope, @Nullable Instant expiresAt) throws ApiFailure {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("scope", scope);
        if (expiresAt != null) {
            body.put("expires_at", expiresAt.toString());
        }
        return EngineApi.data(api.post(api.url("keys").build(), json(body)), KeyView.class);
    }

    public KeyView renameKey(UUID id, String name) throws ApiFailure {
        return EngineApi.data(api.patch(api.url("keys/" + id).build(), json(Map.of("name", name))), KeyView.class);
    }

    /// For good.
    public void revokeKey(UUID id, String reason) throws ApiFailure {
        api.delete(because(api.url("keys/" + id), reason));
    }

    public WebhookSecretView webhookSecret() throws ApiFailure {
        return EngineApi.data(api.get(api.url("webhook-secret").build()), WebhookSecretView.class);
    }

    /// @param overlapHours how long the secret of before signs as well; 0 = not at all
    /// @param force although an overlap is still going on
    public WebhookSecretView rotateSecret(int overlapHours, boolean force) throws ApiFailure {
        String body = json(Map.of("overlap_hours", overlapHours, "force", force));
        return EngineApi.data(api.post(api.url("webhook-secret/rotate").build(), body), WebhookSecretView.class);
    }

    public WebhookSecretView endOverlap() throws ApiFailure {
        return EngineApi.data(api.post(api.url("webhook-secret/end-overlap").build(), "{}"), WebhookSecretView.class);
    }

    private static HttpUrl because(HttpUrl.Builder url, String reason) {
        return reason.isEmpty()
                ? url.build()
                : url.addQueryParameter("reason", reason).build();
    }

    private static String json(Map<String, ? extends @Nullable Object> body) {
        return Json.WIRE.writeValueAsString(body);
    }
}
