package eu.runlater.engine.inbound;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.inbound.Endpoint.Content;
import eu.runlater.engine.inbound.Endpoint.Forward;
import eu.runlater.engine.inbound.Endpoint.Hooks;
import eu.runlater.engine.inbound.EndpointRepository.Listed;
import eu.runlater.engine.queues.QueueControl;
import eu.runlater.engine.queues.QueueControl.Limits;
import eu.runlater.engine.queues.QueueSettings;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.Changed;
import eu.runlater.model.EndpointView;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with endpoints, one use case a method. Any thread.
@Service
class EndpointService {
    private static final int FREE_ENDPOINTS = 3; // behaviour §16.1
    private static final int SLUG_BYTES = 24; // 192 random bits; 32 characters (G-INB-1)
    private static final int PAGE = 1_000;
    private static final int PAGES_AT_ONCE = 20;

    private final EndpointRepository repository;
    private final EndpointReader reader;
    private final InboundUrls urls;
    private final QueueControl queues;
    private final AuditLog audit;
    private final ChangeNews news;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final SecureRandom random = new SecureRandom();

    EndpointService(
            EndpointRepository repository,
            EndpointReader reader,
            InboundUrls urls,
            QueueControl queues,
            AuditLog audit,
            ChangeNews news,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Ids ids) {
        this.repository = repository;
        this.reader = reader;
        this.urls = urls;
        this.queues = queues;
        this.audit = audit;
        this.news = news;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
    }

    List<EndpointView> all(Caller caller) {
        return repository.all(caller.organizationId()).stream().map(this::view).toList();
    }

    /// @throws ApiProblem 404 for one that is not there or not the caller's
    EndpointView show(Caller caller, UUID id) {
        return view(find(caller, id));
    }

    Listed find(Caller caller, UUID id) {
        return repository.find(caller.organizationId(), id).orElseThrow(EndpointService::absent);
    }

    /// @throws ApiProblem 422 for fields that are wrong, and when the plan allows no further endpoint
    EndpointView create(Caller caller, Fields fields, @Nullable String reason) {
        UUID id = ids.next();
        Content content = reader.read(fields, id, null);
        Boolean ordered = ordered(fields);
        fields.check();
        byte[] slug = new byte[SLUG_BYTES];
        random.nextBytes(slug);
        transactions.executeWithoutResult(_ -> {
            if (repository.count(caller.organizationId()) >= FREE_ENDPOINTS && Plan.of(caller.plan()) == Plan.FREE) {
                throw ApiProblem.invalid(
                        "base", "the plan free has " + FREE_ENDPOINTS + " endpoints; delete one, or change the plan");
            }
            repository.insert(
                    id,
                    caller.organizationId(),
                    "ep_" + Base64.getUrlEncoder().withoutPadding().encodeToString(slug),
                    content);
            order(caller, content.queue(), ordered);
            tell(caller, "endpoint.created", id, content.name());
            audit.record(
                    caller,
                    AuditAction.of("endpoint.created", "endpoint", id, content.name())
                            .reason(reason));
        });
        news.sent();
        return show(caller, id);
    }

    /// @throws ApiProblem 404, 409 `version_conflict`, 422
    EndpointView update(Caller caller, UUID id, Fields fields, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            Endpoint before = repository.lock(caller.organizationId(), id).orElseThrow(EndpointService::absent);
            int version = fields.value("version") == null ? 0 : fields.integer("version", 1, Integer.MAX_VALUE, 0);
            Content after = reader.read(fields, id, before.content());
            Boolean ordered = ordered(fields);
            fields.check();
            if (version != 0 && version != before.version()) {
                throw ApiProblem.conflict("endpoint", version, before.version(), show(caller, id));
            }
            repository.update(before, after);
            order(caller, after.queue(), ordered);
            tell(caller, "endpoint.updated", id, after.name());
            audit.record(caller, changes(id, before.content(), after).reason(reason));
        });
        news.sent();
        return show(caller, id);
    }

    /// With its events: what is not gone when this returns cannot be read any more, and goes within the hour.
    void delete(Caller caller, UUID id, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            Endpoint endpoint = repository.lock(caller.organizationId(), id).orElseThrow(EndpointService::absent);
            repository.delete(caller.organizationId(), id);
            tell(caller, "endpoint.deleted", id, endpoint.name());
            audit.record(
                    caller,
                    AuditAction.of("endpoint.deleted", "endpoint", id, endpoint.name())
                            .reason(reason));
        });
        news.sent();
        for (int i = 0; i < PAGES_AT_ONCE && repository.deleteEvents(id, PAGE) == PAGE; i++) {}
    }

    private void tell(Caller caller, String type, UUID id, String name) {
        news.tell(jdbc, caller.organizationId(), type, new Changed(id.toString(), name, null));
    }

    private static @Nullable Boolean ordered(Fields fields) {
        return fields.value("ordered") == null ? null : Boolean.valueOf(fields.bool("ordered", false));
    }

    /// The order is the queue's: whoever shares the queue shares it.
    private void order(Caller caller, @Nullable String queue, @Nullable Boolean ordered) {
        if (queue == null || ordered == null) {
            return;
        }
        boolean asIs = queues.find(caller.organizationId(), queue)
                .map(QueueSettings::ordered)
                .orElse(false)
                .equals(ordered);
        if (!asIs) {
            queues.update(
                    caller.organizationId(),
                    queue,
                    now -> new Limits(ordered ? 1 : now.concurrency(), now.rate(), ordered, now.priority()),
                    (client, after) -> news.tell(
                            client,
                            caller.organizationId(),
                            "queue.updated",
                            new Changed(after.name(), after.name(), null)));
        }
    }

    /// What is tracked (behaviour §23); headers, body and secret only by name.
    private static AuditAction changes(UUID id, Content before, Content after) {
        Forward from = before.forward();
        Forward to = after.forward();
        Hooks hooks = after.hooks();
        AuditAction action = AuditAction.of("endpoint.updated", "endpoint", id, after.name())
                .change("name", before.name(), after.name())
                .change("forward_urls", from.urls(), to.urls())
                .change("enabled", before.enabled(), after.enabled())
                .change("retry_attempts", from.retryAttempts(), to.retryAttempts())
                .change("use_queue", before.queue() != null, after.queue() != null)
                .change("forward_method", from.method(), to.method())
                .change("pass_headers", from.pass(), to.pass())
                .change("on_success_url", before.hooks().onSuccessUrl(), hooks.onSuccessUrl())
                .change("on_failure_url", before.hooks().onFailureUrl(), hooks.onFailureUrl())
                .change("on_recovery_url", before.hooks().onRecoveryUrl(), hooks.onRecoveryUrl())
                .change("callback_url", before.hooks().callbackUrl(), hooks.callbackUrl())
                .change("verification", before.verification(), after.verification());
        if (!from.headers().equals(to.headers())) {
            action = action.changed("forward_headers");
        }
        if (!Objects.equals(from.body(), to.body())) {
            action = action.changed("forward_body");
        }
        if (!Objects.equals(before.secret(), after.secret())) {
            action = action.changed("verification_secret");
        }
        return before.filters().equals(after.filters()) ? action : action.changed("filters");
    }

    private EndpointView view(Listed listed) {
        Endpoint endpoint = listed.endpoint();
        Content content = endpoint.content();
        Forward forward = content.forward();
        Hooks hooks = content.hooks();
        return new EndpointView(
                endpoint.id(),
                content.name(),
                endpoint.slug(),
                urls.of(endpoint.slug()),
                forward.urls(),
                content.enabled(),
                forward.retryAttempts(),
                content.queue() != null,
                content.queue(),
                listed.ordered(),
                hooks.notifyOnFailure(),
                hooks.notifyOnRecovery(),
                hooks.callbackUrl(),
                hooks.onSuccessUrl(),
                hooks.onFailureUrl(),
                hooks.onRecoveryUrl(),
                forward.headers(),
                forward.body(),
                forward.method(),
                forward.pass(),
                content.verification(),
                content.filters(),
                listed.lastEventAt(),
                endpoint.insertedAt(),
                endpoint.updatedAt(),
                endpoint.version());
    }

    private static ApiProblem absent() {
        return ApiProblem.notFound("endpoint");
    }
}
