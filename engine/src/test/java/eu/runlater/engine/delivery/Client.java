package eu.runlater.engine.delivery;

import eu.runlater.engine.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The delivery package without a database: the real client and policy, and a secret that is given.
final class Client implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1/32:1024-65535,[::1]/128:1024-65535,localhost:1024-65535";
    static final SigningSecret SECRET = SigningSecret.of("whsec_0123456789abcdef0123456789abcdef0123456789abcdef");

    private final OutgoingHttp http;
    private final Delivery delivery;

    private Client(String allow, Optional<URI> proxy, Resolver.Lookup lookup, @Nullable KeyStore trusted) {
        this(allow, proxy, lookup, trusted, new Given(new TargetCredentials.Grant.Nothing()));
    }

    private Client(
            String allow,
            Optional<URI> proxy,
            Resolver.Lookup lookup,
            @Nullable KeyStore trusted,
            TargetCredentials credentials) {
        EgressPolicy policy = policy(allow);
        this.http = new OutgoingHttp(policy, proxy, lookup, trusted);
        this.delivery = new Delivery(http, policy, _ -> List.of(SECRET), credentials, InstantSource.system());
    }

    static EgressPolicy policy(String allow) {
        return new EgressPolicy(
                Settings.of(Map.of("RUNLATER_EGRESS_ALLOW", allow)).egressAllow(), new OwnAddresses(Set::of));
    }

    static Client open() {
        return new Client(LOOPBACK, Optional.empty(), InetAddress::getAllByName, null);
    }

    static Client allowing(String allow) {
        return new Client(allow, Optional.empty(), InetAddress::getAllByName, null);
    }

    static Client resolving(String allow, Resolver.Lookup lookup) {
        return new Client(allow, Optional.empty(), lookup, null);
    }

    static Client trusting(KeyStore trusted) {
        return new Client(LOOPBACK, Optional.empty(), InetAddress::getAllByName, trusted);
    }

    /// Shows every target that asks for a credential the same.
    static Client showing(TargetCredentials credentials, @Nullable KeyStore trusted) {
        return new Client(LOOPBACK, Optional.empty(), InetAddress::getAllByName, trusted, credentials);
    }

    /// The same grant for everyone; counts how often it was refused.
    record Given(TargetCredentials.Grant grant, AtomicInteger refusals) implements TargetCredentials {
        Given(TargetCredentials.Grant grant) {
            this(grant, new AtomicInteger());
        }

        @Override
        public Grant grant(UUID organizationId, String name, String url, Duration limit) {
            return grant;
        }

        @Override
        public void refused(UUID organizationId, String name, Grant refused) {
            refusals.incrementAndGet();
        }
    }

    /// Through a proxy, which itself need not be open for calls.
    static Client through(String proxy, String allow, Resolver.Lookup lookup, @Nullable KeyStore trusted) {
        return new Client(allow, Optional.of(URI.create(proxy)), lookup, trusted);
    }

    Report deliver(Tasks task) {
        return delivery.deliver(task.call());
    }

    Report deliver(OutgoingCall call) {
        return delivery.deliver(call);
    }

    static Response answer(Report report) {
        return Objects.requireNonNull(report.response(), () -> "no answer: " + report.outcome());
    }

    @Override
    public void close() {
        http.close();
    }
}
