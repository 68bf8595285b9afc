package eu.runlater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackoffRulesTest {
    private static Map<String, List<String>> check(
            String type,
            @Nullable String base,
            @Nullable String max,
            @Nullable Double jitter,
            @Nullable List<String> delays) {
        return BackoffRules.check("retry_backoff", new Backoff(type, base, max, jitter, delays));
    }

    @Test
    void what_is_complete_is_accepted() {
        assertThat(check("exponential", "30s", null, null, null)).isEmpty();
        assertThat(check("exponential", "30s", "1d", 0.0, null)).isEmpty();
        assertThat(check("linear", "500ms", "6h", 1.0, null)).isEmpty();
        assertThat(check("fixed", "6h", null, null, null)).isEmpty();
        assertThat(check("list", null, null, 0.5, List.of("10s", "5m", "30d"))).isEmpty();
    }

    @Test
    void what_is_not_is_named_by_its_field() {
        assertThat(check("expo", null, null, null, null)).containsOnlyKeys("retry_backoff.type");
        assertThat(check("fixed", null, null, null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "0s", null, null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "soon", null, null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "31d", "30d", null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "7h", null, null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "10s", "5s", null, null)).containsOnlyKeys("retry_backoff.base");
        assertThat(check("fixed", "1s", "31d", null, null)).containsOnlyKeys("retry_backoff.max");
        assertThat(check("fixed", "1s", null, 1.1, null)).containsOnlyKeys("retry_backoff.jitter");
        assertThat(check("fixed", "1s", null, -0.1, null)).containsOnlyKeys("retry_backoff.jitter");
        assertThat(check("fixed", "1s", null, Double.NaN, null)).containsOnlyKeys("retry_backoff.jitter");
        assertThat(check("fixed", "1s", null, null, List.of("1s"))).containsOnlyKeys("retry_backoff.delays");
        assertThat(check("list", null, null, null, null)).containsOnlyKeys("retry_backoff.delays");
        assertThat(check("list", null, null, null, List.of())).containsOnlyKeys("retry_backoff.delays");
        assertThat(check("list", null, null, null, Collections.nCopies(21, "1s")))
                .containsOnlyKeys("retry_backoff.delays");
        assertThat(check("list", "1s", null, null, List.of("1s"))).containsOnlyKeys("retry_backoff.base");
        assertThat(check("list", null, null, null, List.of("1s", "x", "0s")))
                .containsOnlyKeys("retry_backoff.delays[1]", "retry_backoff.delays[2]");
    }

    @Test
    void several_faults_are_told_at_once() {
        assertThat(check("fixed", "x", "y", 2.0, null))
                .containsOnlyKeys("retry_backoff.base", "retry_backoff.max", "retry_backoff.jitter");
    }
}
