package eu.runlater.engine.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@EngineTest
class OrganizationTest {
    private static final String OWN = "/api/v1/organization";
    private static final String ALL = "/api/v1/organizations";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private Tenant tenant;

    @SuppressWarnings("NullAway.Init")
    OrganizationTest(TestAccounts accounts, TestPeople people, TestApi api) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
    }

    private JsonNode own(String key) {
        return api.get(key, OWN).json().path("data");
    }

    private Answer edit(String key, String json) {
        return api.call("PATCH", key, OWN, json, Map.of());
    }

    @Test
    void everybody_sees_their_organization() {
        JsonNode seen = own(people.join(tenant, "viewer").token());

        assertThat(seen.path("id").asString()).isEqualTo(tenant.organizationId().toString());
        assertThat(seen.path("plan").asString()).isEqualTo("unlimited");
        assertThat(seen.path("members").asInt()).isEqualTo(1);
        assertThat(seen.path("max_retention_days").asInt()).isEqualTo(3_650);
    }

    @Test
    void an_admin_changes_the_settings_and_the_log_says_from_what_to_what() {
        String admin = people.join(tenant, "admin").token();

        Answer changed = edit(admin, """
                {"name":" Shop ","retention_days":90,"circuit_threshold":5,"max_concurrent":20,"host_concurrency":4,
                 "reason":"moved"}""");

        assertThat(changed.status()).isEqualTo(200);
        JsonNode data = changed.json().path("data");
        assertThat(data.path("name").asString()).isEqualTo("Shop");
        assertThat(data.path("retention_days").asInt()).isEqualTo(90);
        assertThat(data.path("circuit_threshold").asInt()).isEqualTo(5);
        assertThat(data.path("max_concurrent").asInt()).isEqualTo(20);
        assertThat(data.path("host_concurrency").asInt()).isEqualTo(4);
        JsonNode entry = api.get(admin, "/api/v1/audit?action=organization.updated")
                .json()
                .at("/data/0");
        assertThat(entry.at("/changes/retention_days/from").asInt()).isEqualTo(30);
        assertThat(entry.at("/changes/retention_days/to").asInt()).isEqualTo(90);
        assertThat(entry.path("reason").asString()).isEqualTo("moved");
    }

    @Test
    void what_is_not_sent_stays_and_null_clears_a_cap() {
        edit(tenant.key(), "{\"max_concurrent\":20,\"host_concurrency\":4}");

        JsonNode data = edit(tenant.key(), "{\"max_concurrent\":null}").json().path("data");

        assertThat(data.path("max_concurrent").isNull()).isTrue();
        assertThat(data.path("host_concurrency").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"name":null}               | name
                {"name":""}                 | name
                {"name":9}                  | name
                {"retention_days":0}        | retention_days
                {"retention_days":3651}     | retention_days
                {"retention_days":1.5}      | retention_days
                {"retention_days":null}     | retention_days
                {"retention_days":"9"}      | retention_days
                {"circuit_threshold":-1}    | circuit_threshold
                {"circuit_threshold":1001}  | circuit_threshold
                {"circuit_threshold":null}  | circuit_threshold
                {"max_concurrent":0}        | max_concurrent
                {"max_concurrent":true}     | max_concurrent
                {"host_concurrency":100001} | host_concurrency
                {"plan":"pro"}              | plan
                {"id":"x"}                  | id
                {"reason":[]}               | reason
                """)
    void bad_input_is_refused_by_field_and_changes_nothing(String json, String field) {
        JsonNode before = own(tenant.key());

        Answer answer = edit(tenant.key(), json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(own(tenant.key())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "free, '{\"retention_days\":8}'",
        "pro, '{\"retention_days\":31}'",
        "pro, '{\"max_concurrent\":6}'",
        "free, '{\"host_concurrency\":11}'"
    })
    void a_plans_limits_bind_its_organization(String plan, String json) {
        assertThat(edit(accounts.newTenant(plan).key(), json).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void settings_are_for_admins(String role) {
        JsonNode before = own(tenant.key());
        String person = people.join(tenant, role).token();

        assertThat(edit(person, "{\"name\":\"Mine\"}").status()).isEqualTo(403);
        assertThat(own(tenant.key()).path("name")).isEqualTo(before.path("name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "enqueue"})
    void settings_are_for_keys_with_full_scope(String scope) {
        assertThat(edit(accounts.newKey(tenant.organizationId(), scope), "{\"name\":\"Mine\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void all_organizations_are_for_operators() {
        String owner = people.join(tenant, "owner").token();
        for (String caller : new String[] {tenant.key(), owner}) {
            assertThat(api.get(caller, ALL).status()).isEqualTo(403);
            assertThat(api.post(caller, ALL, "{\"name\":\"x\",\"owner_email\":\"a@b.example\"}")
                            .status())
                    .isEqualTo(403);
            Answer own =
                    api.call("PATCH", caller, ALL + "/" + tenant.organizationId(), "{\"plan\":\"free\"}", Map.of());
            Answer absent = api.call("PATCH", caller, ALL + "/" + UUID.randomUUID(), "{\"plan\":\"free\"}", Map.of());
            assertThat(own.status()).isEqualTo(403);
            assertThat(own.body()).isEqualTo(absent.body());
        }
        assertThat(own(tenant.key()).path("plan").asString()).isEqualTo("unlimited");
    }

    @Test
    void an_operator_pages_through_all_organizations() {
        String operator = accounts.newOperator().key();
        JsonNode page = api.get(operator, ALL + "?limit=2").json();
        assertThat(page.path("data").size()).isEqualTo(2);
        assertThat(page.path("has_more").asBoolean()).isTrue();

        JsonNode next = api.get(
                        operator,
                        ALL + "?limit=2&cursor=" + page.path("next_cursor").asString())
                .json();

        assertThat(next.path("data").size()).isPositive();
        assertThat(next.at("/data/0/id").asString())
                .isLessThan(page.at("/data/1/id").asString());
        assertThat(api.get(operator, ALL + "?cursor=nonsense").status()).isEqualTo(422);
    }

    @Test
    void an_operator_makes_an_organization_whose_owner_accepts() {
        String operator = accounts.newOperator().key();
        String email = "boss-" + UUID.randomUUID() + "@people.example";
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String json = "{\"name\":\"Bakery\",\"plan\":\"free\",\"owner_email\":\"" + email + "\"}";

        Answer made = api.call("POST", operator, ALL, json, once);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/data/organization/plan").asString()).isEqualTo("free");
        assertThat(made.json().at("/data/organization/retention_days").asInt()).isEqualTo(7);
        Answer repeated = api.call("POST", operator, ALL, json, once);
        assertThat(repeated.json().at("/data/organization/id"))
                .isEqualTo(made.json().at("/data/organization/id"));
        assertThat(repeated.json().at("/data/invite/token").isNull()).isTrue();

        Answer accepted = api.post(
                null,
                "/api/v1/invites/accept",
                "{\"token\":\"%s\",\"password\":\"a fine long password\"}"
                        .formatted(made.json().at("/data/invite/token").asString()));
        assertThat(accepted.json().at("/data/role").asString()).isEqualTo("owner");
        String owner = accepted.json().at("/data/token").asString();
        assertThat(api.get(owner, "/api/v1/webhook-secret").status()).isEqualTo(200);
        assertThat(api.get(owner, "/api/v1/audit").body()).contains("organization.created");
        assertThat(api.get(owner, "/api/v1/engine").status()).isEqualTo(403);
    }

    @Test
    void an_operator_gives_a_plan_which_brings_its_history_and_caps() {
        String operator = accounts.newOperator().key();
        edit(tenant.key(), "{\"max_concurrent\":100}");

        Answer lowered = api.call(
                "PATCH",
                operator,
                ALL + "/" + tenant.organizationId(),
                "{\"plan\":\"free\",\"reason\":\"unpaid\"}",
                Map.of());

        assertThat(lowered.status()).isEqualTo(200);
        assertThat(lowered.json().at("/data/retention_days").asInt()).isEqualTo(7);
        assertThat(lowered.json().at("/data/max_concurrent").isNull()).isTrue();
        assertThat(own(tenant.key()).path("plan").asString()).isEqualTo("free");
        assertThat(api.get(tenant.key(), "/api/v1/usage")
                        .json()
                        .at("/data/plan")
                        .asString())
                .isEqualTo("free");
        assertThat(api.get(tenant.key(), "/api/v1/audit").body())
                .contains("organization.downgraded")
                .contains("unpaid");
        Answer special =
                api.call("PATCH", operator, ALL + "/" + tenant.organizationId(), "{\"retention_days\":400}", Map.of());
        assertThat(special.json().at("/data/retention_days").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"owner_email":"a@b.example"}                           | name
                {"name":"x"}                                            | owner_email
                {"name":"x","owner_email":"a@b.example","plan":"gold"}  | plan
                {"name":"x","owner_email":"a@b.example","id":"mine"}    | id
                """)
    void an_operators_bad_input_is_refused_too(String json, String field) {
        Answer answer = api.post(accounts.newOperator().key(), ALL, json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
    }

    @Test
    void an_organization_that_is_not_there_cannot_be_changed() {
        String operator = accounts.newOperator().key();

        assertThat(api.call("PATCH", operator, ALL + "/" + UUID.randomUUID(), "{\"plan\":\"pro\"}", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(api.call("PATCH", operator, ALL + "/1", "{\"plan\":\"pro\"}", Map.of())
                        .status())
                .isEqualTo(400);
    }
}
