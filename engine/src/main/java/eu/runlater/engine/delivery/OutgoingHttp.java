package eu.runlater.engine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.delivery.TargetCredentials.ClientIdentity;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The one place where HTTP clients are made. Their common setting makes one attempt one request (G-RUN-8): no
/// retry, no follow-up, no proxy, no cookies, every connection through the egress policy. They speak HTTP/1.1
/// only: with one request a connection it is plain whose answer was lost, memory is bounded by what is read, and
/// no peer can reset a stream it had begun to work on. Any thread.
public final class OutgoingHttp implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int LANES = 32;
    // To find a free connection the client walks past the busy ones, locking each: with 256 of them that was the
    // dearest part of a call. A host's calls beyond this many go to the next lane.
    private static final int IN_FLIGHT_PER_LANE = 64;
    private static final int IDLE_PER_LANE = 500;
    private static final int MAX_IDENTITIES = 200;
    private static final int IDLE_PER_IDENTITY = 20;
    private static final int OK = 200;

    /// A client with its connections and the number of calls it carries.
    private record Lane(OkHttpClient client, AtomicInteger inFlight) {}

    /// The pooled connection is closed or about to be; nothing was sent.
    private static final class StaleLine extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final @Nullable EgressProxy proxy;
    private final Lines lines;
    private final Resolver resolver;
    private final X509TrustManager trust;
    private final OkHttpClient base;
    private final List<Lane> lanes;
    // Each client certificate has connections of its own; the least used go first, and their idle connections with
    // them.
    private final Cache<String, Lane> identities = Caffeine.newBuilder()
            .maximumSize(MAX_IDENTITIES)
            .<String, Lane>evictionListener((_, lane, _) -> {
                if (lane != null) {
                    lane.client.connectionPool().evictAll();
                }
            })
            .build();

    /// @param proxy the operator's, if every call has to go through one; never one from the environment (G-OUT-6)
    public OutgoingHttp(EgressPolicy policy, Optional<URI> proxy) {
        this(policy, proxy, InetAddress::getAllByName, null);
    }

    /// @param trusted whose certificates are accepted beside those the JDK knows; tests only
    OutgoingHttp(EgressPolicy policy, Optional<URI> proxyUrl, Resolver.Lookup lookup, @Nullable KeyStore trusted) {
        EgressProxy through = proxyUrl.map(EgressProxy::new).orElse(null);
        this.proxy = through;
        this.lines = new Lines(through == null ? policy::allows : through::at);
        this.resolver = new Resolver(policy, lookup, through);
        this.trust = trust(trusted);
        this.base = client();
        this.lanes = IntStream.range(0, LANES)
                .mapToObj(_ -> base.newBuilder()
                        .connectionPool(new ConnectionPool(IDLE_PER_LANE, IDLE.toSeconds(), TimeUnit.SECONDS))
                        .dispatcher(new okhttp3.Dispatcher())
                        .build())
                .map(client -> new Lane(client, new AtomicInteger()))
                .toList();
    }

    private OkHttpClient client() {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(proxy == null ? Proxy.NO_PROXY : proxy.proxy())
                .proxyAuthenticator(proxy == null ? Authenticator.NONE : proxy.tunnels())
                .dns(resolver)
                .socketFactory(lines)
                .sslSocketFactory(lines.tls(sockets(null)), trust)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_LIMIT)
                // The call's own limit is the only clock: a second one on every read costs more than the read.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListenerFactory(call -> exchange(call.request()))
                .addNetworkInterceptor(this::once)
                .build();
    }

    private SSLSocketFactory sockets(KeyManager @Nullable [] keys) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys, new X509TrustManager[] {trust}, null);
            return tls.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private Lane identified(ClientIdentity identity) {
        return new Lane(
                base.newBuilder()
                        .sslSocketFactory(lines.tls(sockets(new KeyManager[] {identity.keys()})), trust)
                        .connectionPool(new ConnectionPool(IDLE_PER_IDENTITY, IDLE.toSeconds(), TimeUnit.SECONDS))
                        .dispatcher(new okhttp3.Dispatcher())
                        .build(),
                new AtomicInteger());
    }

    private static X509TrustManager trust(@Nullable KeyStore trusted) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no trust store", e);
        }
    }

    /// Sends the request and reads the answer into its exchange. Never throws; a fault is in the exchange.
    ///
    /// @param identity the client certificate to show; absent = none
    void send(Exchange exchange, Request.Builder unfinished, @Nullable ClientIdentity identity) {
        Lane lane = identity == null ? lane(exchange.url().host()) : lane(identity);
        try {
            Request request = unfinished.tag(Exchange.class, exchange).build();
            if (proxy != null) {
                resolver.judge(exchange);
            }
            for (int stale = 0; !sent(lane, exchange, request); stale++) {
                if (stale > IDLE_PER_LANE) {
                    throw new IOException("every connection was closed at once");
                }
                exchange.again();
            }
        } catch (Throwable e) {
            // The boundary of the client: whatever it throws is an attempt's outcome, not this thread's end (G-RUN-10).
            exchange.failed(e);
        } finally {
            lane.inFlight.decrementAndGet();
        }
    }

    private boolean sent(Lane lane, Exchange exchange, Request request) throws IOException {
        Call call = lane.client.newCall(request);
        call.timeout().timeout(Math.max(1, exchange.remainingNanos()), TimeUnit.NANOSECONDS); // 0 would mean none
        try (Response response = call.execute()) {
            Headers headers = exchange.headers();
            exchange.read(Body.read(response.body(), headers == null ? response.headers() : headers, call));
            return true;
        } catch (StaleLine e) {
            return false;
        }
    }

    /// The network interceptor: the last hook before the bytes and the first after them.
    private Response once(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Exchange exchange = exchange(request);
        Line line = chain.connection() == null
                ? null
                : lines.under(chain.connection().socket());
        if (line == null) {
            throw new IOException("the connection does not come from here");
        }
        if (line.used() && line.stale()) {
            throw new StaleLine();
        }
        if (!exchange.begin(request.headers(), line)) {
            throw new IOException("the client tried to send a second request");
        }
        Response response = chain.proceed(proxy == null ? request : proxy.identified(request));
        // What the client would act upon by itself (a 408, a 503 with Retry-After, a 407) it does not get to see; the
        // exchange has noted the real status.
        return response.isSuccessful()
                ? response
                : response.newBuilder().code(OK).build();
    }

    private static Exchange exchange(Request request) {
        Exchange exchange = request.tag(Exchange.class);
        if (exchange == null) {
            throw new IllegalStateException("a request without its exchange");
        }
        return exchange;
    }

    private Lane lane(ClientIdentity identity) {
        Lane lane = identities.get(identity.key(), _ -> identified(identity));
        lane.inFlight.incrementAndGet();
        return lane;
    }

    /// The host's own lane, so that its connections are found again, or the next one that is not full.
    private Lane lane(String host) {
        int home = Math.floorMod(host.hashCode(), LANES);
        for (int i = 0; i < LANES; i++) {
            Lane lane = lanes.get((home + i) % LANES);
            if (lane.inFlight.incrementAndGet() <= IN_FLIGHT_PER_LANE) {
                return lane;
            }
            lane.inFlight.decrementAndGet();
        }
        Lane full = lanes.get(home);
        full.inFlight.incrementAndGet();
        return full;
    }

    @Override
    public void close() {
        resolver.close();
        lanes.forEach(lane -> lane.client.connectionPool().evictAll());
        identities.asMap().values().forEach(lane -> lane.client.connectionPool().evictAll());
    }
}
