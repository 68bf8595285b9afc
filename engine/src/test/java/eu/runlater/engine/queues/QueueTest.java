package eu.runlater.engine.queues;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestWork;
import eu.runlater.engine.testing.TestWork.Accepted;
import eu.runlater.engine.testing.TestWork.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@EngineTest
class QueueTest {
    private final TestWork work;
    private final Tenant tenant;

    QueueTest(TestWork work, TestAccounts accounts) {
        this.work = work;
        this.tenant = accounts.newTenant();
    }

    @Test
    void the_runs_of_a_queue_go_one_at_a_time_and_in_order() {
        try (TestTarget target = TestTarget.start()) {
            List<Accepted> accepted = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                target.on("/q" + i, Answer.status(200).after(Duration.ofMillis(30)));
                accepted.add(work.accept(tenant, work.task(tenant, target.url("/q" + i), "mails", 5, null)));
            }

            List<Row> rows = accepted.stream()
                    .map(one -> work.awaitEnd(one.runId()).getFirst())
                    .toList();

            for (int i = 1; i < rows.size(); i++) {
                assertThat(rows.get(i).startedAt())
                        .isAfterOrEqualTo(rows.get(i - 1).finishedAt());
            }
            assertThat(target.calls())
                    .extracting(TestTarget.Call::path)
                    .containsExactly(
                            "/q0", "/q1", "/q2", "/q3", "/q4", "/q5", "/q6", "/q7", "/q8", "/q9", "/q10", "/q11");
        }
    }

    @Test
    void a_failed_run_that_waits_for_its_retry_does_not_hold_the_queue_back() {
        try (TestTarget target = TestTarget.start()) {
            target.on("/first", Answer.status(503).withHeader("Retry-After", "3600"));
            Accepted first = work.accept(tenant, work.task(tenant, target.url("/first"), "orders", 5, null));
            Accepted second = work.accept(tenant, work.task(tenant, target.url("/second"), "orders", 5, null));

            assertThat(work.awaitEnd(second.runId())).extracting(Row::status).containsExactly("success");
            assertThat(work.isOpen(first.runId())).isTrue();
        }
    }
}
