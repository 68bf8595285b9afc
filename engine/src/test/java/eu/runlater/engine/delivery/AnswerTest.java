package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// G-OUT-1, G-OUT-3, G-OUT-4: any answer can be read, kept and judged, and costs a bounded amount of memory.
@Timeout(60)
class AnswerTest {
    private static final int KEPT = 256 * 1024;

    private final Client client = Client.open();

    @AfterEach
    void close() {
        client.close();
    }

    private Report deliver(RawTarget target) {
        return client.deliver(Tasks.post(target.url("/hook")));
    }

    private Response answer(String head, byte[] body) throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write(head);
            peer.write(body);
        })) {
            Report report = deliver(target);
            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            return Client.answer(report);
        }
    }

    private static String head(String... headers) {
        return "HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Nested
    class Length {
        @Test
        void what_fits_is_kept_whole() throws Exception {
            Response response = answer(head("Content-Length: " + KEPT), text(KEPT));

            assertThat(response.body()).hasSize(KEPT);
            assertThat(response.truncated()).isFalse();
        }

        @Test
        void one_byte_more_is_cut_off_and_said() throws Exception {
            Response response = answer(head("Content-Length: " + (KEPT + 1)), text(KEPT + 1));

            assertThat(response.body()).hasSize(KEPT);
            assertThat(response.truncated()).isTrue();
            assertThat(response.cutShort()).isFalse();
        }

        @Test
        void a_body_that_ends_with_the_connection_is_whole() throws Exception {
            Response response = answer(head("X: y"), text(1_000));

            assertThat(response.body()).hasSize(1_000);
            assertThat(response.cutShort()).isFalse();
        }

        @Test
        void a_body_shorter_than_announced_is_still_a_success() throws Exception {
            Response response = answer(head("Content-Length: 100"), text(40));

            assertThat(response.body()).hasSize(40);
            assertThat(response.cutShort()).isTrue();
        }

        @Test
        void a_missing_body_is_still_a_success() throws Exception {
            assertThat(answer(head("Content-Length: 100"), new byte[0]).cutShort())
                    .isTrue();
        }

        @Test
        void a_reset_within_the_body_is_still_a_success() throws Exception {
            try (RawTarget target = RawTarget.of(peer -> {
                peer.read();
                peer.write(head("Content-Length: 1000000"));
                peer.write(text(500));
                peer.reset();
            })) {
                Report report = deliver(target);

                assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
                assertThat(Client.answer(report).cutShort()).isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"zz\r\n", "-5\r\nxxxxx\r\n", "5\r\nxx", "5;ext\r\nxxxxxEVIL", "ffffffffffffffff\r\nx", "\r\n"
                })
        void a_broken_chunk_is_still_a_success(String chunk) throws Exception {
            Response response = answer(head("Transfer-Encoding: chunked"), chunk.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(response.cutShort()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "-5", "99999999999999999999", "1, 2", ""})
        void an_absurd_length_is_still_a_success(String length) throws Exception {
            assertThat(answer(head("Content-Length: " + length), text(10)).status())
                    .isEqualTo(200);
        }

        @Test
        void chunks_are_put_together() throws Exception {
            Response response = answer(
                    head("Transfer-Encoding: chunked"),
                    "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: t\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(response.body()).asString().isEqualTo("hello world");
            assertThat(response.cutShort()).isFalse();
        }

        @Test
        void after_a_body_that_was_cut_off_the_connection_is_not_used_again() throws Exception {
            try (RawTarget target = RawTarget.of(peer -> {
                while (peer.read().isPresent()) {
                    peer.write(head("Content-Length: 100000000"));
                    for (int i = 0; i < 100; i++) {
                        peer.write(text(1_000_000));
                    }
                }
            })) {
                deliver(target);
                deliver(target);

                assertThat(target.requests()).hasSize(2);
                assertThat(target.connections()).isEqualTo(2);
            }
        }
    }

    @Nested
    class Encoding {
        private byte[] packed(OutputStream packer, ByteArrayOutputStream to, byte[] plain) throws Exception {
            try (packer) {
                packer.write(plain);
            }
            return to.toByteArray();
        }

        private byte[] gzip(byte[] plain) throws Exception {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            return packed(new GZIPOutputStream(to), to, plain);
        }

        private byte[] deflate(byte[] plain, boolean raw) throws Exception {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            return packed(new DeflaterOutputStream(to, new Deflater(Deflater.BEST_SPEED, raw)), to, plain);
        }

        private Response encoded(String encoding, byte[] body) throws Exception {
            return answer(head("Content-Encoding: " + encoding, "Content-Length: " + body.length), body);
        }

        @Test
        void a_packed_body_is_unpacked() throws Exception {
            byte[] plain = "hello wörld".getBytes(StandardCharsets.UTF_8);

            assertThat(encoded("gzip", gzip(plain)).body()).isEqualTo(plain);
            assertThat(encoded("X-GZIP", gzip(plain)).body()).isEqualTo(plain);
            assertThat(encoded("deflate", deflate(plain, false)).body()).isEqualTo(plain);
            assertThat(encoded("deflate", deflate(plain, true)).body()).isEqualTo(plain);
            assertThat(encoded("identity", plain).body()).isEqualTo(plain);
        }

        @Test
        void a_bomb_is_cut_off_where_any_body_is() throws Exception {
            byte[] bomb = gzip(new byte[100_000_000]);

            Response response = encoded("gzip", bomb);

            assertThat(response.body()).hasSize(KEPT);
            assertThat(response.truncated()).isTrue();
            assertThat(response.undecodable()).isFalse();
        }

        @Test
        void what_cannot_be_unpacked_is_said_and_what_came_before_is_kept() throws Exception {
            byte[] packed = gzip(new java.util.Random(1)
                    .ints(20_000)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
            packed[packed.length / 2] ^= 0x55;
            packed[packed.length / 2 + 1] ^= 0x55;

            Response response = encoded("gzip", packed);

            assertThat(response.undecodable()).isTrue();
            assertThat(response.cutShort()).isFalse();
            assertThat(response.body()).isNotEmpty();
        }

        @Test
        void text_that_claims_to_be_packed_is_said() throws Exception {
            assertThat(encoded("gzip", text(100)).undecodable()).isTrue();
            assertThat(encoded("deflate", text(1)).undecodable()).isTrue();
        }

        @Test
        void an_encoding_we_do_not_know_is_kept_as_it_came() throws Exception {
            Response response = encoded("br", text(100));

            assertThat(response.undecodable()).isTrue();
            assertThat(response.body()).hasSize(100);
        }
    }

    @Nested
    class HeadersAndStatus {
        @Test
        void early_answers_are_skipped() throws Exception {
            try (RawTarget target = RawTarget.answering(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                            + "Link: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok")) {
                Report report = deliver(target);

                assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
                assertThat(Client.answer(report).status()).isEqualTo(201);
            }
        }

        @Test
        void a_101_is_a_failure() throws Exception {
            for (String headers : new String[] {"", "Connection: upgrade\r\nUpgrade: x\r\n"}) {
                try (RawTarget target =
                        RawTarget.answering("HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n")) {
                    Report report = deliver(target);

                    assertThat(report.outcome()).isEqualTo(new Outcome.Rejected("http_status", "HTTP 101"));
                    assertThat(target.requests()).hasSize(1);
                }
            }
        }

        @Test
        void any_bytes_in_headers_can_be_kept() throws Exception {
            try (RawTarget target = RawTarget.answering(
                    "HTTP/1.1 200 \u00e4\u0000\r\nX-Odd: \u00ff\u00fe\u0000\u0001\r\n: nameless\r\nX\u0000: y\r\nContent-Length: 0\r\n\r\n")) {
                Report report = deliver(target);

                assertThat(Client.answer(report).headers())
                        .allSatisfy(header ->
                                assertThat(header.name() + header.value()).doesNotContain("\0"));
            }
        }

        @Test
        void sixteen_kibibytes_of_headers_are_kept() throws Exception {
            StringBuilder many = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
            for (int i = 0; i < 1_000; i++) {
                many.append("X-Header-")
                        .append(i)
                        .append(": ")
                        .append("v".repeat(100))
                        .append("\r\n");
            }
            try (RawTarget target = RawTarget.answering(many + "\r\n")) {
                Report report = deliver(target);

                assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
                assertThat(Client.answer(report).headers()).hasSizeBetween(100, 200);
            }
        }

        @Test
        void endless_headers_are_no_answer() throws Exception {
            try (RawTarget target = RawTarget.of(peer -> {
                peer.read();
                peer.write("HTTP/1.1 200 OK\r\n");
                while (true) {
                    peer.write("X-More: " + "v".repeat(1_000) + "\r\n");
                }
            })) {
                assertThat(deliver(target).outcome().kind()).isEqualTo("protocol");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SSH-2.0-OpenSSH_9.2\r\n",
                    "220 mail.example ESMTP\r\n",
                    "HTTP/1.1 abc\r\n\r\n",
                    "HTTP/9 200 OK\r\n\r\n",
                    "HTTP/1.1 20\r\n\r\n",
                    "HTTP/1.1\r\n\r\n",
                    "\r\n\r\n",
                    "HTTP/2.0 200 OK\r\n\r\n",
                    "HTTP/1.1 -20 x\r\n\r\n"
                })
        void what_is_not_http_is_a_fault_of_protocol(String text) throws Exception {
            try (RawTarget target = RawTarget.answering(text)) {
                Outcome outcome = deliver(target).outcome();

                assertThat(outcome.kind()).isEqualTo("protocol");
                assertThat(outcome.message()).contains("did not answer in HTTP");
                assertThat(target.requests()).hasSize(1);
            }
        }

        @Test
        void a_connection_that_ends_within_the_headers_is_lost() throws Exception {
            try (RawTarget target = RawTarget.answeringOnce("HTTP/1.1 200 OK\r\nX-Ha")) {
                Outcome outcome = deliver(target).outcome();

                assertThat(outcome.kind()).isEqualTo("connection_lost");
                assertThat(outcome.message()).contains("in the middle of the answer's headers");
            }
        }

        @Test
        void an_answer_given_before_the_body_was_read_counts() throws Exception {
            try (RawTarget target = RawTarget.of(peer -> {
                peer.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
                peer.hold();
            })) {
                Report report = client.deliver(Tasks.post(target.url("/hook")).withBody(new byte[8 * 1024 * 1024]));

                assertThat(report.outcome()).isEqualTo(new Outcome.Rejected("http_status", "HTTP 413"));
            }
        }

        @Test
        void an_old_server_is_understood() throws Exception {
            try (RawTarget target = RawTarget.answeringOnce("HTTP/1.0 200 OK\r\n\r\nhello")) {
                assertThat(Client.answer(deliver(target)).body()).asString().isEqualTo("hello");
            }
        }

        @Test
        void the_expected_text_is_searched_in_what_was_kept() throws Exception {
            try (RawTarget target = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
                Tasks task = Tasks.post(target.url("/hook"));

                assertThat(client.deliver(task.expecting(null, "ell")).outcome())
                        .isInstanceOf(Outcome.Succeeded.class);
                assertThat(client.deliver(task.expecting(null, "bye")).outcome().kind())
                        .isEqualTo("body_mismatch");
                assertThat(client.deliver(task.expecting("500", null)).outcome().kind())
                        .isEqualTo("http_status");
            }
        }
    }

    @Test
    @Tag("slow")
    @Timeout(300)
    void five_hundred_answers_of_a_gibibyte_each_raise_the_heap_by_less_than_300_mebibytes() throws Exception {
        byte[] piece = text(1 << 20);
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write(head("Content-Length: " + (1L << 30)));
            for (int i = 0; i < 1024; i++) {
                peer.write(piece);
            }
        })) {
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            long before = runtime.totalMemory() - runtime.freeMemory();
            java.util.concurrent.atomic.AtomicLong most = new java.util.concurrent.atomic.AtomicLong();
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 500; i++) {
                    threads.submit(() -> {
                        Response response = Client.answer(deliver(target));
                        most.accumulateAndGet(response.body().length, Long::sum);
                    });
                }
            }
            System.gc();
            long after = runtime.totalMemory() - runtime.freeMemory();

            assertThat(most.get()).isEqualTo(500L * KEPT);
            assertThat(after - before).isLessThan(300L << 20);
        }
    }
}
