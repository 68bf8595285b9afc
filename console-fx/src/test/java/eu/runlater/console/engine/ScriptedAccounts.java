package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.InviteView;
import eu.runlater.model.KeyView;
import eu.runlater.model.MemberView;
import eu.runlater.model.Membership;
import eu.runlater.model.OrganizationView;
import eu.runlater.model.Person;
import eu.runlater.model.SessionView;
import eu.runlater.model.SignedIn;
import eu.runlater.model.TotpSetup;
import eu.runlater.model.WebhookSecretView;
import eu.runlater.model.WhoAmI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The part of the scripted engine that answers about people, keys, the signing secret and the organization: one person
/// who asks, with a role that can be set. Any thread.
public final class ScriptedAccounts implements ScriptedEngine.Routes {
    public static final String PASSWORD = "correct horse battery";
    public static final UUID ACME = UUID.fromString("0196a1c2-8f10-7000-8000-0000000000e1");
    public static final UUID LAB = UUID.fromString("0196a1c2-8f10-7000-8000-0000000000e2");
    private static final Person OPS = new Person(ScriptedAudit.OPS, "ops@acme.test", "Olga Petersen");

    private final Instant now;
    private final Map<UUID, MemberView> members = new LinkedHashMap<>();
    private final Map<UUID, InviteView> invites = new LinkedHashMap<>();
    private final Map<UUID, KeyView> keys = new LinkedHashMap<>();
    private final List<SessionView> sessions = new ArrayList<>();
    private WebhookSecretView secret;
    private OrganizationView organization;
    private String role = "owner";
    private boolean byKey;
    private boolean totp;
    private UUID at = ACME;
    private int made;

    public ScriptedAccounts(Instant now) {
        this.now = now;
        secret = new WebhookSecretView("whsec_Zk9xY2pQd1J0bE5vVmE3c0h1R2Y", now.minus(Duration.ofDays(90)), null);
        organization = new OrganizationView(ACME, "Acme", "pro", 90, 90, 5, 64, 10, 4, now.minus(Duration.ofDays(400)));
    }

    public static ScriptedAccounts of(ScriptedEngine engine, Instant now) {
        ScriptedAccounts accounts = new ScriptedAccounts(now);
        engine.learn(accounts);
        return accounts;
    }

    /// A small company.
    public synchronized ScriptedAccounts company() {
        member(OPS.id(), OPS.email(), OPS.name(), role, false, Duration.ofSeconds(20));
        member(ScriptedAudit.IDA, "ida@acme.test", "Ida Holm", "admin", true, Duration.ofMinutes(7));
        member(id(0xa3), "jonas@acme.test", null, "member", false, Duration.ofHours(19));
        member(id(0xa4), "auditor@elsewhere.test", "K. Auditor", "viewer", true, null);
        invite("mia@acme.test", "member", Duration.ofDays(2));
        invite("finance@acme.test", "viewer", Duration.ofDays(5));
        key(
                ScriptedAudit.DEPLOY,
                "ci-deploy",
                "enqueue",
                "ida@acme.test",
                Duration.ofMinutes(9),
                "10.0.0.8",
                Duration.ofDays(12));
        key(id(0xc2), "shop backend", "full", "ops@acme.test", Duration.ofSeconds(12), "10.0.3.41", null);
        key(id(0xc3), "grafana", "read", "ops@acme.test", Duration.ofDays(31), "10.0.9.2", Duration.ofDays(-2));
        key(id(0xc4), "First key", "full", null, null, null, null);
        sessions.add(session(0xd1, "password", "10.0.1.17", "Runlater console 1.0 (Linux)", 0, 5, true));
        sessions.add(session(0xd2, "oidc", "192.0.2.14", "Runlater console 1.0 (Mac OS X)", 3, 190, false));
        sessions.add(session(0xd3, "password", "198.51.100.7", "curl/8.9.1", 9, 4_000, false));
        return this;
    }

    private static UUID id(int number) {
        return new UUID(0x0196a1c28f107000L, 0x8000000000000000L + number);
    }

    private SessionView session(
            int number, String method, String from, String client, int days, int minutes, boolean current) {
        return new SessionView(
                id(number),
                method,
                from,
                client,
                now.minus(Duration.ofDays(days)).minusSeconds(3_000),
                now.minus(Duration.ofMinutes(minutes)),
                now.plus(Duration.ofDays(14 - days)),
                current);
    }

    private void member(
            UUID id, String email, @Nullable String name, String role, boolean secondFactor, @Nullable Duration seen) {
        members.put(
                id,
                new MemberView(
                        id,
                        email,
                        name,
                        role,
                        secondFactor,
                        id.equals(OPS.id()),
                        now.minus(Duration.ofDays(200)),
                        seen == null ? null : now.minus(seen)));
    }

    private InviteView invite(String email, String role, Duration ago) {
        InviteView invite = new InviteView(
                id(0x100 + made++),
                email,
                role,
                OPS.email(),
                now.minus(ago),
                now.minus(ago).plus(Duration.ofDays(7)),
                null);
        invites.put(invite.id(), invite);
        return invite;
    }

    private void key(
            UUID id,
            String name,
            String scope,
            @Nullable String by,
            @Nullable Duration used,
            @Nullable String from,
            @Nullable Duration left) {
        keys.put(
                id,
                new KeyView(
                        id,
                        name,
                        "sk_live_" + id.toString().substring(32),
                        scope,
                        false,
                        by,
                        now.minus(Duration.ofDays(120)),
                        used == null ? null : now.minus(used),
                        from,
                        left == null ? null : now.plus(left),
                        null));
    }

    /// What the one who asks may do.
    public synchronized ScriptedAccounts as(String word) {
        role = word;
        return this;
    }

    /// An API key asks, nobody is signed in.
    public synchronized ScriptedAccounts asKey() {
        byKey = true;
        return this;
    }

    public synchronized ScriptedAccounts withTotp() {
        totp = true;
        return this;
    }

    public synchronized ScriptedAccounts overlap() {
        secret = new WebhookSecretView(
                "whsec_bmV3IHNlY3JldCBmb3IgYWNtZQ",
                now.minus(Duration.ofHours(3)),
                new WebhookSecretView.Previous("whsec_Zk9xY2pQd1J0bE5vVmE3c0h1R2Y", now.plus(Duration.ofHours(21))));
        return this;
    }

    public synchronized List<KeyView> keys() {
        return List.copyOf(keys.values());
    }

    public synchronized List<MemberView> members() {
        return List.copyOf(members.values());
    }

    public synchronized List<InviteView> invites() {
        return List.copyOf(invites.values());
    }

    public synchronized WebhookSecretView secret() {
        return secret;
    }

    public synchronized OrganizationView organization() {
        return organization;
    }

    public synchronized boolean hasTotp() {
        return totp;
    }

    @Override
    public synchronized @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        String first = parts.isEmpty() ? "" : parts.getFirst();
        JsonNode body = call.body().isBlank() ? Json.WIRE.createObjectNode() : Json.WIRE.readTree(call.body());
        String second = parts.size() > 1 ? parts.get(1) : "";
        return switch (first) {
            case "session" -> session(call.method(), second, parts.size() > 2, body);
            case "sessions" -> sessions(second);
            case "organization" -> call.method().equals("GET") ? Reply.of(organization) : change(body);
            case "members" -> members(call.method(), second, body);
            case "invites" -> invites(call.method(), second, body);
            case "keys" -> keys(call.method(), second, body);
            case "webhook-secret" -> secret(second, body);
            default -> null;
        };
    }

    private Reply session(String method, String what, boolean confirm, JsonNode body) {
        return switch (method + " " + what) {
            case "GET " -> Reply.of(who());
            case "DELETE " -> new Reply(204, "");
            case "PUT organization" -> {
                at = UUID.fromString(body.path("organization_id").asString());
                yield Reply.of(who());
            }
            case "POST password" ->
                right(body, "current_password") ? new Reply(204, "") : wrong("current_password", "is not right");
            case "POST totp" -> {
                if (confirm) {
                    if (!body.path("code").asString("").equals("123456")) {
                        yield wrong("code", "is wrong or too old; check the clock of the device that shows it");
                    }
                    totp = true;
                    yield new Reply(204, "");
                }
                yield right(body, "password")
                        ? Reply.of(new TotpSetup(
                                "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                                "otpauth://totp/Runlater%3Aops%40acme.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                                        + "&issuer=Runlater"))
                        : wrong("password", "is not right");
            }
            case "DELETE totp" -> {
                totp = !right(body, "password");
                yield totp ? wrong("password", "is not right") : new Reply(204, "");
            }
            default -> Reply.refused(404, "not_found", "No such route.");
        };
    }

    private WhoAmI who() {
        List<Membership> all =
                List.of(new Membership(ACME, "Acme", "pro", role), new Membership(LAB, "Acme Lab", "free", "member"));
        boolean home = at.equals(ACME);
        SignedIn.Organization here = new SignedIn.Organization(at, home ? "Acme" : "Acme Lab", home ? "pro" : "free");
        return byKey
                ? new WhoAmI(
                        "key",
                        id(0xc3),
                        "grafana",
                        role.equals("viewer") ? "read" : "full",
                        role,
                        false,
                        here,
                        null,
                        false,
                        null,
                        all.subList(0, 1))
                : new WhoAmI(
                        "user",
                        id(0xd1),
                        OPS.email(),
                        "full",
                        home ? role : "member",
                        false,
                        here,
                        OPS,
                        totp,
                        now.plus(Duration.ofDays(14)),
                        all);
    }

    private Reply sessions(String id) {
        if (id.isEmpty()) {
            return Reply.of(List.copyOf(sessions));
        }
        sessions.removeIf(session -> session.id().toString().equals(id));
        return new Reply(204, "");
    }

    private Reply change(JsonNode body) {
        int days = body.path("retention_days").asInt(organization.retentionDays());
        if (days > organization.maxRetentionDays()) {
            return wrong("retention_days", "must be between 1 and 90");
        }
        organization = new OrganizationView(
                ACME,
                body.path("name").asString(organization.name()),
                organization.plan(),
                days,
                organization.maxRetentionDays(),
                body.path("circuit_threshold").asInt(organization.circuitThreshold()),
                limit(body, "max_concurrent", organization.maxConcurrent()),
                limit(body, "host_concurrency", organization.hostConcurrency()),
                organization.members(),
                organization.createdAt());
        return Reply.of(organization);
    }

    private static @Nullable Integer limit(JsonNode body, String field, @Nullable Integer before) {
        return !body.has(field)
                ? before
                : body.get(field).isNull() ? null : (Integer) body.get(field).asInt();
    }

    private Reply members(String method, String id, JsonNode body) {
        if (id.isEmpty()) {
            return Reply.of(List.copyOf(members.values()));
        }
        MemberView member = members.get(UUID.fromString(id));
        if (member == null) {
            return Reply.refused(404, "not_found", "No such member.");
        }
        if (method.equals("DELETE")) {
            members.remove(member.userId());
            return new Reply(204, "");
        }
        MemberView changed = new MemberView(
                member.userId(),
                member.email(),
                member.name(),
                body.path("role").asString(),
                member.totp(),
                member.you(),
                member.joinedAt(),
                member.lastSeenAt());
        members.put(changed.userId(), changed);
        return Reply.of(changed);
    }

    private Reply invites(String method, String id, JsonNode body) {
        if (method.equals("DELETE")) {
            invites.remove(UUID.fromString(id));
            return new Reply(204, "");
        }
        if (method.equals("GET")) {
            return Reply.of(List.copyOf(invites.values()));
        }
        String email = body.path("email").asString("");
        if (!email.contains("@")) {
            return wrong("email", "must be an e-mail address such as ida@shop.example");
        }
        InviteView invite = invite(email, body.path("role").asString(), Duration.ZERO);
        return Reply.of(new InviteView(
                invite.id(),
                invite.email(),
                invite.role(),
                invite.invitedBy(),
                invite.createdAt(),
                invite.expiresAt(),
                "rli_8Jq2vT5xWb0nRk7yLc4dHs9mZf1gPu6aEo3iXtB8Jq2"));
    }

    private Reply keys(String method, String id, JsonNode body) {
        if (id.isEmpty()) {
            return method.equals("GET") ? Reply.of(List.copyOf(keys.values())) : made(body);
        }
        KeyView key = keys.get(UUID.fromString(id));
        if (key == null) {
            return Reply.refused(404, "not_found", "No such key.");
        }
        if (method.equals("DELETE")) {
            keys.remove(key.id());
            return new Reply(204, "");
        }
        KeyView renamed = copy(key, body.path("name").asString(), null);
        keys.put(key.id(), renamed);
        return Reply.of(renamed);
    }

    private Reply made(JsonNode body) {
        UUID id = id(0x200 + made++);
        String expires = body.path("expires_at").asString("");
        KeyView fresh = new KeyView(
                id,
                body.path("name").asString(),
                "sk_live_nW3k",
                body.path("scope").asString("full"),
                false,
                OPS.email(),
                now,
                null,
                null,
                expires.isEmpty() ? null : Instant.parse(expires),
                null);
        keys.put(id, fresh);
        return Reply.of(copy(fresh, fresh.name(), "sk_live_nW3kT7pXq9ZsV2mLr8JdCy5HbGf4Ea6Uo1iRwQtN0Px"));
    }

    private static KeyView copy(KeyView key, String name, @Nullable String token) {
        return new KeyView(
                key.id(),
                name,
                key.prefix(),
                key.scope(),
                key.operator(),
                key.createdBy(),
                key.createdAt(),
                key.lastUsedAt(),
                key.lastUsedFrom(),
                key.expiresAt(),
                token);
    }

    private Reply secret(String verb, JsonNode body) {
        switch (verb) {
            case "rotate" -> {
                int hours = body.path("overlap_hours").asInt(24);
                secret = new WebhookSecretView(
                        "whsec_" + "fresh" + ++made,
                        now,
                        hours == 0
                                ? null
                                : new WebhookSecretView.Previous(secret.secret(), now.plus(Duration.ofHours(hours))));
            }
            case "end-overlap" -> secret = new WebhookSecretView(secret.secret(), secret.createdAt(), null);
            default -> {
                // only looked at
            }
        }
        return Reply.of(secret);
    }

    private static boolean right(JsonNode body, String field) {
        return body.path(field).asString("").equals(PASSWORD);
    }

    private static Reply wrong(String field, String what) {
        return new Reply(
                422,
                Json.WIRE.writeValueAsString(Map.of(
                        "error",
                        Map.of(
                                "code",
                                "validation_error",
                                "message",
                                field + " " + what,
                                "details",
                                Map.of(field, List.of(what))))));
    }
}
