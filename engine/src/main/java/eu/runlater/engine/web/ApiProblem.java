package eu.runlater.engine.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule says no: becomes the error envelope of api.md §3. The code is what programs match on; the message names the
/// thing, the value and the way out. `details` (field → texts) says which fields are meant. Has no stack trace: bad
/// input is ordinary, and must not cost more than good input.
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BUSY_SECONDS = 5; // api.md §3

    private final int status;
    private final String code;
    private final transient Map<String, List<String>> details;
    private final transient @Nullable Object current;
    private final int retryAfterSeconds;

    private ApiProblem(
            int status, String code, String message, Map<String, List<String>> details, @Nullable Object current) {
        this(status, code, message, details, current, status == 503 ? BUSY_SECONDS : 0);
    }

    private ApiProblem(
            int status,
            String code,
            String message,
            Map<String, List<String>> details,
            @Nullable Object current,
            int retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
        this.current = current;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static ApiProblem of(int status, String code, String message) {
        return new ApiProblem(status, code, message, Map.of(), null);
    }

    /// A refusal that concerns one field.
    public static ApiProblem of(int status, String code, String field, String message) {
        return new ApiProblem(status, code, message, Map.of(field, List.of(message)), null);
    }

    /// A refusal with more to say than one message.
    public static ApiProblem of(int status, String code, String message, Map<String, List<String>> details) {
        return new ApiProblem(status, code, message, details, null);
    }

    public static ApiProblem notFound(String what) {
        return of(404, "not_found", "No such " + what + ".");
    }

    public static ApiProblem badRequest(String message) {
        return of(400, "bad_request", message);
    }

    public static ApiProblem invalid(Map<String, List<String>> details) {
        Map<String, List<String>> copy = new LinkedHashMap<>(details);
        Map.Entry<String, List<String>> first = copy.entrySet().iterator().next();
        String message = first.getKey() + ": " + first.getValue().getFirst();
        if (copy.size() > 1) {
            message += " (and " + (copy.size() - 1) + " more, see details)";
        }
        return new ApiProblem(422, "validation_error", message, copy, null);
    }

    public static ApiProblem invalid(String field, String text) {
        return invalid(Map.of(field, List.of(text)));
    }

    /// The database cannot be reached or is busy: nothing is known to have happened, and a repeat is right.
    public static ApiProblem unavailable(String message) {
        return of(503, "service_unavailable", message);
    }

    /// An edit named a version that is no longer the newest: 409, with the thing as it is now under `error.current`, so
    /// that the client need not ask for it (decision 28).
    ///
    /// @param what e.g. `task`
    /// @param current as the API shows it
    public static ApiProblem conflict(String what, int named, int newest, Object current) {
        String message = "The " + what + " was changed meanwhile: you have version " + named + ", it is at " + newest
                + ". error.current shows it as it is now.";
        return new ApiProblem(409, "version_conflict", message, Map.of("version", List.of(message)), current);
    }

    /// Too much of something within a time: 429.
    ///
    /// @param retryAfterSeconds when to come back, told in `Retry-After`
    public static ApiProblem tooMany(String code, String message, int retryAfterSeconds) {
        return new ApiProblem(429, code, message, Map.of(), null, Math.max(1, retryAfterSeconds));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Object current() {
        return current;
    }

    /// When to come back; 0 = nothing is known about it.
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public Map<String, List<String>> details() {
        return details;
    }
}
