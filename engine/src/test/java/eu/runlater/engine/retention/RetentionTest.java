package eu.runlater.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestWork;
import eu.runlater.engine.testing.TestWork.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Every test works on days of its own, long before those the rest of the suite uses.
@EngineTest
class RetentionTest {
    private final RetentionJob job;
    private final Room room;
    private final DayPartitions partitions;
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestWork work;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RetentionTest(
            RetentionJob job,
            Room room,
            DayPartitions partitions,
            TestAccounts accounts,
            TestApi api,
            TestWork work,
            JdbcClient jdbc,
            InstantSource clock) {
        this.job = job;
        this.room = room;
        this.partitions = partitions;
        this.accounts = accounts;
        this.api = api;
        this.work = work;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    @Test
    void a_day_that_nobody_may_read_any_more_is_dropped_and_the_one_before_the_limit_stays() {
        Instant old = daysAgo(3_700);
        Instant kept = daysAgo(jdbc.sql("select max(retention_days) from organization")
                        .query(Integer.class)
                        .single()
                - 1);
        for (Table table : Table.values()) {
            partitions.ensure(table, old);
            partitions.ensure(table, kept);
        }

        job.once();

        for (Table table : Table.values()) {
            assertThat(partitions.days(table)).doesNotContain(day(old)).contains(day(kept));
        }
    }

    @Test
    void a_day_of_definitions_stays_as_long_as_a_run_needs_it() {
        Instant old = daysAgo(3_720);
        partitions.ensure(Table.ONCE_TASK, old);
        Tenant tenant = accounts.newTenant();
        UUID run = UUID.randomUUID();
        jdbc.sql("""
                insert into run (id, organization_id, task_id, execution_id, kind, host, rank, state, attempt, first_due_at,
                                 due_at, created_at)
                values (:id, :organization, :task, :id, 'once', 'a.test', 94, 0, 1, app_now() + interval '1 year',
                        app_now() + interval '1 year', app_now())
                """)
                .param("id", run)
                .param("organization", tenant.organizationId())
                .param("task", Ids.floor(old))
                .update();

        job.once();
        assertThat(partitions.days(Table.ONCE_TASK)).contains(day(old));

        jdbc.sql("delete from run where id = :id").param("id", run).update();
        job.once();
        assertThat(partitions.days(Table.ONCE_TASK)).doesNotContain(day(old));
    }

    @Test
    void an_organization_that_keeps_less_has_its_rows_deleted_and_cannot_read_them_before() {
        Tenant tenant = accounts.newTenant("free");
        try (TestTarget target = TestTarget.start()) {
            Accepted accepted = work.accept(tenant, work.task(tenant, target.url("/hook")));
            work.awaitEnd(accepted.runId());
            partitions.ensure(Table.EXECUTION, daysAgo(9));
            jdbc.sql("update organization set retention_days = 7 where id = :id")
                    .param("id", tenant.organizationId())
                    .update();
            jdbc.sql("update execution set finished_at = app_now() - interval '9 days' where run_id = :run")
                    .param("run", accepted.runId())
                    .update();
            assertThat(api.get(tenant.key(), "/api/v1/executions/" + accepted.executionId())
                            .status())
                    .isEqualTo(404);
            assertThat(work.history(accepted.runId())).hasSize(1);

            job.once();

            assertThat(work.history(accepted.runId())).isEmpty();
        }
    }

    @Test
    void health_turns_yellow_when_old_days_are_not_dropped() {
        assertThat(room.look().warning()).isNull();
        Instant old = daysAgo(3_740);
        partitions.ensure(Table.EXECUTION, old);

        assertThat(room.look().warning()).contains("is still there");

        job.once();
        assertThat(room.look().warning()).isNull();
    }

    @Test
    void the_engine_tells_who_leads_and_how_much_room_there_is() {
        JsonNode engine =
                api.get(accounts.newOperator().key(), "/api/v1/engine").json().path("data");

        assertThat(engine.at("/leader/tick_ago_ms").asLong()).isLessThan(60_000);
        assertThat(engine.at("/storage/database_bytes").asLong()).isPositive();
        assertThat(engine.at("/storage/history_bytes").asLong()).isPositive();
        assertThat(LocalDate.parse(engine.at("/storage/partitions_until").asString()))
                .isAfter(day(clock.instant()).plusDays(5));
    }
}
