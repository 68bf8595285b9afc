package eu.runlater.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Holds a key to its scope (decision 2), after routing and before the handler: `full` may all, `read` may GET,
/// `enqueue` may what is marked [EnqueueScope]. Also the second lock on `/api/v1`: no handler there runs without a
/// caller, by whatever spelling of the path it was reached.
final class ScopeGuard implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(request.getAttribute(CallerArgument.ATTRIBUTE) instanceof Caller caller)) {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            if (pattern.startsWith("/api/v1") && !ApiFilter.OPEN.contains(pattern)) {
                throw ApiFilter.UNAUTHORIZED;
            }
            return true;
        }
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        boolean allowed = switch (caller.scope()) {
            case FULL -> true;
            case READ -> reads;
            case ENQUEUE -> handler instanceof HandlerMethod method && method.hasMethodAnnotation(EnqueueScope.class);
        };
        if (allowed) {
            return true;
        }
        String needed = reads ? "\"full\" or \"read\"" : "\"full\"";
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(EnqueueScope.class)) {
            needed = "\"full\" or \"enqueue\"";
        }
        throw ApiProblem.of(
                403,
                "forbidden",
                "This call needs an API key with scope " + needed + "; the key that was sent has scope \""
                        + caller.scope().name().toLowerCase(Locale.ROOT) + "\".");
    }
}
