package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestWork;
import eu.runlater.engine.testing.TestWork.Accepted;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// G-QUE-3 and G-NOD-4, with a backlog put into the table as if it had been there for hours.
@EngineTest
class FairShareTest {
    private static final String BACKLOG = """
            insert into run (id, organization_id, task_id, execution_id, kind, host, rank, state, attempt, first_due_at, due_at,
                             created_at, needs)
            select gen_random_uuid(), :organization, :task, gen_random_uuid(), 'trigger', '127.0.0.1', 94, 0, 1,
                   app_now() - interval '3 hours', app_now() - interval '3 hours', app_now(), :needs
              from generate_series(1, :count)
            """;

    private final TestAccounts accounts;
    private final TestWork work;
    private final JdbcClient jdbc;

    FairShareTest(TestAccounts accounts, TestWork work, JdbcClient jdbc) {
        this.accounts = accounts;
        this.work = work;
        this.jdbc = jdbc;
    }

    @Test
    void one_run_does_not_wait_behind_ten_thousand_older_ones_of_another_organization() {
        assertThat(waitBehind(10_000)).isLessThanOrEqualTo(5);
    }

    @Test
    @Tag("slow")
    void nor_behind_a_hundred_thousand() {
        assertThat(waitBehind(100_000)).isLessThanOrEqualTo(5);
    }

    /// Seconds, by the database's clock, that the only run of an organization waits.
    private double waitBehind(int count) {
        Tenant busy = accounts.newTenant();
        Tenant small = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Accepted first = work.accept(busy, work.task(busy, target.url("/busy")));
            work.awaitEnd(first.runId());
            backlog(busy, first.taskId(), count, 0);

            Accepted one = work.accept(small, work.task(small, target.url("/small")));
            work.awaitEnd(one.runId());

            await().atMost(Duration.ofMinutes(2)).until(() -> waiting(busy) == 0);
            return jdbc.sql("""
                    select extract(epoch from started_at - scheduled_for) from execution where run_id = :run
                    """).param("run", one.runId()).query(Double.class).single();
        }
    }

    private void backlog(Tenant tenant, UUID task, int count, int needs) {
        jdbc.sql(BACKLOG)
                .param("organization", tenant.organizationId())
                .param("task", task)
                .param("count", count)
                .param("needs", needs)
                .update();
    }

    private long waiting(Tenant tenant) {
        return jdbc.sql("select count(*) from run where organization_id = :id and state = 0")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void a_row_that_a_newer_version_wrote_is_left_alone() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            Accepted first = work.accept(tenant, work.task(tenant, target.url("/hook")));
            work.awaitEnd(first.runId());
            backlog(tenant, first.taskId(), 1, 9);
            Accepted later = work.accept(tenant, work.task(tenant, target.url("/hook")));
            work.awaitEnd(later.runId());

            assertThat(waiting(tenant)).isEqualTo(1);
            assertThat(target.calls("/hook")).hasSize(2);
            jdbc.sql("delete from run where organization_id = :id")
                    .param("id", tenant.organizationId())
                    .update();
        }
    }
}
