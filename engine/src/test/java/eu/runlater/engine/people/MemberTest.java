package eu.runlater.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestPeople.Person;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class MemberTest {
    private static final String MEMBERS = "/api/v1/members";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final JdbcClient jdbc;
    private Tenant tenant;
    private Person owner;
    private Person admin;
    private Person member;

    @SuppressWarnings("NullAway.Init")
    MemberTest(TestAccounts accounts, TestPeople people, TestApi api, JdbcClient jdbc) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void team() {
        tenant = accounts.newTenant();
        owner = people.join(tenant, "owner");
        admin = people.join(tenant, "admin");
        member = people.join(tenant, "member");
    }

    private Answer setRole(String token, UUID user, String role) {
        return api.call("PATCH", token, MEMBERS + "/" + user, "{\"role\":\"" + role + "\"}", Map.of());
    }

    private String role(Person person) {
        return jdbc.sql("select role from member where organization_id = :organization and user_id = :user")
                .param("organization", tenant.organizationId())
                .param("user", person.id())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Test
    void everybody_sees_who_is_in_the_team() {
        Answer answer = api.get(member.token(), MEMBERS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .path("data")
                        .valueStream()
                        .map(one -> one.path("role").asString()))
                .containsExactly("owner", "admin", "member");
        assertThat(answer.json().at("/data/2/you").asBoolean()).isTrue();
        assertThat(answer.body()).doesNotContain("argon2");
    }

    @Test
    void an_admin_changes_a_role_and_the_person_can_do_less_at_once() {
        assertThat(api.post(member.token(), "/api/v1/queue", "{\"url\":\"https://shop.example/\"}")
                        .status())
                .isEqualTo(202);

        Answer changed = setRole(admin.token(), member.id(), "viewer");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().at("/data/role").asString()).isEqualTo("viewer");
        Answer refused = api.post(member.token(), "/api/v1/queue", "{\"url\":\"https://shop.example/\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(api.get(admin.token(), "/api/v1/audit?action=membership.role_changed")
                        .json()
                        .at("/data/0/changes/role/to")
                        .asString())
                .isEqualTo("viewer");
    }

    @Test
    void nobody_becomes_owner_and_the_owner_stays_one() {
        assertThat(setRole(owner.token(), admin.id(), "owner").status()).isEqualTo(422);
        assertThat(setRole(admin.token(), owner.id(), "member").status()).isEqualTo(403);
        assertThat(setRole(owner.token(), owner.id(), "admin").status()).isEqualTo(403);
        assertThat(api.delete(admin.token(), MEMBERS + "/" + owner.id()).status())
                .isEqualTo(403);
        assertThat(api.delete(owner.token(), MEMBERS + "/" + owner.id()).status())
                .isEqualTo(403);
        assertThat(role(owner)).isEqualTo("owner");
        assertThat(role(admin)).isEqualTo("admin");
    }

    @Test
    void a_removed_member_is_out_at_once() {
        assertThat(api.get(member.token(), MEMBERS).status()).isEqualTo(200);

        assertThat(api.delete(admin.token(), MEMBERS + "/" + member.id() + "?reason=left")
                        .status())
                .isEqualTo(204);

        assertThat(api.get(member.token(), MEMBERS).status()).isEqualTo(401);
        assertThat(api.delete(admin.token(), MEMBERS + "/" + member.id()).status())
                .isEqualTo(404);
        assertThat(role(member)).isEqualTo("none");
    }

    @Test
    void people_leave_by_themselves() {
        assertThat(api.delete(member.token(), MEMBERS + "/" + member.id()).status())
                .isEqualTo(204);
        assertThat(role(member)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void members_and_viewers_change_nobody(String role) {
        Person one = people.join(tenant, role);

        assertThat(setRole(one.token(), member.id(), "viewer").status()).isEqualTo(403);
        assertThat(setRole(one.token(), one.id(), "admin").status()).isEqualTo(403);
        assertThat(api.delete(one.token(), MEMBERS + "/" + member.id()).status())
                .isEqualTo(403);
        assertThat(role(member)).isEqualTo("member");
        assertThat(role(one)).isEqualTo(role);
    }

    @Test
    void keys_that_only_read_or_enqueue_change_nobody() {
        for (String scope : new String[] {"read", "enqueue"}) {
            String key = accounts.newKey(tenant.organizationId(), scope);
            assertThat(setRole(key, member.id(), "viewer").status()).isEqualTo(403);
            assertThat(api.delete(key, MEMBERS + "/" + member.id()).status()).isEqualTo(403);
        }
        assertThat(role(member)).isEqualTo("member");
    }

    @Test
    void somebody_of_another_organization_is_as_good_as_nobody() {
        Person foreign = people.join(accounts.newTenant(), "member");
        Answer there = setRole(admin.token(), foreign.id(), "viewer");
        Answer nowhere = setRole(admin.token(), UUID.randomUUID(), "viewer");

        assertThat(there.status()).isEqualTo(404);
        assertThat(there.body()).isEqualTo(nowhere.body());
        assertThat(api.delete(admin.token(), MEMBERS + "/" + foreign.id()).body())
                .isEqualTo(api.delete(admin.token(), MEMBERS + "/" + UUID.randomUUID())
                        .body());
        assertThat(api.get(foreign.token(), "/api/v1/session").status()).isEqualTo(200);
        assertThat(api.get(admin.token(), MEMBERS).body()).doesNotContain(foreign.email());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                              | role
                {"role":null}                   | role
                {"role":1}                      | role
                {"role":"king"}                 | role
                {"role":"viewer","reason":5}    | reason
                {"role":"viewer","rolle":"x"}   | rolle
                """)
    void bad_input_is_refused_by_field(String json, String field) {
        Answer answer = api.call("PATCH", admin.token(), MEMBERS + "/" + member.id(), json, Map.of());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has(field)).isTrue();
        assertThat(role(member)).isEqualTo("member");
        assertThat(api.call("PATCH", admin.token(), MEMBERS + "/me", json, Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_role_in_one_organization_says_nothing_about_another() {
        Tenant second = accounts.newTenant();
        people.join(second, member.id(), "admin");

        assertThat(setRole(member.token(), admin.id(), "viewer").status()).isEqualTo(403);
        assertThat(api.delete(admin.token(), MEMBERS + "/" + member.id()).status())
                .isEqualTo(204);
        assertThat(api.get(people.session(second, member.id()), "/api/v1/session")
                        .json()
                        .at("/data/role")
                        .asString())
                .isEqualTo("admin");
    }
}
