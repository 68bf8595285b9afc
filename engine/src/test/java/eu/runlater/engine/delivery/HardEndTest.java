package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// G-OUT-2: whatever the target does, the attempt ends with its time.
@Timeout(15)
class HardEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Client client = Client.open();

    @AfterEach
    void close() {
        client.close();
    }

    private Report deliver(RawTarget target) {
        return client.deliver(Tasks.post(target.url("/hook")).withTimeout(LIMIT));
    }

    private static void drip(RawTarget.Peer peer, String text) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(50, TimeUnit.MILLISECONDS)) {
            peer.write(text);
        }
    }

    @Test
    void silence() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.hold();
        })) {
            Report report = deliver(target);

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("within 1000 ms", "waiting for the answer");
            assertThat(report.response()).isNull();
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void dripping_headers() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\n");
            drip(peer, "X-Drip: drop\r\n");
        })) {
            assertThat(deliver(target).outcome()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    @Test
    void a_dripping_status_line() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            drip(peer, "H");
        })) {
            assertThat(deliver(target).outcome()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    @Test
    void a_dripping_body() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            drip(peer, "x");
        })) {
            Report report = deliver(target);

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("reading the answer's body");
            assertThat(Client.answer(report).status()).isEqualTo(200);
            assertThat(Client.answer(report).body()).asString().startsWith("x");
        }
    }

    @Test
    void endless_chunks_without_content() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            drip(peer, "1\r\nx\r\n");
        })) {
            assertThat(deliver(target).outcome()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    @Test
    void endless_early_hints() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            drip(peer, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        })) {
            assertThat(deliver(target).outcome()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    @Test
    void a_flood_of_early_hints_ends_the_attempt_sooner() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> {
            peer.read();
            while (true) {
                peer.write("HTTP/1.1 100 Continue\r\nX-Fill: " + "x".repeat(1000) + "\r\n\r\n");
            }
        })) {
            assertThat(client.deliver(Tasks.post(target.url("/hook"))).outcome().kind())
                    .isEqualTo("protocol");
        }
    }

    @Test
    void a_target_that_does_not_read_a_large_body() throws Exception {
        try (RawTarget target = RawTarget.of(_ -> new CountDownLatch(1).await())) {
            Report report = client.deliver(Tasks.post(target.url("/hook"))
                    .withBody(new byte[64 * 1024 * 1024])
                    .withTimeout(LIMIT));

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("sending the request");
        }
    }

    @Test
    void a_target_that_does_not_speak_tls() throws Exception {
        try (RawTarget target = RawTarget.of(RawTarget.Peer::hold)) {
            Report report = client.deliver(
                    Tasks.post("https://127.0.0.1:" + target.port() + "/").withTimeout(LIMIT));

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("agreeing on TLS");
        }
    }

    @Test
    void a_target_that_does_not_accept_connections() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            // The backlog takes two; after that the kernel leaves further ones unanswered.
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                Thread.ofVirtual().start(() -> connect(socket, full.getLocalPort()));
            }
            org.awaitility.Awaitility.await()
                    .until(() -> filling.stream().filter(Socket::isConnected).count() >= 2);
            Report report = client.deliver(
                    Tasks.post("http://127.0.0.1:" + full.getLocalPort() + "/").withTimeout(LIMIT));

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("connecting");
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static void connect(Socket socket, int port) {
        try {
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        } catch (java.io.IOException e) {
            // closed at the test's end
        }
    }

    @Test
    void a_resolver_that_does_not_answer() {
        CountDownLatch never = new CountDownLatch(1);
        try (Client slow = Client.resolving(Client.LOOPBACK, host -> hang(never, host))) {
            Report report = slow.deliver(Tasks.post("https://slow.example/").withTimeout(LIMIT));

            assertThat(report.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(report.outcome().message()).contains("resolving the name");
        }
    }

    @Test
    void a_resolver_that_takes_longer_than_five_seconds() {
        CountDownLatch never = new CountDownLatch(1);
        try (Client slow = Client.resolving(Client.LOOPBACK, host -> hang(never, host))) {
            Report report = slow.deliver(Tasks.post("https://slow.example/"));

            assertThat(report.outcome()).isInstanceOf(Outcome.Unreachable.class);
            assertThat(report.outcome().kind()).isEqualTo("dns");
            assertThat(report.outcome().message()).contains("5 s");
        }
    }

    private static InetAddress[] hang(CountDownLatch never, String host) throws UnknownHostException {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }
}
