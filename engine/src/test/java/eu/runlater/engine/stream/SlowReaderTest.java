package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
@Tag("slow")
class SlowReaderTest {
    private static final String BIG = """
            insert into event (organization_id, type, at, count, items)
            values (:organization, 'execution.finished', app_now(), 1, '[{"n":1,"text":"' || repeat('x', 200000) || '"}]')
            """;

    private final TestApi api;
    private final TestAccounts accounts;
    private final JdbcClient jdbc;
    private final StreamHub hub;

    SlowReaderTest(TestApi api, TestAccounts accounts, JdbcClient jdbc, StreamHub hub) {
        this.api = api;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.hub = hub;
    }

    @Test
    void a_reader_that_does_not_read_is_let_go_while_others_go_on() throws IOException {
        Tenant tenant = accounts.newTenant();
        UUID organization = tenant.organizationId();
        URI base = URI.create(api.baseUrl());
        try (Socket stuck = new Socket();
                SseClient reader = SseClient.open(api.baseUrl() + "/api/v1/events", tenant.key())
                        .greeted()) {
            stuck.setReceiveBufferSize(4_096);
            stuck.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            String request =
                    "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                            + tenant.key() + "\r\n\r\n";
            stuck.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> of(organization) == 2);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                jdbc.sql(BIG).param("organization", organization).update();
                return of(organization) == 1;
            });
            int before = reader.messages().size();
            jdbc.sql(BIG).param("organization", organization).update();
            await().atMost(Duration.ofSeconds(30)).until(() -> reader.messages().size() > before);
            assertThat(reader.ended()).isFalse();
        }
    }

    private long of(UUID organization) {
        return hub.open().stream()
                .filter(stream -> stream.caller().organizationId().equals(organization))
                .count();
    }
}
