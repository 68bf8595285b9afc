package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.EngineApplication;
import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import eu.runlater.engine.testing.TestTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("§6 Rate limits")
class Section06RateLimitsTest extends Contract {
    private final TestTime time;
    private final InstantSource clock;

    Section06RateLimitsTest(TestAccounts accounts, TestApi api, TestTime time, InstantSource clock) {
        super(accounts, api);
        this.time = time;
        this.clock = clock;
    }

    /// To the beginning of the next minute, so that what follows falls into one window.
    private void nextMinute() {
        long second = clock.instant().getEpochSecond() % 60;
        time.advance(Duration.ofSeconds(60 - second));
    }

    private TestApi.Answer last(int count, String key) {
        TestApi.Answer answer = api.get(key, QUEUES);
        for (int i = 1; i < count; i++) {
            answer = api.get(key, QUEUES);
        }
        return answer;
    }

    @Test
    void answers_say_how_the_key_stands() {
        nextMinute();
        Tenant pro = accounts.newTenant("pro");
        TestApi.Answer answer = last(3, pro.key());
        assertThat(answer.header("RateLimit-Limit")).isEqualTo("500");
        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("497");
        assertThat(Integer.parseInt(String.valueOf(answer.header("RateLimit-Reset"))))
                .isBetween(1, 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "pro"})
    void the_501st_request_of_a_minute_is_429_in_the_envelope(String plan) {
        nextMinute();
        Tenant limited = accounts.newTenant(plan);
        assertThat(last(500, limited.key()).status()).isEqualTo(200);
        TestApi.Answer refused = api.get(limited.key(), QUEUES);
        assertRefused(refused, 429, "rate_limited", null);
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("Retry-After"))
                .isEqualTo(refused.header("RateLimit-Reset"))
                .matches("[1-9][0-9]?");

        nextMinute();
        assertThat(api.get(limited.key(), QUEUES).status()).isEqualTo(200);
    }

    @Test
    void a_refused_request_does_nothing() {
        nextMinute();
        Tenant pro = accounts.newTenant("pro");
        last(500, pro.key());
        assertRefused(
                api.post(pro.key(), TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"1h\"}"),
                429,
                "rate_limited",
                null);
        nextMinute();
        assertThat(api.get(pro.key(), TASKS).json().path("data")).isEmpty();
    }

    @Test
    void keys_of_one_organization_count_each_for_itself() {
        nextMinute();
        Tenant pro = accounts.newTenant("pro");
        String other = accounts.newKey(pro.organizationId(), "full");
        assertThat(last(501, pro.key()).status()).isEqualTo(429);
        assertThat(api.get(other, QUEUES).status()).isEqualTo(200);
    }

    @Test
    void plan_unlimited_has_no_limit() {
        TestApi.Answer answer = last(600, tenant.key());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit-Limit")).isNull();
    }

    @Test
    void requests_that_are_refused_for_other_reasons_count_too() {
        nextMinute();
        Tenant pro = accounts.newTenant("pro");
        api.post(pro.key(), TASKS, "{}");
        api.get(pro.key(), "/api/v1/nothing-here");
        assertThat(api.get(pro.key(), QUEUES).header("RateLimit-Remaining")).isEqualTo("497");
    }

    /// An engine with limits for addresses; the tests' own has none, because all tests share one address.
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Of_clients_without_a_key {
        private final HttpClient client = HttpClient.newHttpClient();
        private @Nullable ConfigurableApplicationContext engine;

        @BeforeAll
        void start() {
            engine = new SpringApplicationBuilder(EngineApplication.class, TestAccounts.class)
                    .initializers(new EngineSettings(TestEngine.settings(
                            TestPostgres.newDatabaseUrl(),
                            Map.of(
                                    "RUNLATER_RATE_LIMIT_PER_ADDRESS", "50",
                                    "RUNLATER_RATE_LIMIT_PER_MINUTE", "30",
                                    "RUNLATER_TRUSTED_PROXIES", "127.0.0.1/32"))))
                    .run();
        }

        @AfterAll
        void stop() {
            if (engine != null) {
                engine.close();
            }
        }

        private HttpResponse<String> get(String path, String address, String token) {
            String port = Objects.requireNonNull(engine).getEnvironment().getRequiredProperty("local.server.port");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("X-Forwarded-For", address);
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private String key() {
            return Objects.requireNonNull(engine)
                    .getBean(TestAccounts.class)
                    .newTenant()
                    .key();
        }

        /// The first refusal's place, within two windows: the clock may turn in between.
        private int firstRefused(String path, String address, String token) {
            for (int i = 1; i <= 101; i++) {
                if (get(path, address, token).statusCode() == 429) {
                    return i;
                }
            }
            return Integer.MAX_VALUE;
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health", "/health/ready", "/api/v1/openapi", "/api/v1/tasks", "/nothing"})
        void every_open_route_is_limited_by_address(String path) {
            String address = "198.51.100." + Math.floorMod(path.hashCode(), 250);
            assertThat(firstRefused(path, address, "")).isBetween(51, 100);
            HttpResponse<String> refused = get(path, address, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(JsonMapper.shared()
                            .readTree(refused.body())
                            .at("/error/code")
                            .asString())
                    .isEqualTo("rate_limited");
            assertThat(get(path, "203.0.113.9", "").statusCode()).isNotEqualTo(429);
        }

        @Test
        void wrong_keys_count_for_the_address() {
            assertThat(firstRefused("/api/v1/tasks", "192.0.2.1", "sk_live_" + "w".repeat(43)))
                    .isBetween(51, 100);
        }

        @Test
        void a_valid_key_is_served_from_an_address_that_is_used_up() {
            firstRefused("/health", "192.0.2.2", "");
            assertThat(get("/api/v1/queues", "192.0.2.2", key()).statusCode()).isEqualTo(200);
        }

        @Test
        void a_limit_that_is_set_also_holds_on_plan_unlimited() {
            assertThat(firstRefused("/api/v1/queues", "192.0.2.3", key())).isBetween(30, 61);
        }
    }
}
