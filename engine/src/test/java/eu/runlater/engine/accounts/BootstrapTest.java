package eu.runlater.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.EngineApplication;
import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import eu.runlater.engine.web.Authenticator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class BootstrapTest {
    private static final String GIVEN_KEY = "sk_live_" + "0123456789abcdefghijABCDEFGHIJ-_0123456789x";
    private static final String GIVEN_SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @Test
    void two_engines_that_start_at_the_same_moment_make_one_organization() throws Exception {
        String url = TestPostgres.newDatabaseUrl();
        Callable<ConfigurableApplicationContext> engine = () -> start(url, Map.of());
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            var starts = threads.invokeAll(List.of(engine, engine));
            try (ConfigurableApplicationContext one = starts.get(0).get();
                    ConfigurableApplicationContext two = starts.get(1).get()) {
                assertThat(count(one, "organization")).isEqualTo(1);
                assertThat(count(one, "api_key")).isEqualTo(1);
                assertThat(List.of(made(one).isPresent(), made(two).isPresent()))
                        .containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void the_given_key_works_and_nothing_is_stored_in_clear() {
        String url = TestPostgres.newDatabaseUrl();
        Map<String, String> settings = Map.of(
                "RUNLATER_BOOTSTRAP_API_KEY",
                GIVEN_KEY,
                "RUNLATER_BOOTSTRAP_EMAIL",
                "ada@example.org",
                "RUNLATER_BOOTSTRAP_PASSWORD",
                "correct horse battery",
                "RUNLATER_BOOTSTRAP_WEBHOOK_SECRET",
                GIVEN_SECRET,
                "RUNLATER_ENCRYPTION_KEY",
                Base64.getEncoder().encodeToString(new byte[32]));
        try (ConfigurableApplicationContext engine = start(url, settings)) {
            FirstStart made = made(engine).orElseThrow();
            assertThat(made.apiKey()).isEqualTo(GIVEN_KEY);
            assertThat(made.password()).isEmpty();
            assertThat(made.webhookSecret()).isEqualTo(GIVEN_SECRET);
            assertThat(engine.getBean(Authenticator.class).authenticate(GIVEN_KEY))
                    .isPresent();

            JdbcClient jdbc = engine.getBean(JdbcClient.class);
            String user = jdbc.sql("select email || ' ' || password_hash from app_user")
                    .query(String.class)
                    .single();
            assertThat(user).startsWith("ada@example.org $argon2id$");
            assertThat(new Passwords().matches("correct horse battery", user.substring(user.indexOf('$'))))
                    .isTrue();
            byte[] secret = jdbc.sql("select secret from signing_secret")
                    .query(byte[].class)
                    .single();
            assertThat(new String(secret, StandardCharsets.ISO_8859_1))
                    .doesNotContain(made.webhookSecret().substring(0, 12));
        }
        try (ConfigurableApplicationContext engine = start(url, settings)) {
            assertThat(made(engine)).isEmpty();
            assertThat(count(engine, "api_key")).isEqualTo(1);
        }
    }

    private static ConfigurableApplicationContext start(String url, Map<String, String> settings) {
        Settings all = TestEngine.settings(url, settings);
        return new SpringApplicationBuilder(EngineApplication.class)
                .initializers(new EngineSettings(all))
                .run();
    }

    private static Optional<FirstStart> made(ConfigurableApplicationContext engine) {
        return engine.getBean(Bootstrap.class).made();
    }

    private static int count(ConfigurableApplicationContext engine, String table) {
        return engine.getBean(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }
}
