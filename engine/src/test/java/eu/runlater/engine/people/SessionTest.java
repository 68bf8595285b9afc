package eu.runlater.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestPeople.Person;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class SessionTest {
    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private Tenant tenant;
    private Person ida;
    private Map<String, String> here;

    @SuppressWarnings("NullAway.Init")
    SessionTest(TestAccounts accounts, TestPeople people, TestApi api, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void somebody() {
        tenant = accounts.newTenant("pro");
        ida = people.join(tenant, "admin");
        here = people.elsewhere();
    }

    private Answer signIn(String email, String password) {
        return post("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password), here);
    }

    private Answer post(String json, Map<String, String> headers) {
        return api.call("POST", null, "/api/v1/session", json, headers);
    }

    private static String code(Answer answer) {
        return answer.json().at("/error/code").asString();
    }

    @Test
    void a_password_gives_a_session_that_the_api_takes_like_a_key() {
        Answer answer = signIn(ida.email().toUpperCase(java.util.Locale.ROOT), TestPeople.PASSWORD);

        assertThat(answer.status()).isEqualTo(201);
        String token = answer.json().at("/data/token").asString();
        assertThat(token).matches("rls_[A-Za-z0-9_-]{43}");
        assertThat(answer.json().at("/data/user/email").asString()).isEqualTo(ida.email());
        assertThat(answer.json().at("/data/organization/id").asString())
                .isEqualTo(tenant.organizationId().toString());
        assertThat(answer.json().at("/data/role").asString()).isEqualTo("admin");
        assertThat(answer.json().at("/data/operator").asBoolean()).isFalse();
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(answer.json().at("/data/expires_at").asString())))
                .isBetween(Duration.ofDays(13), Duration.ofDays(15));
        assertThat(api.get(token, "/api/v1/tasks").status()).isEqualTo(200);
        assertThat(stored(token)).isZero();
    }

    private int stored(String text) {
        return jdbc.sql("select count(*) from session where session::text like '%' || :text || '%'")
                .param("text", text)
                .query(Integer.class)
                .single();
    }

    @Test
    void a_wrong_password_and_an_address_nobody_has_answer_the_same() {
        Answer wrong = signIn(ida.email(), "correct horse batterie");
        Answer nobody = signIn("nobody-" + UUID.randomUUID() + "@people.example", TestPeople.PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(code(wrong)).isEqualTo("invalid_credentials");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrong.body());
    }

    @Test
    void somebody_without_a_password_cannot_sign_in_with_one() {
        jdbc.sql("update app_user set password_hash = null where id = :id")
                .param("id", ida.id())
                .update();

        assertThat(code(signIn(ida.email(), TestPeople.PASSWORD))).isEqualTo("invalid_credentials");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                                        | email
                {"email":"a@b.example"}                                   | password
                {"email":1,"password":"x"}                                | email
                {"email":"a@b.example","password":["x"]}                  | password
                {"email":"a@b.example","password":""}                     | password
                {"email":"a@b.example","password":"x","code":1}           | code
                {"email":"a@b.example","password":"x","organization_id":7}| organization_id
                {"email":"a@b.example","password":"x","organization_id":"1-1-1-1-1"}| organization_id
                {"email":"a\\u0000@b.example","password":"x"}             | email
                """)
    void bad_input_is_refused_by_field(String json, String field) {
        Answer answer = post(json, here);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
    }

    @Test
    void what_is_too_long_or_unknown_is_refused_and_no_secret_is_repeated() {
        Answer tooLong = post("{\"email\":\"a@b.example\",\"password\":\"" + "s".repeat(129) + "\"}", here);
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body()).doesNotContain("ssss");
        assertThat(post("{\"email\":\"" + "a".repeat(161) + "\",\"password\":\"x\"}", here)
                        .status())
                .isEqualTo(422);
        Answer unknown = post("{\"email\":\"a@b.example\",\"passwort\":\"x\"}", here);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(code(unknown)).isEqualTo("unknown_field");
        assertThat(unknown.body()).contains("did you mean").contains("password");
        assertThat(post("[]", here).status()).isEqualTo(400);
        assertThat(post("{", here).status()).isEqualTo(400);
    }

    @Test
    void ten_attempts_on_one_account_are_enough_from_wherever_they_come() {
        for (int i = 0; i < 10; i++) {
            assertThat(post(
                                    "{\"email\":\"%s\",\"password\":\"guess %d\"}".formatted(ida.email(), i),
                                    people.elsewhere())
                            .status())
                    .isEqualTo(401);
        }

        Answer blocked = signIn(ida.email(), TestPeople.PASSWORD);

        assertThat(blocked.status()).isEqualTo(429);
        assertThat(code(blocked)).isEqualTo("too_many_attempts");
        assertThat(Integer.parseInt(String.valueOf(blocked.header("Retry-After"))))
                .isBetween(1, 900);
        time.advance(Duration.ofMinutes(15));
        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void an_account_that_nobody_has_is_throttled_like_one_that_is() {
        String nobody = "nobody-" + UUID.randomUUID() + "@people.example";
        for (int i = 0; i < 10; i++) {
            post("{\"email\":\"%s\",\"password\":\"guess\"}".formatted(nobody), people.elsewhere());
        }

        assertThat(signIn(nobody, "guess").status()).isEqualTo(429);
    }

    @Test
    void fifty_attempts_from_one_address_are_enough_whatever_the_account() {
        jdbc.sql("""
                insert into sign_in_attempt (subject, since, count) values (sha256(:subject::bytea), app_now(), 49)
                """).param("subject", "address:" + here.get("X-Forwarded-For")).update();
        assertThat(signIn("a-" + UUID.randomUUID() + "@people.example", "guess").status())
                .isEqualTo(401);

        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(429);
        here = people.elsewhere();
        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void signing_in_well_forgets_earlier_mistakes() {
        for (int i = 0; i < 9; i++) {
            signIn(ida.email(), "guess");
        }
        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(201);

        assertThat(signIn(ida.email(), "guess").status()).isEqualTo(401);
    }

    @Test
    void who_am_i_tells_people_and_keys_what_they_are() {
        Answer person = api.get(ida.token(), "/api/v1/session");
        assertThat(person.status()).isEqualTo(200);
        assertThat(person.json().at("/data/kind").asString()).isEqualTo("user");
        assertThat(person.json().at("/data/role").asString()).isEqualTo("admin");
        assertThat(person.json().at("/data/user/email").asString()).isEqualTo(ida.email());
        assertThat(person.json().at("/data/organization/plan").asString()).isEqualTo("pro");

        for (String scope : List.of("full", "read", "enqueue")) {
            Answer key = api.get(accounts.newKey(tenant.organizationId(), scope), "/api/v1/session");
            assertThat(key.status()).isEqualTo(200);
            assertThat(key.json().at("/data/kind").asString()).isEqualTo("key");
            assertThat(key.json().at("/data/scope").asString()).isEqualTo(scope);
            assertThat(key.json().at("/data/user").isNull()).isTrue();
            assertThat(key.json().at("/data/organizations").size()).isEqualTo(1);
        }
    }

    @Test
    void signing_out_ends_the_session_at_once() {
        assertThat(api.delete(ida.token(), "/api/v1/session").status()).isEqualTo(204);

        assertThat(api.get(ida.token(), "/api/v1/session").status()).isEqualTo(401);
        assertThat(audited("session.deleted")).isEqualTo(1);
    }

    private int audited(String action) {
        return jdbc.sql("select count(*) from audit_entry where organization_id = :id and action = :action")
                .param("id", tenant.organizationId())
                .param("action", action)
                .query(Integer.class)
                .single();
    }

    @Test
    void people_see_and_end_their_own_sessions_and_nobody_elses() {
        String phone = people.session(tenant, ida.id());
        Person bob = people.join(tenant, "owner");
        var sessions = api.get(ida.token(), "/api/v1/sessions").json().path("data");
        assertThat(sessions.size()).isEqualTo(2);
        assertThat(sessions.valueStream().filter(one -> one.path("current").asBoolean()))
                .hasSize(1);
        String other = sessions.valueStream()
                .filter(one -> !one.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();

        Answer foreign = api.delete(bob.token(), "/api/v1/sessions/" + other);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body())
                .isEqualTo(api.delete(bob.token(), "/api/v1/sessions/" + UUID.randomUUID())
                        .body());
        assertThat(api.get(phone, "/api/v1/session").status()).isEqualTo(200);

        assertThat(api.delete(ida.token(), "/api/v1/sessions/" + other).status())
                .isEqualTo(204);
        assertThat(api.get(phone, "/api/v1/session").status()).isEqualTo(401);
        assertThat(api.delete(ida.token(), "/api/v1/sessions/" + other).status())
                .isEqualTo(404);
        assertThat(api.delete(ida.token(), "/api/v1/sessions/nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void a_session_ends_after_fourteen_days_and_use_in_the_second_week_renews_it() {
        time.advance(Duration.ofDays(8));
        assertThat(api.get(ida.token(), "/api/v1/session").status()).isEqualTo(200);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        jdbc.sql("""
                                select expires_at > app_now() + interval '13 days' from session where user_id = :id""").param("id", ida.id()).query(Boolean.class).single());

        time.advance(Duration.ofDays(15));
        String other = people.join(tenant, "viewer").token();
        assertThat(api.get(other, "/api/v1/session").status()).isEqualTo(200);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(6))
                .until(() -> api.get(ida.token(), "/api/v1/session").status() == 401);
    }

    @Test
    void a_session_works_in_one_organization_and_can_be_moved_to_another_of_the_persons() {
        Tenant second = accounts.newTenant();
        people.join(second, ida.id(), "viewer");
        String body = "{\"organization_id\":\"" + second.organizationId() + "\"}";

        Answer moved = api.call("PUT", ida.token(), "/api/v1/session/organization", body, Map.of());

        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().at("/data/role").asString()).isEqualTo("viewer");
        assertThat(moved.json().at("/data/organizations").size()).isEqualTo(2);
        assertThat(api.get(ida.token(), "/api/v1/session")
                        .json()
                        .at("/data/organization/id")
                        .asString())
                .isEqualTo(second.organizationId().toString());
        assertThat(api.post(ida.token(), "/api/v1/queue", "{\"url\":\"https://shop.example/\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_organization_one_is_no_member_of_is_as_good_as_none() {
        Tenant foreign = accounts.newTenant();
        Answer there = api.call(
                "PUT",
                ida.token(),
                "/api/v1/session/organization",
                "{\"organization_id\":\"" + foreign.organizationId() + "\"}",
                Map.of());
        Answer nowhere = api.call(
                "PUT",
                ida.token(),
                "/api/v1/session/organization",
                "{\"organization_id\":\"" + UUID.randomUUID() + "\"}",
                Map.of());

        assertThat(there.status()).isEqualTo(404);
        assertThat(there.body()).isEqualTo(nowhere.body());
        Answer signIn = post(
                "{\"email\":\"%s\",\"password\":\"%s\",\"organization_id\":\"%s\"}"
                        .formatted(ida.email(), TestPeople.PASSWORD, foreign.organizationId()),
                here);
        assertThat(signIn.status()).isEqualTo(404);
        assertThat(signIn.body()).isEqualTo(there.body());
        assertThat(api.get(ida.token(), "/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void whoever_is_in_no_organization_any_more_is_told_so_after_the_right_password_only() {
        jdbc.sql("delete from member where user_id = :id").param("id", ida.id()).update();

        assertThat(code(signIn(ida.email(), TestPeople.PASSWORD))).isEqualTo("no_organization");
        assertThat(code(signIn(ida.email(), "a wrong password"))).isEqualTo("invalid_credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /api/v1/session",
                "GET /api/v1/sessions",
                "DELETE /api/v1/sessions/018f0000-0000-7000-8000-000000000000",
                "PUT /api/v1/session/organization",
                "POST /api/v1/session/password",
                "POST /api/v1/session/totp",
                "POST /api/v1/session/totp/confirm",
                "DELETE /api/v1/session/totp"
            })
    void what_is_about_a_person_is_refused_to_keys_and_strangers(String call) {
        String method = call.split(" ")[0];
        String path = call.split(" ")[1];

        assertThat(api.call(method, tenant.key(), path, "{}", Map.of()).status())
                .isEqualTo(403);
        assertThat(api.call(method, null, path, "{}", Map.of()).status()).isEqualTo(401);
        assertThat(api.call(method, "rls_" + "x".repeat(43), path, "{}", Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_password_is_changed_with_the_old_one_and_ends_all_other_sessions() {
        String phone = people.session(tenant, ida.id());

        Answer changed = api.call(
                "POST",
                ida.token(),
                "/api/v1/session/password",
                "{\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                        .formatted(TestPeople.PASSWORD, "another horse battery"),
                here);

        assertThat(changed.status()).isEqualTo(204);
        assertThat(api.get(phone, "/api/v1/session").status()).isEqualTo(401);
        assertThat(api.get(ida.token(), "/api/v1/session").status()).isEqualTo(200);
        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(ida.email(), "another horse battery").status()).isEqualTo(201);
        assertThat(audited("user.password_changed")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"new_password":"another horse battery"}                                                | current_password
                {"current_password":"wrong","new_password":"another horse battery"}                     | current_password
                {"current_password":"correct horse battery"}                                            | new_password
                {"current_password":"correct horse battery","new_password":"elevenchars"}               | new_password
                {"current_password":"correct horse battery","new_password":5}                           | new_password
                """)
    void a_password_is_not_changed_without_the_old_one_or_to_a_bad_one(String json, String field) {
        Answer answer = api.call("POST", ida.token(), "/api/v1/session/password", json, here);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(signIn(ida.email(), TestPeople.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void passwords_of_twelve_and_of_128_characters_work_and_129_do_not() {
        String longest = "ü".repeat(128);
        Map<String, Integer> expected = new HashMap<>();
        expected.put("ü".repeat(129), 422);
        expected.put(longest, 204);
        expected.forEach((password, status) -> assertThat(api.call(
                                "POST",
                                ida.token(),
                                "/api/v1/session/password",
                                "{\"current_password\":\"%s\",\"new_password\":\"%s\"}"
                                        .formatted(TestPeople.PASSWORD, password),
                                here)
                        .status())
                .isEqualTo(status));
        assertThat(signIn(ida.email(), longest).status()).isEqualTo(201);
    }

    @Test
    void whoever_has_no_password_yet_needs_a_fresh_sign_in_to_set_one() {
        jdbc.sql("update app_user set password_hash = null where id = :id")
                .param("id", ida.id())
                .update();
        String body = "{\"new_password\":\"another horse battery\"}";
        time.advance(Duration.ofMinutes(11));
        assertThat(code(api.call("POST", ida.token(), "/api/v1/session/password", body, here)))
                .isEqualTo("sign_in_again");

        String fresh = people.session(tenant, ida.id());
        assertThat(api.call("POST", fresh, "/api/v1/session/password", body, here)
                        .status())
                .isEqualTo(204);
    }
}
