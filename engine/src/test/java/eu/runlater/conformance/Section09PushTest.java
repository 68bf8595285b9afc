package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("§9 Queue push")
class Section09PushTest extends Contract {
    Section09PushTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @Test
    void the_call_of_the_blog_is_stored_and_delivered() {
        try (TestTarget target = TestTarget.start()) {
            data(
                    post(
                            QUEUE,
                            "{\"url\":\"" + target.url("/notify")
                                    + "\",\"method\":\"POST\",\"body\":\"{\\\"user_id\\\": 42}\",}"),
                    202);
            assertThat(target.awaitCalls("/notify", 1).getFirst().text()).isEqualTo("{\"user_id\": 42}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"delay\":\"1h\"", "\"run_at\":\"2099-01-01T00:00:00Z\"", "\"cron\":\"0 3 * * *\""})
    void timing_fields_mean_nothing_here(String timing) {
        try (TestTarget target = TestTarget.start()) {
            data(post(QUEUE, "{\"url\":\"" + target.url("/now") + "\"," + timing + "}"), 202);
            target.awaitCalls("/now", 1);
        }
    }

    @Test
    void fields_are_checked_as_for_a_task() {
        assertRefused(post(QUEUE, "{\"url\":\"nonsense\"}"), 422, "validation_error", "url");
        assertRefused(post(QUEUE, "{}"), 422, "validation_error", "url");
    }

    @Test
    void a_repeat_with_an_idempotency_key_does_nothing() {
        TestApi.Answer first = post(QUEUE, "{\"url\":\"https://example.com/\"}", "push-1");
        assertThat(post(QUEUE, "{\"url\":\"https://example.com/\"}", "push-1").body())
                .isEqualTo(first.body());
    }
}
