package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.inbound.EndpointRepository.Target;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.PlainError;
import eu.runlater.engine.web.RawBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/in/:slug`, any method (api.md §14.2). A servlet of its own and not a controller: nothing may look at the body
/// before its bytes are read, whatever the content type says.
final class InboundServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(InboundServlet.class);
    private static final Pattern SLUG = Pattern.compile("/ep_[A-Za-z0-9_-]{32}");
    private static final PlainError UNKNOWN = new PlainError(404, "Not found");
    private static final PlainError DISABLED = new PlainError(410, "Endpoint disabled");

    private record Answered(UUID id, String status) {}

    private final transient Reception reception;
    private final transient ClientAddress addresses;
    private final int limit;

    InboundServlet(Reception reception, ClientAddress addresses, Settings settings) {
        this.reception = reception;
        this.addresses = addresses;
        this.limit = settings.limits().event();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String path = request.getPathInfo();
            Optional<Target> target = path == null || !SLUG.matcher(path).matches()
                    ? Optional.empty()
                    : reception.target(path.substring(1));
            if (target.isEmpty()) {
                UNKNOWN.write(response);
            } else if (!target.get().endpoint().content().enabled()) {
                DISABLED.write(response);
            } else {
                receive(target.get(), request, response);
            }
        } catch (RuntimeException e) {
            PlainError error = PlainError.of(e);
            if (error.status() == 500) {
                log.atError().setCause(e).log("an event could not be stored");
            }
            error.write(response);
        }
    }

    private void receive(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body;
        try {
            body = RawBody.read(request, limit);
        } catch (ApiProblem problem) {
            PlainError error = problem.status() == 413
                    ? new PlainError(413, "The event is larger than " + limit + " bytes")
                    : new PlainError(problem.status(), problem.text());
            error.write(response);
            return;
        }
        Received received = new Received(
                request.getMethod(),
                request.getQueryString(),
                headers(request),
                body,
                addresses.of(request).getHostAddress());
        switch (reception.receive(target, received)) {
            case Reception.Outcome.Taken(UUID id) -> ok(response, id);
            case Reception.Outcome.Rejected(String reason) ->
                new PlainError(401, "The sender could not be verified: " + reason).write(response);
            case Reception.Outcome.Looping(int hops) ->
                new PlainError(508, "Loop: this event has passed Runlater " + hops + " times").write(response);
        }
    }

    private static void ok(HttpServletResponse response, UUID id) throws IOException {
        byte[] body = Json.WIRE.writeValueAsBytes(new Answered(id, "received"));
        response.setStatus(200);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static List<Header> headers(HttpServletRequest request) {
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new Header(name, value));
            }
        }
        return headers;
    }
}
