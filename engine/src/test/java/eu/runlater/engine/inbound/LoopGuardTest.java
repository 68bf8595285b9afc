package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EngineTest
class LoopGuardTest {
    private final TestAccounts accounts;
    private final TestApi api;

    LoopGuardTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
    }

    @Test
    void every_forwarding_says_one_hop_more_than_what_came() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            sender.post("a").id();
            sender.post("b", "X-Runlater-Hop", "4").id();

            assertThat(target.awaitCalls("/hook", 2))
                    .extracting(call -> call.header("X-Runlater-Hop"))
                    .containsExactly("1", "5");
        }
    }

    @Test
    void an_event_that_has_passed_five_times_is_508_and_not_stored() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), "");

            for (String hops : new String[] {"5", "6", "99999999999999999999"}) {
                Sender.Told told = sender.post("{}", "X-Runlater-Hop", hops);
                assertThat(told.status()).isEqualTo(508);
                assertThat(told.json().path("error").isString()).isTrue();
            }
            sender.post("garbage is no hop", "X-Runlater-Hop", "-7x").id();

            assertThat(sender.events("")).hasSize(1);
        }
    }

    @Test
    void an_endpoint_that_forwards_to_itself_stops_after_five() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.status(200));
            Sender sender = Sender.to(api, tenant, target.url("/hook"), ",\"retry_attempts\":0");
            assertThat(sender.patch("{\"forward_urls\":[\"" + api.baseUrl() + "/in/" + sender.slug() + "\"]}")
                            .status())
                    .isEqualTo(200);

            sender.post("{}").id();

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(sender.events("?status=failed")).hasSize(1);
                assertThat(sender.events("")).hasSize(5);
            });
            JsonNode last = sender.events("?status=failed").getFirst();
            assertThat(sender.event(last.path("id").asString())
                            .at("/forwards/0/status_code")
                            .asInt())
                    .isEqualTo(508);
        }
    }
}
