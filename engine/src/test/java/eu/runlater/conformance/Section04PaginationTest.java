package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("§4 Pagination")
class Section04PaginationTest extends Contract {
    Section04PaginationTest(TestAccounts accounts, TestApi api) {
        super(accounts, api);
    }

    @ParameterizedTest
    @CsvSource({"'', 50", "10, 10", "100, 100", "101, 100", "99999999999, 100", "0, 50", "-3, 50", "abc, 50", "1.5, 50"
    })
    void the_limit_is_50_unless_given_and_100_at_most(String asked, int effective) {
        assertThat(get(TASKS + "?limit=" + asked).json().path("limit").asInt()).isEqualTo(effective);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "7, 7", "-1, 0", "x, 0"})
    void the_offset_is_0_unless_it_is_a_number(String asked, int effective) {
        assertThat(get(TASKS + "?offset=" + asked).json().path("offset").asInt())
                .isEqualTo(effective);
    }

    @Test
    void the_envelope_has_data_has_more_limit_and_offset_and_no_total() {
        JsonNode page = get(TASKS).json();
        assertThat(page.propertyNames()).contains("data", "has_more", "limit", "offset");
        assertThat(page.has("total")).isFalse();
    }

    @Test
    void has_more_is_true_when_one_further_row_exists() {
        for (int i = 0; i < 3; i++) {
            waiting("");
        }
        assertThat(get(TASKS + "?limit=2").json().path("has_more").asBoolean()).isTrue();
        assertThat(get(TASKS + "?limit=3").json().path("has_more").asBoolean()).isFalse();
        assertThat(get(TASKS + "?limit=2&offset=2").json().path("has_more").asBoolean())
                .isFalse();
    }

    @Test
    void tasks_that_never_ran_are_listed_newest_first() {
        List<String> made = List.of(waiting(""), waiting(""), waiting(""));
        List<String> listed = new ArrayList<>();
        get(TASKS)
                .json()
                .path("data")
                .forEach(task -> listed.add(task.path("id").asString()));
        assertThat(listed).containsExactlyElementsOf(made.reversed());
    }

    @Test
    void pages_by_cursor_hold_every_row_once() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(waiting(""));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(TASKS + "?limit=2&cursor=" + cursor).json();
            page.path("data").forEach(task -> seen.add(task.path("id").asString()));
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made.reversed());
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/tasks", "/api/v1/executions"})
    void a_cursor_nobody_gave_out_is_refused(String path) {
        assertThat(get(path + "?cursor=invented").status()).isBetween(400, 422);
    }

    @Test
    void queues_are_listed_by_name() {
        waiting(",\"queue\":\"zeta\"");
        waiting(",\"queue\":\"alpha\"");
        List<String> names = new ArrayList<>();
        get(QUEUES)
                .json()
                .path("data")
                .forEach(queue -> names.add(queue.path("name").asString()));
        assertThat(names).containsExactly("alpha", "zeta");
    }
}
