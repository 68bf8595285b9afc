package eu.runlater.model.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.query.QueryTerm.Match;
import eu.runlater.model.query.QueryTerm.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryReadingTest {
    static Query query(String text) {
        return switch (Query.read(text)) {
            case Query.Read read -> read.query();
            case Query.Refused refused -> throw new AssertionError(text + " → " + refused.mistake());
        };
    }

    static QueryMistake mistake(String text) {
        return switch (Query.read(text)) {
            case Query.Read read -> throw new AssertionError(text + " → " + read.query());
            case Query.Refused refused -> refused.mistake();
        };
    }

    private static QueryValue text(String... pieces) {
        return new QueryValue.Text(new Glob(List.of(pieces)));
    }

    @Test
    void the_query_of_the_documentation_reads_as_it_says() {
        assertThat(query("status:failed task:nightly-* since:2h -code:404").terms())
                .containsExactly(
                        new Match(false, QueryField.STATUS, List.of(new QueryValue.Status(ExecutionStatus.FAILED))),
                        new Match(false, QueryField.TASK, List.of(text("nightly-", ""))),
                        new Match(
                                false,
                                QueryField.SINCE,
                                List.of(new QueryValue.Time(new Moment.Relative(Duration.ofHours(-2))))),
                        new Match(true, QueryField.CODE, List.of(new QueryValue.Codes(404, 404))));
    }

    @Test
    void nothing_and_spaces_ask_for_everything() {
        assertThat(query("")).isEqualTo(Query.EVERYTHING);
        assertThat(query(" \t\n\u00a0 ")).isEqualTo(Query.EVERYTHING);
    }

    @Test
    void several_values_are_alternatives() {
        assertThat(query("status:failed,timeout").terms())
                .containsExactly(new Match(
                        false,
                        QueryField.STATUS,
                        List.of(
                                new QueryValue.Status(ExecutionStatus.FAILED),
                                new QueryValue.Status(ExecutionStatus.TIMEOUT))));
    }

    @Test
    void quotes_hold_spaces_commas_and_colons_together() {
        assertThat(query("task:\"send, then: wait\" -\"card processor down\"").terms())
                .containsExactly(
                        new Match(false, QueryField.TASK, List.of(text("send, then: wait"))),
                        new Word(true, Glob.exact("card processor down")));
    }

    @Test
    void a_backslash_makes_a_star_or_a_quote_ordinary() {
        assertThat(query("\\*a\\\"b\\\\ c*d").terms())
                .containsExactly(new Word(false, Glob.exact("*a\"b\\")), new Word(false, new Glob(List.of("c", "d"))));
    }

    @Test
    void addresses_and_times_of_day_are_free_words() {
        assertThat(query("https://api.acme.test/a?b=c 12:30 a-b").terms())
                .containsExactly(
                        new Word(false, Glob.exact("https://api.acme.test/a?b=c")),
                        new Word(false, Glob.exact("12:30")),
                        new Word(false, Glob.exact("a-b")));
    }

    @Test
    void a_task_can_be_asked_for_by_its_id() {
        String id = "0196A1D0-1111-7222-8333-444455556666";
        assertThat(query("task:" + id).terms())
                .containsExactly(new Match(false, QueryField.TASK, List.of(new QueryValue.Id(UUID.fromString(id)))));
    }

    @Test
    void terms_know_where_they_stand() {
        Query.Read read = (Query.Read) Query.read("  status:failed  -\"a b\" ");
        assertThat(read.spans()).containsExactly(new Query.Span(2, 15), new Query.Span(17, 23));
    }

    @ParameterizedTest
    @CsvSource({
        "404, 404, 404",
        "5xx, 500, 599",
        "5XX, 500, 599",
        "500-503, 500, 503",
        "*, 100, 999",
    })
    void codes_are_numbers_classes_and_ranges(String written, int from, int to) {
        assertThat(query("code:" + written).terms())
                .containsExactly(new Match(false, QueryField.CODE, List.of(new QueryValue.Codes(from, to))));
    }

    @ParameterizedTest
    @CsvSource({
        "30s, -30",
        "15m, -900",
        "2h, -7200",
        "7d, -604800",
        "1w, -604800",
        "+15m, 900",
        "now, 0",
        "0s, 0",
        "2H, -7200",
    })
    void moments_may_be_relative(String written, long seconds) {
        Moment expected = new Moment.Relative(Duration.ofSeconds(seconds));
        assertThat(query("until:" + written).terms())
                .containsExactly(new Match(false, QueryField.UNTIL, List.of(new QueryValue.Time(expected))));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T09:30:00Z, 2026-05-04T09:30:00Z",
        "2026-05-04T09:30:00.123456+02:00, 2026-05-04T07:30:00.123456Z",
        "2026-05-04, 2026-05-04T00:00:00Z",
    })
    void moments_may_be_absolute(String written, Instant instant) {
        assertThat(query("since:" + written).terms())
                .containsExactly(
                        new Match(false, QueryField.SINCE, List.of(new QueryValue.Time(new Moment.At(instant)))));
    }

    @Nested
    class A_mistake {
        @ParameterizedTest
        @CsvSource({
            "state:failed, status",
            "stauts:failed, status",
            "taks:a, task",
            "from:2h, since",
            "task_id:a, task",
            "quue:a, queue",
        })
        void in_a_field_names_the_nearest_one(String text, String meant) {
            QueryMistake mistake = mistake(text);
            assertThat(mistake.message()).contains("did you mean " + meant + ":");
            assertThat(mistake.start()).isZero();
            assertThat(mistake.end()).isEqualTo(text.indexOf(':'));
        }

        @Test
        void in_a_status_names_the_nearest_one_at_its_place() {
            assertThat(mistake("a status:failed,timout b"))
                    .isEqualTo(new QueryMistake(16, 22, "there is no status timout; did you mean timeout?"));
        }

        @Test
        void far_from_everything_lists_what_there_is() {
            assertThat(mistake("colour:red").message()).contains("fields are status, task, queue");
            assertThat(mistake("status:red").message()).contains("one of pending, running");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "status:",
                    "status: failed",
                    "status:failed,",
                    "status:,failed",
                    "code:99",
                    "code:1000",
                    "code:4*",
                    "code:500-400",
                    "since:2h,3h",
                    "-since:2h",
                    "since:soon",
                    "since:2026-13-01",
                    "since:9999-12-31T23:59:59-18:00",
                    "since:999999999w",
                    "run:abc",
                    "id:*",
                    "cause:none",
                    "-",
                    "a - b",
                    "\"open",
                    "task:\"open",
                    "\"\"",
                    "-\"\"",
                    "status:fail*",
                    "since:+999999999-01-01T00:00:00Z",
                })
        void is_refused_with_its_place(String text) {
            QueryMistake mistake = mistake(text);
            assertThat(mistake.message()).isNotBlank();
            assertThat(mistake.start()).isBetween(0, text.length());
            assertThat(mistake.end()).isBetween(mistake.start() + 1, text.length());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\u0000b", "task:\ud800", "\udc00\ud800"})
        void is_a_character_no_stored_text_can_have(String text) {
            assertThat(mistake(text).message()).contains("character");
        }

        @Test
        void is_too_much_of_anything() {
            assertThat(mistake("a".repeat(4097)).start()).isEqualTo(4096);
            assertThat(mistake("a ".repeat(65)).message()).contains("64 conditions");
            assertThat(mistake("code:" + "404,".repeat(64) + "404").message()).contains("64 values");
        }
    }

    @Test
    void a_character_outside_of_the_basic_plane_is_fine() {
        assertThat(query("task:🚀*").terms())
                .containsExactly(new Match(false, QueryField.TASK, List.of(text("🚀", ""))));
    }
}
