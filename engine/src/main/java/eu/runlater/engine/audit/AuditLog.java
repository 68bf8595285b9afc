package eu.runlater.engine.audit;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Records what was done. Joins the transaction of the moment, so that a change and its entry are stored together or
/// not at all; without one, the entry has its own. Writers of one organization wait for each other from the first entry
/// of a transaction to its commit, so record last. Any thread.
@Service
public class AuditLog {
    private final AuditRepository repository;
    private final TransactionTemplate transactions;
    private final Ids ids;

    AuditLog(AuditRepository repository, TransactionTemplate transactions, Ids ids) {
        this.repository = repository;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// In the caller's transaction on the main pool.
    public void record(Caller who, AuditAction what) {
        transactions.executeWithoutResult(_ -> append(repository.ofMain(), Actor.of(who), what));
    }

    /// In a transaction the caller has open elsewhere.
    ///
    /// @param jdbc its client
    public void record(JdbcClient jdbc, Caller who, AuditAction what) {
        append(repository.of(jdbc), Actor.of(who), what);
    }

    /// What the engine does by itself in an organization, or what happens before anybody is known there.
    public void recordSystem(UUID organizationId, AuditAction what) {
        transactions.executeWithoutResult(
                _ -> append(repository.ofMain(), new Actor(organizationId, "system", null, null), what));
    }

    private record Actor(
            UUID organizationId,
            String type,
            @Nullable UUID id,
            @Nullable String keyName) {
        static Actor of(Caller caller) {
            UUID user = caller.userId();
            return user != null
                    ? new Actor(caller.organizationId(), "user", user, null)
                    : new Actor(caller.organizationId(), "api", caller.credentialId(), caller.credentialName());
        }
    }

    private void append(AuditRepository.Writer writer, Actor actor, AuditAction what) {
        AuditRepository.Head head = writer.lock(actor.organizationId());
        Canonical entry = new Canonical(
                ids.next(),
                actor.organizationId(),
                head.length() + 1,
                head.now(),
                actor.type(),
                actor.id(),
                actor.keyName(),
                what.action(),
                what.resourceType(),
                what.resourceId(),
                what.resourceName(),
                what.changes(),
                what.reason(),
                what.metadata());
        String text = entry.text();
        writer.append(entry, text, Canonical.hash(head.hash(), text));
    }
}
