package eu.runlater.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Holds callers to what they may do, after routing and before the handler: keys to their scope (decision 2),
/// people to their role (decision 27). Handlers say what they need with [EnqueueScope], [Needs], [Reads],
/// [Personal], [Operators] and [Open]. Also the second lock on `/api/v1`: no handler there runs without a
/// caller unless it is open, by whatever spelling of the path it was reached.
final class ScopeGuard implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        HandlerMethod method = handler instanceof HandlerMethod found ? found : null;
        if (method != null && method.hasMethodAnnotation(Open.class)) {
            return true;
        }
        if (!(request.getAttribute(CallerArgument.ATTRIBUTE) instanceof Caller caller)) {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            if (pattern.startsWith("/api/v1") && !ApiFilter.isDocument(pattern)) {
                throw ApiFilter.UNAUTHORIZED;
            }
            return true;
        }
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        check(caller, method, reads);
        return true;
    }

    private static void check(Caller caller, @Nullable HandlerMethod method, boolean reads) {
        boolean enqueues = method != null && method.hasMethodAnnotation(EnqueueScope.class);
        if (caller.scope() == Caller.Scope.ENQUEUE) {
            if (!enqueues) {
                throw refusedKey(caller, reads ? "\"full\" or \"read\"" : "\"full\"");
            }
            return;
        }
        if (method != null && method.hasMethodAnnotation(Personal.class)) {
            if (!caller.isPerson()) {
                throw forbidden("This call is about the person who makes it; sign in with POST /api/v1/session"
                        + " instead of using an API key.");
            }
            return;
        }
        if (method != null && method.hasMethodAnnotation(Operators.class) && !caller.operator()) {
            throw forbidden("This call is for the operators of this installation; "
                    + (caller.isPerson()
                            ? caller.credentialName() + " is not one."
                            : "this key is not one of theirs."));
        }
        Role needed = needed(method, reads);
        if (!caller.role().atLeast(needed)) {
            throw caller.isPerson() ? refusedPerson(caller, needed) : refusedKey(caller, scopes(enqueues, needed));
        }
    }

    private static Role needed(@Nullable HandlerMethod method, boolean reads) {
        Needs needs = method == null ? null : method.getMethodAnnotation(Needs.class);
        if (needs != null) {
            return needs.value();
        }
        boolean changes = !reads && (method == null || !method.hasMethodAnnotation(Reads.class));
        return changes ? Role.MEMBER : Role.VIEWER;
    }

    private static String scopes(boolean enqueues, Role needed) {
        return enqueues ? "\"full\" or \"enqueue\"" : needed == Role.VIEWER ? "\"full\" or \"read\"" : "\"full\"";
    }

    private static ApiProblem refusedKey(Caller caller, String needed) {
        return forbidden("This call needs an API key with scope " + needed + "; the key that was sent has scope \""
                + caller.scope().name().toLowerCase(Locale.ROOT) + "\".");
    }

    private static ApiProblem refusedPerson(Caller caller, Role needed) {
        return forbidden("This call needs the role \"" + needed.word() + "\""
                + (needed == Role.OWNER ? "" : " or a higher one") + "; you are \""
                + caller.role().word() + "\" here. Ask an owner or admin of the organization.");
    }

    private static ApiProblem forbidden(String message) {
        return ApiProblem.of(403, "forbidden", message);
    }
}
