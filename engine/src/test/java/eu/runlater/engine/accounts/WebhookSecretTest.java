package eu.runlater.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
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
class WebhookSecretTest {
    private static final String SECRET = "/api/v1/webhook-secret";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private Tenant tenant;

    @SuppressWarnings("NullAway.Init")
    WebhookSecretTest(TestAccounts accounts, TestPeople people, TestApi api, TestTime time, JdbcClient jdbc) {
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

    private JsonNode secret() {
        return api.get(tenant.key(), SECRET).json().path("data");
    }

    private Answer rotate(String json) {
        return api.post(tenant.key(), SECRET + "/rotate", json);
    }

    private int audited(String action) {
        return jdbc.sql("select count(*) from audit_entry where organization_id = :id and action = :action")
                .param("id", tenant.organizationId())
                .param("action", action)
                .query(Integer.class)
                .single();
    }

    @Test
    void the_secret_is_shown_and_every_look_is_on_record() {
        assertThat(secret().path("secret").asString()).startsWith("whsec_");
        assertThat(secret().path("previous").isNull()).isTrue();
        assertThat(audited("webhook_secret.revealed")).isEqualTo(2);
        assertThat(jdbc.sql("select string_agg(canonical, '') from audit_entry where organization_id = :id")
                        .param("id", tenant.organizationId())
                        .query(String.class)
                        .single())
                .doesNotContain("whsec_");
    }

    @Test
    void a_rotation_lets_both_sign_for_a_day_unless_said_otherwise() {
        String old = secret().path("secret").asString();

        Answer rotated = api.call("POST", tenant.key(), SECRET + "/rotate", null, Map.of());

        assertThat(rotated.status()).isEqualTo(200);
        JsonNode data = rotated.json().path("data");
        assertThat(data.path("secret").asString()).startsWith("whsec_").isNotEqualTo(old);
        assertThat(data.at("/previous/secret").asString()).isEqualTo(old);
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(data.at("/previous/retires_at").asString())))
                .isBetween(
                        Duration.ofMinutes(23 * 60 + 58), Duration.ofHours(24).plusMinutes(1));
        assertThat(audited("webhook_secret.rotated")).isEqualTo(1);
        time.advance(Duration.ofHours(25));
        assertThat(secret().path("previous").isNull()).isTrue();
    }

    @Test
    void deliveries_carry_two_signatures_during_the_overlap_and_one_after_it_was_ended() {
        try (TestTarget target = TestTarget.start()) {
            rotate("{\"overlap_hours\":2}");
            await().atMost(Duration.ofSeconds(10)).until(() -> signatures(target) == 2);

            Answer ended = api.call("POST", tenant.key(), SECRET + "/end-overlap", null, Map.of());

            assertThat(ended.status()).isEqualTo(200);
            assertThat(ended.json().at("/data/previous").isNull()).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> signatures(target) == 1);
        }
        assertThat(audited("webhook_secret.overlap_ended")).isEqualTo(1);
    }

    private int signatures(TestTarget target) {
        int before = target.calls("/hook").size();
        api.post(tenant.key(), "/api/v1/queue", "{\"url\":\"" + target.url("/hook") + "\"}");
        return String.valueOf(target.awaitCalls("/hook", before + 1).getLast().header("webhook-signature"))
                .split(" ")
                .length;
    }

    @Test
    void a_second_rotation_during_an_overlap_needs_force() {
        String first = rotate("{}").json().at("/data/secret").asString();

        Answer refused = rotate("{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/error/code").asString()).isEqualTo("overlap_runs");
        assertThat(secret().path("secret").asString()).isEqualTo(first);
        Answer forced = rotate("{\"force\":true,\"overlap_hours\":1}");
        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.json().at("/data/previous/secret").asString()).isEqualTo(first);
    }

    @Test
    void without_an_overlap_the_old_one_is_gone_at_once() {
        Answer rotated = rotate("{\"overlap_hours\":0}");

        assertThat(rotated.json().at("/data/previous").isNull()).isTrue();
        assertThat(rotate("{\"overlap_hours\":0}").status()).isEqualTo(200);
    }

    @Test
    void ending_an_overlap_that_is_none_changes_nothing() {
        String before = secret().path("secret").asString();

        assertThat(api.post(tenant.key(), SECRET + "/end-overlap", "{}")
                        .json()
                        .at("/data/secret")
                        .asString())
                .isEqualTo(before);
        assertThat(audited("webhook_secret.overlap_ended")).isZero();
    }

    @Test
    void a_repeat_rotates_once_and_stores_no_secret() {
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Answer first = api.call("POST", tenant.key(), SECRET + "/rotate", "{}", once);
        Answer second = api.call("POST", tenant.key(), SECRET + "/rotate", "{}", once);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().at("/data/secret").isNull()).isTrue();
        assertThat(secret().path("secret")).isEqualTo(first.json().at("/data/secret"));
        assertThat(jdbc.sql("select convert_from(answer, 'UTF8') from idempotency_key where organization_id = :id")
                        .param("id", tenant.organizationId())
                        .query(String.class)
                        .single())
                .doesNotContain("whsec_");
        assertThat(api.call("POST", tenant.key(), SECRET + "/rotate", "{\"force\":true}", once)
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"overlap_hours":-1}        | overlap_hours
                {"overlap_hours":169}       | overlap_hours
                {"overlap_hours":"24"}      | overlap_hours
                {"overlap_hours":1.5}       | overlap_hours
                {"force":"yes"}             | force
                {"secret":"whsec_mine"}     | secret
                {"reason":7}                | reason
                """)
    void bad_input_is_refused_by_field_and_rotates_nothing(String json, String field) {
        String before = secret().path("secret").asString();

        Answer answer = rotate(json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(secret().path("secret").asString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void the_secret_is_for_admins(String role) {
        String person = people.join(tenant, role).token();

        Answer look = api.get(person, SECRET);
        assertThat(look.status()).isEqualTo(403);
        assertThat(look.body()).doesNotContain("whsec_");
        assertThat(api.post(person, SECRET + "/rotate", "{}").status()).isEqualTo(403);
        assertThat(api.post(person, SECRET + "/end-overlap", "{}").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "enqueue"})
    void the_secret_is_for_keys_with_full_scope(String scope) {
        assertThat(api.get(accounts.newKey(tenant.organizationId(), scope), SECRET)
                        .status())
                .isEqualTo(403);
    }
}
