package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorSignatureTest {
    private final Tasks task = Tasks.post("https://shop.example/hook?order=1");

    private static Response answer(int status, String body) {
        return new Response(status, List.of(), body.getBytes(StandardCharsets.UTF_8), false, false, false, List.of());
    }

    private ErrorSignature rejected(Tasks task, int status, String body) {
        return ErrorSignature.of(
                        task.definition(), new Outcome.Rejected("http_status", "HTTP " + status), answer(status, body))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "card processor down | HTTP 500 · card processor down",
                "`` | HTTP 500",
                "{\"error\":\"card processor down\"} | HTTP 500 · card processor down",
                "{\"error\":{\"code\":\"x\",\"message\":\"card processor down\"}} | HTTP 500 · card processor down",
                "{\"message\":\"no stock\",\"trace\":\"…\"} | HTTP 500 · no stock",
                "{\"errors\":[{\"detail\":\"bad zip\"},{\"detail\":\"other\"}]} | HTTP 500 · bad zip",
                "{\"title\":\"Oops\",\"detail\":\"disk full\"} | HTTP 500 · disk full",
                "{\"ok\":false} | HTTP 500 · {\"ok\":false}",
                "{\"error\":true,\"message\":\"no luck\"} | HTTP 500 · no luck",
                "{broken | HTTP 500 · {broken",
                "<html><head><title>502 Bad Gateway</title></head> | HTTP 500 · # Bad Gateway",
                "<html><body>x</body></html> | HTTP 500",
                "order 12345 failed after 3.5 s | HTTP 500 · order # failed after # s",
                "at 12:30:05 | HTTP 500 · at #",
                "no user ada.lovelace+x@example.co.uk | HTTP 500 · no user *",
                "request 0198f2a0-0000-7000-8000-000000000001 lost | HTTP 500 · request * lost",
                "trace 4bf92f3577b34da6a3ce929d0e0e4736 | HTTP 500 · trace *",
                "key sk_live_abcd1234 | HTTP 500 · key *",
                "worker7 | HTTP 500 · worker#"
            })
    void what_differs_from_call_to_call_is_taken_out(String body, String text) {
        assertThat(rejected(task, 500, body).text()).isEqualTo(text);
    }

    @Test
    void only_the_first_line_with_text_counts() {
        assertThat(rejected(task, 500, "\n\n  boom  \nat Foo.java:12\n").text()).isEqualTo("HTTP 500 · boom");
    }

    @Test
    void it_has_at_most_120_characters_and_no_control_characters() {
        assertThat(rejected(task, 500, "word ".repeat(100)).text()).hasSize(120).endsWith("…");
        assertThat(rejected(task, 500, "a\u0000b\u001bc\td").text()).isEqualTo("HTTP 500 · a b c d");
        assertThat(rejected(task, 500, "😀".repeat(100)).text()).hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void any_bytes_have_one() {
        byte[] bytes = new byte[300_000];
        new java.util.Random(7).nextBytes(bytes);
        Response response = new Response(500, List.of(), bytes, true, false, false, List.of());

        assertThat(ErrorSignature.of(task.definition(), new Outcome.Rejected("http_status", "HTTP 500"), response))
                .hasValueSatisfying(found -> assertThat(found.text()).startsWith("HTTP 500"));
    }

    @Test
    void one_cause_is_one_target_and_one_text() {
        ErrorSignature first = rejected(task, 500, "order 1 failed");

        assertThat(rejected(Tasks.post("https://shop.example/hook?order=2"), 500, "order 2 failed"))
                .isEqualTo(first);
        assertThat(rejected(Tasks.post("https://shop.example/other"), 500, "order 1 failed")
                        .cause())
                .isNotEqualTo(first.cause());
        assertThat(rejected(task.withMethod("PUT"), 500, "order 1 failed").cause())
                .isNotEqualTo(first.cause());
        assertThat(rejected(task, 502, "order 1 failed").cause()).isNotEqualTo(first.cause());
    }

    @Test
    void failures_without_an_answer_are_named_by_their_kind() {
        assertThat(text(new Outcome.Unreachable("connect", "shop.example:443 refused the connection")))
                .isEqualTo("connect · shop.example:# refused the connection");
        assertThat(text(new Outcome.TimedOut("No answer within 30000 ms")))
                .isEqualTo("timeout · No answer within # ms");
        assertThat(text(new Outcome.Refused("…"))).isEqualTo("egress_denied");
        assertThat(text(new Outcome.Broken("The engine failed: X"))).isEqualTo("internal · The engine failed: X");
    }

    @Test
    void a_missing_text_is_one_cause_whatever_came_instead() {
        Outcome mismatch = new Outcome.Rejected("body_mismatch", "…");

        assertThat(ErrorSignature.of(task.definition(), mismatch, answer(200, "page 1")))
                .isEqualTo(ErrorSignature.of(task.definition(), mismatch, answer(200, "welcome")))
                .hasValueSatisfying(found -> assertThat(found.text()).isEqualTo("HTTP 200 · expected text missing"));
    }

    @Test
    void a_success_has_none() {
        assertThat(ErrorSignature.of(task.definition(), new Outcome.Succeeded(), answer(200, "")))
                .isEmpty();
    }

    private String text(Outcome outcome) {
        return ErrorSignature.of(task.definition(), outcome, null).orElseThrow().text();
    }
}
