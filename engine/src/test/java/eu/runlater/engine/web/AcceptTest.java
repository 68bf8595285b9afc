package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "",
                "application/*",
                "text/html, */*;q=0.1",
                "application/json; q=0.5",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "APPLICATION/JSON"
            })
    void json_is_allowed_by(String header) {
        assertThat(Accept.allows(header, "/api/v1/tasks")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xml", "application/json;q=0", "*/*, application/json;q=0", "nonsense"})
    void json_is_not_allowed_by(String header) {
        assertThat(Accept.allows(header, "/api/v1/tasks")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "*/*", "text/*"})
    void the_stream_is_allowed_by(String header) {
        assertThat(Accept.allows(header, "/api/v1/events")).isTrue();
    }
}
