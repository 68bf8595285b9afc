package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import eu.runlater.model.ExecutionDetail.Request;
import eu.runlater.model.ExecutionDetail.Response;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts together what is known of one attempt: payloads opened, secrets masked. Any thread.
@Component
class ExecutionDetails {
    private final DetailRepository repository;
    private final WaitingReasons waiting;
    private final PayloadCipher cipher;

    ExecutionDetails(DetailRepository repository, WaitingReasons waiting, PayloadCipher cipher) {
        this.repository = repository;
        this.waiting = waiting;
        this.cipher = cipher;
    }

    /// Empty when the organization has no such execution.
    Optional<ExecutionDetail> find(UUID organizationId, UUID executionId) {
        return repository.find(organizationId, executionId).map(row -> {
            List<ExecutionSummary> attempts =
                    repository.attempts(organizationId, row.summary().runId());
            return new ExecutionDetail(
                    row.summary(),
                    request(organizationId, row),
                    response(organizationId, row),
                    row.phases(),
                    attempts,
                    row.lateResult(),
                    row.node(),
                    row.summary().state() == ExecutionStatus.PENDING
                            ? waiting.of(organizationId, executionId).orElse(null)
                            : null);
        });
    }

    private Request request(UUID organizationId, DetailRow row) {
        ExecutionSummary execution = row.summary();
        byte[] sent = cipher.openOptional(organizationId, execution.id(), row.requestHeaders());
        byte[] body = cipher.openOptional(organizationId, execution.taskId(), row.taskBody());
        return new Request(
                execution.method(),
                execution.url(),
                sent == null ? planned(organizationId, row) : SecretHeaders.masked(headers(sent)),
                body == null ? null : body(body, false),
                row.timeoutMs() == null ? 0 : row.timeoutMs());
    }

    /// The headers of a request that was not sent (yet): the task's own, and those of ours that are known beforehand.
    private List<HeaderLine> planned(UUID organizationId, DetailRow row) {
        ExecutionSummary execution = row.summary();
        byte[] own = cipher.openOptional(organizationId, execution.taskId(), row.taskHeaders());
        List<Header> headers = new ArrayList<>(own == null ? List.of() : headers(own));
        headers.add(new Header("X-Runlater-Task-Id", execution.taskId().toString()));
        headers.add(new Header("X-Runlater-Execution-Id", execution.id().toString()));
        headers.add(new Header("webhook-id", execution.runId().toString()));
        return SecretHeaders.masked(headers);
    }

    private @Nullable Response response(UUID organizationId, DetailRow row) {
        ExecutionSummary execution = row.summary();
        Integer status = execution.statusCode();
        if (status == null) {
            return null;
        }
        byte[] headers = cipher.openOptional(organizationId, execution.id(), row.responseHeaders());
        byte[] body = cipher.openOptional(organizationId, execution.id(), row.responseBody());
        int flags = row.responseFlags();
        return new Response(
                status,
                headers == null ? List.of() : SecretHeaders.masked(headers(headers)),
                body == null ? null : body(body, (flags & DetailRow.TRUNCATED) != 0),
                (flags & DetailRow.CUT_SHORT) != 0,
                (flags & DetailRow.UNDECODABLE) != 0);
    }

    private static List<Header> headers(byte[] json) {
        return List.of(Json.WIRE.readValue(json, Header[].class));
    }

    /// Bytes stay bytes; the text beside them is for reading (G-OUT-4).
    private static Body body(byte[] bytes, boolean truncated) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
        return new Body(text, Base64.getEncoder().encodeToString(bytes), bytes.length, truncated);
    }
}
