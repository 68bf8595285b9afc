package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final FieldNames NAMES = FieldNames.of(
                    "url", "name", "timeout_ms", "headers", "body", "run_at", "inner")
            .alias("scheduled_at", "run_at")
            .later("arrives with the next version.", "cron")
            .wrappedIn("task");

    private static Fields read(String json) {
        return Fields.parse(json.getBytes(StandardCharsets.UTF_8), NAMES);
    }

    private static ApiProblem refusal(String json) {
        return catchThrowableOfType(ApiProblem.class, () -> read(json));
    }

    @Test
    void what_is_not_json_is_refused_in_our_words() {
        assertThat(refusal("{").getMessage())
                .startsWith("Malformed JSON at line 1, column 2: ")
                .doesNotContain("Source", "StreamReadFeature");
    }

    @Test
    void a_text_in_the_place_of_a_number_is_shown() {
        Fields fields = read("{\"timeout_ms\":\"soon\"}");
        fields.integer("timeout_ms", 1_000, 300_000, 30_000);
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(fields::check)
                .withMessageContaining("timeout_ms: must be a whole number from 1000 to 300000, not the text \"soon\"");
    }

    @Test
    void one_trailing_comma_is_tolerated() {
        Fields fields = read("{\"url\": \"https://a.example\", \"headers\": {\"a\": \"b\",},}");

        assertThat(fields.text("url", 100)).isEqualTo("https://a.example");
        assertThat(fields.texts("headers")).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void a_wrapped_object_reads_like_a_plain_one() {
        assertThat(read("{\"task\": {\"url\": \"x\"}}").text("url", 100)).isEqualTo("x");
    }

    @Test
    void an_alias_reads_as_the_name_it_stands_for() {
        assertThat(read("{\"scheduled_at\": \"now\"}").text("run_at", 100)).isEqualTo("now");
    }

    @Test
    void null_means_the_same_as_missing() {
        Fields fields = read("{\"url\": null, \"timeout_ms\": null, \"cron\": null}");

        assertThat(fields.text("url", 10)).isNull();
        assertThat(fields.integer("timeout_ms", 1, 5, 3)).isEqualTo(3);
        fields.check();
    }

    @Nested
    class Text_that_is_not_an_object {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "[]",
                    "\"text\"",
                    "12",
                    "null",
                    "{",
                    "{\"url\"}",
                    "{\"url\": }",
                    "{url: 1}",
                    "{'url': 1}",
                    "{\"url\": 1,,}",
                    "{} {}",
                    "{}x",
                    "{\"url\": \"a\" \"b\"}",
                    "// note\n{}",
                    "{\"url\": NaN}",
                    "{\"url\": 01}",
                    "{\"url\": \"a\nb\"}",
                    "{\"body\": [1, 2}",
                    "{\"body\": {\"a\": tru}}"
                })
        void is_a_bad_request(String json) {
            ApiProblem problem = refusal(json);

            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.code()).isEqualTo("bad_request");
        }

        @Test
        void says_where_and_what() {
            assertThat(refusal("{\n  \"url\": oops\n}").text())
                    .contains("line 2")
                    .contains("oops");
        }

        @Test
        void says_which_name_comes_twice() {
            assertThat(refusal("{\"url\": 1, \"url\": 2}").text()).contains("url");
            assertThat(refusal("{\"run_at\": 1, \"scheduled_at\": 2}").text()).contains("run_at");
        }

        @Test
        void in_another_encoding_is_a_bad_request() {
            for (var charset : Set.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                assertThatExceptionOfType(ApiProblem.class)
                        .isThrownBy(() -> Fields.parse("{\"url\":\"x\"}".getBytes(charset), NAMES))
                        .matches(problem -> problem.status() == 400);
            }
            byte[] latin = "{\"url\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
            assertThatExceptionOfType(ApiProblem.class)
                    .isThrownBy(() -> Fields.parse(latin, NAMES))
                    .matches(problem -> problem.status() == 400);
        }

        @Test
        void nested_too_deep_or_with_endless_digits_is_unprocessable() {
            String deep = "{\"body\": " + "[".repeat(100) + "]".repeat(100) + "}";
            String digits = "{\"timeout_ms\": " + "9".repeat(100) + "}";

            assertThat(refusal(deep).status()).isEqualTo(422);
            assertThat(refusal(digits).status()).isEqualTo(422);
        }
    }

    @Nested
    class A_field_that_is_not_known {
        @ParameterizedTest
        @CsvSource({"ulr,url", "URL,url", "timeout,timeout_ms", "timeoutMs,timeout_ms", "header,headers"})
        void is_named_with_the_nearest_known_one(String sent, String meant) {
            ApiProblem problem = refusal("{\"" + sent + "\": 1}");

            assertThat(problem.status()).isEqualTo(422);
            assertThat(problem.code()).isEqualTo("unknown_field");
            assertThat(problem.text()).contains("\"" + sent + "\"").contains("did you mean \"" + meant + "\"?");
            assertThat(problem.details()).containsKey(sent);
        }

        @Test
        void and_unlike_any_other_comes_with_the_list_of_all() {
            assertThat(refusal("{\"organization_id\": 1}").text()).contains("Known fields: url, name");
        }

        @Test
        void of_a_later_version_says_so() {
            ApiProblem problem = refusal("{\"cron\": \"* * * * *\"}");

            assertThat(problem.code()).isEqualTo("not_supported");
            assertThat(problem.text()).contains("cron").contains("next version");
        }

        @Test
        void inside_an_object_is_named_with_its_place() {
            Fields fields = read("{\"inner\": {\"tipe\": 1}}");

            assertThatExceptionOfType(ApiProblem.class)
                    .isThrownBy(() -> fields.object("inner", FieldNames.of("type")))
                    .matches(problem -> problem.text().contains("\"inner.tipe\"")
                            && problem.text().contains("\"inner.type\""));
        }

        @Test
        void is_not_mentioned_before_the_text_is_known_to_be_json() {
            assertThat(refusal("{\"ulr\": 1, ").code()).isEqualTo("bad_request");
        }
    }

    @Nested
    class A_value_of_the_wrong_kind {
        @Test
        void is_noted_with_every_other_one() {
            Fields fields =
                    read("{\"url\": 1, \"timeout_ms\": \"5\", \"headers\": [], \"name\": \"" + "x".repeat(11) + "\"}");

            fields.text("url", 10);
            fields.integer("timeout_ms", 1, 10, 5);
            fields.texts("headers");
            fields.text("name", 10);

            assertThatExceptionOfType(ApiProblem.class)
                    .isThrownBy(fields::check)
                    .matches(
                            problem -> problem.status() == 422 && problem.code().equals("validation_error"))
                    .satisfies(problem ->
                            assertThat(problem.details()).containsOnlyKeys("url", "timeout_ms", "headers", "name"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "11", "-1", "1.0", "1e0", "99999999999999999999", "\"5\"", "true"})
        void for_a_whole_number_is_refused(String value) {
            Fields fields = read("{\"timeout_ms\": " + value + "}");

            fields.integer("timeout_ms", 1, 10, 5);

            assertThatExceptionOfType(ApiProblem.class)
                    .isThrownBy(fields::check)
                    .matches(problem -> problem.text().contains("from 1 to 10"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\\u0000b", "a\\ud800", "\\udc00a", "\\ud800\\ud800\\udc00"})
        void such_as_nul_or_half_a_surrogate_pair_is_refused(String text) {
            Fields fields = read("{\"name\": \"" + text + "\"}");

            assertThat(fields.text("name", 10)).isNull();
            assertThatExceptionOfType(ApiProblem.class).isThrownBy(fields::check);
        }

        @Test
        void is_not_a_pair_of_surrogates() {
            assertThat(read("{\"name\": \"\\ud83d\\ude00 ü\"}").text("name", 10))
                    .isEqualTo("😀 ü");
        }
    }

    @Nested
    class A_nested_value {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{ \"a\" : [ 1.50 , -2e10 , \"x , ] \\\" y\" ] , } | {\"a\":[1.50,-2e10,\"x , ] \\\" y\"]}",
                    "[ ] | []",
                    "[ 1 , 2 , ] | [1,2]",
                    "{\"k\\\\\": \"\\\\\"} | {\"k\\\\\":\"\\\\\"}",
                    "[[[ ]], { } ] | [[[]],{}]",
                    "{\"ü\": \"\\u00fc 😀\"} | {\"ü\":\"\\u00fc 😀\"}"
                })
        void is_kept_as_written_but_for_the_space(String sent, String kept) {
            JsonValue value = read("{\"name\": \"ü\", \"body\": " + sent + " , \"url\": 1}")
                    .value("body");

            assertThat(value).isNotNull();
            assertThat(new String(value == null ? new byte[0] : value.json(), StandardCharsets.UTF_8))
                    .isEqualTo(kept);
        }

        @Test
        void may_stand_behind_a_byte_order_mark() {
            JsonValue value = read("\ufeff{\"body\": { \"a\": 1 }}").value("body");

            assertThat(new String(value == null ? new byte[0] : value.json(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":1}");
        }
    }
}
