package eu.runlater.engine.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestApi;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

@EngineTest
class SlowHeadsTest {
    private final TestApi api;
    private final HttpProtocol protocol;

    SlowHeadsTest(TestApi api, ServletWebServerApplicationContext context) {
        this.api = api;
        Tomcat tomcat = ((TomcatWebServer) requireNonNull(context.getWebServer())).getTomcat();
        this.protocol = (HttpProtocol) tomcat.getConnector().getProtocolHandler();
    }

    @Test
    void a_head_that_does_not_end_is_cut_off_while_an_idle_connection_and_a_served_one_stay() throws Exception {
        try (Socket dripping = connect();
                Socket idle = connect();
                Socket served = connect()) {
            send(dripping, "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            send(served, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(served.getInputStream().read()).isEqualTo('H');

            await().until(() -> protocol.closeSlowHeads(Duration.ZERO) == 1);

            assertThat(ended(dripping)).isTrue();
            send(idle, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            send(served, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(served.getInputStream().read()).isNotEqualTo(-1);
        }
    }

    @Test
    void a_thousand_slow_clients_do_not_keep_the_api_from_answering() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(socket, "POST /api/v1/queue HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nX-Slow: ");
            }

            assertThat(api.get(null, "/health/live").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", URI.create(api.baseUrl()).getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException _) {
            return true; // reset instead of an orderly end
        }
    }
}
