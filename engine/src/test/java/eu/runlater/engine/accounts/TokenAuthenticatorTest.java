package eu.runlater.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.web.Caller;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class TokenAuthenticatorTest {
    private final BearerRepository repository;
    private final TestAccounts accounts;
    private final JdbcClient jdbc;

    TokenAuthenticatorTest(BearerRepository repository, TestAccounts accounts, JdbcClient jdbc) {
        this.repository = repository;
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    @Test
    void a_key_is_found_with_its_organization_plan_and_scope() {
        TestAccounts.Tenant tenant = accounts.newTenant("pro");
        String readKey = accounts.newKey(tenant.organizationId(), "read");

        Caller caller = fresh(readKey);

        assertThat(caller.organizationId()).isEqualTo(tenant.organizationId());
        assertThat(caller.plan()).isEqualTo("pro");
        assertThat(caller.scope()).isEqualTo(Caller.Scope.READ);
    }

    @Test
    void a_revoked_key_is_refused_everywhere_within_five_seconds() {
        TestAccounts.Tenant tenant = accounts.newTenant();
        TokenAuthenticator authenticator = new TokenAuthenticator(repository);
        assertThat(authenticator.authenticate(tenant.key())).isPresent();

        jdbc.sql("update api_key set revoked_at = app_now() where organization_id = :id")
                .param("id", tenant.organizationId())
                .update();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> authenticator.authenticate(tenant.key()).isEmpty());
        authenticator.stop();
    }

    @Test
    void an_expired_an_unknown_and_an_absurdly_long_key_are_refused() {
        TestAccounts.Tenant tenant = accounts.newTenant();
        jdbc.sql("update api_key set expires_at = app_now() where organization_id = :id")
                .param("id", tenant.organizationId())
                .update();
        TokenAuthenticator authenticator = new TokenAuthenticator(repository);

        assertThat(authenticator.authenticate(tenant.key())).isEmpty();
        assertThat(authenticator.authenticate("sk_live_" + "x".repeat(43))).isEmpty();
        assertThat(authenticator.authenticate("x".repeat(100_000))).isEmpty();
        authenticator.stop();
    }

    @Test
    void the_use_of_a_key_is_noted_behind_the_request() {
        TestAccounts.Tenant tenant = accounts.newTenant();
        TokenAuthenticator authenticator = new TokenAuthenticator(repository);
        authenticator.used(authenticator.authenticate(tenant.key()).orElseThrow(), "203.0.113.7");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql(
                                "select last_used_from = '203.0.113.7' and last_used_at is not null from api_key where organization_id = :id")
                        .param("id", tenant.organizationId())
                        .query(Boolean.class)
                        .optional()
                        .orElse(false));
        authenticator.stop();
    }

    private Caller fresh(String key) {
        TokenAuthenticator authenticator = new TokenAuthenticator(repository);
        try {
            return authenticator.authenticate(key).orElseThrow();
        } finally {
            authenticator.stop();
        }
    }
}
