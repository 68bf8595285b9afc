package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.EngineApplication;
import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class StreamShutdownTest {
    @Test
    void a_stopping_node_sends_its_streams_away_with_a_hint_and_does_not_wait_for_them() {
        ConfigurableApplicationContext engine = new SpringApplicationBuilder(
                        EngineApplication.class, TestAccounts.class)
                .initializers(new EngineSettings(TestEngine.settings(TestPostgres.url(), Map.of())))
                .run();
        String key = engine.getBean(TestAccounts.class).newTenant().key();
        String port = engine.getEnvironment().getRequiredProperty("local.server.port");
        try (SseClient client = SseClient.open("http://127.0.0.1:" + port + "/api/v1/events", key)
                .greeted()) {
            Thread stopping = Thread.ofPlatform().start(engine::close);
            await().atMost(Duration.ofSeconds(30)).until(client::ended);
            assertThat(client.others().getLast()).startsWith("retry: ");
            await().atMost(Duration.ofSeconds(20)).until(() -> !stopping.isAlive());
        }
    }
}
