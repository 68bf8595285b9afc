package eu.runlater.engine.monitors;

import eu.runlater.engine.monitors.Ping.Kind;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.PlainError;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/ping/:token`, and `/start`, `/fail` or an exit code behind it (api.md §12.3, decision 24). A ping counts
/// whatever its body is: too long, broken off, or none.
final class PingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(PingServlet.class);
    private static final Pattern PATH =
            Pattern.compile("/(pm_[A-Za-z0-9_-]{32})(?:/(start|fail|25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d))?");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final PlainError UNKNOWN = new PlainError(404, "Monitor not found");
    private static final PlainError DISABLED = new PlainError(410, "Monitor is disabled");
    private static final int KEPT = 10 * 1024;
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private record Answered(String status, String monitor) {}

    private final transient Pings pings;
    private final transient ClientAddress addresses;

    PingServlet(Pings pings, ClientAddress addresses) {
        this.pings = pings;
        this.addresses = addresses;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        Matcher matcher = PATH.matcher(path == null ? "" : path);
        if (!matcher.matches() || !METHODS.contains(request.getMethod())) {
            UNKNOWN.write(response);
            return;
        }
        try {
            Ping ping = ping(matcher.group(2), request);
            switch (pings.take(matcher.group(1), ping)) {
                case Pings.Outcome.Taken(String monitor) -> ok(response, monitor);
                case Pings.Outcome.Unknown() -> UNKNOWN.write(response);
                case Pings.Outcome.Disabled() -> DISABLED.write(response);
            }
        } catch (RuntimeException e) {
            PlainError error = PlainError.of(e);
            if (error.status() == 500) {
                log.atError().setCause(e).log("a ping could not be stored");
            }
            error.write(response);
        }
    }

    private Ping ping(@Nullable String end, HttpServletRequest request) {
        Integer exitCode = end == null || Character.isLetter(end.charAt(0)) ? null : Integer.valueOf(end);
        Kind kind = "start".equals(end)
                ? Kind.START
                : "fail".equals(end) || exitCode != null && exitCode != 0 ? Kind.FAIL : Kind.SUCCESS;
        return new Ping(kind, exitCode, addresses.of(request).getHostAddress(), body(request));
    }

    /// The first 10 KB of it, as far as they come.
    private static byte[] body(HttpServletRequest request) {
        byte[] bytes = new byte[KEPT];
        int length = 0;
        long start = System.nanoTime();
        try {
            while (length < KEPT && System.nanoTime() - start < PATIENCE) {
                int count = request.getInputStream().read(bytes, length, KEPT - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a ping's body broke off");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static void ok(HttpServletResponse response, String monitor) throws IOException {
        byte[] body = Json.WIRE.writeValueAsBytes(new Answered("ok", monitor));
        response.setStatus(200);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
