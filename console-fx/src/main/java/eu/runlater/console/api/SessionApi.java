package eu.runlater.console.api;

import eu.runlater.model.OidcProvider;
import eu.runlater.model.OidcStart;
import eu.runlater.model.SessionView;
import eu.runlater.model.SignedIn;
import eu.runlater.model.TotpSetup;
import eu.runlater.model.WhoAmI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The calls about who one is: signing in and out, one's own password, second factor and sessions. Each blocks and is
/// for background threads; any thread.
public final class SessionApi {
    private final EngineApi api;

    SessionApi(EngineApi api) {
        this.api = api;
    }

    /// Needs no key. 401 `totp_required`: the same again with a code.
    ///
    /// @param code of the second factor; empty = none
    public SignedIn signIn(String email, String password, String code) throws ApiFailure {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("password", password);
        if (!code.isEmpty()) {
            body.put("code", code);
        }
        return EngineApi.data(api.post(api.url("session").build(), json(body)), SignedIn.class);
    }

    /// Whether one can sign in with OpenID Connect. Needs no key.
    public OidcProvider oidc() throws ApiFailure {
        return EngineApi.data(api.get(api.url("session/oidc").build()), OidcProvider.class);
    }

    /// Begins to: a page for the browser, a code to compare, and a secret to ask with.
    public OidcStart startOidc() throws ApiFailure {
        return EngineApi.data(api.post(api.url("session/oidc/start").build(), "{}"), OidcStart.class);
    }

    /// Absent while the browser is not done. 403 `sign_in_refused`, 404 when it took too long.
    public Optional<SignedIn> pollOidc(String pollSecret) throws ApiFailure {
        JsonNode answer = api.post(api.url("session/oidc/poll").build(), json(Map.of("poll_secret", pollSecret)));
        return answer.path("data").has("token")
                ? Optional.of(EngineApi.data(answer, SignedIn.class))
                : Optional.empty();
    }

    /// Joins by an invite: somebody who has no account yet gets one with this password, and a session. Who has one
    /// signs
    /// in first (401).
    public SignedIn acceptInvite(String token, String name, String password) throws ApiFailure {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("token", token);
        body.put("password", password);
        if (!name.isEmpty()) {
            body.put("name", name);
        }
        return EngineApi.data(api.post(api.url("invites/accept").build(), json(body)), SignedIn.class);
    }

    /// Joins by an invite as the one who is signed in.
    public void join(String token) throws ApiFailure {
        api.post(api.url("invites/accept").build(), json(Map.of("token", token)));
    }

    /// Also for keys.
    public WhoAmI who() throws ApiFailure {
        return EngineApi.data(api.get(api.url("session").build()), WhoAmI.class);
    }

    /// Ends the session: its token is worth nothing any more.
    public void signOut() throws ApiFailure {
        api.delete(api.url("session").build());
    }

    /// From now on the session is about another organization of the person's.
    public WhoAmI switchTo(UUID organizationId) throws ApiFailure {
        String body = json(Map.of("organization_id", organizationId.toString()));
        return EngineApi.data(api.put(api.url("session/organization").build(), body), WhoAmI.class);
    }

    /// Where one is signed in.
    public List<SessionView> all() throws ApiFailure {
        return EngineApi.list(api.get(api.url("sessions").build()), SessionView.class);
    }

    public void end(UUID sessionId) throws ApiFailure {
        api.delete(api.url("sessions/" + sessionId).build());
    }

    /// All other sessions of the person end with it.
    public void changePassword(String current, String fresh) throws ApiFailure {
        Map<String, String> body = new LinkedHashMap<>();
        if (!current.isEmpty()) {
            body.put("current_password", current);
        }
        body.put("new_password", fresh);
        api.post(api.url("session/password").build(), json(body));
    }

    /// Counts only once it is confirmed.
    public TotpSetup setUpTotp(String password) throws ApiFailure {
        return EngineApi.data(api.post(api.url("session/totp").build(), again(password)), TotpSetup.class);
    }

    public void confirmTotp(String code) throws ApiFailure {
        api.post(api.url("session/totp/confirm").build(), json(Map.of("code", code)));
    }

    public void dropTotp(String password) throws ApiFailure {
        api.delete(api.url("session/totp").build(), again(password));
    }

    /// People who sign in elsewhere have no password to send.
    private static String again(String password) {
        return password.isEmpty() ? "{}" : json(Map.of("password", password));
    }

    private static String json(Map<String, String> body) {
        return Json.WIRE.writeValueAsString(body);
    }
}
