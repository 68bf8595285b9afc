package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.intake.IntakeUnavailable;
import eu.runlater.engine.runtime.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class ProblemWriterTest {
    private static MockHttpServletResponse answerTo(Throwable thrown) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ProblemWriter.write(new MockHttpServletRequest("POST", "/api/v1/tasks"), response, thrown);
        return response;
    }

    static Stream<Throwable> databaseAway() {
        return Stream.of(
                new IntakeUnavailable("full"),
                new CannotGetJdbcConnectionException("no", new SQLTransientConnectionException()),
                new CannotCreateTransactionException("no"),
                new QueryTimeoutException("slow"),
                new TransactionSystemException("commit failed", new SQLException("gone", "08006")),
                new IllegalStateException(new SQLException("shut down", "57P01")));
    }

    @ParameterizedTest
    @MethodSource("databaseAway")
    void a_database_that_is_away_or_busy_is_worth_another_try(Throwable thrown) throws IOException {
        MockHttpServletResponse response = answerTo(thrown);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString()).contains("service_unavailable");
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("select secret from key"),
                new DataIntegrityViolationException("insert into secret"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_of_ours_shows_a_request_id_and_nothing_else(Throwable thrown) throws IOException {
        MockHttpServletResponse response = answerTo(thrown);

        assertThat(response.getStatus()).isEqualTo(500);
        String id = response.getHeader("X-Request-Id");
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(Json.WIRE
                        .readTree(response.getContentAsByteArray())
                        .at("/error/request_id")
                        .asString())
                .isEqualTo(id);
        assertThat(response.getContentAsString())
                .doesNotContain("secret")
                .doesNotContain("Exception")
                .doesNotContain("at eu.");
    }

    @Test
    void a_client_that_has_gone_gets_nothing_and_is_no_fault() throws IOException {
        assertThat(answerTo(new ClientAbortException()).getContentAsByteArray()).isEmpty();
    }
}
