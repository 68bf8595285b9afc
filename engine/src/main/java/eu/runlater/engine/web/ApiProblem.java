package eu.runlater.engine.web;

import java.util.List;
import java.util.Map;

/// A rule says no: becomes the error envelope of api.md §3. The code is what programs match on; the message names the
/// thing, the value and the way out. `details` (field → texts) makes it a validation answer.
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

    public static ApiProblem notFound(String what) {
        return of(404, "not_found", "No such " + what + ".");
    }

    public static ApiProblem invalid(Map<String, List<String>> details) {
        return new ApiProblem(422, "validation_error", "Some fields are not acceptable.", details);
    }

    public static ApiProblem invalid(String field, String text) {
        return invalid(Map.of(field, List.of(text)));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, List<String>> details() {
        return details;
    }
}
