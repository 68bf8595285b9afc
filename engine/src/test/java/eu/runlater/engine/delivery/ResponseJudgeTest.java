package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJudgeTest {
    private static Outcome judge(Tasks task, int status, String body) {
        return ResponseJudge.judge(task.definition().options(), status, body.getBytes(StandardCharsets.UTF_8));
    }

    private final Tasks task = Tasks.post("https://shop.example/");

    @ParameterizedTest
    @CsvSource({
        "100,false",
        "199,false",
        "200,true",
        "204,true",
        "299,true",
        "300,false",
        "302,false",
        "404,false",
        "500,false",
        "999,false"
    })
    void without_a_list_two_hundreds_are_success(int status, boolean success) {
        assertThat(judge(task, status, "") instanceof Outcome.Succeeded).isEqualTo(success);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 200 | true",
                "200, 201 | 201 | true",
                "200,201 | 202 | false",
                "404 | 404 | true",
                "404 | 200 | false",
                " 503 , 200 | 503 | true"
            })
    void with_a_list_only_its_codes_are(String list, int status, boolean success) {
        assertThat(judge(task.expecting(list, null), status, "") instanceof Outcome.Succeeded)
                .isEqualTo(success);
    }

    @Test
    void the_expected_text_must_be_there_byte_for_byte() {
        assertThat(judge(task.expecting(null, "wörld"), 200, "hello wörld")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(judge(task.expecting(null, "wörld"), 200, "wörld")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(judge(task.expecting(null, "Wörld"), 200, "hello wörld").kind())
                .isEqualTo("body_mismatch");
        assertThat(judge(task.expecting(null, "ok"), 200, "").kind()).isEqualTo("body_mismatch");
        assertThat(judge(task.expecting(null, "aab"), 200, "aaab")).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void the_status_is_looked_at_before_the_text() {
        assertThat(judge(task.expecting(null, "ok"), 500, "no"))
                .isEqualTo(new Outcome.Rejected("http_status", "HTTP 500"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "200,201", "100, 599", " 200 , 404 "})
    void a_list_of_codes_is_accepted(String list) {
        assertThat(StatusCodes.check(list)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "200,", "99", "600", "2xx", "200-299", "200;201", "+200", "0200", "٢٠٠", "abc"})
    void anything_else_is_not(String list) {
        assertThat(StatusCodes.check(list)).isPresent();
    }
}
