package eu.runlater.engine.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.web.ApiProblem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@EngineTest
@Tag("slow")
class SearchLimitTest {
    private final HistoryDatabase database;

    SearchLimitTest(HistoryDatabase database) {
        this.database = database;
    }

    @Test
    void a_search_that_takes_too_long_is_ended_and_says_so() {
        assertThatThrownBy(() -> database.search(() -> database.jdbc()
                        .sql("select 1 from pg_sleep(60)")
                        .query(Integer.class)
                        .list()))
                .isInstanceOfSatisfying(
                        ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("query_too_broad"));
    }
}
