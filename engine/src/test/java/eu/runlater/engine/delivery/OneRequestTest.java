package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// G-RUN-8: one attempt is one request, whatever the target answers.
class OneRequestTest {
    private final Client client = Client.open();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 421 Misdirected\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 429 Slow\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 300 Choose\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 304 Same\r\n\r\n"
            })
    void an_answer_that_is_no_success_is_recorded_and_not_asked_for_again(String answer) throws Exception {
        try (RawTarget target = RawTarget.answering(answer)) {
            Report report = client.deliver(Tasks.post(target.url("/hook")));

            int status = Integer.parseInt(answer.substring(9, 12));
            assertThat(report.outcome()).isEqualTo(new Outcome.Rejected("http_status", "HTTP " + status));
            assertThat(Client.answer(report).status()).isEqualTo(status);
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void an_absurd_retry_after_is_kept_as_it_came() throws Exception {
        try (RawTarget target = RawTarget.answering(
                "HTTP/1.1 503 Busy\r\nRetry-After: 99999999999999999999\r\nContent-Length: 4\r\n\r\nbusy")) {
            Report report = client.deliver(Tasks.post(target.url("/hook")));

            assertThat(Client.answer(report).header("retry-after")).contains("99999999999999999999");
            assertThat(Client.answer(report).body()).asString().isEqualTo("busy");
        }
    }

    @Test
    void a_204_with_a_body_is_a_success_without_one() throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello")) {
            Report report = client.deliver(Tasks.post(target.url("/hook")));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(Client.answer(report).status()).isEqualTo(204);
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void a_connection_that_answers_is_used_again() throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.deliver(Tasks.post(target.url("/hook"))).outcome())
                        .isInstanceOf(Outcome.Succeeded.class);
            }

            assertThat(target.requests()).hasSize(20);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_pooled_connection_that_the_target_closed_is_replaced_before_anything_is_sent() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            peer.close();
            closed.countDown();
        })) {
            Report first = client.deliver(Tasks.post(target.url("/hook")));
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            Report second = client.deliver(Tasks.post(target.url("/hook")));

            assertThat(first.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(second.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(target.requests()).hasSize(2);
            assertThat(target.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_used_connection_that_dies_after_the_request_was_sent_is_lost_and_not_tried_again() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            peer.read();
            peer.close();
        })) {
            Report first = client.deliver(Tasks.post(target.url("/hook")));
            Report second = client.deliver(Tasks.post(target.url("/hook")));

            assertThat(first.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(second.outcome().kind()).isEqualTo("connection_lost");
            assertThat(second.response()).isNull();
            assertThat(target.requests()).hasSize(2);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_new_connection_that_is_reset_before_an_answer_is_lost() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.reset();
        })) {
            Report report = client.deliver(Tasks.post(target.url("/hook")));

            assertThat(report.outcome().kind()).isEqualTo("connection_lost");
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void a_server_that_says_how_long_it_keeps_connections_is_not_surprised_at_the_end_of_that_time() throws Exception {
        try (RawTarget target =
                RawTarget.answering("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n")) {
            client.deliver(Tasks.post(target.url("/hook")));
            client.deliver(Tasks.post(target.url("/hook")));

            assertThat(target.requests()).hasSize(2);
            assertThat(target.connections()).isEqualTo(2);
        }
    }
}
