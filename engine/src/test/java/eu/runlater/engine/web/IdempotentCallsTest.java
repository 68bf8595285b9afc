package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The key of a request whose work does not go through intake.
@EngineTest
class IdempotentCallsTest {
    private final IdempotentCalls calls;
    private final TestTime time;
    private final Caller caller;
    private final AtomicInteger done = new AtomicInteger();

    IdempotentCallsTest(IdempotentCalls calls, TestAccounts accounts, TestTime time) {
        this.calls = calls;
        this.time = time;
        Tenant tenant = accounts.newTenant();
        this.caller = Caller.key(
                tenant.organizationId(), tenant.plan(), Caller.Scope.FULL, UUID.randomUUID(), "test key", false);
    }

    private static IdempotencyKey key(String name, int body) {
        return new IdempotencyKey("POST", "/api/v1/things", name, new byte[] {(byte) body});
    }

    private Answer work(int status) {
        return Answer.data(status, done.incrementAndGet());
    }

    @Test
    void a_repeat_gets_the_first_answer_and_does_nothing() {
        Answer first = calls.once(caller, key("a", 1), () -> work(200));
        Answer second = calls.once(caller, key("a", 1), () -> work(200));

        assertThat(done).hasValue(1);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
    }

    @Test
    void another_body_is_a_mismatch() {
        calls.once(caller, key("a", 1), () -> work(200));

        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> calls.once(caller, key("a", 2), () -> work(200)))
                .matches(problem -> problem.code().equals("idempotency_mismatch"));
        assertThat(done).hasValue(1);
    }

    @Test
    void only_success_is_kept() {
        calls.once(caller, key("a", 1), () -> work(409));
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> calls.once(caller, key("a", 1), () -> {
                    throw ApiProblem.notFound("thing");
                }));

        assertThat(calls.once(caller, key("a", 1), () -> work(200)).replayed()).isFalse();
    }

    @Test
    void after_a_day_the_key_is_free_again() {
        calls.once(caller, key("a", 1), () -> work(200));

        time.advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(calls.once(caller, key("a", 2), () -> work(200)).replayed()).isFalse();
        assertThat(done).hasValue(2);
    }

    @Test
    void a_repeat_while_the_first_is_still_going_on_waits_for_its_answer() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = threads.submit(() -> calls.once(caller, key("a", 1), () -> {
                started.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return work(200);
            }));
            started.await();
            Future<Answer> second = threads.submit(() -> calls.once(caller, key("a", 1), () -> work(200)));
            release.countDown();

            assertThat(second.get().body()).isEqualTo(first.get().body());
        }
        assertThat(done).hasValue(1);
    }
}
