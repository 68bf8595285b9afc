package eu.runlater.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@EngineTest
class FilterTest {
    private static final String BODY = """
            {"type":"invoice.paid","amount":12.50,"live":true,"none":null,"data":{"tags":["a","b"],"items":[{"id":7}]}}""";

    private final TestAccounts accounts;
    private final TestApi api;

    FilterTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"header\":\"x-event\",\"equals\":\"push\"} | true",
                "{\"header\":\"X-EVENT\",\"equals\":\"Push\"} | false",
                "{\"header\":\"x-event\",\"not_equals\":\"push\"} | false",
                "{\"header\":\"x-other\",\"not_equals\":\"push\"} | true",
                "{\"header\":\"x-event\",\"starts_with\":\"pu\"} | true",
                "{\"header\":\"x-event\",\"exists\":false} | false",
                "{\"header\":\"x-other\",\"exists\":false} | true",
                "{\"json\":\"type\",\"equals\":\"invoice.paid\"} | true",
                "{\"json\":\"type\",\"contains\":\"paid\"} | true",
                "{\"json\":\"type\",\"one_of\":[\"a\",\"invoice.paid\"]} | true",
                "{\"json\":\"type\",\"one_of\":[\"a\"]} | false",
                "{\"json\":\"live\",\"equals\":\"true\"} | true",
                "{\"json\":\"data.items.0.id\",\"equals\":\"7\"} | true",
                "{\"json\":\"data.items.1.id\",\"exists\":true} | false",
                "{\"json\":\"data.tags\",\"contains\":\"b\"} | true",
                "{\"json\":\"none\",\"exists\":true} | false",
                "{\"json\":\"type.deeper\",\"exists\":true} | false",
            })
    void a_condition_decides_whether_an_event_is_forwarded(String condition, boolean forwarded) {
        try (TestTarget target = TestTarget.start()) {
            Sender sender =
                    Sender.to(api, accounts.newTenant(), target.url("/hook"), ",\"filters\":[" + condition + "]");

            String id = sender.post(BODY, "X-Event", "push").id();

            JsonNode event = sender.event(id).path("event");
            assertThat(event.path("status").asString().equals("filtered")).isNotEqualTo(forwarded);
            assertThat(event.path("task_ids")).hasSize(forwarded ? 1 : 0);
            assertThat(event.path("reason").isNull()).isEqualTo(forwarded);
        }
    }

    @Test
    void all_conditions_must_hold_and_a_body_that_is_not_json_has_no_fields() {
        try (TestTarget target = TestTarget.start()) {
            Sender sender = Sender.to(api, accounts.newTenant(), target.url("/hook"), """
                    ,"filters":[{"header":"x-event","equals":"push"},{"json":"a","exists":true}]""");

            sender.post("{\"a\":1}").id();
            sender.post("{\"a\":", "X-Event", "push").id();
            sender.post("", "X-Event", "push").id();
            String forwarded = sender.post("{\"a\":1}", "X-Event", "push").id();

            assertThat(sender.events("?status=filtered")).hasSize(3);
            target.awaitCalls("/hook", 1);
            assertThat(target.calls()).hasSize(1);
            assertThat(sender.events("?limit=1").getFirst().path("id").asString())
                    .isEqualTo(forwarded);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} ",
                "[\"x\"] ",
                "[{\"header\":\"a\"}] ",
                "[{\"equals\":\"a\"}] ",
                "[{\"header\":\"a\",\"json\":\"b\",\"equals\":\"c\"}] ",
                "[{\"header\":\"a\",\"equals\":\"b\",\"contains\":\"c\"}] ",
                "[{\"header\":\"a\",\"equals\":1}] ",
                "[{\"header\":\"a\",\"exists\":\"yes\"}] ",
                "[{\"header\":\"a\",\"one_of\":[1]}] ",
                "[{\"header\":\"a\",\"matches\":\"b\"}] ",
            })
    void a_condition_that_says_nothing_clear_is_refused(String filters) {
        TestApi.Answer answer = api.post(accounts.newTenant().key(), "/api/v1/endpoints", """
                {"name":"x","forward_urls":["https://shop.example/"],"filters":%s}""".formatted(filters));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details/filters").size()).isPositive();
    }
}
