package eu.runlater.engine.monitors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.storage.VitalDatabase;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Monitors over time, as tests see them.
@TestComponent
public final class Watched {
    private final MonitorWatch watch;
    private final TestApi api;
    private final TestTime time;
    private final InstantSource clock;
    private final JdbcClient jdbc;
    private final VitalDatabase vital;

    Watched(MonitorWatch watch, TestApi api, TestTime time, InstantSource clock, JdbcClient jdbc, VitalDatabase vital) {
        this.watch = watch;
        this.api = api;
        this.time = time;
        this.clock = clock;
        this.jdbc = jdbc;
        this.vital = vital;
    }

    /// @param fields without the braces
    JsonNode make(Tenant tenant, String fields) {
        TestApi.Answer made = api.post(tenant.key(), "/api/v1/monitors", "{" + fields + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("data");
    }

    JsonNode hourly(Tenant tenant) {
        return make(
                tenant,
                "\"name\":\"Warehouse sync\",\"schedule_type\":\"interval\",\"interval_seconds\":3600,"
                        + "\"grace_period_seconds\":300");
    }

    /// @param end such as `/start`; or empty
    TestApi.Answer ping(JsonNode monitor, String end) {
        return api.get(null, "/ping/" + monitor.path("ping_token").asString() + end);
    }

    JsonNode edit(Tenant tenant, JsonNode monitor, String json) {
        TestApi.Answer answer = api.call("PATCH", tenant.key(), path(monitor), json, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data");
    }

    static String path(JsonNode monitor) {
        return "/api/v1/monitors/" + monitor.path("id").asString();
    }

    JsonNode show(Tenant tenant, JsonNode monitor) {
        return api.get(tenant.key(), path(monitor)).json().path("data");
    }

    String status(Tenant tenant, JsonNode monitor) {
        return show(tenant, monitor).path("status").asString();
    }

    /// Time passes while engines run: none of them may beat between the two.
    void running(Duration duration) {
        vital.transactions().executeWithoutResult(_ -> {
            vital.jdbc()
                    .sql("select pg_advisory_xact_lock(7278010)")
                    .query((_, _) -> 1)
                    .list();
            time.advance(duration);
            jdbc.sql("update monitor_watch set beat_at = :now")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        });
        look();
    }

    /// Time passes while no engine runs, and then one does.
    void stopped(Duration duration) {
        look();
        time.advance(duration);
        look();
    }

    /// One look at what is overdue, by this thread or by the engine's own.
    private void look() {
        Instant asked = clock.instant().minusMillis(50);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    watch.once();
                    return !beat().isBefore(asked);
                });
    }

    private Instant beat() {
        return jdbc.sql("select beat_at from monitor_watch")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    long events(Tenant tenant, String type) {
        return jdbc.sql("select count(*) from event where organization_id = :organization and type = :type")
                .param("organization", tenant.organizationId())
                .param("type", type)
                .query(Long.class)
                .single();
    }

    static UUID id(JsonNode monitor) {
        return UUID.fromString(monitor.path("id").asString());
    }
}
