package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EgressProxyTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Resolver.Lookup knowing(String address) {
        return _ -> new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private static InetAddress[] unknown(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    private static String at(RawTarget proxy) {
        return "http://127.0.0.1:" + proxy.port();
    }

    @Test
    void a_call_without_tls_goes_to_the_proxy_which_need_not_be_open_for_calls() throws Exception {
        try (RawTarget proxy = RawTarget.answering(OK);
                Client client = Client.through(at(proxy), "", knowing("93.184.216.34"), null)) {
            Report first = client.deliver(Tasks.post("http://shop.example/hook"));
            client.deliver(Tasks.post("http://shop.example/hook"));

            assertThat(first.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(proxy.requests().getFirst().line()).isEqualTo("POST http://shop.example/hook HTTP/1.1");
            assertThat(proxy.requests().getFirst().header("Host")).isEqualTo("shop.example");
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_proxy_is_found_by_its_name_too() throws Exception {
        try (RawTarget proxy = RawTarget.answering(OK);
                Client client = Client.through(
                        "http://proxy.internal:" + proxy.port(),
                        "",
                        host -> new InetAddress[] {
                            InetAddress.ofLiteral(host.equals("proxy.internal") ? "127.0.0.1" : "93.184.216.34")
                        },
                        null)) {
            assertThat(client.deliver(Tasks.post("http://shop.example/hook")).outcome())
                    .isInstanceOf(Outcome.Succeeded.class);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void who_we_are_is_told_to_the_proxy_and_kept_out_of_the_history() throws Exception {
        try (RawTarget proxy = RawTarget.answering(OK);
                Client client =
                        Client.through("http://us:pw@127.0.0.1:" + proxy.port(), "", knowing("93.184.216.34"), null)) {
            Report report = client.deliver(Tasks.post("http://shop.example/hook"));

            assertThat(proxy.request().header("Proxy-Authorization")).isEqualTo("Basic dXM6cHc=");
            assertThat(report.sentHeaders()).extracting(Header::name).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void a_call_with_tls_goes_through_a_tunnel(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.forNames(directory, "dns:shop.example");
        try (RawTarget target = RawTarget.of(certificates.sockets(), peer -> {
                    while (peer.read().isPresent()) {
                        peer.write(OK);
                    }
                });
                RawTarget proxy = RawTarget.of(peer -> {
                    peer.read();
                    peer.write("HTTP/1.1 200 Connection established\r\n\r\n");
                    peer.tunnel(target.port());
                });
                Client client = Client.through(
                        "http://us:pw@127.0.0.1:" + proxy.port(), "", EgressProxyTest::unknown, certificates.store())) {
            Report report = client.deliver(Tasks.post("https://shop.example/hook"));
            client.deliver(Tasks.post("https://shop.example/hook"));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(proxy.request().line()).isEqualTo("CONNECT shop.example:443 HTTP/1.1");
            assertThat(proxy.request().header("Proxy-Authorization")).isEqualTo("Basic dXM6cHc=");
            assertThat(target.requests()).hasSize(2);
            assertThat(target.requests().getFirst().headers()).doesNotContainKey("Proxy-Authorization");
        }
    }

    @Test
    void a_target_that_is_known_to_be_private_is_denied_before_the_proxy_is_asked() throws Exception {
        try (RawTarget proxy = RawTarget.answering(OK);
                Client client = Client.through(at(proxy), "", knowing("10.0.0.1"), null)) {
            for (String url : new String[] {"http://shop.example/", "https://shop.example/"}) {
                assertThat(client.deliver(Tasks.post(url)).outcome().kind()).isEqualTo("egress_denied");
            }
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void the_proxy_itself_is_no_target() throws Exception {
        try (RawTarget proxy = RawTarget.answering(OK);
                Client client = Client.through(at(proxy), "", InetAddress::getAllByName, null)) {
            assertThat(client.deliver(Tasks.post(proxy.url("/"))).outcome().kind())
                    .isEqualTo("egress_denied");
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void a_proxy_that_refuses_the_tunnel_is_a_failure_to_connect() throws Exception {
        for (String refusal : new String[] {
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
        }) {
            try (RawTarget proxy = RawTarget.answering(refusal);
                    Client client = Client.through(at(proxy), "", EgressProxyTest::unknown, null)) {
                Outcome outcome =
                        client.deliver(Tasks.post("https://shop.example/")).outcome();

                assertThat(outcome.kind()).isEqualTo("connect");
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }
}
