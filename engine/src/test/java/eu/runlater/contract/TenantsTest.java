package eu.runlater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Two organizations: whatever one of them does with the other's ids, it sees what it sees with ids that do not exist,
/// and nothing changes for the other. Driven from the document, so that every resource and verb is among the cases.
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsTest {
    private final Grounds grounds;
    private final Client client;
    private final ApiDocument document;
    private final TestTarget target = TestTarget.start();

    TenantsTest(TestAccounts accounts, TestPeople people, TestApi api) {
        this.grounds = new Grounds(accounts, people);
        this.client = new Client(api.baseUrl());
        this.document = ApiDocument.parse(api.get(null, "/api/v1/openapi").body());
    }

    @AfterAll
    void stop() {
        target.close();
    }

    private Seeds organization() {
        return new Seeds(client, grounds, target);
    }

    private static String absent(String kind) {
        return switch (kind) {
            case "queues" -> "absent-" + UUID.randomUUID().toString().substring(0, 8);
            case "circuits" -> "absent.example";
            default -> "0196a1c2-8f10-7c3e-9b21-" + UUID.randomUUID().toString().substring(24);
        };
    }

    /// Without what differs between any two calls: the ids that were asked for, and times.
    private static String masked(Reply reply, List<String> values) {
        String body = reply.body();
        for (String value : values) {
            body = body.replace(value, "•");
        }
        return reply.status() + " " + body.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "•");
    }

    @TestFactory
    Stream<DynamicTest> ids_in_the_path() {
        return document.operations().stream()
                .filter(operation -> operation.path().contains("{") && !operation.isOpen())
                .filter(operation -> !operation.caller().equals("operator")) // theirs is the whole installation
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Seeds theirs = organization();
                    Seeds mine = organization();
                    List<String> kinds = Seeds.kinds(operation);
                    List<String> foreign = kinds.stream().map(theirs::value).toList();
                    // Each id of the path in turn is the other's or absent; those before it are my own.
                    for (int i = 0; i < kinds.size(); i++) {
                        List<String> used = new ArrayList<>();
                        List<String> unused = new ArrayList<>();
                        for (int j = 0; j < kinds.size(); j++) {
                            used.add(j < i ? mine.value(kinds.get(j)) : foreign.get(j));
                            unused.add(j < i ? mine.value(kinds.get(j)) : absent(kinds.get(j)));
                        }
                        String before = snapshot(theirs);
                        Samples samples = new Samples(document, mine);
                        Reply withForeign = client.send(samples.of(operation, Seeds.filled(operation, used))
                                .findFirst()
                                .orElseThrow());
                        Reply withAbsent = client.send(samples.of(operation, Seeds.filled(operation, unused))
                                .findFirst()
                                .orElseThrow());
                        assertThat(masked(withForeign, used))
                                .as("%s with another organization's id, and with one that does not exist", operation)
                                .isEqualTo(masked(withAbsent, unused));
                        if (kinds.stream().noneMatch("queues"::equals)) { // a name in use by others is free to use
                            assertThat(withForeign.status())
                                    .as(withForeign.body())
                                    .isEqualTo(404);
                        }
                        assertThat(snapshot(theirs)).isEqualTo(before);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> ids_in_the_query() {
        return document.operations().stream()
                .filter(operation -> !operation.streams() && !operation.caller().equals("operator"))
                .flatMap(operation -> operation.parameters("query").stream()
                        .filter(parameter ->
                                parameter.schema().path("format").asString("").equals("uuid"))
                        .map(parameter -> DynamicTest.dynamicTest(operation + " " + parameter.name(), () -> {
                            Seeds theirs = organization();
                            Seeds mine = organization();
                            Call sample = new Samples(document, mine)
                                    .of(operation)
                                    .findFirst()
                                    .orElseThrow();
                            String foreign = theirs.value(parameter.name().equals("task_id") ? "tasks" : "executions");
                            String absent = absent("");
                            assertThat(masked(client.send(sample.asking(parameter.name(), foreign)), List.of(foreign)))
                                    .isEqualTo(masked(
                                            client.send(sample.asking(parameter.name(), absent)), List.of(absent)));
                        })));
    }

    /// What an organization sees of its own things.
    private String snapshot(Seeds seeds) {
        StringBuilder seen = new StringBuilder();
        for (String list : List.of(
                "/api/v1/tasks?type=recurring",
                "/api/v1/queues",
                "/api/v1/credentials",
                "/api/v1/endpoints",
                "/api/v1/monitors")) {
            Reply reply = client.send(Call.of("GET", list).with("Authorization", "Bearer " + seeds.key()));
            seen.append(reply.status()).append(' ').append(reply.body()).append('\n');
        }
        return seen.toString();
    }
}
