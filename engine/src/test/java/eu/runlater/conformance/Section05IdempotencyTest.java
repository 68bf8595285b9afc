package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("§5 Idempotency")
class Section05IdempotencyTest extends Contract {
    private static final String WORK = "{\"url\":\"https://example.com/\",\"delay\":\"1h\"}";
    private final TestTime time;

    Section05IdempotencyTest(TestAccounts accounts, TestApi api, TestTime time) {
        super(accounts, api);
        this.time = time;
    }

    private int tasks() {
        return get(TASKS).json().path("data").size();
    }

    @Test
    void a_repeat_is_answered_as_the_first_was_and_does_nothing() {
        TestApi.Answer first = post(TASKS, WORK, "order-1");
        TestApi.Answer repeat = post(TASKS, WORK, "order-1");
        assertThat(repeat.status()).isEqualTo(first.status());
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_422() {
        post(TASKS, WORK, "order-2");
        assertRefused(
                post(TASKS, "{\"url\":\"https://example.org/\",\"delay\":\"1h\"}", "order-2"),
                422,
                "idempotency_mismatch",
                null);
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void a_refused_request_leaves_the_key_usable() {
        assertThat(post(TASKS, "{\"url\":\"nonsense\"}", "order-3").status()).isEqualTo(422);
        assertThat(post(TASKS, WORK, "order-3").status()).isEqualTo(202);
    }

    @Test
    void another_organization_has_its_own_keys() {
        post(TASKS, WORK, "order-4");
        TestApi.Answer theirs =
                api.call("POST", accounts.newTenant().key(), TASKS, WORK, Map.of("Idempotency-Key", "order-4"));
        assertThat(theirs.status()).isEqualTo(202);
        assertThat(theirs.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void another_path_has_its_own_keys() {
        post(TASKS, WORK, "order-5");
        assertThat(post(QUEUE, WORK, "order-5").header("Idempotent-Replayed")).isNull();
    }

    @Test
    void after_24_hours_the_key_is_free_again() {
        post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"30d\"}", "order-6");
        time.advance(Duration.ofHours(25));
        assertThat(post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"30d\"}", "order-6")
                        .header("Idempotent-Replayed"))
                .isNull();
        assertThat(tasks()).isEqualTo(2);
    }

    @Test
    void an_empty_key_counts_as_none() {
        post(TASKS, WORK, "");
        assertThat(post(TASKS, WORK, "").header("Idempotent-Replayed")).isNull();
        assertThat(tasks()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1000})
    void a_key_longer_than_255_characters_is_400(int length) {
        assertThat(post(TASKS, WORK, "k".repeat(length)).status()).isEqualTo(400);
    }

    @Test
    void a_key_of_255_characters_is_taken() {
        assertThat(post(TASKS, WORK, "k".repeat(255)).status()).isEqualTo(202);
    }

    @Test
    void a_repeat_answers_as_the_first_did_even_if_the_task_is_gone() {
        TestApi.Answer first = post(TASKS, WORK, "order-7");
        delete(TASKS + "/" + first.json().at("/data/task_id").asString());
        assertThat(post(TASKS, WORK, "order-7").body()).isEqualTo(first.body());
    }

    @Test
    void many_at_once_with_one_key_make_one_task() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<TestApi.Answer>> calls = IntStream.range(0, 20)
                    .<Callable<TestApi.Answer>>mapToObj(_ -> () -> post(TASKS, WORK, "order-8"))
                    .toList();
            for (var call : clients.invokeAll(calls)) {
                assertThat(call.get().status()).isIn(202, 409);
            }
        }
        assertThat(tasks()).isEqualTo(1);
    }
}
