package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// An error as senders of events and pings are told it: `{"error": "text"}` (api.md §3).
public record PlainError(int status, String error) {
    private record Told(String error) {}

    static PlainError of(ApiProblem problem) {
        return new PlainError(problem.status(), problem.text());
    }

    /// What any exception means to a sender.
    public static PlainError of(Throwable thrown) {
        ApiProblem problem = Problems.of(thrown);
        return problem == null ? new PlainError(500, "It could not be stored.") : of(problem);
    }

    public void write(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (status == 503) {
            response.setHeader("Retry-After", "5");
        }
        byte[] body = Json.WIRE.writeValueAsBytes(new Told(error));
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
