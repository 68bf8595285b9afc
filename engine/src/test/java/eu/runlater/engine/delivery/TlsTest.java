package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G-OUT-6: certificates and names are verified, and there is no way around it.
class TlsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void certificate() throws Exception {
        certificates = Certificates.forNames(directory, "ip:127.0.0.1");
    }

    private static RawTarget answering(Certificates with) throws Exception {
        return RawTarget.of(with.sockets(), peer -> {
            while (peer.read().isPresent()) {
                peer.write(OK);
            }
        });
    }

    private static Tasks task(RawTarget target) {
        return Tasks.post("https://127.0.0.1:" + target.port() + "/hook");
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused() throws Exception {
        try (RawTarget target = answering(certificates);
                Client client = Client.open()) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome().kind()).isEqualTo("tls");
            assertThat(report.outcome().message()).contains("127.0.0.1:" + target.port(), "certification path");
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused() throws Exception {
        Certificates other = Certificates.forNames(directory, "dns:shop.example");
        try (RawTarget target = answering(other);
                Client client = Client.trusting(other.store())) {
            Report report = client.deliver(task(target));

            assertThat(report.outcome().kind()).isEqualTo("tls");
            assertThat(report.outcome().message()).contains("not for this host");
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void a_good_certificate_is_called_over_one_connection() throws Exception {
        try (RawTarget target = answering(certificates);
                Client client = Client.trusting(certificates.store())) {
            Report first = client.deliver(task(target));
            Report second = client.deliver(task(target));

            assertThat(first.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(first.phases().tlsMicros()).isPositive();
            assertThat(first.phases().connectMicros()).isPositive();
            assertThat(second.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(second.phases().tlsMicros()).isNull();
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_pooled_connection_that_was_closed_is_replaced_before_anything_is_sent() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawTarget target = RawTarget.of(certificates.sockets(), peer -> {
                    peer.read();
                    peer.write(OK);
                    peer.close();
                    closed.countDown();
                });
                Client client = Client.trusting(certificates.store())) {
            assertThat(client.deliver(task(target)).outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(client.deliver(task(target)).outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(target.requests()).hasSize(2);
        }
    }

    @Test
    void a_target_without_tls_is_a_fault_of_tls() throws Exception {
        try (RawTarget target = RawTarget.of(peer -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
                Client client = Client.open()) {
            assertThat(client.deliver(task(target)).outcome().kind()).isEqualTo("tls");
        }
    }

    @Test
    void a_target_that_hangs_up_within_the_handshake_is_a_fault_of_tls() throws Exception {
        try (RawTarget target = RawTarget.of(RawTarget.Peer::close);
                Client client = Client.open()) {
            assertThat(client.deliver(task(target)).outcome().kind()).isEqualTo("tls");
        }
    }
}
