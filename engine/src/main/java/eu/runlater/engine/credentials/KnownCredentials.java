package eu.runlater.engine.credentials;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.runlater.engine.delivery.TargetCredentials.ClientIdentity;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Credentials opened for deliveries, kept for three seconds, so that a change is seen by every node soon and a
/// thousand
/// attempts cost one look. Any thread.
@Component
class KnownCredentials {
    private static final Duration KEPT = Duration.ofSeconds(3);
    private static final int MOST = 2_000;

    private record Name(UUID organizationId, String name) {}

    /// @param identity present for a client certificate
    record Opened(Credential credential, @Nullable ClientIdentity identity) {}

    private final CredentialRepository repository;
    private final LoadingCache<Name, Optional<Opened>> cache;

    KnownCredentials(CredentialRepository repository) {
        this.repository = repository;
        this.cache = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .build(name -> this.repository
                        .use(name.organizationId, name.name)
                        .map(credential -> new Opened(credential, identity(credential))));
    }

    Optional<Opened> find(UUID organizationId, String name) {
        return cache.get(new Name(organizationId, name));
    }

    /// After a change by this node; the others see it within seconds.
    void forget(UUID organizationId, String name) {
        cache.invalidate(new Name(organizationId, name));
    }

    private static @Nullable ClientIdentity identity(Credential credential) {
        if (!(credential.kind() instanceof Credential.Kind.MutualTls tls)) {
            return null;
        }
        try {
            return new ClientIdentity(
                    credential.id() + " " + credential.version(),
                    CertificateChain.parse(tls.chain()).keyManager(tls.key()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a stored certificate was readable when it was stored", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored key was readable when it was stored", e);
        }
    }
}
