package eu.runlater.engine.delivery;

import eu.runlater.engine.delivery.TargetCredentials.ClientIdentity;
import eu.runlater.engine.delivery.TargetCredentials.Grant;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okhttp3.Handshake;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// One attempt from its first request to its outcome, along redirects if the task asks for them (G-OUT-7). Used once,
/// by one thread.
final class Attempt {
    /// Signs a body. The bytes signed are the bytes sent, also after a redirect took the body away.
    interface Signing {
        List<Header> sign(byte[] body);
    }

    /// A request to make.
    ///
    /// @param body absent for methods that send none
    /// @param foreign a redirect left the task's origin: nothing of the task's goes along any more
    private record Leg(HttpUrl url, String method, byte @Nullable [] body, boolean foreign) {}

    /// Where a redirect leads: another request, or the attempt's end.
    private sealed interface Turn {
        record Follow(Leg leg) implements Turn {}

        record End(Outcome outcome) implements Turn {}
    }

    private static final byte[] EMPTY = {};
    private static final String MASK = "••••";
    private static final int UNAUTHORIZED = 401;
    private static final int MAX_HEADER_BYTES = 16 * 1024; // kept of an answer (G-OUT-3)

    private final OutgoingHttp http;
    private final EgressPolicy egress;
    private final OutgoingCall call;
    private final Grant grant;
    private final TaskDefinition task;
    private final Signing signing;
    private final String userAgent;
    private final Timing timing;
    private final long deadlineNanos;
    private final List<String> hops = new ArrayList<>();
    private @Nullable Headers firstSent;
    private boolean refused;
    private @Nullable Handshake handshake;

    Attempt(
            OutgoingHttp http,
            EgressPolicy egress,
            OutgoingCall call,
            Grant grant,
            Signing signing,
            String userAgent,
            long startNanos) {
        this.http = http;
        this.egress = egress;
        this.call = call;
        this.grant = grant;
        this.task = call.task();
        this.signing = signing;
        this.userAgent = userAgent;
        this.timing = new Timing(startNanos);
        this.deadlineNanos = startNanos + task.timeout().toNanos();
    }

    Report run() {
        HttpUrl origin = HttpUrl.get(task.url());
        byte[] body = task.body();
        Leg leg =
                new Leg(origin, task.method(), sendsBody(task.method()) ? (body == null ? EMPTY : body) : null, false);
        for (int followed = 0; ; followed++) {
            Exchange exchange = exchange(leg);
            Outcome early = early(exchange);
            if (early != null) {
                return report(early, exchange);
            }
            if (!redirects(exchange)) {
                return report(judge(exchange), exchange);
            }
            switch (turn(origin, leg, exchange, followed)) {
                case Turn.End end -> {
                    return report(end.outcome, exchange);
                }
                case Turn.Follow follow -> {
                    leg = follow.leg;
                    hops.add(withoutQuery(leg.url));
                }
            }
        }
    }

    /// Whether the target itself, not one that a redirect led to, answered 401 to what it was shown.
    boolean refused() {
        return refused;
    }

    /// When the certificate of the target, or of what a redirect led to, ends; absent without an answer over TLS.
    @Nullable
    Instant certificateUntil() {
        Handshake seen = handshake;
        return seen == null || seen.peerCertificates().isEmpty()
                ? null
                : ((X509Certificate) seen.peerCertificates().getFirst())
                        .getNotAfter()
                        .toInstant();
    }

    private Exchange exchange(Leg leg) {
        Headers headers = headers(leg);
        byte[] body = leg.body;
        Exchange exchange = new Exchange(leg.url, timing, deadlineNanos);
        Request.Builder request = new Request.Builder()
                .url(leg.url)
                .headers(headers)
                .method(leg.method, body == null ? null : new SentBody(body));
        http.send(exchange, request, leg.foreign ? null : identity());
        handshake = exchange.handshake();
        refused = !leg.foreign && exchange.status() == UNAUTHORIZED;
        if (firstSent == null) {
            Headers sent = exchange.sent();
            firstSent = sent == null ? headers : sent;
        }
        return exchange;
    }

    private @Nullable ClientIdentity identity() {
        return grant instanceof Grant.Identity(ClientIdentity identity) ? identity : null;
    }

    private List<Header> shown() {
        return grant instanceof Grant.Lines(List<Header> lines) ? lines : List.of();
    }

    private Headers headers(Leg leg) {
        Headers.Builder headers = new Headers.Builder();
        if (!leg.foreign) {
            boolean bodyTaken = leg.body == null && sendsBody(task.method());
            for (Header header : task.headers()) {
                if (!bodyTaken || !header.name().toLowerCase(Locale.ROOT).startsWith("content-")) {
                    headers.add(header.name(), header.value());
                }
            }
            shown().forEach(header -> headers.set(header.name(), header.value()));
        }
        if (headers.get("User-Agent") == null) {
            headers.add("User-Agent", userAgent);
        }
        if (headers.get("Accept-Encoding") == null) {
            headers.add("Accept-Encoding", "identity"); // what is stored is then what was sent (G-OUT-3)
        }
        headers.set(Hops.HEADER, Integer.toString(call.hop() + Hops.of(task.headers()) + 1));
        if (!leg.foreign) {
            // Only what an inbound event brought along can be there: its sender's signature stays intact, and
            // X-Runlater-Signature alone is ours (behaviour §20).
            boolean signedBySender = headers.get("webhook-signature") != null;
            byte[] body = leg.body;
            for (Header header : signing.sign(body == null ? EMPTY : body)) {
                if (!signedBySender || !header.name().startsWith("webhook-")) {
                    headers.set(header.name(), header.value());
                }
            }
        }
        return headers.build();
    }

    private static boolean sendsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    /// The outcome of an exchange that did not come to an answer that can be judged.
    private @Nullable Outcome early(Exchange exchange) {
        Body body = exchange.body();
        Throwable fault = body == null ? exchange.fault() : body.fault();
        if (fault == null) {
            Thread.interrupted(); // it came too late to change anything, and must not hit what the thread does next
            return null;
        }
        if (Thread.interrupted() || Fault.find(fault, InterruptedException.class) != null) {
            return new Outcome.Interrupted(
                    "The attempt was taken back while " + exchange.step().words());
        }
        if (exchange.remainingNanos() <= 0) {
            return new Outcome.TimedOut("No complete answer from " + Fault.target(exchange.url()) + " within "
                    + task.timeout().toMillis() + " ms (ended while "
                    + exchange.step().words() + ")");
        }
        // Once the status line is there it decides, whatever happened to the body (G-OUT-1).
        return exchange.status() == 0 ? Fault.outcome(exchange, fault) : null;
    }

    private Outcome judge(Exchange exchange) {
        return ResponseJudge.judge(
                task.options(), exchange.status(), body(exchange).bytes());
    }

    private boolean redirects(Exchange exchange) {
        boolean redirect = switch (exchange.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        return redirect
                && task.options().followRedirects() > 0
                && !ResponseJudge.accepts(task.options(), exchange.status());
    }

    private Turn turn(HttpUrl origin, Leg leg, Exchange exchange, int followed) {
        Headers headers = exchange.headers();
        String location = headers == null ? null : headers.get("Location");
        HttpUrl target = location == null ? null : leg.url.resolve(location);
        if (target == null) {
            return rejected(exchange, "without an address to follow");
        }
        if (followed >= task.options().followRedirects()) {
            return rejected(exchange, "after " + followed + " redirects, as many as the task follows");
        }
        if (leg.url.isHttps() && !target.isHttps()) {
            return rejected(exchange, "from https to http, which is not followed");
        }
        return switch (egress.check(target.toString())) {
            case TargetUrl.Refused refused ->
                new Turn.End(new Outcome.Refused("A redirect was not followed: its address " + refused.reason()));
            case TargetUrl.Valid valid ->
                new Turn.Follow(next(origin, leg, exchange.status(), HttpUrl.get(valid.url())));
        };
    }

    private static Turn rejected(Exchange exchange, String why) {
        return new Turn.End(new Outcome.Rejected("http_status", "HTTP " + exchange.status() + ", a redirect " + why));
    }

    private static Leg next(HttpUrl origin, Leg leg, int status, HttpUrl target) {
        boolean foreign = leg.foreign || !sameOrigin(origin, target);
        boolean toGet = status == 303
                ? !leg.method.equals("HEAD")
                : leg.method.equals("POST") && (status == 301 || status == 302);
        String method = toGet ? "GET" : leg.method;
        byte[] body = !sendsBody(method) ? null : foreign ? EMPTY : leg.body;
        return new Leg(target, method, body, foreign);
    }

    private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    /// Queries of redirects carry credentials of others (signed links), so the history does not keep them.
    private static String withoutQuery(HttpUrl url) {
        return url.query() == null
                ? url.toString()
                : url.newBuilder().query(null).build() + "?…";
    }

    private Report report(Outcome outcome, Exchange exchange) {
        Response response = exchange.status() == 0 ? null : response(exchange);
        return new Report(outcome, sent(), response, timing.until(System.nanoTime()));
    }

    /// What a credential put in is not kept, not even sealed.
    private List<Header> sent() {
        List<Header> shown = shown();
        return lines(firstSent, Integer.MAX_VALUE).stream()
                .map(header -> shown.stream().anyMatch(secret -> secret.name().equalsIgnoreCase(header.name()))
                        ? new Header(header.name(), MASK)
                        : header)
                .toList();
    }

    private Response response(Exchange exchange) {
        Body body = body(exchange);
        return new Response(
                exchange.status(),
                lines(exchange.headers(), MAX_HEADER_BYTES),
                body.bytes(),
                body.truncated(),
                body.cutShort(),
                body.undecodable(),
                hops);
    }

    private static Body body(Exchange exchange) {
        Body body = exchange.body();
        return body == null ? Body.NONE : body;
    }

    private static List<Header> lines(@Nullable Headers headers, int maxBytes) {
        if (headers == null) {
            return List.of();
        }
        List<Header> lines = new ArrayList<>(headers.size());
        int bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            String value = headers.value(i);
            bytes += name.length() + value.length() + 4;
            if (bytes > maxBytes) {
                break;
            }
            lines.add(new Header(printable(name), printable(value)));
        }
        return lines;
    }

    /// Databases and JSON readers stumble over NUL (G-OUT-4).
    private static String printable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
