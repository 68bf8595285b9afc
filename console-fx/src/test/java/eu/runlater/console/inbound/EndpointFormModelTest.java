package eu.runlater.console.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.ScriptedInbound;
import eu.runlater.console.inbound.EndpointFormModel.Order;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointFormModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");

    private final ScriptedEngine engine = ScriptedEngine.start(InstantSource.fixed(NOW));
    private final ScriptedInbound inbound = ScriptedInbound.night(NOW);
    private final EndpointFormModel form = new EndpointFormModel(
            EngineApi.of(engine.access()).inbound(), new Background(Runnable::run, Runnable::run), _ -> {});

    EndpointFormModelTest() {
        engine.learn(inbound);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void what_an_endpoint_is_stands_in_the_form_and_goes_back_as_it_was() {
        form.edit(inbound.named("Payment events"));

        assertThat(form.urls.get()).isEqualTo("https://shop.acme.test/hooks/pay\nhttps://crm.acme.test/hooks/pay");
        assertThat(form.filters.get()).isEqualTo("json type one_of invoice.paid, charge.failed");
        assertThat(form.order.get()).isEqualTo(Order.ORDERED);
        assertThat(form.fields())
                .containsEntry(
                        "filters", List.of(Map.of("json", "type", "one_of", List.of("invoice.paid", "charge.failed"))))
                .containsEntry("verification", Map.of("scheme", "stripe", "tolerance_seconds", 300L));
    }

    @Test
    void a_stored_secret_is_kept_only_as_long_as_the_scheme_is() {
        form.edit(inbound.named("Payment events"));
        assertThat(form.secretKept()).isTrue();
        form.scheme.set("github");
        assertThat(form.secretKept()).isFalse();
    }

    @Test
    void a_typed_secret_is_gone_once_it_was_sent() {
        form.edit(inbound.named("Payment events"));
        form.secret.set("whsec_new");
        form.save(false);

        assertThat(engine.calls("PATCH ").getFirst()).contains("\"secret\":\"whsec_new\"");
        assertThat(form.secret.get()).isEmpty();
    }

    @Test
    void side_by_side_says_nothing_of_the_order_of_a_queue_it_has_not() {
        form.order.set(Order.PARALLEL);
        assertThat(form.fields()).containsEntry("use_queue", false).doesNotContainKey("ordered");
    }

    @Test
    void a_condition_may_have_blanks_in_its_value() {
        assertThat(FilterLine.parse("header x-event equals order paid").field())
                .isEqualTo(Map.of("header", "x-event", "equals", "order paid"));
        assertThat(FilterLine.parse("json data.test exists false").field())
                .isEqualTo(Map.of("json", "data.test", "exists", false));
    }
}
