package eu.runlater.engine.web;

import eu.runlater.engine.intake.IntakeUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Says what an exception means to a client. What it does not know is a fault of ours.
final class Problems {
    private static final String DATABASE_AWAY =
            "The database cannot be reached or is busy. Nothing is known to be stored; try again.";

    private Problems() {}

    /// What to answer; absent = a fault of ours.
    static @Nullable ApiProblem of(Throwable thrown) {
        return switch (thrown) {
            case ApiProblem problem -> problem;
            case IntakeUnavailable e -> ApiProblem.unavailable(String.valueOf(e.getMessage()));
            case TransientDataAccessException _,
                    DataAccessResourceFailureException _,
                    CannotCreateTransactionException _ -> ApiProblem.unavailable(DATABASE_AWAY);
            case NoHandlerFoundException _, NoResourceFoundException _, HttpRequestMethodNotSupportedException _ ->
                noRoute();
            case HttpMediaTypeNotAcceptableException _ -> notAcceptable();
            case MethodArgumentTypeMismatchException e -> mismatch(e);
            case InvalidParameterException _ ->
                ApiProblem.badRequest("The query string cannot be decoded; check its percent signs.");
            case BadRequestException _ -> ApiProblem.badRequest("The request is not framed as HTTP asks.");
            case ErrorResponse e
            when e.getStatusCode().is4xxClientError() ->
                ApiProblem.badRequest("The request cannot be read: " + thrown.getMessage());
            default -> causedByDatabase(thrown) ? ApiProblem.unavailable(DATABASE_AWAY) : null;
        };
    }

    /// Whether the client is gone, so that there is nobody to answer and nothing to report.
    static boolean clientGone(Throwable thrown) {
        return thrown instanceof ClientAbortException
                || thrown instanceof AsyncRequestNotUsableException
                || thrown.getCause() instanceof ClientAbortException;
    }

    static ApiProblem noRoute() {
        return ApiProblem.of(404, "not_found", "There is nothing at this method and path.");
    }

    static ApiProblem notAcceptable() {
        return ApiProblem.of(
                406, "not_acceptable", "Answers are JSON; send \"Accept: application/json\" or no Accept header.");
    }

    private static ApiProblem mismatch(MethodArgumentTypeMismatchException e) {
        Class<?> wanted = e.getRequiredType();
        String kind = wanted == null ? "value" : wanted.getSimpleName();
        return ApiProblem.badRequest("\"" + e.getName() + "\" must be a " + kind + ", not \"" + e.getValue() + "\".");
    }

    /// A commit whose answer was lost comes wrapped in an exception about transactions: nobody can say what
    /// became of it, and that is the same 503 (G-ACC-2).
    private static boolean causedByDatabase(Throwable thrown) {
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || (cause instanceof SQLException sql && saysAway(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /// Connection lost, out of resources, shut down or cancelled by the operator, system fault.
    private static boolean saysAway(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("58"));
    }

    /// The envelope of api.md §3.
    static Map<String, Object> envelope(ApiProblem problem, @Nullable String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", problem.code());
        error.put("message", problem.text());
        Map<String, List<String>> details = problem.details();
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        if (problem.current() != null) {
            error.put("current", problem.current());
        }
        if (requestId != null) {
            error.put("request_id", requestId);
        }
        return Map.of("error", error);
    }
}
