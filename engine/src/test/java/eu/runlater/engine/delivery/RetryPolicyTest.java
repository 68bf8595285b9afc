package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final Outcome FAILED = new Outcome.Rejected("http_status", "HTTP 500");
    private static final RandomGenerator LOWEST = () -> 0L;
    private static final RandomGenerator HIGHEST = () -> -1L;

    private final Tasks task = Tasks.post("https://shop.example/hook").withRetries(10);

    private static Response answer(int status, Header... headers) {
        return new Response(status, List.of(headers), new byte[0], false, false, false, List.of());
    }

    private static Optional<Duration> next(Tasks task, int attempt, Outcome outcome, @Nullable Response response) {
        return RetryPolicy.next(task.definition(), attempt, outcome, response, Tasks.NOW, LOWEST);
    }

    private static Optional<Duration> spread(Tasks task, int attempt) {
        return RetryPolicy.next(task.definition(), attempt, FAILED, answer(500), Tasks.NOW, HIGHEST);
    }

    @ParameterizedTest
    @CsvSource({"1,120", "2,270", "3,480", "4,750", "5,1080", "6,1470", "7,1920", "8,2430", "9,3000", "10,3630"})
    void without_a_rule_of_its_own_a_task_waits_by_the_table_and_at_most_a_fifth_longer(int attempt, long seconds) {
        assertThat(next(task, attempt, FAILED, answer(500))).contains(Duration.ofSeconds(seconds));
        assertThat(spread(task, attempt))
                .hasValueSatisfying(wait -> assertThat(wait)
                        .isBetween(Duration.ofMillis(seconds * 1_199), Duration.ofMillis(seconds * 1_200)));
    }

    @Test
    void after_the_last_attempt_there_is_no_other() {
        assertThat(next(task.withRetries(2), 2, FAILED, answer(500))).isPresent();
        assertThat(next(task.withRetries(2), 3, FAILED, answer(500))).isEmpty();
        assertThat(next(task.withRetries(0), 1, FAILED, answer(500))).isEmpty();
    }

    @Test
    void every_failure_is_tried_again_but_not_what_can_never_succeed() {
        assertThat(next(task, 1, FAILED, answer(404))).isPresent();
        assertThat(next(task, 1, new Outcome.Rejected("body_mismatch", "…"), answer(200)))
                .isPresent();
        assertThat(next(task, 1, new Outcome.TimedOut("…"), null)).isPresent();
        assertThat(next(task, 1, new Outcome.Unreachable("dns", "…"), null)).isPresent();
        assertThat(next(task, 1, new Outcome.Broken("…"), null)).isPresent();
        assertThat(next(task, 1, new Outcome.Refused("…"), null)).isEmpty();
        assertThat(next(task, 1, new Outcome.Succeeded(), answer(200))).isEmpty();
        assertThat(next(task, 1, new Outcome.Interrupted("…"), null)).isEmpty();
    }

    @Nested
    class TheTargetDecides {
        @ParameterizedTest
        @CsvSource({
            "429,7,7",
            "503,7,7",
            "429,0,1",
            "503,0,1",
            "429,86400,86400",
            "429,86401,86400",
            "429,1000000000000,86400"
        })
        void a_429_or_503_waits_as_long_as_retry_after_says_within_a_second_and_a_day(
                int status, String value, long wait) {
            assertThat(next(task, 3, FAILED, answer(status, new Header("retry-after", value))))
                    .contains(Duration.ofSeconds(wait));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Mon, 04 May 2026 09:31:00 GMT | 59877",
                    "Mon, 4 May 2026 09:31:00 GMT | 59877",
                    "Mon, 04 May 2026 09:29:00 GMT | 1000",
                    "Fri, 04 Sep 2026 09:30:00 GMT | 86400000"
                })
        void a_date_counts_from_now(String date, long millis) {
            assertThat(next(task, 1, FAILED, answer(429, new Header("Retry-After", date))))
                    .contains(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "-5",
                    "1.5",
                    "soon",
                    "99999999999999999999",
                    "5s",
                    "0x10",
                    "+5",
                    "٥",
                    "Mon, 99 May 2026 09:31:00 GMT",
                    "2026-05-04T09:31:00Z"
                })
        void what_does_not_parse_counts_as_absent(String value) {
            assertThat(next(task, 1, FAILED, answer(429, new Header("Retry-After", value))))
                    .contains(Duration.ofSeconds(120));
        }

        @Test
        void other_answers_have_no_say_in_it() {
            assertThat(next(task, 1, FAILED, answer(500, new Header("Retry-After", "7"))))
                    .contains(Duration.ofSeconds(120));
        }

        @Test
        void a_410_or_a_no_ends_the_retries() {
            assertThat(next(task, 1, FAILED, answer(410))).isEmpty();
            assertThat(next(task, 1, FAILED, answer(500, new Header("runlater-retry", " NO "))))
                    .isEmpty();
            assertThat(next(task, 1, FAILED, answer(500, new Header("Runlater-Retry", "yes"))))
                    .isPresent();
        }
    }

    @Nested
    class ARuleOfItsOwn {
        @ParameterizedTest
        @CsvSource({
            "exponential,30s,,1,30000",
            "exponential,30s,,2,60000",
            "exponential,30s,,3,120000",
            "exponential,30s,,10,15360000",
            "exponential,30s,1h,9,3600000",
            "exponential,1h,,4,21600000",
            "exponential,100ms,,2,200",
            "linear,30s,,1,30000",
            "linear,30s,,2,60000",
            "linear,30s,,10,300000",
            "linear,1h,2h,3,7200000",
            "fixed,5s,,1,5000",
            "fixed,5s,,9,5000",
            "fixed,1d,30d,1,86400000"
        })
        void grows_as_its_type_says_up_to_its_bound(String type, String base, String max, int attempt, long millis) {
            Tasks own = task.withBackoff(new Backoff(type, base, max, 0.0, null));

            assertThat(next(own, attempt, FAILED, answer(500))).contains(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @CsvSource({"1,10000", "2,300000", "3,3600000", "4,3600000", "10,3600000"})
        void a_list_is_walked_and_its_last_wait_repeats(int attempt, long millis) {
            Tasks own = task.withBackoff(new Backoff("list", null, null, 0.0, List.of("10s", "5m", "1h")));

            assertThat(next(own, attempt, FAILED, answer(500))).contains(Duration.ofMillis(millis));
        }

        @Test
        void adds_its_share_of_chance_but_never_passes_its_bound() {
            assertThat(spread(task.withBackoff(new Backoff("fixed", "10s", null, 0.5, null)), 1))
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isBetween(Duration.ofMillis(14_999), Duration.ofSeconds(15)));
            assertThat(spread(task.withBackoff(new Backoff("fixed", "10s", null, null, null)), 1))
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isBetween(Duration.ofMillis(10_999), Duration.ofSeconds(11)));
            assertThat(spread(task.withBackoff(new Backoff("fixed", "10s", "10s", 1.0, null)), 1))
                    .contains(Duration.ofSeconds(10));
        }
    }
}
