package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class EndpointTest {
    private static final String ROUTE = "/api/v1/endpoints";

    private final TestAccounts accounts;
    private final TestApi api;
    private final JdbcClient jdbc;

    EndpointTest(TestAccounts accounts, TestApi api, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.jdbc = jdbc;
    }

    private JsonNode make(Tenant tenant, String json) {
        TestApi.Answer made = api.post(tenant.key(), ROUTE, json);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("data");
    }

    @Test
    void a_new_endpoint_has_the_contracts_defaults() {
        Tenant tenant = accounts.newTenant();

        TestApi.Answer made = api.post(tenant.key(), ROUTE, """
                {"endpoint":{"name":"Stripe Webhooks!","forward_urls":["https://shop.example/hooks"]}}""");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonNode endpoint = made.json().path("data");
        assertThat(endpoint.path("slug").asString()).matches("ep_[A-Za-z0-9_-]{32}");
        assertThat(endpoint.path("inbound_url").asString())
                .isEqualTo(api.baseUrl() + "/in/" + endpoint.path("slug").asString());
        assertThat(endpoint.path("enabled").asBoolean()).isTrue();
        assertThat(endpoint.path("retry_attempts").asInt()).isEqualTo(5);
        assertThat(endpoint.path("use_queue").asBoolean()).isTrue();
        assertThat(endpoint.path("queue").asString()).isEqualTo("stripe-webhooks");
        assertThat(endpoint.path("ordered").asBoolean()).isFalse();
        assertThat(endpoint.path("forward_headers").isEmpty()).isTrue();
        assertThat(endpoint.path("forward_body").isNull()).isTrue();
        assertThat(endpoint.path("verification").isNull()).isTrue();
        assertThat(endpoint.has("forward_url")).isFalse();
        assertThat(made.header("Location"))
                .isEqualTo(ROUTE + "/" + endpoint.path("id").asString());
        assertThat(api.get(tenant.key(), ROUTE + "/" + endpoint.path("id").asString())
                        .json())
                .isEqualTo(made.json());
    }

    @Test
    void slugs_are_never_the_same() {
        Tenant tenant = accounts.newTenant();
        Set<String> slugs = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            slugs.add(make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}")
                    .path("slug")
                    .asString());
        }
        assertThat(slugs).hasSize(20);
    }

    @Test
    void an_edit_leaves_what_it_does_not_name_and_null_clears() {
        Tenant tenant = accounts.newTenant();
        JsonNode made = make(tenant, """
                {"name":"A b","forward_urls":["https://a.example/","https://b.example/"],"retry_attempts":2,
                 "forward_headers":{"X-A":"1"},"forward_body":"b","forward_method":"PUT","notify_on_failure":true,
                 "on_failure_url":"https://c.example/","filters":[{"header":"x","exists":true}]}""");
        String path = ROUTE + "/" + made.path("id").asString();

        JsonNode edited =
                api.call("PATCH", tenant.key(), path, """
                        {"name":"Neu","forward_body":null,"forward_method":null,"notify_on_failure":null,"filters":null}""", Map.of()).json().path("data");

        assertThat(edited.path("name").asString()).isEqualTo("Neu");
        assertThat(edited.path("queue").asString()).isEqualTo("neu");
        assertThat(edited.path("slug")).isEqualTo(made.path("slug"));
        assertThat(edited.path("forward_urls")).isEqualTo(made.path("forward_urls"));
        assertThat(edited.path("retry_attempts").asInt()).isEqualTo(2);
        assertThat(edited.path("forward_headers")).isEqualTo(made.path("forward_headers"));
        assertThat(edited.path("on_failure_url").asString()).isEqualTo("https://c.example/");
        for (String cleared : List.of("forward_body", "forward_method", "notify_on_failure")) {
            assertThat(edited.path(cleared).isNull()).as(cleared).isTrue();
        }
        assertThat(edited.path("filters")).isEmpty();
        assertThat(edited.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void an_edit_of_an_older_version_is_409_with_the_newest() {
        Tenant tenant = accounts.newTenant();
        JsonNode made = make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}");
        String path = ROUTE + "/" + made.path("id").asString();
        api.call("PUT", tenant.key(), path, "{\"name\":\"y\"}", Map.of());

        TestApi.Answer late = api.call("PUT", tenant.key(), path, "{\"name\":\"z\",\"version\":1}", Map.of());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/error/current/name").asString()).isEqualTo("y");
    }

    @Test
    void ordered_is_the_queues_setting() {
        Tenant tenant = accounts.newTenant();
        JsonNode made = make(tenant, "{\"name\":\"Pay\",\"forward_url\":\"https://shop.example/\",\"ordered\":true}");

        assertThat(made.path("ordered").asBoolean()).isTrue();
        assertThat(api.get(tenant.key(), "/api/v1/queues/pay")
                        .json()
                        .at("/data/ordered")
                        .asBoolean())
                .isTrue();
        api.call("PATCH", tenant.key(), "/api/v1/queues/pay", "{\"ordered\":false}", Map.of());
        assertThat(api.get(tenant.key(), ROUTE + "/" + made.path("id").asString())
                        .json()
                        .at("/data/ordered")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_deleted_endpoint_is_gone_with_its_events() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, tenant, target.url("/hook"), "");
            sender.post("{}").id();
            target.awaitCalls("/hook", 1);

            assertThat(api.delete(tenant.key(), sender.path()).status()).isEqualTo(204);

            assertThat(api.delete(tenant.key(), sender.path()).status()).isEqualTo(404);
            assertThat(api.get(tenant.key(), sender.path() + "/events").status())
                    .isEqualTo(404);
            assertThat(sender.post("{}").status()).isEqualTo(404);
            assertThat(jdbc.sql("select count(*) from inbound_event where endpoint_id = :id::uuid")
                            .param("id", sender.id())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void the_free_plan_has_three() {
        Tenant tenant = accounts.newTenant("free");
        for (int i = 0; i < 3; i++) {
            make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}");
        }

        TestApi.Answer fourth =
                api.post(tenant.key(), ROUTE, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}");

        assertThat(fourth.status()).isEqualTo(422);
        assertThat(fourth.json().at("/error/details").has("base")).isTrue();
        assertThat(api.get(tenant.key(), ROUTE).json().path("data")).hasSize(3);
    }

    @Test
    void a_repeated_request_with_its_idempotency_key_makes_one() {
        Tenant tenant = accounts.newTenant();
        String json = "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}";

        TestApi.Answer first = api.call("POST", tenant.key(), ROUTE, json, Map.of("Idempotency-Key", "e1"));
        TestApi.Answer again = api.call("POST", tenant.key(), ROUTE, json, Map.of("Idempotency-Key", "e1"));
        TestApi.Answer other =
                api.call("POST", tenant.key(), ROUTE, json.replace("\"x\"", "\"y\""), Map.of("Idempotency-Key", "e1"));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/error/code").asString()).isEqualTo("idempotency_mismatch");
        assertThat(api.get(tenant.key(), ROUTE).json().path("data")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"forward_urls\":[\"https://a.example/\"]} | name",
                "{\"name\":\" \",\"forward_urls\":[\"https://a.example/\"]} | name",
                "{\"name\":7,\"forward_urls\":[\"https://a.example/\"]} | name",
                "{\"name\":\"x\"} | forward_urls",
                "{\"name\":\"x\",\"forward_urls\":[]} | forward_urls",
                "{\"name\":\"x\",\"forward_urls\":\"https://a.example/\"} | forward_urls",
                "{\"name\":\"x\",\"forward_urls\":[7]} | forward_urls",
                "{\"name\":\"x\",\"forward_urls\":[\"ftp://a.example/\"]} | forward_urls",
                "{\"name\":\"x\",\"forward_urls\":[\"http://10.0.0.1/\"]} | forward_urls",
                "{\"name\":\"x\",\"forward_url\":\"http://printer.local/\"} | forward_url",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"retry_attempts\":11} | retry_attempts",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"retry_attempts\":\"5\"} | retry_attempts",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"enabled\":1} | enabled",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"forward_method\":\"get\"} | forward_method",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"forward_headers\":[]} | forward_headers",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"forward_headers\":{\"Host\":\"a\"}} | forward_headers",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"forward_body\":{}} | forward_body",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"pass_headers\":[\"x-a\"]} | pass_headers",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"on_failure_url\":\"nowhere\"} | on_failure_url",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"use_queue\":false,\"ordered\":true} | ordered",
                "{\"name\":\"x\",\"forward_url\":\"https://a.example/\",\"nmae\":\"x\"} | nmae",
            })
    void a_field_that_is_wrong_is_named(String json, String field) {
        Tenant tenant = accounts.newTenant();

        TestApi.Answer answer = api.post(tenant.key(), ROUTE, json);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field))
                .as(answer.body())
                .isTrue();
        assertThat(api.get(tenant.key(), ROUTE).json().path("data")).isEmpty();
    }

    @Test
    void ten_addresses_are_the_most() {
        String ten = "\"https://a.example/\",".repeat(10);
        Tenant tenant = accounts.newTenant();
        make(tenant, "{\"name\":\"x\",\"forward_urls\":[" + ten + "]}");

        TestApi.Answer eleven =
                api.post(tenant.key(), ROUTE, "{\"name\":\"x\",\"forward_urls\":[" + ten + "\"https://b.example/\"]}");

        assertThat(eleven.status()).isEqualTo(422);
        assertThat(eleven.json().at("/error/details").has("forward_urls")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET ",
                "PATCH ",
                "PUT ",
                "DELETE ",
                "GET /events",
                "GET /events/%s",
                "POST /events/%s/replay",
                "POST /replay"
            })
    void what_another_organization_has_is_not_there(String call) {
        Tenant owner = accounts.newTenant();
        Tenant other = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, owner, target.url("/hook"), "");
            String event = sender.post("{}").id();
            String[] parts = call.split(" ", -1);
            String json = parts[1].equals("/replay")
                    ? "{\"status\":\"success\"}"
                    : parts[0].startsWith("P") && parts[1].isEmpty() ? "{\"name\":\"stolen\"}" : null;

            TestApi.Answer foreign =
                    api.call(parts[0], other.key(), sender.path() + parts[1].formatted(event), json, Map.of());
            TestApi.Answer absent = api.call(
                    parts[0], other.key(), ROUTE + "/" + UUID.randomUUID() + parts[1].formatted(event), json, Map.of());

            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.body()).isEqualTo(absent.body());
            assertThat(api.get(other.key(), ROUTE).json().path("data")).isEmpty();
            assertThat(api.get(owner.key(), sender.path())
                            .json()
                            .at("/data/name")
                            .asString())
                    .isEqualTo("Payment events");
        }
    }

    @Test
    void an_event_of_another_endpoint_is_not_there() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Sender one = Sender.to(api, tenant, target.url("/hook"), "");
            Sender other = Sender.to(api, tenant, target.url("/hook"), "");
            String event = one.post("{}").id();

            assertThat(api.get(tenant.key(), other.path() + "/events/" + event).status())
                    .isEqualTo(404);
            assertThat(other.replayOne(event).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/events?status=bad, 422",
        "/events?cursor=xyz, 422",
        "/events?from=yesterday, 422",
        "/events?limit=0, 200",
        "/events?limit=x, 200",
        "/events/1, 400",
        "/events/00000000-0000-7000-8000-000000000000, 404",
    })
    void a_list_asked_for_wrongly_says_so(String path, int status) {
        Tenant tenant = accounts.newTenant();
        String id = make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}")
                .path("id")
                .asString();

        assertThat(api.get(tenant.key(), ROUTE + "/" + id + path).status()).isEqualTo(status);
    }

    @Test
    void a_reading_key_sees_and_changes_nothing() {
        Tenant tenant = accounts.newTenant();
        String reader = accounts.newKey(tenant.organizationId(), "read");
        String id = make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}")
                .path("id")
                .asString();

        assertThat(api.get(reader, ROUTE + "/" + id).status()).isEqualTo(200);
        assertThat(api.post(reader, ROUTE, "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(api.delete(reader, ROUTE + "/" + id).status()).isEqualTo(403);
        assertThat(api.post(reader, ROUTE + "/" + id + "/replay", "{\"status\":\"failed\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void every_change_is_on_record_without_what_is_secret() {
        Tenant tenant = accounts.newTenant();
        String id = make(tenant, "{\"name\":\"x\",\"forward_url\":\"https://shop.example/\"}")
                .path("id")
                .asString();
        api.call("PATCH", tenant.key(), ROUTE + "/" + id, """
                {"enabled":false,"forward_headers":{"X-Token":"s3cret"},"reason":"ticket 7",
                 "verification":{"scheme":"github","secret":"gh-s3cret"}}""", Map.of());
        api.delete(tenant.key(), ROUTE + "/" + id);

        JsonNode entries = api.get(tenant.key(), "/api/v1/audit").json().path("data");

        assertThat(entries)
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("endpoint.deleted", "endpoint.updated", "endpoint.created");
        assertThat(entries.toString()).contains("ticket 7", "forward_headers").doesNotContain("s3cret");
    }
}
