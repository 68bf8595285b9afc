package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ExecutionQuery;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryTextTest {
    @Test
    void the_range_is_read_from_and_written_into_the_text() {
        assertThat(QueryText.since("status:failed since:1h host:a")).isEqualTo("1h");
        assertThat(QueryText.since("\"since:1h\"")).isNull();
        assertThat(QueryText.withSince("status:failed since:1h host:a", "24h"))
                .isEqualTo("status:failed since:24h host:a");
        assertThat(QueryText.withSince("status:failed", "7d")).isEqualTo("status:failed since:7d");
        assertThat(QueryText.withSince("since:7d", null)).isEmpty();
        assertThat(QueryText.withSince("status:failed  since:7d  host:a", null)).isEqualTo("status:failed host:a");
        assertThat(QueryText.withSince("status:", "1h")).isEqualTo("status:");
    }

    @Test
    void quoted_spaces_do_not_separate_words() {
        assertThat(QueryText.withSince("task:\"a since:1h b\"", "24h")).isEqualTo("task:\"a since:1h b\" since:24h");
    }

    @Test
    void only_a_query_for_what_never_changes_lists_rows_whatever_becomes_of_them() {
        assertThat(QueryText.dependsOnState(ExecutionQuery.ALL.withQuery("since:1h task:nightly-*")))
                .isFalse();
        assertThat(QueryText.dependsOnState(ExecutionQuery.ALL.withQuery("status:failed since:1h")))
                .isTrue();
        assertThat(QueryText.dependsOnState(ExecutionQuery.ALL.withQuery("cause:" + new UUID(0, 1))))
                .isTrue();
    }

    @Test
    void a_query_is_narrowed_to_rows_by_run_or_by_attempt() {
        UUID one = new UUID(0, 1);
        UUID two = new UUID(0, 2);
        assertThat(QueryText.onlyKeys(ExecutionQuery.ALL.withQuery("status:failed"), List.of(one, two))
                        .query())
                .isEqualTo("status:failed run:" + one + "," + two);
        assertThat(QueryText.onlyKeys(ExecutionQuery.ALL.withByRun(false), List.of(one))
                        .query())
                .isEqualTo("id:" + one);
    }
}
