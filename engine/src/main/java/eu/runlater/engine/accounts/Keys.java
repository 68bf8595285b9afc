package eu.runlater.engine.accounts;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.KeyView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The API keys of an organization, one use case a method. Any thread.
@Service
class Keys {
    private static final int MOST = 1_000;

    private final KeyRepository repository;
    private final TokenAuthenticator authenticator;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Ids ids;

    Keys(
            KeyRepository repository,
            TokenAuthenticator authenticator,
            AuditLog audit,
            TransactionTemplate transactions,
            Ids ids) {
        this.repository = repository;
        this.authenticator = authenticator;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    List<KeyView> all(Caller caller) {
        return repository.all(caller.organizationId());
    }

    KeyView one(Caller caller, UUID id) {
        return repository.find(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("API key"));
    }

    /// @return the key with its token, which is known to nobody afterwards
    KeyView create(Caller caller, String name, String scope, boolean operator, @Nullable Instant expiresAt) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (repository.count(caller.organizationId()) >= MOST) {
                throw ApiProblem.of(
                        422, "limit_exceeded", "An organization has at most " + MOST + " API keys; revoke some.");
            }
            ApiKeyToken token = ApiKeyToken.random();
            UUID id = ids.next();
            UUID key = caller.isPerson() ? null : caller.credentialId();
            repository.add(new KeyRepository.NewKey(
                    id, caller.organizationId(), name, token, scope, operator, caller.userId(), key, expiresAt));
            KeyView made = one(caller, id);
            audit.record(
                    caller,
                    AuditAction.of("api_key.created", "api_key", id, name)
                            .meta("scope", scope)
                            .meta("operator", operator)
                            .meta("expires_at", expiresAt));
            return withToken(made, token.text());
        }));
    }

    private static KeyView withToken(KeyView key, String token) {
        return new KeyView(
                key.id(),
                key.name(),
                key.prefix(),
                key.scope(),
                key.operator(),
                key.createdBy(),
                key.createdAt(),
                key.lastUsedAt(),
                key.lastUsedFrom(),
                key.expiresAt(),
                token);
    }

    KeyView rename(Caller caller, UUID id, @Nullable String name) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            KeyView before = one(caller, id);
            if (name == null || name.equals(before.name())) {
                return before;
            }
            repository.rename(caller.organizationId(), id, name);
            authenticator.forget(who -> who.credentialId().equals(id));
            audit.record(
                    caller,
                    AuditAction.of("api_key.updated", "api_key", id, name).change("name", before.name(), name));
            return one(caller, id);
        }));
    }

    void revoke(Caller caller, UUID id, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            KeyView before = one(caller, id);
            if (!repository.revoke(caller.organizationId(), id)) {
                throw ApiProblem.notFound("API key");
            }
            authenticator.forget(who -> who.credentialId().equals(id));
            audit.record(
                    caller,
                    AuditAction.of("api_key.deleted", "api_key", id, before.name())
                            .reason(reason));
        });
    }
}
