package eu.runlater.engine.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import okhttp3.Authenticator;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// The operator's HTTP proxy, when every outgoing call has to go through one (RUNLATER_EGRESS_PROXY). The socket then
/// connects to the proxy and sees no target, so the targets' addresses are judged before, as far as they are known
/// here; what only the proxy can resolve is the proxy's to judge. Any thread.
final class EgressProxy {
    private static final String AUTHORIZATION = "Proxy-Authorization";
    private static final int DEFAULT_PORT = 80;

    private final String host;
    private final int port;
    private final @Nullable String authorization;
    private volatile Set<InetAddress> addresses = Set.of();

    /// @param url `http://[user:password@]host[:port]`
    EgressProxy(URI url) {
        this.host = url.getHost().replaceAll("[\\[\\]]", "");
        this.port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        this.authorization = url.getUserInfo() == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
        if (HostText.fourOctets(host) || host.contains(":")) {
            addresses = Set.of(InetAddress.ofLiteral(host));
        }
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    boolean named(String name) {
        return host.equals(name);
    }

    void resolved(InetAddress[] found) {
        addresses = Set.of(found);
    }

    boolean at(InetAddress address, int atPort) {
        return atPort == port && addresses.contains(address);
    }

    /// Says who we are when a tunnel is opened; once, for a second time would not be believed either.
    Authenticator tunnels() {
        return (_, response) -> authorization == null || response.request().header(AUTHORIZATION) != null
                ? null
                : response.request()
                        .newBuilder()
                        .header(AUTHORIZATION, authorization)
                        .build();
    }

    /// A call without TLS has no tunnel: it says so itself, to the proxy only.
    Request identified(Request request) {
        return authorization == null || request.isHttps()
                ? request
                : request.newBuilder().header(AUTHORIZATION, authorization).build();
    }
}
