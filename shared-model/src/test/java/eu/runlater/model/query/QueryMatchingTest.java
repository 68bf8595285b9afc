package eu.runlater.model.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryMatchingTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final UUID TASK = UUID.fromString("0196a1d0-1111-7222-8333-444455556666");

    private static ExecutionSummary execution(
            String status, Instant due, @Nullable Instant finished, @Nullable Integer code) {
        return new ExecutionSummary(
                UUID.fromString("0196a1d0-aaaa-7222-8333-444455556666"),
                UUID.fromString("0196a1d0-bbbb-7222-8333-444455556666"),
                TASK,
                "Nightly-Invoices",
                "once",
                status,
                1,
                6,
                false,
                null,
                "POST",
                "https://api.acme.test/Invoices",
                "api.acme.test",
                due,
                null,
                finished,
                null,
                null,
                code,
                code == null ? null : "http_status",
                code == null ? null : "card processor down",
                null,
                null);
    }

    private static final ExecutionSummary FAILED =
            execution("failed", NOW.minusSeconds(7_200), NOW.minusSeconds(1_800), 503);
    private static final ExecutionSummary LATER = execution("pending", NOW.plusSeconds(600), null, null);
    private static final ExecutionSummary OVERDUE = execution("pending", NOW.minusSeconds(86_400), null, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status:failed",
                "status:success,failed",
                "-status:pending",
                "task:nightly-*",
                "task:NIGHTLY-invoices",
                "task:0196a1d0-1111-7222-8333-444455556666",
                "-queue:*",
                "-queue:billing",
                "host:*.ACME.test",
                "code:5xx",
                "-code:404",
                "since:1h",
                "until:10m",
                "since:1h until:now",
                "invoices",
                "PROCESSOR",
                "\"card processor\"",
                "card*down",
                "http_status",
                "kind:once",
                "id:0196a1d0-aaaa-7222-8333-444455556666",
                "run:0196a1d0-bbbb-7222-8333-444455556666",
            })
    void a_failed_execution_is_found_by(String query) {
        assertThat(QueryReadingTest.query(query).matches(FAILED, NOW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status:success",
                "-status:failed",
                "task:nightly",
                "queue:*",
                "host:acme.test",
                "code:404",
                "since:10m",
                "until:1h",
                "-invoices",
                "absent",
                "kind:retry",
                "id:0196a1d0-bbbb-7222-8333-444455556666",
                "cause:0196a1d0-bbbb-7222-8333-444455556666",
                "status:failed code:404",
            })
    void and_not_by(String query) {
        assertThat(QueryReadingTest.query(query).matches(FAILED, NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "since:1h, true, true",
        "until:now, false, false",
        "until:+15m, true, true",
        "until:+5m, false, true",
        "since:+5m, true, false",
        "code:*, false, false",
        "-code:*, true, true",
    })
    void what_has_not_finished_counts_as_of_its_due_time_or_now(String query, boolean later, boolean overdue) {
        assertThat(QueryReadingTest.query(query).matches(LATER, NOW)).isEqualTo(later);
        assertThat(QueryReadingTest.query(query).matches(OVERDUE, NOW)).isEqualTo(overdue);
    }
}
