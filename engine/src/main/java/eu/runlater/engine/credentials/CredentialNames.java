package eu.runlater.engine.credentials;

import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TargetUrl;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Says whether a task may name a credential, when the task is accepted: what would fail later is refused now
/// (G-ACC-5). Any thread.
@Component
public class CredentialNames {
    private final CredentialRepository repository;
    private final EgressPolicy egress;

    CredentialNames(CredentialRepository repository, EgressPolicy egress) {
        this.repository = repository;
        this.egress = egress;
    }

    /// What is wrong with it, as the end of a sentence that begins with the field's name.
    ///
    /// @param target empty address = it was refused itself, and is not looked at
    public Optional<String> fault(UUID organizationId, String name, TargetUrl.Valid target, List<Header> headers) {
        Credential found = repository.named(organizationId, name).orElse(null);
        if (found == null) {
            return Optional.of("names no credential of this organization; GET /api/v1/credentials lists them");
        }
        if (target.url().isEmpty()) {
            return Optional.empty();
        }
        boolean certificate = found.kind() instanceof Credential.Kind.MutualTls;
        if (certificate ? !target.url().startsWith("https:") : !egress.mayCarrySecrets(target.url())) {
            return Optional.of("is not sent over plain http; call https");
        }
        if (!found.mayGoTo(target.host())) {
            return Optional.of("is not for host " + target.host() + "; it is for " + String.join(", ", found.hosts()));
        }
        boolean given = headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
        return given && !certificate
                ? Optional.of("sets the header Authorization; leave that out of headers")
                : Optional.empty();
    }
}
