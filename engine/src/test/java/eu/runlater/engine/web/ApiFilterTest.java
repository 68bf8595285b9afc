package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer sk_live_x", "bearer sk_live_x", "BEARER   sk_live_x "})
    void the_scheme_may_be_written_in_any_case(String header) {
        assertThat(ApiFilter.bearerToken(header)).isEqualTo("sk_live_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic sk_live_x", "sk_live_x", "Bearersk_live_x"})
    void anything_else_has_no_token(String header) {
        assertThat(ApiFilter.bearerToken(header)).isNull();
    }

    @Test
    void a_missing_header_has_no_token() {
        assertThat(ApiFilter.bearerToken(null)).isNull();
    }
}
