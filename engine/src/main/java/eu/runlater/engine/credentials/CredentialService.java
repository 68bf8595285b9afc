package eu.runlater.engine.credentials;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.credentials.Credential.Kind;
import eu.runlater.engine.credentials.SealedKind.Content;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.Changed;
import eu.runlater.model.CredentialView;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with credentials, one use case a method. Any thread.
@Service
class CredentialService {
    private static final int LOOKED_AT = 1_000;
    private static final int EVERY = Integer.MAX_VALUE;

    private final CredentialRepository repository;
    private final CredentialReader reader;
    private final KnownCredentials known;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final ChangeNews news;
    private final Ids ids;

    CredentialService(
            CredentialRepository repository,
            CredentialReader reader,
            KnownCredentials known,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            AuditLog audit,
            ChangeNews news,
            Ids ids) {
        this.repository = repository;
        this.reader = reader;
        this.known = known;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.news = news;
        this.ids = ids;
    }

    List<Credential> list(Caller caller, String afterName, UUID afterId, int limit) {
        return repository.list(caller.organizationId(), afterName, afterId, limit);
    }

    CredentialView show(Caller caller, UUID id) {
        return view(find(caller, id));
    }

    private Credential find(Caller caller, UUID id) {
        return repository.find(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("credential"));
    }

    CredentialView create(Caller caller, byte[] body) {
        Fields fields = Fields.parse(body, CredentialReader.NAMES);
        String name = reader.name(fields, null);
        Content content = reader.content(fields, null);
        String reason = fields.optionalText("reason", 500);
        fields.check();
        if (name == null || content == null) {
            throw new IllegalStateException("what is missing was not refused");
        }
        UUID id = ids.next();
        transactions.executeWithoutResult(_ -> {
            if (!repository.insert(caller.organizationId(), id, name, content)) {
                throw taken(name);
            }
            AuditAction action = AuditAction.of("credential.created", "credential", id, name)
                    .meta("type", content.kind().type())
                    .reason(reason);
            tell(caller, "credential.created", id, name, action);
        });
        news.sent();
        known.forget(caller.organizationId(), name);
        return view(find(caller, id));
    }

    CredentialView edit(Caller caller, UUID id, byte[] body) {
        Fields fields = Fields.parse(body, CredentialReader.NAMES);
        Credential before = transactions.execute(_ -> {
            Credential stored =
                    repository.lock(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("credential"));
            edit(caller, stored, fields);
            return stored;
        });
        news.sent();
        known.forget(caller.organizationId(), before.name());
        CredentialView after = view(find(caller, id));
        known.forget(caller.organizationId(), after.name());
        return after;
    }

    private void edit(Caller caller, Credential before, Fields fields) {
        int version = fields.value("version") == null ? 0 : fields.integer("version", 1, Integer.MAX_VALUE, 0);
        Content old = new Content(before.hosts(), before.kind());
        String name = reader.name(fields, before.name());
        Content content = reader.content(fields, old);
        String reason = fields.optionalText("reason", 500);
        fields.check();
        if (name == null || content == null) {
            throw new IllegalStateException("what is missing was not refused");
        }
        if (version != 0 && version != before.version()) {
            throw ApiProblem.conflict("credential", version, before.version(), view(before));
        }
        if (!name.equals(before.name())) {
            refuseInUse(before, "renamed");
        }
        if (!repository.update(before.organizationId(), before.id(), name, content)) {
            throw taken(name);
        }
        AuditAction action = changes(
                        AuditAction.of("credential.updated", "credential", before.id(), name), old, content)
                .change("name", before.name(), name)
                .reason(reason);
        tell(caller, "credential.updated", before.id(), name, action);
    }

    private static AuditAction changes(AuditAction action, Content before, Content after) {
        AuditAction made =
                action.change("hosts", before.hosts().toString(), after.hosts().toString());
        if (before.kind() instanceof Kind.OAuth2 old && after.kind() instanceof Kind.OAuth2 now) {
            made = made.change("token_url", old.tokenUrl(), now.tokenUrl())
                    .change("client_id", old.clientId(), now.clientId())
                    .change("scope", old.scope(), now.scope())
                    .change("audience", old.audience(), now.audience());
            return old.clientSecret().equals(now.clientSecret()) ? made : made.changed("client_secret");
        }
        if (before.kind() instanceof Kind.Basic old && after.kind() instanceof Kind.Basic now) {
            made = made.change("username", old.username(), now.username());
        }
        return before.kind().equals(after.kind()) ? made : made.changed("secret");
    }

    void delete(Caller caller, UUID id, @Nullable String reason) {
        Credential gone = transactions.execute(_ -> {
            Credential stored =
                    repository.lock(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("credential"));
            refuseInUse(stored, "deleted");
            repository.delete(caller.organizationId(), id);
            AuditAction action = AuditAction.of("credential.deleted", "credential", id, stored.name())
                    .reason(reason);
            tell(caller, "credential.deleted", id, stored.name(), action);
            return stored;
        });
        news.sent();
        known.forget(caller.organizationId(), gone.name());
    }

    private void refuseInUse(Credential credential, String what) {
        long recurring = repository.recurringTasks(credential.organizationId(), credential.name());
        long waiting = repository.waitingTasks(credential.organizationId(), credential.name(), EVERY);
        if (recurring + waiting > 0) {
            throw ApiProblem.of(
                    409,
                    "credential_in_use",
                    "Credential \"" + credential.name() + "\" is named by " + count(recurring, "recurring task")
                            + " and " + count(waiting, "waiting one-time task") + ", so it cannot be " + what
                            + ". Give those another one first.");
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static ApiProblem taken(String name) {
        return ApiProblem.invalid("name", "is taken: there is a credential \"" + name + "\" already");
    }

    private void tell(Caller caller, String type, UUID id, String name, AuditAction action) {
        news.tell(jdbc, caller.organizationId(), type, new Changed(id.toString(), name, null));
        audit.record(caller, action);
    }

    CredentialView view(Credential credential) {
        UUID organization = credential.organizationId();
        long usedBy = repository.recurringTasks(organization, credential.name())
                + repository.waitingTasks(organization, credential.name(), LOOKED_AT);
        Kind kind = credential.kind();
        return new CredentialView(
                credential.id(),
                credential.name(),
                kind.type(),
                credential.hosts(),
                kind instanceof Kind.Basic basic ? basic.username() : null,
                kind instanceof Kind.OAuth2 oauth
                        ? new CredentialView.OAuth2(
                                oauth.tokenUrl(),
                                oauth.clientId(),
                                oauth.scope(),
                                oauth.audience(),
                                oauth.secretInBody() ? "body" : "header",
                                repository.tokenExpiry(credential))
                        : null,
                kind instanceof Kind.MutualTls tls ? certificate(tls) : null,
                credential.lastUsedAt(),
                usedBy,
                credential.insertedAt(),
                credential.updatedAt(),
                credential.version());
    }

    private static CredentialView.Certificate certificate(Kind.MutualTls tls) {
        try {
            return CertificateChain.parse(tls.chain()).view();
        } catch (CertificateException e) {
            throw new IllegalStateException("a stored certificate was readable when it was stored", e);
        }
    }
}
