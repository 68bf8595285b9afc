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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class InviteTest {
    private static final String INVITES = "/api/v1/invites";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private Tenant tenant;
    private Person admin;
    private String email;

    @SuppressWarnings("NullAway.Init")
    InviteTest(TestAccounts accounts, TestPeople people, TestApi api, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void team() {
        tenant = accounts.newTenant();
        admin = people.join(tenant, "admin");
        email = "new-" + UUID.randomUUID() + "@people.example";
    }

    private JsonNode invite(String address, String role) {
        Answer answer = api.post(admin.token(), INVITES, "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(address, role));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("data");
    }

    private Answer accept(@org.jspecify.annotations.Nullable String caller, String json) {
        return api.call("POST", caller, INVITES + "/accept", json, Map.of());
    }

    private int members() {
        return api.get(admin.token(), "/api/v1/members").json().path("data").size();
    }

    private int open() {
        return api.get(admin.token(), INVITES).json().path("data").size();
    }

    @Test
    void a_new_person_accepts_with_a_password_and_is_signed_in() {
        JsonNode invite = invite(email, "viewer");
        String token = invite.path("token").asString();
        assertThat(invite.path("invited_by").asString()).isEqualTo(admin.email());
        assertThat(api.get(admin.token(), INVITES).body()).contains(email).doesNotContain(token);

        Answer accepted = accept(
                null, "{\"token\":\"%s\",\"password\":\"a fine long password\",\"name\":\"Ida\"}".formatted(token));

        assertThat(accepted.status()).isEqualTo(201);
        String session = accepted.json().at("/data/token").asString();
        JsonNode who = api.get(session, "/api/v1/session").json().path("data");
        assertThat(who.at("/user/email").asString()).isEqualTo(email);
        assertThat(who.at("/user/name").asString()).isEqualTo("Ida");
        assertThat(who.path("role").asString()).isEqualTo("viewer");
        assertThat(open()).isZero();
        assertThat(members()).isEqualTo(2);
        assertThat(api.call(
                                "POST",
                                null,
                                "/api/v1/session",
                                "{\"email\":\"%s\",\"password\":\"a fine long password\"}".formatted(email),
                                people.elsewhere())
                        .status())
                .isEqualTo(201);
        assertThat(api.get(admin.token(), "/api/v1/audit").body())
                .contains("invite.invited")
                .contains("invite.accepted")
                .doesNotContain(token);
    }

    @Test
    void an_invite_is_used_up_by_accepting() {
        String json = "{\"token\":\"%s\",\"password\":\"a fine long password\"}"
                .formatted(invite(email, "member").path("token").asString());
        assertThat(accept(null, json).status()).isEqualTo(201);

        assertThat(accept(null, json).status()).isEqualTo(404);
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void somebody_with_an_account_signs_in_first_and_joins_then_twice_is_once() {
        Person bob = people.join(accounts.newTenant(), "member");
        String json = "{\"token\":\"%s\"}"
                .formatted(invite(bob.email().toUpperCase(java.util.Locale.ROOT), "admin")
                        .path("token")
                        .asString());
        Answer stranger = accept(null, json);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.json().at("/error/code").asString()).isEqualTo("sign_in_first");

        Answer joined = accept(bob.token(), json);

        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.json().at("/data/id").asString())
                .isEqualTo(tenant.organizationId().toString());
        assertThat(joined.json().at("/data/role").asString()).isEqualTo("admin");
        assertThat(accept(bob.token(), json).status()).isEqualTo(200);
        assertThat(members()).isEqualTo(2);
        assertThat(api.get(bob.token(), "/api/v1/session")
                        .json()
                        .at("/data/organizations")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void an_invite_is_for_its_address_only() {
        Person bob = people.join(accounts.newTenant(), "member");
        String token = invite(email, "admin").path("token").asString();

        Answer answer = accept(bob.token(), "{\"token\":\"" + token + "\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/error/code").asString()).isEqualTo("invite_for_another");
        assertThat(members()).isEqualTo(1);
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void an_invite_is_good_for_seven_days_and_makes_room_for_another() {
        String token = invite(email, "member").path("token").asString();
        time.advance(Duration.ofDays(7).plusSeconds(1));
        String session = people.session(tenant, admin.id());
        admin = new Person(admin.id(), admin.email(), session);

        assertThat(accept(null, "{\"token\":\"%s\",\"password\":\"a fine long password\"}".formatted(token))
                        .status())
                .isEqualTo(404);
        assertThat(open()).isZero();
        assertThat(invite(email, "member").path("token").asString()).isNotEqualTo(token);
    }

    @Test
    void an_invite_that_was_taken_back_is_gone() {
        JsonNode invite = invite(email, "member");
        assertThat(api.delete(admin.token(), INVITES + "/" + invite.path("id").asString())
                        .status())
                .isEqualTo(204);

        assertThat(accept(
                                null,
                                "{\"token\":\"%s\",\"password\":\"a fine long password\"}"
                                        .formatted(invite.path("token").asString()))
                        .status())
                .isEqualTo(404);
        assertThat(api.delete(admin.token(), INVITES + "/" + invite.path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void one_open_invite_an_address_and_none_for_members() {
        invite(email, "member");
        Answer again =
                api.post(admin.token(), INVITES, "{\"email\":\"" + email.toUpperCase(java.util.Locale.ROOT) + "\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().at("/error/code").asString()).isEqualTo("already_invited");

        Answer known = api.post(admin.token(), INVITES, "{\"email\":\"" + admin.email() + "\"}");
        assertThat(known.status()).isEqualTo(422);
        assertThat(known.json().at("/error/details").has("email")).isTrue();
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void the_free_plan_has_room_for_two_also_when_many_are_invited_at_once() throws Exception {
        tenant = accounts.newTenant("free");
        admin = people.join(tenant, "owner");
        List<Callable<Integer>> many = IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i ->
                        () -> api.post(admin.token(), INVITES, "{\"email\":\"%d-%s\"}".formatted(i, email))
                                .status())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Integer> answers =
                    threads.invokeAll(many).stream().map(Future::resultNow).toList();

            assertThat(answers).containsOnlyOnce(201).containsOnly(201, 422);
        }
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void a_repeat_invites_once_and_does_not_show_the_token_again() {
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String json = "{\"email\":\"" + email + "\"}";
        api.call("POST", admin.token(), INVITES, json, once);

        Answer repeated = api.call("POST", admin.token(), INVITES, json, once);

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.json().at("/data/token").isNull()).isTrue();
        assertThat(api.call("POST", admin.token(), INVITES, "{\"email\":\"x" + email + "\"}", once)
                        .status())
                .isEqualTo(422);
        assertThat(open()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                          | email
                {"email":5}                                 | email
                {"email":"nobody"}                          | email
                {"email":"a@b@c"}                           | email
                {"email":"a b@c.example"}                   | email
                {"email":"a,b@c.example"}                   | email
                {"email":"a;b@c.example"}                   | email
                {"email":"@c.example"}                      | email
                {"email":"a@"}                              | email
                {"email":"a\\r\\nBcc: x@c.example"}         | email
                {"email":"a@c.example","role":"owner"}      | role
                {"email":"a@c.example","role":true}         | role
                {"email":"a@c.example","roll":"member"}     | roll
                """)
    void bad_input_is_refused_by_field_and_invites_nobody(String json, String field) {
        Answer answer = api.post(admin.token(), INVITES, json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(open()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                  | token
                {"token":4}                         | token
                {"token":"TOKEN"}                   | password
                {"token":"TOKEN","password":"short"}| password
                {"token":"TOKEN","password":"long enough to be one","name":"  "}| name
                {"token":"TOKEN","role":"admin"}    | role
                """)
    void a_bad_acceptance_changes_nothing(String json, String field) {
        String token = invite(email, "member").path("token").asString();

        Answer answer = accept(null, json.replace("TOKEN", token));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(open()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from app_user where email = :email")
                        .param("email", email)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void invites_are_for_admins(String role) {
        String person = people.join(tenant, role).token();
        String id = invite(email, "member").path("id").asString();

        assertThat(api.get(person, INVITES).status()).isEqualTo(403);
        assertThat(api.post(person, INVITES, "{\"email\":\"x@people.example\"}").status())
                .isEqualTo(403);
        assertThat(api.delete(person, INVITES + "/" + id).status()).isEqualTo(403);
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void an_invite_of_another_organization_is_as_good_as_none() {
        String id = invite(email, "member").path("id").asString();
        Tenant other = accounts.newTenant();

        Answer there = api.delete(other.key(), INVITES + "/" + id);

        assertThat(there.status()).isEqualTo(404);
        assertThat(there.body())
                .isEqualTo(api.delete(other.key(), INVITES + "/" + UUID.randomUUID())
                        .body());
        assertThat(open()).isEqualTo(1);
    }
}
