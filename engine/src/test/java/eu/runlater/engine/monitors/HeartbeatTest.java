package eu.runlater.engine.monitors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Behaviour §19, on a moved clock.
@EngineTest
class HeartbeatTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Watched watched;
    private final HeardChanges heard;
    private final TestApi api;
    private final Tenant tenant;

    HeartbeatTest(Watched watched, HeardChanges heard, TestAccounts accounts, TestApi api) {
        this.watched = watched;
        this.heard = heard;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    private void awaitStatus(JsonNode monitor, String status) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(watched.status(tenant, monitor)).isEqualTo(status));
    }

    private JsonNode armed() {
        JsonNode monitor = watched.hourly(tenant);
        assertThat(watched.ping(monitor, "").status()).isEqualTo(200);
        return monitor;
    }

    @Test
    void a_monitor_that_was_never_pinged_never_alarms() {
        JsonNode monitor = watched.hourly(tenant);
        watched.running(Duration.ofDays(2));
        assertThat(watched.status(tenant, monitor)).isEqualTo("new");
    }

    @Test
    void it_is_up_to_the_end_of_its_grace_and_down_after_it() {
        JsonNode monitor = armed();
        watched.running(HOUR.plus(GRACE).minus(SECOND.multipliedBy(5)));
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");

        watched.running(SECOND.multipliedBy(10));

        awaitStatus(monitor, "down");
        assertThat(watched.show(tenant, monitor).path("cause").asString()).isEqualTo("overdue");
        assertThat(watched.events(tenant, "monitor.down")).isEqualTo(1);
        assertThat(heard.of(Watched.id(monitor))).containsExactly("FAILING overdue");
    }

    @Test
    void it_stays_down_and_tells_once() {
        JsonNode monitor = armed();
        watched.running(HOUR.multipliedBy(2));
        awaitStatus(monitor, "down");
        watched.running(HOUR.multipliedBy(5));
        assertThat(heard.of(Watched.id(monitor))).hasSize(1);
    }

    @Test
    void pings_in_time_keep_it_up() {
        JsonNode monitor = armed();
        for (int i = 0; i < 3; i++) {
            watched.running(HOUR.plus(GRACE).minus(SECOND.multipliedBy(10)));
            assertThat(watched.ping(monitor, "").status()).isEqualTo(200);
        }
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        assertThat(heard.of(Watched.id(monitor))).isEmpty();
    }

    @Test
    void many_pings_at_once_are_one_recovery() throws Exception {
        JsonNode monitor = armed();
        watched.running(HOUR.multipliedBy(2));
        awaitStatus(monitor, "down");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TestApi.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(callers.submit(() -> watched.ping(monitor, "")));
            }
            for (Future<TestApi.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        assertThat(watched.events(tenant, "monitor.recovered")).isEqualTo(1);
        assertThat(heard.of(Watched.id(monitor))).containsExactly("FAILING overdue", "RECOVERED overdue");
    }

    @Test
    void an_hour_without_an_engine_moves_the_deadline_by_an_hour() {
        JsonNode monitor = armed();
        watched.running(HOUR.minus(GRACE));

        watched.stopped(HOUR);
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        watched.running(GRACE.multipliedBy(2).minus(SECOND.multipliedBy(10)));
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");

        watched.running(SECOND.multipliedBy(20));
        awaitStatus(monitor, "down");
    }

    @Test
    void a_deadline_that_was_set_after_an_outage_does_not_move_by_it() {
        JsonNode monitor = watched.hourly(tenant);
        watched.stopped(HOUR);
        watched.ping(monitor, "");
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(Instant.parse(shown.path("deadline_at").asString()))
                .isEqualTo(
                        Instant.parse(shown.path("next_expected_at").asString()).plus(GRACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fail", "/1", "/255"})
    void a_failure_that_is_reported_is_down_at_once(String end) {
        JsonNode monitor = watched.hourly(tenant);
        assertThat(watched.ping(monitor, end).status()).isEqualTo(200);
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("status").asString()).isEqualTo("down");
        assertThat(shown.path("cause").asString())
                .isEqualTo(end.equals("/fail") ? "reported failure" : "exit code " + end.substring(1));
        watched.ping(monitor, "/0");
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        assertThat(heard.of(Watched.id(monitor))).hasSize(2);
    }

    @Test
    void a_run_is_timed_from_its_start() {
        JsonNode monitor = watched.hourly(tenant);
        watched.ping(monitor, "/start");
        assertThat(watched.status(tenant, monitor)).isEqualTo("new");
        watched.running(Duration.ofMinutes(7));
        watched.ping(monitor, "/0");
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("last_duration_ms").asLong()).isBetween(420_000L, 440_000L);
        assertThat(shown.path("started_at").isNull()).isTrue();
        JsonNode newest =
                api.get(tenant.key(), Watched.path(monitor) + "/pings").json().at("/data/0");
        assertThat(newest.path("kind").asString()).isEqualTo("success");
        assertThat(newest.path("duration_ms").asLong()).isBetween(420_000L, 440_000L);
    }

    @Test
    void disabled_it_takes_no_ping_and_never_alarms_and_enabled_again_it_is_new() {
        JsonNode monitor = armed();
        assertThat(watched.edit(tenant, monitor, "{\"enabled\":false}")
                        .path("status")
                        .asString())
                .isEqualTo("paused");
        assertThat(watched.ping(monitor, "").status()).isEqualTo(410);
        watched.running(Duration.ofDays(1));
        assertThat(watched.status(tenant, monitor)).isEqualTo("paused");
        JsonNode again = watched.edit(tenant, monitor, "{\"enabled\":true}");
        assertThat(again.path("status").asString()).isEqualTo("new");
        assertThat(again.path("next_expected_at").isNull()).isTrue();
    }

    @Test
    void another_schedule_counts_from_now_on() {
        JsonNode monitor = armed();
        watched.running(Duration.ofMinutes(30));
        watched.edit(tenant, monitor, "{\"interval_seconds\":60}");
        watched.running(SECOND.multipliedBy(30));
        assertThat(watched.status(tenant, monitor)).isEqualTo("up");
        watched.running(GRACE.plus(SECOND.multipliedBy(40)));
        awaitStatus(monitor, "down");
    }

    @Test
    void what_a_ping_sends_is_kept_to_ten_kilobytes() {
        JsonNode monitor = watched.hourly(tenant);
        String token = monitor.path("ping_token").asString();
        assertThat(api.call("POST", null, "/ping/" + token + "/3", "x".repeat(2_000_000), Map.of())
                        .status())
                .isEqualTo(200);
        JsonNode ping =
                api.get(tenant.key(), Watched.path(monitor) + "/pings").json().at("/data/0");
        assertThat(ping.path("exit_code").asInt()).isEqualTo(3);
        assertThat(ping.path("body_bytes").asInt()).isEqualTo(10_240);
        JsonNode shown = api.get(
                        tenant.key(),
                        Watched.path(monitor) + "/pings/" + ping.path("id").asString())
                .json()
                .path("data");
        assertThat(shown.path("body").asString()).isEqualTo("x".repeat(10_240));
    }

    @Test
    void a_day_is_a_bar_and_thirty_of_them_a_number() {
        JsonNode monitor = armed();
        JsonNode shown = watched.show(tenant, monitor);
        assertThat(shown.path("days").size()).isEqualTo(30);
        assertThat(shown.at("/days/0/status").asString()).isEqualTo("none");
        assertThat(shown.at("/days/29/pings").asInt()).isEqualTo(1);
        assertThat(shown.at("/days/29/status").asString()).isEqualTo("up");
        watched.running(Duration.ofDays(2));
        JsonNode later = watched.show(tenant, monitor);
        assertThat(later.at("/days/27/pings").asInt()).isEqualTo(1);
        assertThat(later.at("/days/28/status").asString()).isEqualTo("down");
        assertThat(later.path("uptime_percent").asDouble()).isBetween(1.5, 3.0);
    }
}
