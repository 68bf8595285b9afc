package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// G-OUT-7: redirects are followed only if the task asks, and nothing of the task's leaves its origin.
class RedirectTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Client client = Client.open();

    @AfterEach
    void close() {
        client.close();
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    /// Redirects `/from` and answers everything else.
    private static RawTarget redirecting(int status, String location) throws Exception {
        return RawTarget.of(peer -> {
            for (var got = peer.read(); got.isPresent(); got = peer.read()) {
                peer.write(got.get().line().contains("/from") ? redirect(status, location) : OK);
            }
        });
    }

    private static Tasks task(RawTarget target) {
        return Tasks.post(target.url("/from?secret=1"))
                .withHeaders(new Header("Authorization", "Bearer t"), new Header("Content-Type", "application/json"))
                .following(5);
    }

    @Test
    void without_being_asked_none_is_followed() throws Exception {
        try (RawTarget target = redirecting(302, "/to")) {
            Report report = client.deliver(task(target).following(0));

            assertThat(report.outcome()).isEqualTo(new Outcome.Rejected("http_status", "HTTP 302"));
            assertThat(Client.answer(report).header("Location")).contains("/to");
            assertThat(target.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"301,GET", "302,GET", "303,GET", "307,POST", "308,POST"})
    void within_its_origin_the_task_goes_along_and_is_signed_for_what_is_sent(int status, String method)
            throws Exception {
        try (RawTarget target = redirecting(status, "/to?token=2")) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(Client.answer(report).hops()).containsExactly(target.url("/to") + "?…");
            RawTarget.Received second = target.requests().get(1);
            assertThat(second.line()).isEqualTo(method + " /to?token=2 HTTP/1.1");
            assertThat(second.header("Authorization")).isEqualTo("Bearer t");
            assertThat(second.body()).hasSize(method.equals("POST") ? 7 : 0);
            assertThat(second.headers().containsKey("Content-Type")).isEqualTo(method.equals("POST"));
            assertThat(second.header("X-Runlater-Signature"))
                    .isEqualTo(Signer.bodySignature(Client.SECRET, second.body()));
        }
    }

    @Test
    void a_303_keeps_a_head_and_turns_a_put_into_a_get() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            for (var got = peer.read(); got.isPresent(); got = peer.read()) {
                peer.write(
                        got.get().line().contains("/from")
                                ? redirect(303, "/to")
                                : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            client.deliver(task(target).withMethod("HEAD"));
            client.deliver(task(target).withMethod("PUT"));

            assertThat(target.requests().get(1).line()).startsWith("HEAD /to");
            assertThat(target.requests().get(3).line()).startsWith("GET /to");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void to_another_origin_goes_neither_body_nor_header_nor_credential_nor_signature(int status) throws Exception {
        try (RawTarget other = RawTarget.answering(OK);
                RawTarget target = redirecting(status, other.url("/to"))) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(other.request().body()).isEmpty();
            assertThat(other.request().headers().keySet())
                    .isSubsetOf(
                            "Host", "User-Agent", "Accept-Encoding", "Connection", "Content-Length", "X-Runlater-Hop");
            assertThat(report.sentHeaders()).contains(new Header("Authorization", "Bearer t"));
        }
    }

    @Test
    void what_left_its_origin_does_not_get_its_secrets_back_on_return() throws Exception {
        RawTarget[] first = new RawTarget[1];
        try (RawTarget other = RawTarget.of(peer -> {
                    peer.read();
                    peer.write(redirect(307, first[0].url("/back")));
                });
                RawTarget target = redirecting(307, other.url("/to"))) {
            first[0] = target;
            Report report = client.deliver(task(target));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(target.requests().get(1).line()).startsWith("POST /back");
            assertThat(target.requests().get(1).headers()).doesNotContainKeys("Authorization", "webhook-signature");
            assertThat(Client.answer(report).hops()).containsExactly(other.url("/to"), target.url("/back"));
        }
    }

    @Test
    void as_many_are_followed_as_the_task_allows() throws Exception {
        try (RawTarget target = redirecting(307, "/from")) {
            Report report = client.deliver(task(target).following(3));

            assertThat(report.outcome().kind()).isEqualTo("http_status");
            assertThat(report.outcome().message()).contains("HTTP 307", "after 3 redirects");
            assertThat(target.requests()).hasSize(4);
            assertThat(Client.answer(report).hops()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/",
                "http://intranet/",
                "http://127.1:8080/",
                "http://user:pw@shop.example/",
                "http://127.0.0.1:22/"
            })
    void each_address_passes_the_egress_policy_again(String location) throws Exception {
        try (RawTarget target = redirecting(302, location)) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome().kind()).isEqualTo("egress_denied");
            assertThat(report.outcome().message()).doesNotContain("pw");
            assertThat(Client.answer(report).status()).isEqualTo(302);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://shop.example/", "http://[::1", "mailto:x@y.example"})
    void an_address_that_cannot_be_followed_fails_with_the_status(String location) throws Exception {
        try (RawTarget target = RawTarget.answering("HTTP/1.1 302 Moved\r\n"
                + (location.isEmpty() ? "" : "Location: " + location + "\r\n") + "Content-Length: 0\r\n\r\n")) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome().kind()).isEqualTo("http_status");
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void a_redirect_the_task_expects_is_its_success() throws Exception {
        try (RawTarget target = redirecting(302, "/to")) {
            Report report = client.deliver(task(target).expecting("302", null));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void the_time_limit_covers_all_of_them() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            for (var got = peer.read(); got.isPresent(); got = peer.read()) {
                if (got.get().line().contains("/from")) {
                    peer.write(redirect(307, "/to"));
                } else {
                    peer.hold();
                }
            }
        })) {
            Report report = client.deliver(task(target).withTimeout(java.time.Duration.ofSeconds(1)));

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(target.requests()).hasSize(2);
        }
    }
}
