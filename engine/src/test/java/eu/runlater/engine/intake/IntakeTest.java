package eu.runlater.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.testing.TestWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class IntakeTest {
    private final TestWork work;
    private final TestTime time;
    private final JdbcClient jdbc;
    private final Tenant tenant;
    private final Tenant other;
    private final TestTarget target = TestTarget.start();

    IntakeTest(TestWork work, TestTime time, JdbcClient jdbc, TestAccounts accounts) {
        this.work = work;
        this.time = time;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
        this.other = accounts.newTenant();
    }

    @AfterEach
    void stopTarget() {
        target.close();
    }

    private static IdempotencyClaim claim(String key, String body) {
        byte[] fingerprint = new byte[32];
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, fingerprint, 0, text.length);
        return new IdempotencyClaim(
                "POST", "/api/v1/queue", key, fingerprint, 202, ("answer to " + body).getBytes(StandardCharsets.UTF_8));
    }

    private Receipt accept(Tenant who, String key, String body) {
        return work.accept(who, work.task(who, target.url("/hook")), claim(key, body));
    }

    private long storedTasks(Tenant who) {
        return jdbc.sql("select count(*) from once_task where organization_id = :organization")
                .param("organization", who.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void many_requests_at_once_with_one_key_store_one_run_and_answer_alike() throws Exception {
        List<Future<Receipt>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> accept(tenant, "k1", "a")));
            }
        }

        int stored = 0;
        for (Future<Receipt> answer : answers) {
            switch (answer.get()) {
                case Receipt.Stored _ -> stored++;
                case Receipt.Replayed replayed ->
                    assertThat(new String(replayed.answer(), StandardCharsets.UTF_8))
                            .isEqualTo("answer to a");
                case Receipt.Mismatch _, Receipt.Duplicate _, Receipt.Seen _ ->
                    throw new AssertionError(
                            "the bodies were the same, no dedupe key was given, and no event was sent");
            }
        }
        assertThat(stored).isEqualTo(1);
        assertThat(storedTasks(tenant)).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_stores_nothing() {
        accept(tenant, "k2", "a");

        assertThat(accept(tenant, "k2", "b")).isInstanceOf(Receipt.Mismatch.class);
        assertThat(storedTasks(tenant)).isEqualTo(1);
    }

    @Test
    void keys_of_different_organizations_never_meet() {
        accept(tenant, "k3", "a");

        assertThat(accept(other, "k3", "b")).isInstanceOf(Receipt.Stored.class);
    }

    @Test
    void a_key_is_free_again_after_a_day() {
        accept(tenant, "k4", "a");
        time.advance(Duration.ofHours(23));
        assertThat(accept(tenant, "k4", "a")).isInstanceOf(Receipt.Replayed.class);

        time.advance(Duration.ofMinutes(61));

        assertThat(accept(tenant, "k4", "b")).isInstanceOf(Receipt.Stored.class);
    }

    @Test
    void a_submission_that_the_database_refuses_fails_alone() throws Exception {
        TaskDefinition broken = work.task(tenant, target.url("/broken"), null, 77, null);
        List<Future<Receipt>> good = new ArrayList<>();
        Future<Receipt> bad;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            bad = threads.submit(() -> work.accept(tenant, broken, claim("bad", "x")));
            for (int i = 0; i < 20; i++) {
                String key = "good" + i;
                good.add(threads.submit(() -> accept(tenant, key, "a")));
            }
        }

        assertThat(bad).failsWithin(Duration.ofSeconds(1));
        for (Future<Receipt> one : good) {
            assertThat(one.get()).isInstanceOf(Receipt.Stored.class);
        }
        assertThat(storedTasks(tenant)).isEqualTo(20);
    }
}
