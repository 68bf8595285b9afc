package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.testing.TestWork;
import eu.runlater.engine.testing.TestWork.Accepted;
import eu.runlater.engine.testing.TestWork.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class RunTest {
    private final TestWork work;
    private final TestTime time;
    private final InstantSource clock;
    private final JdbcClient jdbc;
    private final RunControl control;
    private final Sweep sweep;
    private final NodeIdentity node;
    private final Tenant tenant;
    private TestTarget target;

    RunTest(
            TestWork work,
            TestTime time,
            InstantSource clock,
            JdbcClient jdbc,
            RunControl control,
            Sweep sweep,
            NodeIdentity node,
            TestAccounts accounts) {
        this.work = work;
        this.time = time;
        this.clock = clock;
        this.jdbc = jdbc;
        this.control = control;
        this.sweep = sweep;
        this.node = node;
        this.tenant = accounts.newTenant();
    }

    @BeforeEach
    void startTarget() {
        target = TestTarget.start();
    }

    @AfterEach
    void stopTarget() {
        target.close();
    }

    private Accepted accept(String path) {
        return work.accept(tenant, work.task(tenant, target.url(path)));
    }

    private @Nullable UUID claimOf(UUID runId) {
        return jdbc.sql("select claim_id from run where id = :run and state = 1")
                .param("run", runId)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    @Test
    void a_due_task_is_called_once_and_ends_on_record() {
        Accepted accepted = accept("/once");

        List<Row> rows = work.awaitEnd(accepted.runId());

        assertThat(target.calls("/once")).hasSize(1);
        assertThat(target.calls("/once").getFirst().text()).isEqualTo("hello");
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(accepted.executionId());
            assertThat(row.status()).isEqualTo("success");
            assertThat(row.last()).isTrue();
            assertThat(row.statusCode()).isEqualTo(200);
            assertThat(row.startedAt()).isAfterOrEqualTo(row.scheduledFor());
        });
    }

    @Test
    void two_500s_and_a_200_are_three_executions_of_one_run() {
        target.on("/flaky", Answer.status(500), Answer.status(500), Answer.status(200));

        Accepted accepted = accept("/flaky");
        List<Row> rows = work.awaitEnd(accepted.runId());

        assertThat(rows).extracting(Row::status).containsExactly("failed", "failed", "success");
        assertThat(rows).extracting(Row::attempt).containsExactly(1, 2, 3);
        assertThat(rows).extracting(Row::last).containsExactly(false, false, true);
        assertThat(rows).extracting(Row::id).doesNotHaveDuplicates();
        assertThat(target.calls("/flaky"))
                .extracting(call -> call.header("webhook-id"))
                .containsOnly(accepted.runId().toString());
    }

    @Test
    void retries_end_after_the_number_the_task_allows() {
        target.on("/down", Answer.status(503));

        List<Row> rows = work.awaitEnd(accept("/down").runId());

        assertThat(rows).hasSize(6).last().satisfies(row -> {
            assertThat(row.last()).isTrue();
            assertThat(row.nextAttemptAt()).isNull();
        });
    }

    @Test
    void a_task_planned_for_later_starts_when_its_time_has_come_and_not_before() {
        Accepted accepted = work.accept(
                tenant, work.task(tenant, target.url("/later")), clock.instant().plus(Duration.ofHours(3)));
        assertThat(target.calls("/later")).isEmpty();

        time.advance(Duration.ofHours(3));
        List<Row> rows = work.awaitEnd(accepted.runId());

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.startedAt())
                        .isBetween(row.scheduledFor(), row.scheduledFor().plusSeconds(5)));
    }

    @Test
    void a_day_without_a_partition_gets_one_when_an_outcome_needs_it() {
        target.on("/far", Answer.status(200).after(Duration.ofSeconds(1)));
        Accepted accepted = accept("/far");
        target.awaitCalls("/far", 1);

        time.advance(Duration.ofDays(40));
        Accepted next = accept("/far");

        assertThat(work.awaitEnd(accepted.runId())).hasSize(1);
        assertThat(work.awaitEnd(next.runId())).hasSize(1);
    }

    @Nested
    class WhenAnAttemptIsSuperseded {
        @Test
        void its_result_changes_nothing_and_is_kept_as_a_note() {
            target.on("/slow", Answer.status(200).after(Duration.ofSeconds(1)), Answer.status(200));
            Accepted accepted = accept("/slow");
            target.awaitCalls("/slow", 1);

            // As another node's sweep would: the first attempt ends as interrupted, the run is due again.
            jdbc.sql("update run set claimed_by = :gone where id = :run")
                    .param("gone", UUID.randomUUID())
                    .param("run", accepted.runId())
                    .update();
            sweepNow();
            List<Row> rows = work.awaitEnd(accepted.runId());
            await().until(() -> work.history(accepted.runId()).getFirst().lateResult() != null);

            assertThat(rows).extracting(Row::status).containsExactly("interrupted", "success");
            assertThat(work.history(accepted.runId()))
                    .extracting(Row::lateResult)
                    .containsExactly("success", null);
        }
    }

    @Nested
    class WhenTheNodeOfAnAttemptIsGone {
        private Accepted lostAttempt(@Nullable String onInterruption) {
            target.on("/lost", Answer.hang());
            Accepted accepted = work.accept(tenant, work.task(tenant, target.url("/lost"), null, 5, onInterruption));
            target.awaitCalls("/lost", 1);
            return accepted;
        }

        private void lose(Accepted accepted) {
            await().until(() -> claimOf(accepted.runId()) != null);
            jdbc.sql("update run set claimed_by = :gone, claim_id = :claim where id = :run")
                    .param("gone", UUID.randomUUID())
                    .param("claim", UUID.randomUUID())
                    .param("run", accepted.runId())
                    .update();
            sweepNow();
        }

        @Test
        void the_run_is_due_again_and_uses_up_no_retry() {
            Accepted accepted = lostAttempt(null);

            lose(accepted);
            target.on("/lost", Answer.status(200));
            target.awaitCalls("/lost", 2);

            assertThat(work.history(accepted.runId()).getFirst()).satisfies(row -> {
                assertThat(row.status()).isEqualTo("interrupted");
                assertThat(row.attempt()).isEqualTo(1);
                assertThat(row.last()).isFalse();
            });
        }

        @Test
        void the_fourth_loss_sets_the_run_aside_as_poison() {
            Accepted accepted = lostAttempt(null);
            for (int loss = 1; loss <= 4; loss++) {
                lose(accepted);
                int rows = loss;
                await().until(() -> work.history(accepted.runId()).size() == rows);
                time.advance(Duration.ofMinutes(2));
            }

            List<Row> rows = work.awaitEnd(accepted.runId());

            assertThat(rows)
                    .extracting(Row::status)
                    .containsExactly("interrupted", "interrupted", "interrupted", "failed");
            assertThat(rows.getLast().errorKind()).isEqualTo("poison");
        }

        @Test
        void a_task_that_asked_for_at_most_one_call_fails() {
            Accepted accepted = lostAttempt("fail");

            lose(accepted);

            assertThat(work.awaitEnd(accepted.runId())).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo("failed");
                assertThat(row.errorKind()).isEqualTo("interrupted");
            });
        }
    }

    @Test
    void a_claim_of_this_node_that_it_knows_nothing_of_is_made_due_again() {
        Accepted accepted = work.accept(
                tenant,
                work.task(tenant, target.url("/orphan")),
                clock.instant().plus(Duration.ofHours(1)));
        jdbc.sql("""
                        update run set state = 1, claim_id = :claim, claimed_by = :node, started_at = app_now(), due_at = app_now()
                         where id = :run
                        """)
                .param("claim", UUID.randomUUID())
                .param("node", node.id())
                .param("run", accepted.runId())
                .update();

        time.advance(Duration.ofSeconds(11));
        sweepNow();

        assertThat(work.awaitEnd(accepted.runId())).extracting(Row::status).containsExactly("interrupted", "success");
    }

    private void sweepNow() {
        sweep.wake();
    }

    @Nested
    class WhenCancelled {
        @Test
        void a_waiting_run_is_over_at_once_and_on_record() {
            Accepted accepted = work.accept(
                    tenant,
                    work.task(tenant, target.url("/no")),
                    clock.instant().plus(Duration.ofHours(1)));

            assertThat(control.cancelExecution(tenant.organizationId(), accepted.executionId()))
                    .isEqualTo(RunControl.Cancelled.DONE);

            assertThat(work.isOpen(accepted.runId())).isFalse();
            assertThat(work.history(accepted.runId())).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo("cancelled");
                assertThat(row.startedAt()).isNull();
            });
        }

        @Test
        void a_running_attempt_ends_and_no_retry_follows() {
            target.on("/slow", Answer.status(500).after(Duration.ofSeconds(1)));
            Accepted accepted = accept("/slow");
            target.awaitCalls("/slow", 1);

            assertThat(control.cancelExecution(tenant.organizationId(), accepted.executionId()))
                    .isEqualTo(RunControl.Cancelled.LAST_ATTEMPT_RUNNING);

            assertThat(work.awaitEnd(accepted.runId())).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo("failed");
                assertThat(row.last()).isTrue();
                assertThat(row.nextAttemptAt()).isNull();
            });
        }

        @Test
        void another_organization_finds_nothing_to_cancel() {
            Accepted accepted = work.accept(
                    tenant,
                    work.task(tenant, target.url("/mine")),
                    clock.instant().plus(Duration.ofHours(1)));

            assertThat(control.cancelExecution(UUID.randomUUID(), accepted.executionId()))
                    .isEqualTo(RunControl.Cancelled.NOT_WAITING);
            assertThat(work.isOpen(accepted.runId())).isTrue();
        }
    }
}
