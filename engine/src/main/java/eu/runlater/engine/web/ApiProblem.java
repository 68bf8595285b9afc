package eu.runlater.engine.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A rule says no: becomes the error envelope of api.md §3. The code is what programs match on; the message names the
/// thing, the value and the way out. `details` (field → texts) says which fields are meant. Has no stack trace: bad
/// input is ordinary, and must not cost more than good input.
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, List<String>> details;

    private ApiProblem(int status, String code, String message, Map<String, List<String>> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    public static ApiProblem of(int status, String code, String message) {
        return new ApiProblem(status, code, message, Map.of());
    }

    /// A refusal that concerns one field.
    public static ApiProblem of(int status, String code, String field, String message) {
        return new ApiProblem(status, code, message, Map.of(field, List.of(message)));
    }

    /// A refusal with more to say than one message.
    public static ApiProblem of(int status, String code, String message, Map<String, List<String>> details) {
        return new ApiProblem(status, code, message, details);
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
        return new ApiProblem(422, "validation_error", message, copy);
    }

    public static ApiProblem invalid(String field, String text) {
        return invalid(Map.of(field, List.of(text)));
    }

    /// The database cannot be reached or is busy: nothing is known to have happened, and a repeat is right.
    public static ApiProblem unavailable(String message) {
        return of(503, "service_unavailable", message);
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

    public Map<String, List<String>> details() {
        return details;
    }
}
