package eu.runlater.engine.audit;

import eu.runlater.engine.audit.AuditRepository.Listed;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.Role;
import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import eu.runlater.model.Page;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/audit`: what was done, newest first, and whether the log is whole.
@Controller
class AuditController {
    private final AuditRepository repository;
    private final AuditVerifier verifier;

    AuditController(AuditRepository repository, AuditVerifier verifier) {
        this.repository = repository;
        this.verifier = verifier;
    }

    @ApiCall(
            value = "List the audit log",
            tag = "Audit log",
            detail = "Newest first.",
            parameters = {
                @Parameter(name = "action", about = "a whole action, or its first part", example = "queue.paused"),
                @Parameter(name = "actor_id", about = "of this person or key", type = UUID.class),
                @Parameter(name = "resource_type", about = "about things of this type"),
                @Parameter(name = "resource_id", about = "about this thing"),
                @Parameter(name = "from", about = "at or after", type = Instant.class),
                @Parameter(name = "to", about = "before", type = Instant.class),
                @Parameter(
                        name = "limit",
                        about = "page size; others are taken as 50 or 100",
                        type = int.class,
                        min = 1,
                        max = 100,
                        lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = AuditEntry.class, form = Reply.Form.PAGE))
    @Needs(Role.ADMIN)
    @GetMapping("/api/v1/audit")
    Answer list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        AuditQuery query = AuditQuery.of(parameters);
        List<Listed> rows = repository.list(caller.organizationId(), query, query.limit() + 1);
        boolean more = rows.size() > query.limit();
        List<AuditEntry> page =
                rows.stream().limit(query.limit()).map(AuditController::view).toList();
        String next = more ? Long.toString(page.getLast().number()) : null;
        return Answer.of(200, new Page<>(page, more, next));
    }

    @ApiCall(
            value = "Verify the audit log",
            tag = "Audit log",
            detail = "Recomputes the chain of hashes.",
            replies = @Reply(AuditVerdict.class))
    @Needs(Role.ADMIN)
    @GetMapping("/api/v1/audit/verify")
    Answer verify(Caller caller) {
        return Answer.data(200, verifier.verify(caller.organizationId()));
    }

    private static AuditEntry view(Listed listed) {
        Canonical entry = listed.entry();
        String actorName = entry.keyName() != null ? entry.keyName() : listed.email();
        return new AuditEntry(
                entry.id(),
                entry.number(),
                entry.at(),
                new AuditEntry.Actor(entry.actorType(), entry.actorId(), actorName),
                entry.action(),
                new AuditEntry.Resource(entry.resourceType(), entry.resourceId(), entry.resourceName()),
                entry.changes(),
                entry.reason(),
                entry.metadata(),
                HexFormat.of().formatHex(listed.hash()));
    }
}
