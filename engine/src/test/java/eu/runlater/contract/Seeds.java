package eu.runlater.contract;

import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestPeople.Person;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One thing of each kind in an organization of its own, made over HTTP when it is first asked for.
final class Seeds {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /// A seed could not be made.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(Call call, Reply reply) {
            super("a seed was refused: " + call + " → " + reply.status() + " " + reply.body());
            this.status = reply.status();
        }

        /// An answer without what was to be made, such as one of an endpoint that was disabled meanwhile.
        Refused(String why) {
            super(why);
            this.status = 0;
        }

        int status() {
            return status;
        }
    }

    private final String queue =
            "seeds-" + java.util.UUID.randomUUID().toString().substring(0, 8);
    private final Client client;
    private final TestAccounts accounts;
    private final TestPeople people;
    private final Tenant tenant;
    private final Person owner;
    private final TestTarget target;
    private @Nullable String operator;
    private final Map<String, String> made = new HashMap<>();
    private final Map<String, Supplier<String>> makers = new HashMap<>();

    Seeds(Client client, Grounds grounds, TestTarget target) {
        this.client = client;
        this.accounts = grounds.accounts();
        this.people = grounds.people();
        this.tenant = accounts.newTenant();
        this.owner = people.join(tenant, "owner");
        accounts.protectTargets(tenant);
        this.target = target;
        target.on("/fails", Answer.status(500));
        makers.put("tasks", () -> {
            String id = text(post("/api/v1/tasks", """
                    {"url":"%s","delay":"2h","queue":"%s","name":"A seed"}""".formatted(url(), queue)), "task_id");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> get("/api/v1/queues").toString().contains(queue));
            return id;
        });
        makers.put("recurring", () -> text(post("/api/v1/tasks", """
                {"url":"%s","cron":"0 3 * * *","name":"A recurring seed"}""".formatted(url())), "id"));
        makers.put("executions", () -> failed(target.url("/fails")));
        makers.put("waiting", () -> text(post("/api/v1/tasks", """
                {"url":"%s","delay":"2h"}""".formatted(url())), "execution_id"));
        makers.put("queues", () -> {
            value("tasks");
            return queue;
        });
        makers.put("circuits", () -> {
            failed(target.url("/fails").replace("127.0.0.1", "localhost"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !get("/api/v1/circuits").isEmpty());
            return get("/api/v1/circuits").get(0).path("host").asString();
        });
        makers.put("operations", () -> {
            value("executions");
            return text(post("/api/v1/failures/retry", "{\"query\":\"since:1h\"}"), "id");
        });
        makers.put("keys", () -> text(post("/api/v1/keys", "{\"name\":\"a seed\"}"), "id"));
        makers.put("invites", () -> text(invite("seed-" + UUID.randomUUID() + "@example.com"), "id"));
        makers.put("members", () -> people.join(tenant, "member").id().toString());
        makers.put("organizations", () -> tenant.organizationId().toString());
        makers.put("sessions", () -> {
            people.session(tenant, owner.id());
            for (JsonNode session : data(Call.of("GET", "/api/v1/sessions"), owner.token())) {
                if (!session.path("current").asBoolean(false)) {
                    return session.path("id").asString();
                }
            }
            throw new IllegalStateException("no other session");
        });
        makers.put("docs", () -> "page.css");
        makers.put("endpoints", () -> text(post("/api/v1/endpoints", """
                {"name":"A seed","forward_urls":["%s"],"use_queue":false}""".formatted(url())), "id"));
        makers.put("events", () -> {
            String slug = text(get("/api/v1/endpoints/" + value("endpoints")), "slug");
            Reply reply = client.send(Call.of("POST", "/in/" + slug).sending("{}"));
            return text(reply.json(), "id");
        });
        makers.put("monitors", () -> text(post("/api/v1/monitors", """
                {"name":"A seed","schedule_type":"interval","interval_seconds":604800}"""), "id"));
        makers.put("pings", () -> {
            String path = "/api/v1/monitors/" + value("monitors");
            String token = text(get(path), "ping_token");
            Reply reply = client.send(Call.of("POST", "/ping/" + token).sending("{}"));
            if (!reply.succeeded()) {
                throw new Refused("a ping was refused: " + reply.status() + " " + reply.body());
            }
            return text(get(path + "/pings").get(0), "id");
        });
        makers.put("credentials", () -> text(post("/api/v1/credentials", """
                {"name":"seed-bearer","type":"bearer","token":"of-a-seed"}"""), "id"));
    }

    String url() {
        return target.url("/ok");
    }

    String key() {
        return tenant.key();
    }

    /// An address that nobody else in the tests comes from: signing in is limited by address.
    String address() {
        return people.elsewhere().values().iterator().next();
    }

    Person owner() {
        return owner;
    }

    /// Somebody who belongs to another organization and to none of this one's.
    Person stranger() {
        return people.join(accounts.newTenant(), "viewer");
    }

    /// Another organization in which the owner works, too.
    String secondOrganization() {
        Tenant second = accounts.newTenant();
        people.join(second, owner.id(), "member");
        return second.organizationId().toString();
    }

    /// A new invite, with its token.
    JsonNode invite(String email) {
        return post("/api/v1/invites", "{\"email\":\"" + email + "\",\"role\":\"member\"}");
    }

    /// The secret of a second factor that waits to be confirmed.
    String secondFactor() {
        return text(
                data(
                        Call.of("POST", "/api/v1/session/totp")
                                .sending("{\"password\":\"" + TestPeople.PASSWORD + "\"}"),
                        owner.token()),
                "secret");
    }

    void confirmSecondFactor() {
        Reply reply = client.send(Call.of("POST", "/api/v1/session/totp/confirm")
                .sending("{\"code\":\"" + Authenticator.code(secondFactor(), Instant.now()) + "\"}")
                .with("Authorization", "Bearer " + owner.token()));
        if (!reply.succeeded()) {
            throw new Refused(Call.of("POST", "/api/v1/session/totp/confirm"), reply);
        }
    }

    /// The token of the operation's usual caller: a person, an operator, or the organization's key.
    String token(Operation operation) {
        return switch (operation.caller()) {
            case "person" -> owner.token();
            case "operator" -> operatorKey();
            default -> key();
        };
    }

    private String operatorKey() {
        String known = operator;
        if (known == null) {
            known = accounts.newOperator().key();
            operator = known;
        }
        return known;
    }

    Tenant tenant() {
        return tenant;
    }

    /// The id or name of the seed of a kind.
    String value(String kind) {
        String value = made.get(kind);
        if (value == null) {
            Supplier<String> maker = makers.get(kind);
            if (maker == null) {
                throw new IllegalStateException("no seed for \"" + kind + "\": add one to Seeds");
            }
            value = maker.get();
            made.put(kind, value);
        }
        return value;
    }

    /// Which kinds of seeds stand in a path, in order.
    static List<String> kinds(Operation operation) {
        List<String> kinds = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            String before = operation.path().substring(0, variables.start() - 1);
            String kind = before.substring(before.lastIndexOf('/') + 1);
            if (kind.equals("tasks") && operation.path().matches(".*/(firings|backfill)$")) {
                kind = "recurring";
            }
            if (operation.path().endsWith("/executions/{id}/cancel")) {
                kind = "waiting";
            }
            kinds.add(kind);
        }
        return kinds;
    }

    /// A path with these values.
    static String filled(Operation operation, List<String> values) {
        Matcher variables = VARIABLE.matcher(operation.path());
        int[] next = {0};
        return variables.replaceAll(_ -> Matcher.quoteReplacement(Call.encoded(values.get(next[0]++))));
    }

    /// A path with this organization's things.
    String path(Operation operation) {
        return filled(operation, kinds(operation).stream().map(this::value).toList());
    }

    private String failed(String url) {
        String id = text(post("/api/v1/tasks", """
                {"url":"%s","retry_attempts":0}""".formatted(url)), "execution_id");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get("/api/v1/executions/" + id)
                        .at("/execution/status")
                        .asString()
                        .equals("failed"));
        return id;
    }

    JsonNode get(String path) {
        return data(Call.of("GET", path));
    }

    JsonNode post(String path, String json) {
        return data(Call.of("POST", path).sending(json));
    }

    private JsonNode data(Call call) {
        return data(call, key());
    }

    private JsonNode data(Call call, String token) {
        Reply reply = client.send(call.with("Authorization", "Bearer " + token));
        if (!reply.succeeded()) {
            throw new Refused(call, reply);
        }
        return reply.json().path("data");
    }

    static String text(JsonNode data, String field) {
        String text = data.path(field).asString("");
        if (text.isEmpty()) {
            throw new Refused("no " + field + " in " + data);
        }
        return text;
    }
}
