package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurlCommandTest {
    @Test
    void a_post_with_headers_and_a_body_is_ready_to_paste() {
        String command = CurlCommand.of(
                "POST",
                "http://127.0.0.1:8480/api/v1/queue",
                List.of(Map.entry("Authorization", "Bearer sk_live_x")),
                "{\"url\":\"https://shop.example\"}");

        assertThat(command).isEqualTo("""
                        curl 'http://127.0.0.1:8480/api/v1/queue' \\
                          -H 'Authorization: Bearer sk_live_x' \\
                          --data-raw '{"url":"https://shop.example"}'""");
    }

    @Test
    void the_method_is_named_unless_curl_would_choose_it_by_itself() {
        assertThat(CurlCommand.of("GET", "http://a", List.of(), null)).isEqualTo("curl 'http://a'");
        assertThat(CurlCommand.of("HEAD", "http://a", List.of(), null)).isEqualTo("curl --head 'http://a'");
        assertThat(CurlCommand.of("DELETE", "http://a", List.of(), null)).isEqualTo("curl -X DELETE 'http://a'");
        assertThat(CurlCommand.of("POST", "http://a", List.of(), null)).isEqualTo("curl -X POST 'http://a'");
        assertThat(CurlCommand.of("GET", "http://a", List.of(), "x")).startsWith("curl -X GET 'http://a'");
    }

    @Test
    void nothing_in_a_value_means_anything_to_the_shell() {
        String command = CurlCommand.of("POST", "http://a/?x=$(id)&y=`id`", List.of(), "it's \"$HOME\"");

        assertThat(command).contains("'http://a/?x=$(id)&y=`id`'").contains("--data-raw 'it'\\''s \"$HOME\"'");
    }
}
