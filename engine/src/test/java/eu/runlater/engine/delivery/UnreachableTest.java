package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ends an attempt without an answer.
@Timeout(30)
class UnreachableTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static InetAddress[] addresses(String... literals) {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.ofLiteral(literals[i]);
        }
        return addresses;
    }

    @Test
    void a_port_nobody_listens_on_refuses_the_connection() throws Exception {
        int port;
        try (RawTarget target = RawTarget.answering(OK)) {
            port = target.port();
        }
        try (Client client = Client.open()) {
            Report report = client.deliver(Tasks.post("http://127.0.0.1:" + port + "/x?secret=1"));

            assertThat(report.outcome())
                    .isEqualTo(new Outcome.Unreachable("connect", "127.0.0.1:" + port + " refused the connection"));
            assertThat(report.response()).isNull();
            assertThat(report.sentHeaders()).extracting(Header::name).contains("webhook-id");
        }
    }

    @Test
    void a_name_without_an_address_is_a_fault_of_dns() {
        try (Client client = Client.resolving("", host -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(client.deliver(Tasks.post("https://nowhere.example/x?secret=1"))
                            .outcome())
                    .isEqualTo(new Outcome.Unreachable("dns", "No address is known for nowhere.example"));
        }
    }

    @Test
    void the_next_address_of_a_name_is_tried_when_one_refuses() throws Exception {
        try (RawTarget target = RawTarget.answering(OK);
                Client client = Client.resolving(
                        Client.LOOPBACK + ",127.0.0.2/32:1024-65535", _ -> addresses("127.0.0.2", "127.0.0.1"))) {
            Report report = client.deliver(Tasks.post("http://shop.example:" + target.port() + "/"));

            assertThat(report.outcome()).isInstanceOf(Outcome.Succeeded.class);
            assertThat(target.requests()).hasSize(1);
        }
    }

    @Test
    void many_who_ask_for_one_name_share_one_lookup() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        try (RawTarget target = RawTarget.answering(OK);
                Client client = Client.resolving(Client.LOOPBACK, _ -> {
                    lookups.incrementAndGet();
                    await(answer);
                    return addresses("127.0.0.1");
                });
                var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var reports = new java.util.ArrayList<java.util.concurrent.Future<Report>>();
            for (int i = 0; i < 50; i++) {
                reports.add(
                        threads.submit(() -> client.deliver(Tasks.post("http://shop.example:" + target.port() + "/"))));
            }
            org.awaitility.Awaitility.await().until(() -> lookups.get() >= 1);
            answer.countDown();
            for (var report : reports) {
                assertThat(report.get().outcome()).isInstanceOf(Outcome.Succeeded.class);
            }
            assertThat(lookups.get()).isLessThan(50);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Nested
    class Denied {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:%d/",
                    "http://[::1]:%d/",
                    "http://localhost:%d/",
                    "http://127.1:%d/",
                    "http://2130706433:%d/",
                    "http://①②⑦.0.0.1:%d/",
                    "http://[::ffff:127.0.0.1]:%d/"
                })
        void a_stored_loopback_address_is_stopped_at_the_socket_in_whatever_form(String url) throws Exception {
            // As if it had been stored before the operator closed the list: the check at accept does not run here.
            try (RawTarget target = RawTarget.answering(OK);
                    Client client = Client.allowing("")) {
                Report report = client.deliver(Tasks.post(url.formatted(target.port())));

                assertThat(report.outcome().kind()).isEqualTo("egress_denied");
                assertThat(target.connections()).isZero();
            }
        }

        @Test
        void the_text_is_the_same_whether_or_not_something_listens() throws Exception {
            int closed;
            try (RawTarget gone = RawTarget.answering(OK)) {
                closed = gone.port();
            }
            try (RawTarget target = RawTarget.answering(OK);
                    Client client = Client.allowing("")) {
                assertThat(client.deliver(Tasks.post(target.url("/"))).outcome())
                        .isEqualTo(client.deliver(Tasks.post("http://127.0.0.1:" + closed + "/"))
                                .outcome());
            }
        }

        @Test
        void a_name_with_one_private_address_among_public_ones_is_denied_whole() {
            for (String[] answer : new String[][] {
                {"93.184.216.34", "10.0.0.1"},
                {"10.0.0.1", "93.184.216.34"},
                {"2606:4700::1", "::1"},
                {"169.254.169.254"}
            }) {
                try (Client client = Client.resolving("", _ -> addresses(answer))) {
                    assertThat(client.deliver(Tasks.post("https://rebind.example/"))
                                    .outcome()
                                    .kind())
                            .isEqualTo("egress_denied");
                }
            }
        }

        @Test
        void a_name_whose_address_changes_after_the_check_is_stopped_at_the_socket() throws Exception {
            // The port decides at the socket: opened for another port, the address passes no gate of this one.
            try (RawTarget target = RawTarget.answering(OK);
                    Client client = Client.resolving("127.0.0.1/32:1", _ -> addresses("127.0.0.1"))) {
                assertThat(client.deliver(Tasks.post("http://shop.example:" + target.port() + "/"))
                                .outcome()
                                .kind())
                        .isEqualTo("egress_denied");
                assertThat(target.connections()).isZero();
            }
        }

        @Test
        void the_machines_environment_names_no_proxy_that_would_be_asked() throws Exception {
            Map<String, String> before = Map.of(
                    "http.proxyHost", System.getProperty("http.proxyHost", ""),
                    "http.proxyPort", System.getProperty("http.proxyPort", ""),
                    "http.nonProxyHosts", System.getProperty("http.nonProxyHosts", ""));
            try (RawTarget proxy = RawTarget.answering(OK);
                    RawTarget target = RawTarget.answering(OK);
                    Client client = Client.open()) {
                System.setProperty("http.proxyHost", "127.0.0.1");
                System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
                System.setProperty("http.nonProxyHosts", "");
                client.deliver(Tasks.post(target.url("/")));

                assertThat(proxy.connections()).isZero();
                assertThat(target.requests()).hasSize(1);
            } finally {
                before.forEach((name, value) -> {
                    if (value.isEmpty()) {
                        System.clearProperty(name);
                    } else {
                        System.setProperty(name, value);
                    }
                });
            }
        }
    }

    @Nested
    class Interrupted {
        private Report interruptWhile(RawTarget.Behaviour behaviour) throws Exception {
            try (RawTarget target = RawTarget.of(behaviour);
                    Client client = Client.open()) {
                CompletableFuture<Report> report = new CompletableFuture<>();
                CompletableFuture<Boolean> flag = new CompletableFuture<>();
                Thread thread = Thread.ofVirtual().start(() -> {
                    report.complete(client.deliver(Tasks.post(target.url("/hook"))));
                    flag.complete(Thread.currentThread().isInterrupted());
                });
                org.awaitility.Awaitility.await().until(() -> !target.requests().isEmpty());
                thread.interrupt();
                Report ended = report.get(10, TimeUnit.SECONDS);
                assertThat(flag.get(10, TimeUnit.SECONDS)).isFalse();
                return ended;
            }
        }

        @Test
        void waiting_for_the_answer() throws Exception {
            Report report = interruptWhile(peer -> {
                peer.read();
                peer.hold();
            });

            assertThat(report.outcome()).isInstanceOf(Outcome.Interrupted.class);
        }

        @Test
        void reading_the_body() throws Exception {
            Report report = interruptWhile(peer -> {
                peer.read();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
                peer.hold();
            });

            assertThat(report.outcome()).isInstanceOf(Outcome.Interrupted.class);
        }

        @Test
        void before_it_began() throws Exception {
            try (RawTarget target = RawTarget.answering(OK);
                    Client client = Client.open()) {
                CompletableFuture<Report> report = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> {
                    Thread.currentThread().interrupt();
                    report.complete(client.deliver(Tasks.post(target.url("/hook"))));
                });

                assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isInstanceOf(Outcome.Interrupted.class);
            }
        }

        @Test
        void resolving_a_name() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            try (Client client = Client.resolving("", _ -> {
                asked.countDown();
                await(never);
                return addresses("93.184.216.34");
            })) {
                CompletableFuture<Report> report = new CompletableFuture<>();
                Thread thread = Thread.ofVirtual()
                        .start(() -> report.complete(client.deliver(Tasks.post("https://slow.example/"))));
                asked.await();
                thread.interrupt();

                assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isInstanceOf(Outcome.Interrupted.class);
            }
        }
    }
}
