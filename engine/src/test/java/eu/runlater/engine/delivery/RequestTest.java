package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a target receives.
class RequestTest {
    private final Client client = Client.open();
    private RawTarget target;

    @BeforeEach
    void open() throws Exception {
        target = RawTarget.answering("HTTP/1.1 200 OK\r\nX-Answer: yes\r\nContent-Length: 2\r\n\r\nok");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        target.close();
    }

    @Test
    void a_post_carries_the_tasks_headers_and_body_unchanged() {
        byte[] body = "{\"hello\":\"wörld\"}".getBytes(StandardCharsets.UTF_8);
        client.deliver(Tasks.post(target.url("/hook?a=1&b=%20"))
                .withBody(body)
                .withHeaders(new Header("Authorization", "Bearer t"), new Header("X-Twice", "b")));

        RawTarget.Received received = target.request();
        assertThat(received.line()).isEqualTo("POST /hook?a=1&b=%20 HTTP/1.1");
        assertThat(received.body()).isEqualTo(body);
        assertThat(received.header("Authorization")).isEqualTo("Bearer t");
        assertThat(received.header("X-Twice")).isEqualTo("b");
        assertThat(received.header("Content-Length")).isEqualTo(Integer.toString(body.length));
        assertThat(received.header("Host")).isEqualTo("127.0.0.1:" + target.port());
    }

    @Test
    void a_content_type_is_the_tasks_own_or_none() {
        client.deliver(Tasks.post(target.url("/hook")));
        client.deliver(Tasks.post(target.url("/hook")).withHeaders(new Header("content-type", "text/x-mine")));

        assertThat(target.requests().get(0).headers()).doesNotContainKey("Content-Type");
        assertThat(target.requests().get(1).header("Content-Type")).isEqualTo("text/x-mine");
    }

    @Test
    void every_call_is_signed_over_the_bytes_sent() {
        Tasks task = Tasks.post(target.url("/hook"));
        client.deliver(task);

        RawTarget.Received received = target.request();
        assertThat(received.header("X-Runlater-Task-Id")).isEqualTo(Tasks.TASK.toString());
        assertThat(received.header("X-Runlater-Execution-Id")).isEqualTo(Tasks.EXECUTION.toString());
        assertThat(received.header("X-Runlater-Signature"))
                .isEqualTo(Signer.bodySignature(Client.SECRET, received.body()));
        assertThat(received.header("webhook-id"))
                .isEqualTo(Tasks.RUN.toString())
                .doesNotContain(".");
        assertThat(received.header("webhook-signature"))
                .isEqualTo(Signer.webhookSignatures(
                        List.of(Client.SECRET),
                        Tasks.RUN.toString(),
                        received.header("webhook-timestamp"),
                        received.body()));
        assertThat(received.header("X-Runlater-Hop")).isEqualTo("1");
    }

    @Test
    void who_calls_and_in_which_form_it_wants_the_answer_is_said() {
        client.deliver(Tasks.post(target.url("/hook")));
        client.deliver(Tasks.post(target.url("/hook"))
                .withHeaders(new Header("user-agent", "mine/1"), new Header("accept-encoding", "gzip")));

        assertThat(target.requests().get(0).header("User-Agent")).startsWith("Runlater/");
        assertThat(target.requests().get(0).header("Accept-Encoding")).isEqualTo("identity");
        assertThat(target.requests().get(1).header("User-Agent")).isEqualTo("mine/1");
        assertThat(target.requests().get(1).header("Accept-Encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "HEAD", "OPTIONS"})
    void a_method_without_a_body_sends_none_and_signs_none(String method) throws Exception {
        try (RawTarget plain = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Report report = client.deliver(Tasks.post(plain.url("/hook")).withMethod(method));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(plain.request().line()).isEqualTo(method + " /hook HTTP/1.1");
            assertThat(plain.request().headers()).doesNotContainKeys("Content-Length", "Transfer-Encoding");
            assertThat(plain.request().header("X-Runlater-Signature"))
                    .isEqualTo(Signer.bodySignature(Client.SECRET, new byte[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void a_method_with_a_body_says_so_even_when_there_is_none(String method) {
        client.deliver(Tasks.post(target.url("/hook")).withMethod(method).withBody(null));

        assertThat(target.request().header("Content-Length")).isEqualTo("0");
    }

    @Test
    void the_report_has_the_headers_as_sent_the_answer_and_the_phases() {
        Report report = client.deliver(Tasks.post(target.url("/hook")));

        assertThat(report.sentHeaders())
                .contains(
                        new Header("Host", "127.0.0.1:" + target.port()),
                        new Header("Content-Length", "7"),
                        new Header("webhook-id", Tasks.RUN.toString()));
        Response response = Client.answer(report);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).contains(new Header("X-Answer", "yes"));
        assertThat(response.body()).asString().isEqualTo("ok");
        assertThat(response.truncated() || response.cutShort() || response.undecodable())
                .isFalse();
        assertThat(report.phases().connectMicros()).isNotNull();
        assertThat(report.phases().dnsMicros()).isNull();
        assertThat(report.phases().tlsMicros()).isNull();
        assertThat(report.phases().firstByteMicros()).isPositive();
        assertThat(report.phases().totalMicros())
                .isGreaterThanOrEqualTo(report.phases().firstByteMicros());
    }

    @Test
    void a_used_connection_has_no_phase_of_connecting() {
        client.deliver(Tasks.post(target.url("/hook")));
        Report report = client.deliver(Tasks.post(target.url("/hook")));

        assertThat(report.phases().connectMicros()).isNull();
        assertThat(report.phases().firstByteMicros()).isPositive();
    }

    @Test
    void a_name_that_was_opened_is_resolved_and_called() {
        Report report = client.deliver(Tasks.post("http://localhost:" + target.port() + "/hook"));

        assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report.phases().dnsMicros()).isPositive();
        assertThat(target.request().header("Host")).isEqualTo("localhost:" + target.port());
    }

    @Test
    void the_largest_body_arrives_whole() {
        byte[] body = new byte[256 * 1024];
        new java.util.Random(3).nextBytes(body);
        client.deliver(Tasks.post(target.url("/hook")).withBody(body));

        assertThat(target.request().body()).isEqualTo(body);
    }
}
