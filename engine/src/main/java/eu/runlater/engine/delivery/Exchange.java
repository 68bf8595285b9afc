package eu.runlater.engine.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// One request and its answer: what the client reports while it works, and what came of it. It is the request's tag, so
/// that every hook of the client finds it. One thread, but for the events of connecting.
final class Exchange extends EventListener {
    /// How far the exchange got.
    enum Step {
        STARTING("starting"),
        RESOLVING("resolving the name"),
        CONNECTING("connecting"),
        SECURING("agreeing on TLS"),
        SENDING("sending the request"),
        WAITING("waiting for the answer"),
        READING("reading the answer's body");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    // The resolver's hook is told a name and nothing else; it runs on the asking thread, between two of our events.
    private static final ThreadLocal<Exchange> RESOLVING = new ThreadLocal<>();

    private final HttpUrl url;
    private final Timing timing;
    private final long deadlineNanos;

    private volatile Step step = Step.STARTING;
    private volatile long stepAtNanos;
    private boolean begun;
    private @Nullable Line line;
    private long receivedBefore;
    private @Nullable Headers sent;
    private int status;
    private @Nullable Headers headers;
    private @Nullable Handshake handshake;
    private @Nullable Body body;
    private @Nullable Throwable fault;

    Exchange(HttpUrl url, Timing timing, long deadlineNanos) {
        this.url = url;
        this.timing = timing;
        this.deadlineNanos = deadlineNanos;
    }

    /// The exchange that asks the resolver on this thread; asked once.
    static Exchange resolving() {
        Exchange asking = Objects.requireNonNull(RESOLVING.get(), "names are resolved for an exchange only");
        RESOLVING.remove();
        return asking;
    }

    HttpUrl url() {
        return url;
    }

    int port() {
        return url.port();
    }

    long remainingNanos() {
        return deadlineNanos - System.nanoTime();
    }

    /// Claims the one request this exchange may make. False the second time: the client wants to send again.
    boolean begin(Headers sent, Line line) {
        if (begun) {
            return false;
        }
        begun = true;
        this.sent = sent;
        this.line = line;
        this.receivedBefore = line.received();
        return true;
    }

    /// Nothing was sent, because the connection was stale: another one may be tried.
    void again() {
        begun = false;
        line = null;
    }

    void read(Body body) {
        this.body = body;
    }

    void failed(Throwable fault) {
        this.fault = fault;
    }

    Step step() {
        return step;
    }

    /// The answer's status; 0 while there is none.
    int status() {
        return status;
    }

    @Nullable
    Headers sent() {
        return sent;
    }

    @Nullable
    Headers headers() {
        return headers;
    }

    /// The agreement of the connection that the answer came on, if it was a secure one.
    @Nullable
    Handshake handshake() {
        return handshake;
    }

    @Nullable
    Body body() {
        return body;
    }

    /// What ended the exchange before its end, if anything did.
    @Nullable
    Throwable fault() {
        return fault;
    }

    /// Bytes of an answer that arrived, whole or not.
    long received() {
        return line == null ? 0 : line.received() - receivedBefore;
    }

    private void enter(Step next) {
        step = next;
        stepAtNanos = System.nanoTime();
    }

    private long sinceStep() {
        return Math.max(1, System.nanoTime() - stepAtNanos);
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        enter(Step.RESOLVING);
        RESOLVING.set(this);
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        timing.resolved(sinceStep());
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        if (step.compareTo(Step.CONNECTING) < 0) {
            enter(Step.CONNECTING); // of several addresses tried, the first one starts the clock
        }
    }

    @Override
    public void secureConnectStart(Call call) {
        timing.connected(sinceStep());
        enter(Step.SECURING);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        timing.secured(sinceStep());
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        if (step == Step.CONNECTING) {
            timing.connected(sinceStep());
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        step = Step.SENDING;
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        step = request.body() == null ? Step.WAITING : Step.SENDING;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        step = Step.WAITING;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        step = Step.READING;
        status = response.code();
        headers = response.headers();
        handshake = response.handshake();
        timing.answered(System.nanoTime());
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        Line used = line;
        if (used != null) {
            used.released(KeepAlive.idleLimitNanos(headers));
        }
    }
}
