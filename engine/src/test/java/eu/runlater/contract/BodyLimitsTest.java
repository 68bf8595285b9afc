package eu.runlater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTarget;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sizes and depths (G-INP-1) at every documented operation that takes a body: too much is refused, never a fault.
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyLimitsTest {
    private static final int MIB = 1 << 20;

    private final Grounds grounds;
    private final Client client;
    private final ApiDocument document;
    private final AnswerSchemas schemas;
    private final TestTarget target = TestTarget.start();

    BodyLimitsTest(TestAccounts accounts, TestPeople people, TestApi api) {
        this.grounds = new Grounds(accounts, people);
        this.client = new Client(api.baseUrl());
        this.document = ApiDocument.parse(api.get(null, "/api/v1/openapi").body());
        this.schemas = new AnswerSchemas(document);
    }

    @AfterAll
    void stop() {
        target.close();
    }

    private Stream<DynamicTest> each(int status, Function<Operation, String> body) {
        return document.operations().stream()
                .filter(Operation::hasBody)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Call good = new Samples(document, new Seeds(client, grounds, target))
                            .of(operation)
                            .findFirst()
                            .orElseThrow();
                    Reply reply = client.send(good.sending(body.apply(operation)));
                    assertThat(reply.status())
                            .as("%s: %s", operation, reply.body())
                            .isEqualTo(status);
                    assertThat(schemas.fault(operation, reply)).isNull();
                }));
    }

    private static int limit(Operation operation) {
        return operation.path().endsWith("/batch") || operation.path().endsWith("/sync") ? 8 * MIB : MIB;
    }

    @TestFactory
    Stream<DynamicTest> a_body_larger_than_the_limit_is_413() {
        return each(413, operation -> "{\"a\":\"" + "x".repeat(limit(operation)) + "\"}");
    }

    @TestFactory
    Stream<DynamicTest> a_body_within_the_limit_is_read() {
        return each(422, operation -> "{\"qqqqqq\":1}" + " ".repeat(limit(operation) - 100));
    }

    @TestFactory
    Stream<DynamicTest> json_deeper_than_64_levels_is_422() {
        return each(422, _ -> "{\"a\":".repeat(70) + "1" + "}".repeat(70));
    }

    @TestFactory
    Stream<DynamicTest> a_number_of_more_than_40_digits_is_422() {
        return each(422, _ -> "{\"a\":" + "9".repeat(41) + "}");
    }

    @TestFactory
    Stream<DynamicTest> a_text_of_more_than_256_kib_is_422() {
        return each(422, operation -> {
            ObjectNode body = (ObjectNode) JsonMapper.shared()
                    .readTree(new Samples(document, new Seeds(client, grounds, target)).body(operation));
            return body.put(textField(operation), "x".repeat(257 * 1024)).toString();
        });
    }

    /// A field that takes a text, of any form if there is one.
    private static String textField(Operation operation) {
        return operation.bodySchema().path("properties").properties().stream()
                .filter(property -> property.getValue().path("type").toString().contains("string"))
                .min(Comparator.comparing(property -> property.getValue().has("format")))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
