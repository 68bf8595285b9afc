package eu.runlater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Drives every documented operation with good and bad input; an answer whose status or body is not what the document
/// says fails.
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedAnswersTest {
    private final Grounds grounds;
    private final Client client;
    private final ApiDocument document;
    private final AnswerSchemas schemas;
    private final TestTarget target = TestTarget.start();

    DocumentedAnswersTest(TestAccounts accounts, TestPeople people, TestApi api) {
        this.grounds = new Grounds(accounts, people);
        this.client = new Client(api.baseUrl());
        this.document = ApiDocument.parse(api.get(null, "/api/v1/openapi").body());
        this.schemas = new AnswerSchemas(document);
    }

    @AfterAll
    void stop() {
        target.close();
    }

    private Seeds seeds() {
        return new Seeds(client, grounds, target);
    }

    private Reply checked(Operation operation, Call call) {
        Reply reply = client.send(call);
        assertThat(schemas.fault(operation, reply))
                .as("%s → %d", call, reply.status())
                .isNull();
        return reply;
    }

    @TestFactory
    Stream<DynamicTest> every_operation_succeeds_as_documented() {
        return document.operations().stream()
                // Needs a provider: oidc.OidcTest.
                .filter(operation -> !operation.path().startsWith("/api/v1/session/oidc/"))
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    List<String> answers = new ArrayList<>();
                    TreeSet<String> reached = new TreeSet<>();
                    new Samples(document, seeds()).of(operation).forEach(call -> {
                        Reply reply = checked(operation, call);
                        answers.add(call + " → " + reply.status() + " " + reply.shortBody());
                        reached.add(String.valueOf(reply.status()));
                    });
                    assertThat(reached)
                            .as("every documented success is reached; answers were %s", answers)
                            .containsAll(operation.successes());
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_operation_refuses_as_documented() {
        return document.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Seeds seeds = seeds();
                    Call good = new Samples(document, seeds)
                            .of(operation)
                            .findFirst()
                            .orElseThrow();
                    if (!operation.isOpen()) {
                        assertThat(checked(operation, good.with("Authorization", "Bearer nobody"))
                                        .status())
                                .isEqualTo(401);
                        assertThat(checked(operation, good.with("Accept", "image/png"))
                                        .status())
                                .isEqualTo(406);
                        String reader = grounds.accounts().newKey(seeds.tenant().organizationId(), "enqueue");
                        assertThat(checked(operation, good.with("Authorization", "Bearer " + reader))
                                        .status())
                                .isNotEqualTo(401);
                    }
                    if (operation.hasBody() && !operation.isOpen()) {
                        assertThat(checked(operation, good.sending("{\"")).status())
                                .isIn(400, 403);
                        assertThat(checked(operation, good.sending("[]")).status())
                                .isIn(400, 403);
                    }
                    if (operation.path().contains("{")) {
                        List<String> absent = Seeds.kinds(operation).stream()
                                .map(_ -> "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90")
                                .toList();
                        checked(
                                operation,
                                new Call(
                                        good.method(),
                                        Seeds.filled(operation, absent),
                                        good.query(),
                                        good.headers(),
                                        good.body()));
                    }
                }));
    }

    /// A field that does not exist is refused with the names of those that do: the record that describes a request in
    /// the document has exactly these.
    @TestFactory
    Stream<DynamicTest> the_fields_in_the_document_are_those_the_code_reads() {
        return document.operations().stream()
                .filter(Operation::hasBody)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Samples samples = new Samples(document, seeds());
                    Call good = samples.of(operation).findFirst().orElseThrow();
                    TreeSet<String> documented = new TreeSet<>(
                            operation.bodySchema().path("properties").propertyNames());
                    assertThat(known(operation, good.sending("{\"qqqqqqqqqqqq\":1}")))
                            .isEqualTo(documented);

                    nested(operation)
                            .forEach((field, names) -> assertThat(
                                            known(operation, good.sending(with(samples.body(operation), field))))
                                    .as("fields of %s", field)
                                    .isEqualTo(names));
                }));
    }

    /// The body with a field that holds an object with a field that does not exist.
    private static String with(String body, String field) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body);
        json.putObject(field).put("qqqqqqqqqqqq", 1);
        return json.toString();
    }

    private Map<String, TreeSet<String>> nested(Operation operation) {
        Map<String, TreeSet<String>> found = new LinkedHashMap<>();
        operation.bodySchema().path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode inner =
                    document.resolve(value.has("anyOf") ? value.path("anyOf").get(0) : value);
            if (inner.path("properties").isObject()) {
                found.put(
                        property.getKey(),
                        new TreeSet<>(inner.path("properties").propertyNames()));
            }
        });
        return found;
    }

    private TreeSet<String> known(Operation operation, Call call) {
        Reply reply = checked(operation, call);
        assertThat(reply.status()).as(call + " → " + reply.body()).isEqualTo(422);
        JsonNode error = reply.json().path("error");
        assertThat(error.path("code").asString()).as(reply.body()).isEqualTo("unknown_field");
        String message = error.path("message").asString();
        String names = message.substring(message.indexOf("Known fields: ") + "Known fields: ".length());
        return new TreeSet<>(List.of(names.replaceAll("\\.$", "").split(", ")));
    }

    @Test
    void the_document_says_where_everything_is() {
        assertThat(document.operations()).hasSizeGreaterThan(30);
    }
}
