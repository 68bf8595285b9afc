package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.CredentialView;
import eu.runlater.model.CredentialView.Certificate;
import eu.runlater.model.CredentialView.OAuth2;
import eu.runlater.model.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The part of the scripted engine that answers about credentials: kept in memory, never a secret in an answer. Any
/// thread.
public final class ScriptedCredentials implements ScriptedEngine.Routes {
    private final Instant now;
    private final Map<UUID, CredentialView> credentials = new LinkedHashMap<>();

    public ScriptedCredentials(Instant now) {
        this.now = now;
    }

    public static ScriptedCredentials of(ScriptedEngine engine, Instant now) {
        ScriptedCredentials credentials = new ScriptedCredentials(now);
        engine.learn(credentials);
        return credentials;
    }

    /// One of each type; the CRM's is in use, the partner's certificate ends soon.
    public synchronized ScriptedCredentials shop() {
        add("crm", "bearer", List.of("api.crm.test", "*.crm.test"), null, null, null, Duration.ofMinutes(4), 3);
        add("erp batch", "basic", List.of(), "runlater", null, null, Duration.ofHours(6), 1);
        add(
                "partner api",
                "oauth2_client_credentials",
                List.of("api.partner.test"),
                null,
                new OAuth2(
                        "https://login.partner.test/oauth/token",
                        "acme-runlater",
                        "orders.write",
                        null,
                        "header",
                        now.plus(Duration.ofMinutes(41))),
                null,
                Duration.ofSeconds(40),
                2);
        add(
                "bank gateway",
                "mtls",
                List.of("gate.bank.test"),
                null,
                null,
                new Certificate(
                        "CN=acme-runlater,O=Acme",
                        "CN=Bank Client CA",
                        "8F:2A:11:C0:5D:7E:90:3B:44:61:AA:0C:92:1F:E3:77",
                        now.minus(Duration.ofDays(356)),
                        now.plus(Duration.ofDays(9)),
                        List.of("CN=Bank Client CA")),
                null,
                0);
        return this;
    }

    private void add(
            String name,
            String type,
            List<String> hosts,
            @Nullable String username,
            @Nullable OAuth2 oauth2,
            @Nullable Certificate certificate,
            @Nullable Duration used,
            long usedBy) {
        UUID id = new UUID(0x0196a1c28f107000L, 0x8000000000000300L + credentials.size());
        credentials.put(
                id,
                new CredentialView(
                        id,
                        name,
                        type,
                        hosts,
                        username,
                        oauth2,
                        certificate,
                        used == null ? null : now.minus(used),
                        usedBy,
                        now.minus(Duration.ofDays(120)),
                        now.minus(Duration.ofDays(20)),
                        1));
    }

    public synchronized CredentialView named(String name) {
        return credentials.values().stream()
                .filter(credential -> credential.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public synchronized List<CredentialView> all() {
        return credentials.values().stream()
                .sorted(Comparator.comparing(CredentialView::name))
                .toList();
    }

    @Override
    public synchronized @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        if (parts.isEmpty() || !parts.getFirst().equals("credentials")) {
            return null;
        }
        if (parts.size() == 1) {
            return call.method().equals("GET")
                    ? new Reply(200, Json.WIRE.writeValueAsString(new Page<>(all(), false, null)))
                    : create(Json.WIRE.readTree(call.body()));
        }
        CredentialView known = credentials.get(UUID.fromString(parts.get(1)));
        if (known == null) {
            return Reply.refused(404, "not_found", "No such credential.");
        }
        return switch (call.method()) {
            case "DELETE" -> delete(known);
            case "PATCH" -> change(known, Json.WIRE.readTree(call.body()));
            default -> Reply.of(known);
        };
    }

    private Reply create(JsonNode sent) {
        String type = sent.path("type").asString("");
        if (type.equals("bearer") && sent.path("token").asString("").isEmpty()) {
            return wrong("token", "is required");
        }
        add(
                sent.path("name").asString(""),
                type,
                sent.path("hosts").valueStream().map(JsonNode::asString).toList(),
                sent.path("username").asString(null),
                null,
                null,
                null,
                0);
        return new Reply(201, Reply.of(named(sent.path("name").asString(""))).json());
    }

    private Reply change(CredentialView known, JsonNode sent) {
        if (sent.path("version").asInt(known.version()) != known.version()) {
            return Reply.refused(409, "version_conflict", "The credential was changed meanwhile.");
        }
        CredentialView changed = new CredentialView(
                known.id(),
                sent.path("name").asString(known.name()),
                known.type(),
                sent.has("hosts")
                        ? sent.path("hosts")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : known.hosts(),
                sent.path("username").asString(known.username()),
                known.oauth2(),
                known.certificate(),
                known.lastUsedAt(),
                known.usedBy(),
                known.insertedAt(),
                now,
                known.version() + 1);
        credentials.put(known.id(), changed);
        return Reply.of(changed);
    }

    private Reply delete(CredentialView known) {
        if (known.usedBy() > 0) {
            return Reply.refused(
                    409,
                    "credential_in_use",
                    "Credential \"" + known.name() + "\" is named by " + known.usedBy()
                            + " recurring tasks and 0 waiting"
                            + " one-time tasks, so it cannot be deleted. Give those another one first.");
        }
        credentials.remove(known.id());
        return new Reply(204, "");
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
