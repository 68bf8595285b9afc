package eu.runlater.engine.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// The gate of `/api/v1`: who calls, and whether they take JSON. Every way to fail to authenticate gives the
/// same answer (api.md §2). What goes wrong further inside and was not answered there is answered here.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ApiFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api/v1";
    private static final Set<String> DOCUMENTS = Set.of("/api/v1/openapi", "/api/v1/openapi.json", "/api/v1/docs");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    static final ApiProblem UNAUTHORIZED = ApiProblem.of(
            401,
            "unauthorized",
            "A valid API key or session is needed: \"Authorization: Bearer sk_live_…\" with the whole key as it was shown"
                    + " once, or the token that POST /api/v1/session answered with.");

    // Asked for with the first request and not when filters are made, which is before the database is there.
    private final transient Supplier<Authenticator> authenticator;
    private final transient Supplier<OpenRoutes> openRoutes;
    private final transient Supplier<RateGate> rates;
    private final transient Supplier<ClientAddress> clients;

    ApiFilter(
            ObjectProvider<Authenticator> authenticator,
            ObjectProvider<OpenRoutes> openRoutes,
            ObjectProvider<RateGate> rates,
            ObjectProvider<ClientAddress> clients) {
        this.authenticator = SingletonSupplier.of(authenticator::getObject);
        this.openRoutes = SingletonSupplier.of(openRoutes::getObject);
        this.rates = SingletonSupplier.of(rates::getObject);
        this.clients = SingletonSupplier.of(clients::getObject);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            // The decoded path, as the routing sees it: /api/%761 must not be a way around.
            String path = request.getServletPath();
            if (path.startsWith(API) && !isDocument(path)) {
                response.setHeader("Cache-Control", "no-store");
                admit(request, response, path);
            } else {
                rates.get().admitStranger(request, response);
            }
            chain.doFilter(request, response);
        } catch (Throwable e) {
            ProblemWriter.write(request, response, e);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, String path) {
        String token = bearerToken(request.getHeader("Authorization"));
        Optional<Caller> caller =
                token == null ? Optional.empty() : authenticator.get().authenticate(token);
        if (caller.isPresent()) {
            request.setAttribute(CallerArgument.ATTRIBUTE, caller.get());
            rates.get().admit(caller.get(), response);
            authenticator.get().used(caller.get(), clients.get().of(request).getHostAddress());
        } else {
            rates.get().admitStranger(request, response);
        }
        if (caller.isEmpty() && !openRoutes.get().allow(request)) {
            throw UNAUTHORIZED;
        }
        refuseNul(request, path);
        if (!METHODS.contains(request.getMethod())) {
            throw Problems.noRoute();
        }
        String accept = request.getHeader("Accept");
        if (accept != null && !Accept.allows(accept, request.getServletPath())) {
            throw Problems.notAcceptable();
        }
    }

    /// No text may hold it (G-INP-1); refused here once, for all parameters. (Half surrogates cannot come this way.)
    private static void refuseNul(HttpServletRequest request, String path) {
        String query = request.getQueryString();
        if (path.indexOf('\0') >= 0 || query != null && query.contains("%00")) {
            throw ApiProblem.of(
                    422, "validation_error", "The address must not contain the character NUL (%00), in no parameter.");
        }
    }

    /// The API's own description: for everyone, and partly no JSON.
    static boolean isDocument(String path) {
        return DOCUMENTS.contains(path) || path.startsWith("/api/v1/docs/");
    }

    /// The token of `Bearer <token>`, the scheme in any case (decision 2).
    static @Nullable String bearerToken(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        String token = header.substring(7).strip();
        return token.isEmpty() ? null : token;
    }
}
