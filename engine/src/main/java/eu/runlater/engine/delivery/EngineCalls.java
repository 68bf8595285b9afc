package eu.runlater.engine.delivery;

import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Calls of the engine's own, to fetch what it needs: a token, a key set. As strict as a delivery (egress policy, one
/// request, no redirect, bounded answer), but unsigned and on no record. Any thread.
@Component
public final class EngineCalls {
    private final OutgoingHttp http;
    private final EgressPolicy egress;

    EngineCalls(OutgoingHttp http, EgressPolicy egress) {
        this.http = http;
        this.egress = egress;
    }

    /// What came of it.
    public sealed interface Result {
        /// @param body at most 256 KiB
        record Answered(int status, byte[] body) implements Result {}

        /// @param message one sentence that names host and port, never path, query or headers
        record Failed(String message) implements Result {}
    }

    /// @param body absent for methods that send none
    public Result send(String method, String url, List<Header> headers, byte @Nullable [] body, Duration limit) {
        return switch (egress.check(url)) {
            case TargetUrl.Refused(String reason) -> new Result.Failed("The address " + reason);
            case TargetUrl.Valid valid -> send(method, HttpUrl.get(valid.url()), headers, body, limit);
        };
    }

    private Result send(String method, HttpUrl url, List<Header> headers, byte @Nullable [] body, Duration limit) {
        long start = System.nanoTime();
        Exchange exchange = new Exchange(url, new Timing(start), start + limit.toNanos());
        Headers.Builder lines = new Headers.Builder()
                .add("User-Agent", Delivery.USER_AGENT)
                .add("Accept", "application/json")
                .add("Accept-Encoding", "identity");
        headers.forEach(header -> lines.set(header.name(), header.value()));
        http.send(
                exchange,
                new Request.Builder()
                        .url(url)
                        .headers(lines.build())
                        .method(method, body == null ? null : new SentBody(body)),
                null);
        return result(exchange, limit);
    }

    private static Result result(Exchange exchange, Duration limit) {
        Body body = exchange.body();
        Throwable fault = body == null ? exchange.fault() : body.fault();
        if (fault == null && body != null) {
            return new Result.Answered(exchange.status(), body.bytes());
        }
        if (exchange.remainingNanos() <= 0) {
            return new Result.Failed(
                    "No complete answer from " + Fault.target(exchange.url()) + " within " + limit.toSeconds() + " s");
        }
        if (exchange.status() != 0) {
            return new Result.Failed(Fault.target(exchange.url()) + " ended its answer early");
        }
        return new Result.Failed(Fault.outcome(exchange, fault == null ? new IllegalStateException() : fault)
                .message());
    }
}
