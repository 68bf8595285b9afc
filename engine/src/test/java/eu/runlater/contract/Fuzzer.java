package eu.runlater.contract;

import eu.runlater.engine.testing.TestTarget;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;

/// Makes requests and judges their answers. Several organizations one after the other: what is fuzzed may delete or
/// lock
/// out what the next request needs. One thread.
final class Fuzzer {
    private static final int REQUESTS_PER_ORGANIZATION = 150;

    private final Client client;
    private final Grounds grounds;
    private final TestTarget target;
    private final Random random;
    private final ApiDocument document;
    private final AnswerSchemas schemas;
    private final List<Operation> operations;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, List<String>> findings = new LinkedHashMap<>();
    private long slowestNanos;

    Fuzzer(Client client, Grounds grounds, TestTarget target, long seed) {
        this.client = client;
        this.grounds = grounds;
        this.target = target;
        this.random = new Random(seed);
        this.document =
                ApiDocument.parse(client.send(Call.of("GET", "/api/v1/openapi")).body());
        this.schemas = new AnswerSchemas(document);
        this.operations = document.operations();
    }

    int operations() {
        return operations.size();
    }

    Map<Integer, Integer> statuses() {
        return statuses;
    }

    long slowestMillis() {
        return slowestNanos / 1_000_000;
    }

    /// What was wrong, each with the requests that showed it.
    Map<String, List<String>> run(int count) {
        RequestMaker maker = null;
        for (int i = 0; i < count; i++) {
            if (maker == null || i % REQUESTS_PER_ORGANIZATION == 0) {
                maker = new RequestMaker(document, new Seeds(client, grounds, target), random);
            }
            Operation operation = operations.get(random.nextInt(operations.size()));
            if (!operation.hasBody()) { // there is more to get wrong with a body
                operation = operations.get(random.nextInt(operations.size()));
            }
            try {
                judge(operation, maker.make(operation));
            } catch (Seeds.Refused e) {
                // What went before has locked this organization out of something: the next one can.
                if (e.status() >= 500) {
                    throw e;
                }
                maker = null;
            } catch (ConditionTimeoutException e) {
                maker = null; // and this one's runs wait for something, such as a paused queue
            }
        }
        return findings;
    }

    private void judge(Operation operation, Call call) {
        long start = System.nanoTime();
        Reply reply;
        try {
            reply = client.send(call);
        } catch (UncheckedIOException e) {
            found(operation + ": no answer: " + e.getCause(), call, "");
            return;
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
        statuses.merge(reply.status(), 1, Integer::sum);
        if (reply.status() >= 500 && !(reply.status() == 503 && operation.path().startsWith("/health"))) {
            found(operation + ": status " + reply.status(), call, reply.body());
        } else if (reply.status() == 404 || reply.status() == 431 || reply.status() == 414) {
            // A spoiled path is another route, or none.
            String fault = call.method().equals("HEAD") ? null : schemas.envelopeFault(reply);
            if (fault != null) {
                found(operation + ": " + fault, call, reply.body());
            }
        } else {
            String fault = schemas.fault(operation, reply);
            if (fault != null) {
                found(operation + " " + reply.status() + ": " + Reply.shortened(fault), call, reply.body());
            }
        }
    }

    private void found(String what, Call call, String answer) {
        findings.computeIfAbsent(what.substring(0, Math.min(160, what.length())), _ -> new ArrayList<>())
                .add(call + " → " + Reply.shortened(what) + " " + Reply.shortened(answer));
    }
}
