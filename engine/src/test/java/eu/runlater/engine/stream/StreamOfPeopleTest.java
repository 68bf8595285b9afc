package eu.runlater.engine.stream;

import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestPeople.Person;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What is taken from a person is taken from their open streams within five seconds (G-KEY-2).
@EngineTest
class StreamOfPeopleTest {
    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;

    StreamOfPeopleTest(TestAccounts accounts, TestPeople people, TestApi api) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
    }

    @Test
    void signing_out_ends_the_stream() {
        ends((tenant, person) -> api.delete(person.token(), "/api/v1/session"));
    }

    @Test
    void being_removed_from_the_team_ends_the_stream() {
        ends((tenant, person) -> api.delete(tenant.key(), "/api/v1/members/" + person.id()));
    }

    @Test
    void going_to_another_organization_ends_the_stream() {
        Tenant other = accounts.newTenant();
        ends((tenant, person) -> {
            people.join(other, person.id(), "viewer");
            api.call(
                    "PUT",
                    person.token(),
                    "/api/v1/session/organization",
                    "{\"organization_id\":\"" + other.organizationId() + "\"}",
                    Map.of());
        });
    }

    private void ends(BiConsumer<Tenant, Person> happening) {
        Tenant tenant = accounts.newTenant();
        Person person = people.join(tenant, "member");
        try (SseClient client = SseClient.open(api.baseUrl() + "/api/v1/events", person.token())) {
            client.greeted();
            happening.accept(tenant, person);
            await().atMost(Duration.ofSeconds(5)).until(client::ended);
        }
    }
}
