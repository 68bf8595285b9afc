package eu.runlater.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stop() {
        receiver.close();
        client.close();
    }

    @Nested
    class Paths {
        @Test
        void an_echo_is_answered_counted_and_remembered() throws Exception {
            assertThat(post("/echo", "{\"hello\":\"wörld\"}", "a").statusCode()).isEqualTo(200);

            assertThat(receiver.count()).isEqualTo(1);
            Call call = receiver.calls().getFirst();
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.target()).isEqualTo("/echo");
            assertThat(call.header("Webhook-Id")).isEqualTo("a");
            assertThat(call.bodyText()).isEqualTo("{\"hello\":\"wörld\"}");
        }

        @Test
        void a_run_fails_as_often_as_asked_and_then_succeeds_each_run_for_itself() throws Exception {
            List<Integer> statuses = List.of(
                    post("/fail/2", "", "a").statusCode(),
                    post("/fail/2", "", "b").statusCode(),
                    post("/fail/2", "", "a").statusCode(),
                    post("/fail/2", "", "a").statusCode(),
                    post("/fail/2", "", "b").statusCode());

            assertThat(statuses).containsExactly(500, 500, 500, 200, 500);
        }

        @Test
        void a_status_comes_with_the_retry_after_that_was_asked_for() throws Exception {
            HttpResponse<String> response = post("/status/429?retry-after=7", "", "a");

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
            assertThat(post("/status/204", "", "a").statusCode()).isEqualTo(204);
        }

        @Test
        void a_slow_answer_keeps_nobody_else_waiting() throws Exception {
            var slow = client.sendAsync(request("/slow/300", "", "a"), HttpResponse.BodyHandlers.ofString());
            assertThat(post("/echo", "", "b").statusCode()).isEqualTo(200);
            assertThat(slow.isDone()).isFalse();
            assertThat(slow.get().statusCode()).isEqualTo(200);
        }

        @Test
        void calls_lists_what_came_as_json_and_does_not_count_itself() throws Exception {
            post("/echo", "a \"quoted\" body\n", "run-1");

            String calls = client.send(
                            HttpRequest.newBuilder(receiver.uri("/calls")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(calls).contains("\"webhook_id\":\"run-1\"", "\"body\":\"a \\\"quoted\\\" body\\n\"");
            assertThat(receiver.count()).isEqualTo(1);
        }

        @Test
        void an_unknown_path_is_a_404_that_tells_which_paths_there_are() throws Exception {
            HttpResponse<String> response = post("/nowhere", "", "a");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("/echo", "/stall");
        }
    }

    @Nested
    class Framing {
        @Test
        void requests_sent_together_are_answered_one_after_the_other() throws IOException {
            String one = "POST /status/201 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
            String two = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + "4\r\nwiki\r\n3\r\nabc\r\n0\r\n\r\n";

            String answers = raw(one + two);

            assertThat(answers).startsWith("HTTP/1.1 201").contains("HTTP/1.1 200 OK");
            assertThat(receiver.calls()).extracting(Call::bodyText).containsExactly("abc", "wikiabc");
        }

        @Test
        void a_head_is_answered_without_a_body() throws IOException {
            assertThat(raw("HEAD /fail HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 500")
                    .endsWith("\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "POST /echo HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\nX-A: b\r\n\r\n",
                    "POST http://x/echo HTTP/1.1\r\nHost: x\r\n\r\n",
                    "POST  /echo HTTP/1.1\r\nHost: x\r\n\r\n",
                    "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"
                })
        void a_request_whose_end_is_not_certain_is_refused_and_not_counted(String request) throws IOException {
            assertThat(raw(request)).matches("(?s)HTTP/1.1 (400|501) .*");
            assertThat(receiver.count()).isZero();
            assertThat(receiver.malformedCount()).isEqualTo(1);
        }
    }

    @Nested
    class Signatures {
        private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef0123456789abcdef";

        @Test
        void the_known_vector_is_right_and_a_changed_body_is_not() throws Exception {
            assertThat(lineFor("{\"hello\":\"wörld\"}")).contains("signature ok", "webhook-id run_0198f2a0", "→ 200");
            assertThat(lineFor("{\"hello\":\"world\"}")).contains("SIGNATURE WRONG");
        }

        private String lineFor(String body) throws Exception {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            try (Receiver verbose = Receiver.start(
                    ReceiverOptions.onAnyPort().withSecret(SECRET).withLines(new PrintStream(lines, true, UTF_8)))) {
                client.send(signed(verbose.uri("/echo"), body), HttpResponse.BodyHandlers.discarding());
            }
            return lines.toString(UTF_8);
        }

        private HttpRequest signed(URI uri, String body) {
            return HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .header("webhook-id", "run_0198f2a0")
                    .header("webhook-timestamp", "1767225600")
                    .header("webhook-signature", "v1,b3RoZXI= v1,zvdcF1SWYrwBfiee9mVGdVtNB7DzQbSvTb/JEVlyT5Q=")
                    .build();
        }
    }

    @Test
    void a_taken_port_is_replaced_by_a_free_one() {
        try (Receiver second = Receiver.start(ReceiverOptions.onAnyPort().withPort(receiver.port()))) {
            assertThat(second.port()).isNotEqualTo(receiver.port());
        }
    }

    private HttpResponse<String> post(String path, String body, String run) throws Exception {
        return client.send(request(path, body, run), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body, String run) {
        return HttpRequest.newBuilder(receiver.uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("webhook-id", run)
                .build();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), receiver.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
