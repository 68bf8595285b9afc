package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the error envelope. A fault of ours is logged here, once, under the id that the client is given (and nothing
/// else: no stack trace and no SQL leaves the process).
final class ProblemWriter {
    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private ProblemWriter() {}

    static void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown) throws IOException {
        if (Problems.clientGone(thrown)) {
            log.atDebug().setCause(thrown).log("client gone");
            return;
        }
        ApiProblem problem = Problems.of(thrown);
        String path = request.getServletPath();
        if (problem != null && (path.startsWith("/in/") || path.startsWith("/ping/"))) {
            PlainError.of(problem).write(response);
            return;
        }
        if (problem != null) {
            write(response, problem);
            return;
        }
        String requestId =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        log.atError()
                .setCause(thrown)
                .addKeyValue("request_id", requestId)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .log("request failed");
        write(
                response,
                ApiProblem.of(
                        500,
                        "internal_error",
                        "Something went wrong on our side. The log has the details under request id " + requestId
                                + "."),
                requestId);
    }

    static void write(HttpServletResponse response, ApiProblem problem) throws IOException {
        write(response, problem, null);
    }

    private static void write(HttpServletResponse response, ApiProblem problem, @Nullable String requestId)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = Json.WIRE.writeValueAsBytes(Problems.envelope(problem, requestId));
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (requestId != null) {
            response.setHeader("X-Request-Id", requestId);
        }
        if (problem.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"runlater\"");
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
