package eu.runlater.console.newtask;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.NewTask;
import eu.runlater.console.engine.NightShift;
import eu.runlater.console.newtask.NewTaskViewModel.HeaderLine;
import eu.runlater.console.newtask.TaskForm.BackoffChoice;
import eu.runlater.console.newtask.TaskForm.Timing;
import eu.runlater.model.Accepted;
import eu.runlater.model.Backoff;
import eu.runlater.model.ExecutionDetail;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewTaskViewModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");

    private final List<NewTask> sent = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private @Nullable ApiFailure failure;
    private final NewTaskViewModel form = new NewTaskViewModel(
            new TaskSender() {
                @Override
                public Accepted send(NewTask task, String idempotencyKey) throws ApiFailure {
                    sent.add(task);
                    keys.add(idempotencyKey);
                    if (failure != null) {
                        throw failure;
                    }
                    return new Accepted(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "pending", NOW);
                }

                @Override
                public ExecutionDetail detail(UUID executionId) {
                    return new NightShift(NOW).invoice();
                }
            },
            new Background(Runnable::run, Runnable::run),
            () -> 0,
            () -> ZoneId.of("Europe/Oslo"),
            "http://127.0.0.1:8480/");

    @Test
    void a_call_with_nothing_but_a_url_sends_nothing_but_a_url() {
        form.url.set("  https://shop.example/hook ");

        assertThat(form.send()).isTrue();

        assertThat(sent).containsExactly(NewTask.to("https://shop.example/hook"));
        assertThat(form.follower().runProperty().get()).isNotNull();
    }

    @Test
    void everything_filled_in_is_sent() {
        form.method.set("PUT");
        form.url.set("https://shop.example/hook");
        form.headers.setAll(new HeaderLine("X-Shop", "7"), new HeaderLine("", ""));
        form.body.set("{\"a\":1}");
        form.timing.set(Timing.AT);
        form.at.set("2026-07-01 08:00");
        form.queue.set("billing");
        form.timeoutSeconds.set("2.5");
        form.retries.set(3);
        form.backoff.set(BackoffChoice.LIST);
        form.backoffValue.set("10s, 5m");
        form.statusCodes.set("200, 201");

        assertThat(form.send()).isTrue();

        NewTask task = sent.getFirst();
        assertThat(task.method()).isEqualTo("PUT");
        assertThat(task.headers()).isEqualTo(Map.of("X-Shop", "7"));
        assertThat(task.runAt()).isEqualTo("2026-07-01T08:00:00+02:00");
        assertThat(task.timeoutMs()).isEqualTo(2_500);
        assertThat(task.retryAttempts()).isEqualTo(3);
        assertThat(task.retryBackoff()).isEqualTo(new Backoff("list", null, null, null, List.of("10s", "5m")));
    }

    @Test
    void what_can_be_told_without_the_engine_is_told_before_sending_and_while_correcting() {
        form.url.set("ftp://shop.example");
        form.timeoutSeconds.set("0.2");
        form.headers.setAll(new HeaderLine("bad name", "x"));
        form.timing.set(Timing.DELAY);
        form.delay.set("soon");

        assertThat(form.problemsProperty().get()).isEmpty();
        assertThat(form.send()).isFalse();

        assertThat(sent).isEmpty();
        assertThat(form.problemsProperty().get())
                .containsOnlyKeys(Field.URL, Field.TIMEOUT, Field.HEADERS, Field.DELAY);
        form.url.set("https://shop.example");
        assertThat(form.problemsProperty().get()).doesNotContainKey(Field.URL);
    }

    @Test
    void the_same_form_sent_twice_after_a_lost_answer_carries_the_same_key() {
        form.url.set("https://shop.example/hook");
        failure = ApiFailure.unreachable(ApiFailure.Kind.TIMED_OUT, "no answer", null);
        form.send();
        form.send();
        form.body.set("other");
        failure = null;
        form.send();
        form.send();

        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
        assertThat(keys.get(2)).as("sent on purpose once more").isNotEqualTo(keys.get(3));
    }

    @Test
    void the_engines_findings_go_to_their_fields_and_the_rest_above_the_form() {
        form.url.set("https://shop.example/hook");
        failure = new ApiFailure(
                ApiFailure.Kind.REFUSED,
                422,
                "validation_error",
                "no",
                Map.of("retry_backoff.base", List.of("too long"), "headers.X-Id", List.of("bad value")),
                "req-9",
                null);
        form.send();
        assertThat(form.problemsProperty().get()).containsOnlyKeys(Field.BACKOFF, Field.HEADERS);
        assertThat(form.failureProperty().get()).isNull();

        failure = new ApiFailure(ApiFailure.Kind.REFUSED, 422, "limit_exceeded", "Too many.", Map.of(), "req-9", null);
        form.send();
        assertThat(form.failureProperty().get()).isSameAs(failure);
    }

    @Test
    void a_body_that_only_looks_like_json_is_doubted_but_not_refused() {
        form.url.set("https://shop.example/hook");
        form.body.set("{\"a\":1,\n \"b\" 2}");

        assertThat(form.form().jsonDoubt())
                .hasValueSatisfying(text -> assertThat(text).contains("line 2"));
        assertThat(form.send()).isTrue();
    }

    @Test
    void the_curl_is_the_same_call_and_only_the_copy_on_request_has_the_key() {
        form.url.set("https://shop.example/hook");
        form.body.set("it's");

        assertThat(form.curlProperty().get())
                .contains("'http://127.0.0.1:8480/api/v1/tasks'")
                .contains("$RUNLATER_KEY")
                .contains("\"body\": \"it'\\''s\"");
        assertThat(form.curlWithKey("sk_live_1")).contains("'Authorization: Bearer sk_live_1'");
    }

    @Test
    void the_waits_between_attempts_are_those_the_engine_documents() {
        assertThat(RetryDelays.of(null, 5))
                .extracting(Duration::toSeconds)
                .containsExactly(120L, 270L, 480L, 750L, 1_080L);
        assertThat(RetryDelays.of(new Backoff("exponential", "30s", null, null, null), 4))
                .extracting(Duration::toSeconds)
                .containsExactly(30L, 60L, 120L, 240L);
        assertThat(RetryDelays.of(new Backoff("list", null, null, null, List.of("1s", "5s")), 3))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 5L, 5L);
        assertThat(RetryDelays.of(new Backoff("fixed", "nonsense", null, null, null), 3))
                .isEmpty();
    }
}
