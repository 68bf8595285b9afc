package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.Delivery;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.OutgoingCall;
import eu.runlater.engine.delivery.Phases;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.executions.SecretHeaders;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.TestCallResult;
import eu.runlater.model.TestCallResult.Signature;
import eu.runlater.model.TestCallResult.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Makes one real call, as a run of the task would, and shows what came of it; nothing is stored but that it was made.
/// The egress policy and the credential apply as ever. Any thread.
@Service
class TestCalls {
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int SHOWN = 4_096;
    private static final int AT_ONCE = 16; // of one node: each holds a request of the API for up to ten seconds

    private final Delivery delivery;
    private final TaskAudit audit;
    private final Ids ids;
    private final Semaphore room = new Semaphore(AT_ONCE);

    TestCalls(Delivery delivery, TaskAudit audit, Ids ids) {
        this.delivery = delivery;
        this.audit = audit;
        this.ids = ids;
    }

    TestCallResult call(Caller caller, Draft draft, Instant now) {
        if (!room.tryAcquire()) {
            throw ApiProblem.of(
                    429, "busy", "Sixteen test calls are going on at this node already; try again in a few seconds.");
        }
        try {
            Duration timeout = draft.timeout().compareTo(LONGEST) > 0 ? LONGEST : draft.timeout();
            TaskDefinition task = draft.withTimeout(timeout).definition(ids.next(), caller.organizationId(), now, now);
            Report report = delivery.deliver(new OutgoingCall(task, ids.next(), ids.next(), 0));
            audit.tested(caller, task, report.outcome().kind());
            return result(task, report);
        } finally {
            room.release();
        }
    }

    private static TestCallResult result(TaskDefinition task, Report report) {
        Outcome outcome = report.outcome();
        List<Header> sent = report.sentHeaders().isEmpty() ? task.headers() : report.sentHeaders();
        byte[] body = task.body();
        return new TestCallResult(
                new Verdict(outcome instanceof Outcome.Succeeded, outcome.kind(), outcome.message()),
                new ExecutionDetail.Request(
                        task.method(),
                        task.url(),
                        SecretHeaders.masked(sent),
                        body == null ? null : body(body, false),
                        (int) task.timeout().toMillis()),
                signature(report.sentHeaders()),
                response(report.response()),
                phases(report.phases()));
    }

    private static @Nullable Signature signature(List<Header> sent) {
        String signature = value(sent, "webhook-signature");
        return signature.isEmpty()
                ? null
                : new Signature(value(sent, "webhook-id"), value(sent, "webhook-timestamp"), signature);
    }

    private static String value(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    private static ExecutionDetail.@Nullable Response response(@Nullable Response response) {
        return response == null
                ? null
                : new ExecutionDetail.Response(
                        response.status(),
                        SecretHeaders.masked(response.headers()),
                        response.body().length == 0 ? null : body(response.body(), response.truncated()),
                        response.cutShort(),
                        response.undecodable());
    }

    private static ExecutionDetail.Body body(byte[] bytes, boolean truncated) {
        byte[] shown = bytes.length > SHOWN ? Arrays.copyOf(bytes, SHOWN) : bytes;
        String text = new String(shown, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
        return new ExecutionDetail.Body(
                text, Base64.getEncoder().encodeToString(shown), shown.length, truncated || bytes.length > SHOWN);
    }

    private static ExecutionDetail.Phases phases(Phases phases) {
        return new ExecutionDetail.Phases(
                millis(phases.dnsMicros()),
                millis(phases.connectMicros()),
                millis(phases.tlsMicros()),
                millis(phases.firstByteMicros()),
                phases.totalMicros() / 1_000.0);
    }

    private static @Nullable Double millis(@Nullable Integer micros) {
        return micros == null ? null : micros / 1_000.0;
    }
}
