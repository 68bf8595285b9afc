package eu.runlater.engine.oidc;

import eu.runlater.engine.accounts.Tokens;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.EngineCalls;
import eu.runlater.engine.oidc.FlowRepository.Flow;
import eu.runlater.engine.oidc.FlowRepository.Polled;
import eu.runlater.engine.people.Joining;
import eu.runlater.engine.people.Origin;
import eu.runlater.engine.people.Sessions;
import eu.runlater.engine.people.User;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.model.OidcProvider;
import eu.runlater.model.OidcStart;
import eu.runlater.model.SignedIn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The steps of a sign-in with OpenID Connect, in the order they happen. Any thread.
@Service
class OidcSignIn {
    static final String CALLBACK = "/api/v1/session/oidc/callback";

    private static final Logger log = LoggerFactory.getLogger(OidcSignIn.class);
    private static final UUID INSTALLATION = new UUID(0, 0); // no organization is known yet
    private static final int MOST_OPEN = 10_000;
    private static final int POLL_SECONDS = 2;
    private static final String CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"; // no words, none look alike (RFC 8628 §6.1)

    /// @param email · @param name who the provider says it is; absent until it has said so
    private record Secrets(
            String nonce,
            String verifier,
            @Nullable String email,
            @Nullable String name) {}

    /// What the browser is told.
    sealed interface Turn {
        /// To be asked: go on?
        record Ask(String email, String code, String confirm) implements Turn {}

        record Done(String email) implements Turn {}

        record Refused(String why) implements Turn {}
    }

    private final Optional<Settings.Oidc> settings;
    private final Optional<Provider> provider;
    private final String redirectUri;
    private final FlowRepository flows;
    private final Joining joining;
    private final Sessions sessions;
    private final PayloadCipher cipher;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    OidcSignIn(
            Settings settings,
            EngineCalls calls,
            EgressPolicy egress,
            FlowRepository flows,
            Joining joining,
            Sessions sessions,
            PayloadCipher cipher,
            TransactionTemplate transactions,
            Ids ids,
            InstantSource clock) {
        this.settings = settings.oidc();
        this.provider = settings.oidc().map(oidc -> new Provider(oidc, calls, egress));
        this.redirectUri = settings.publicUrl().map(Object::toString).orElse("") + CALLBACK;
        this.flows = flows;
        this.joining = joining;
        this.sessions = sessions;
        this.cipher = cipher;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    OidcProvider about() {
        return new OidcProvider(
                settings.isPresent(),
                settings.map(oidc -> oidc.issuer().toString()).orElse(null));
    }

    OidcStart start() {
        Provider.Description known = description();
        if (flows.open() >= MOST_OPEN) {
            throw ApiProblem.tooMany("too_many_attempts", "Too many people are signing in at the moment.", 60);
        }
        UUID id = ids.next();
        String state = Tokens.random("");
        String poll = Tokens.random("rlp_");
        Secrets secrets = new Secrets(Tokens.random(""), Tokens.random(""), null, null);
        String code = newCode();
        Instant expires = flows.add(id, Tokens.hash(state), Tokens.hash(poll), sealed(id, secrets), code);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Tokens.hash(secrets.verifier));
        String endpoint = known.authorizationEndpoint();
        String url = endpoint + (endpoint.contains("?") ? "&" : "?") + "response_type=code&client_id="
                + encoded(configured().clientId()) + "&redirect_uri=" + encoded(redirectUri)
                + "&scope=openid%20email%20profile&state=" + state + "&nonce=" + secrets.nonce
                + "&code_challenge=" + challenge + "&code_challenge_method=S256";
        return new OidcStart(url, poll, code, POLL_SECONDS, expires);
    }

    private Provider configured() {
        return provider.orElseThrow(() -> ApiProblem.of(
                404,
                "not_found",
                "This installation has no sign-in with OpenID Connect; RUNLATER_OIDC_ISSUER is not set."));
    }

    private Provider.Description description() {
        try {
            return configured().description();
        } catch (Provider.Unusable e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("sign-in with OpenID Connect does not work");
            throw ApiProblem.of(502, "provider_unusable", "Signing in does not work: " + e.getMessage() + ".");
        }
    }

    private String newCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(i == 4 ? "-" : "").append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    /// The browser is back from the provider.
    ///
    /// @param code absent when the provider refused
    Turn back(String state, @Nullable String code) {
        Provider known = configured();
        Optional<Flow> found = flows.redeem(Tokens.hash(state));
        if (found.isEmpty()) {
            return new Turn.Refused("This sign-in is unknown, used up, or older than ten minutes. Start it again.");
        }
        Flow flow = found.get();
        if (code == null) {
            return failed(flow, "the provider did not sign you in");
        }
        Secrets secrets = opened(flow);
        try {
            String token = known.idToken(code, secrets.verifier, redirectUri);
            IdTokens.Identity identity = new IdTokens(known, clock).check(token, secrets.nonce);
            String confirm = Tokens.random("");
            Secrets more = new Secrets(secrets.nonce, secrets.verifier, identity.email(), identity.name());
            flows.identify(flow.id(), Tokens.hash(confirm), sealed(flow.id(), more));
            return new Turn.Ask(identity.email(), flow.code(), confirm);
        } catch (Provider.Unusable e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("sign-in with OpenID Connect failed");
            return failed(flow, String.valueOf(e.getMessage()));
        }
    }

    private Turn failed(Flow flow, String why) {
        flows.fail(flow.id(), why);
        return new Turn.Refused("You are not signed in: " + why + ".");
    }

    /// The person has said yes.
    Turn confirm(String confirm) {
        configured();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Flow> found = flows.confirm(Tokens.hash(confirm));
            if (found.isEmpty()) {
                return new Turn.Refused("This sign-in is unknown, used up, or older than ten minutes. Start it again.");
            }
            Flow flow = found.get();
            Secrets secrets = opened(flow);
            String email = String.valueOf(secrets.email);
            Optional<User> user = joining.byVerifiedEmail(email, secrets.name);
            if (user.isEmpty()) {
                return failed(flow, email + " is neither a member nor invited");
            }
            flows.setUser(flow.id(), user.get().id());
            return new Turn.Done(email);
        }));
    }

    /// @return absent while the browser is not done
    Optional<SignedIn> poll(String secret, Origin origin) {
        configured();
        Polled polled = Objects.requireNonNull(transactions.execute(_ -> {
            Polled flow = flows.poll(Tokens.hash(secret))
                    .orElseThrow(() -> ApiProblem.of(
                            404, "not_found", "No such sign-in: it is used up, or older than ten minutes."));
            if (flow.userId() != null || flow.failure() != null) {
                flows.drop(flow.id());
            }
            return flow;
        }));
        if (polled.failure() != null) {
            throw ApiProblem.of(403, "sign_in_refused", "Nobody is signed in: " + polled.failure() + ".");
        }
        return Optional.ofNullable(polled.userId()).map(user -> sessions.open(user, "oidc", origin));
    }

    private byte[] sealed(UUID id, Secrets secrets) {
        return cipher.seal(INSTALLATION, id, Json.WIRE.writeValueAsBytes(secrets));
    }

    private Secrets opened(Flow flow) {
        return Json.WIRE.readValue(cipher.open(INSTALLATION, flow.id(), flow.secrets()), Secrets.class);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
