package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
    private static final Instant NOW = Instant.parse("2026-05-04T09:30:00.123Z");

    private static Fields fields(String json) {
        return Fields.parse(json.getBytes(StandardCharsets.UTF_8), TaskFields.TASK);
    }

    @Test
    void nothing_said_means_now() {
        assertThat(Timing.due(fields("{}"), NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"\"30s\",30", "\"5m\",300", "\"2h\",7200", "\"7d\",604800", "45,45", "\"007s\",7"})
    void a_delay_counts_from_now(String delay, long seconds) {
        assertThat(Timing.due(fields("{\"delay\": " + delay + "}"), NOW)).isEqualTo(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"30\"",
                "\"abc\"",
                "\"0s\"",
                "\"\"",
                "0",
                "-5",
                "1.5",
                "1e3",
                "true",
                "[]",
                "\"5w\"",
                "\"-5s\"",
                "\" 5s\"",
                "\"5 s\"",
                "\"5S\"",
                "\"٣s\"",
                "\"1h30m\"",
                "\"s\""
            })
    void an_unusable_delay_is_refused_with_examples(String delay) {
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> Timing.due(fields("{\"delay\": " + delay + "}"), NOW))
                .matches(problem -> problem.status() == 400 && problem.code().equals("invalid_delay"))
                .matches(problem -> problem.text().contains("\"30s\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3654d\"", "\"9999999999999999999999999d\"", "999999999999", "\"99999999999999m\""})
    void an_absurd_delay_is_refused_with_the_bound(String delay) {
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> Timing.due(fields("{\"delay\": " + delay + "}"), NOW))
                .matches(problem -> problem.code().equals("invalid_delay"))
                .matches(problem -> problem.text().contains("ten years"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T10:00:00Z,2026-05-04T10:00:00Z",
        "2026-05-04T12:00:00+02:00,2026-05-04T10:00:00Z",
        "2026-05-04T12:00:00+0200,2026-05-04T10:00:00Z",
        "2026-05-04T12:00:00.1239999+02:00,2026-05-04T10:00:00.123Z",
        "2026-05-04T10:00Z,2026-05-04T10:00:00Z",
        "2026-05-04T09:25:01Z,2026-05-04T09:25:01Z"
    })
    void a_moment_is_read_with_its_offset(String text, Instant moment) {
        Fields fields = fields("{\"run_at\": \"" + text + "\"}");

        assertThat(Timing.due(fields, NOW)).isEqualTo(moment);
        fields.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-04T10:00:00", "2026-05-04", "tomorrow", "", "1777888800", "2026-02-30T10:00:00Z"})
    void a_moment_without_an_offset_is_refused(String text) {
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> Timing.due(fields("{\"run_at\": \"" + text + "\"}"), NOW))
                .matches(problem -> problem.status() == 400 && problem.code().equals("invalid_run_at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-04T09:25:00.122Z", "2036-06-04T09:25:00Z", "+999999999-01-01T00:00:00Z"})
    void a_moment_long_past_or_absurdly_far_is_refused_on_scheduled_at(String text) {
        Fields fields = fields("{\"scheduled_at\": \"" + text + "\"}");

        Timing.due(fields, NOW);

        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(fields::check)
                .matches(problem -> problem.status() == 422)
                .matches(problem -> problem.details().containsKey("scheduled_at"));
    }

    @Test
    void a_delay_wins_over_a_moment_but_not_in_a_batch() {
        Fields both = fields("{\"delay\": \"1h\", \"run_at\": \"2026-05-05T00:00:00Z\"}");

        assertThat(Timing.due(both, NOW)).isEqualTo(NOW.plusSeconds(3600));
        assertThat(Timing.dueOfBatch(both, NOW)).isEqualTo(Instant.parse("2026-05-05T00:00:00Z"));
    }
}
