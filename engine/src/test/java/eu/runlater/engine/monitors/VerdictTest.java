package eu.runlater.engine.monitors;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.Phases;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.Response;
import eu.runlater.model.ProbeView.ExpectedJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private static Probe probe(@Nullable ExpectedJson json, @Nullable Integer slowest, @Nullable Integer days) {
        return new Probe(
                "https://a.example/", "a.example", "GET", Map.of(), null, 10_000, null, null, json, slowest, days, 2);
    }

    private static Report answered(String body, int millis) {
        Response response =
                new Response(200, List.of(), body.getBytes(StandardCharsets.UTF_8), false, false, false, List.of());
        return new Report(
                new Outcome.Succeeded(), List.of(), response, new Phases(null, null, null, null, millis * 1_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"status":"ok"}            | status     | ok   | true
                    {"status":"failing"}       | status     | ok   | false
                    {"db":{"state":"up"}}      | db.state   | up   | true
                    {"db":{"replicas":2}}      | db.replicas| 2    | true
                    {"ready":true}             | ready      | true | true
                    {"db":{}}                  | db.state   | up   | false
                    not json                   | status     | ok   | false
                    """)
    void a_field_of_the_answer_must_have_its_value(String body, String field, String value, boolean good) {
        Verdict verdict = Verdict.of(probe(new ExpectedJson(field, value), null, null), answered(body, 5), null, NOW);
        assertThat(verdict.cause()).isEqualTo(good ? null : "json_mismatch");
    }

    @Test
    void an_answer_that_is_slower_than_allowed_is_a_failure() {
        assertThat(Verdict.of(probe(null, 500, null), answered("", 500), null, NOW)
                        .good())
                .isTrue();
        assertThat(Verdict.of(probe(null, 500, null), answered("", 501), null, NOW)
                        .cause())
                .isEqualTo("too_slow");
    }

    @Test
    void a_certificate_that_ends_too_soon_is_a_failure() {
        Probe probe = probe(null, null, 14);
        Instant limit = NOW.plus(Duration.ofDays(14));
        assertThat(Verdict.of(probe, answered("", 5), limit, NOW).good()).isTrue();
        assertThat(Verdict.of(probe, answered("", 5), limit.minusSeconds(1), NOW)
                        .cause())
                .isEqualTo("tls_expiring");
        assertThat(Verdict.of(probe, answered("", 5), null, NOW).good()).isTrue();
    }

    @Test
    void equal_failures_have_equal_causes() {
        Report refused = new Report(
                new Outcome.Rejected("http_status", "HTTP 503"),
                List.of(),
                null,
                new Phases(null, null, null, null, 5));
        assertThat(Verdict.of(probe(null, null, null), refused, null, NOW).cause())
                .isEqualTo("HTTP 503");
        Report late =
                new Report(new Outcome.TimedOut("No answer"), List.of(), null, new Phases(null, null, null, null, 5));
        assertThat(Verdict.of(probe(null, null, null), late, null, NOW).cause()).isEqualTo("timeout");
    }
}
