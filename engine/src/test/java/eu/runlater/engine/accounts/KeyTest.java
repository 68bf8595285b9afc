package eu.runlater.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class KeyTest {
    private static final String KEYS = "/api/v1/keys";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private Tenant tenant;

    @SuppressWarnings("NullAway.Init")
    KeyTest(TestAccounts accounts, TestPeople people, TestApi api, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
    }

    private JsonNode create(String json) {
        Answer answer = api.post(tenant.key(), KEYS, json);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("data");
    }

    private int keys() {
        return api.get(tenant.key(), KEYS).json().path("data").size();
    }

    private int audited(String action) {
        return jdbc.sql("select count(*) from audit_entry where organization_id = :id and action = :action")
                .param("id", tenant.organizationId())
                .param("action", action)
                .query(Integer.class)
                .single();
    }

    @Test
    void a_key_is_shown_once_and_works_in_its_scope() {
        JsonNode made = create("{\"name\":\"ci-deploy\",\"scope\":\"enqueue\"}");
        String token = made.path("token").asString();

        assertThat(token).matches("sk_live_[A-Za-z0-9_-]{43}");
        assertThat(made.path("prefix").asString()).isEqualTo(token.substring(0, 12));
        assertThat(api.get(tenant.key(), KEYS).body()).contains("ci-deploy").doesNotContain(token);
        assertThat(api.post(token, "/api/v1/queue", "{\"url\":\"https://shop.example/\"}")
                        .status())
                .isEqualTo(202);
        assertThat(api.get(token, KEYS).status()).isEqualTo(403);
        assertThat(audited("api_key.created")).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from api_key where api_key::text like '%' || :token || '%'")
                        .param("token", token.substring(12))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_full_key_is_what_one_gets_without_saying_more() {
        JsonNode made = create("{\"name\":\"all\"}");

        assertThat(made.path("scope").asString()).isEqualTo("full");
        assertThat(made.path("expires_at").isNull()).isTrue();
        assertThat(made.path("created_by").asString()).isEqualTo("test key");
    }

    @Test
    void a_key_ends_when_it_was_said_to() {
        Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        JsonNode made = create("{\"name\":\"short\",\"expires_at\":\"" + end + "\"}");
        String token = made.path("token").asString();
        assertThat(Instant.parse(made.path("expires_at").asString())).isEqualTo(end);
        assertThat(api.get(token, "/api/v1/session").status()).isEqualTo(200);

        time.advance(Duration.ofMinutes(61));

        await().atMost(Duration.ofSeconds(6))
                .until(() -> api.get(token, "/api/v1/session").status() == 401);
    }

    @Test
    void a_revoked_key_is_refused_at_once_and_gone_from_the_list() {
        JsonNode made = create("{\"name\":\"old\"}");
        String path = KEYS + "/" + made.path("id").asString();
        assertThat(api.get(made.path("token").asString(), KEYS).status()).isEqualTo(200);

        assertThat(api.delete(tenant.key(), path + "?reason=leaked").status()).isEqualTo(204);

        assertThat(api.get(made.path("token").asString(), KEYS).status()).isEqualTo(401);
        assertThat(keys()).isEqualTo(1);
        assertThat(api.delete(tenant.key(), path).status()).isEqualTo(404);
        assertThat(api.get(tenant.key(), "/api/v1/audit").body()).contains("leaked");
    }

    @Test
    void a_key_gets_another_name() {
        JsonNode made = create("{\"name\":\"old\"}");
        String path = KEYS + "/" + made.path("id").asString();

        Answer renamed = api.call("PATCH", tenant.key(), path, "{\"name\":\"new\"}", Map.of());

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json().at("/data/name").asString()).isEqualTo("new");
        assertThat(renamed.json().at("/data/token").isNull()).isTrue();
        assertThat(audited("api_key.updated")).isEqualTo(1);
        assertThat(api.call("PATCH", tenant.key(), path, "{\"name\":\"new\"}", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(audited("api_key.updated")).isEqualTo(1);
    }

    @Test
    void a_repeat_makes_no_second_key_and_does_not_show_the_first_one_again() {
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Answer first = api.call("POST", tenant.key(), KEYS, "{\"name\":\"one\"}", once);
        Answer second = api.call("POST", tenant.key(), KEYS, "{\"name\":\"one\"}", once);
        Answer other = api.call("POST", tenant.key(), KEYS, "{\"name\":\"two\"}", once);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json().at("/data/id")).isEqualTo(first.json().at("/data/id"));
        assertThat(second.json().at("/data/token").isNull()).isTrue();
        assertThat(jdbc.sql(
                                "select count(*) from idempotency_key where convert_from(answer, 'UTF8') like '%' || :t || '%'")
                        .param("t", first.json().at("/data/token").asString())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/error/code").asString()).isEqualTo("idempotency_mismatch");
        assertThat(keys()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                                          | name
                {"name":null}                                               | name
                {"name":7}                                                  | name
                {"name":"  "}                                               | name
                {"name":"a\\nb"}                                            | name
                {"name":"a\\u0000b"}                                        | name
                {"name":"x","scope":"admin"}                                | scope
                {"name":"x","scope":["full"]}                               | scope
                {"name":"x","expires_at":"tomorrow"}                        | expires_at
                {"name":"x","expires_at":"2020-01-01T00:00:00Z"}            | expires_at
                {"name":"x","expires_at":"2999-01-01T00:00:00Z"}            | expires_at
                {"name":"x","expires_at":"2027-01-01T00:00:00"}             | expires_at
                {"name":"x","expires_at":1}                                 | expires_at
                {"name":"x","operator":"yes"}                               | operator
                {"name":"x","token":"sk_live_mine"}                         | token
                {"name":"x","organization_id":"018f0000-0000-7000-8000-000000000000"} | organization_id
                """)
    void bad_input_is_refused_by_field_and_makes_nothing(String json, String field) {
        Answer answer = api.post(tenant.key(), KEYS, json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void a_name_of_255_characters_is_the_longest() {
        assertThat(api.post(tenant.key(), KEYS, "{\"name\":\"" + "n".repeat(255) + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(tenant.key(), KEYS, "{\"name\":\"" + "n".repeat(256) + "\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void only_operators_make_operators() {
        Answer refused = api.post(tenant.key(), KEYS, "{\"name\":\"x\",\"operator\":true}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(keys()).isEqualTo(1);

        Tenant operator = accounts.newOperator();
        Answer made = api.post(operator.key(), KEYS, "{\"name\":\"x\",\"operator\":true}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(api.get(made.json().at("/data/token").asString(), "/api/v1/engine")
                        .status())
                .isEqualTo(200);
        assertThat(api.post(operator.key(), KEYS, "{\"name\":\"x\",\"operator\":true,\"scope\":\"read\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_key_of_another_organization_is_as_good_as_none() {
        Tenant other = accounts.newTenant();
        String foreign = api.get(other.key(), KEYS).json().at("/data/0/id").asString();
        String absent = UUID.randomUUID().toString();

        for (String id : new String[] {foreign, absent}) {
            Answer edit = api.call("PATCH", tenant.key(), KEYS + "/" + id, "{\"name\":\"mine\"}", Map.of());
            assertThat(edit.status()).isEqualTo(404);
            assertThat(edit.json().at("/error/message").asString()).isEqualTo("No such API key.");
            assertThat(api.delete(tenant.key(), KEYS + "/" + id).status()).isEqualTo(404);
        }
        assertThat(api.delete(tenant.key(), KEYS + "/1").status()).isEqualTo(400);
        assertThat(api.get(other.key(), KEYS).json().at("/data/0/name").asString())
                .isEqualTo("test key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void keys_are_for_admins(String role) {
        String person = people.join(tenant, role).token();
        String id = api.get(tenant.key(), KEYS).json().at("/data/0/id").asString();

        assertThat(api.get(person, KEYS).status()).isEqualTo(403);
        assertThat(api.post(person, KEYS, "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(api.call("PATCH", person, KEYS + "/" + id, "{\"name\":\"x\"}", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(api.delete(person, KEYS + "/" + id).status()).isEqualTo(403);
        assertThat(keys()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "enqueue"})
    void keys_are_for_keys_with_full_scope(String scope) {
        String key = accounts.newKey(tenant.organizationId(), scope);

        assertThat(api.get(key, KEYS).status()).isEqualTo(403);
        assertThat(api.post(key, KEYS, "{\"name\":\"x\"}").status()).isEqualTo(403);
    }

    @Test
    void an_admin_makes_a_key_and_the_list_says_who_did() {
        TestPeople.Person ida = people.join(tenant, "admin");

        assertThat(api.post(ida.token(), KEYS, "{\"name\":\"idas\"}")
                        .json()
                        .at("/data/created_by")
                        .asString())
                .isEqualTo(ida.email());
    }
}
