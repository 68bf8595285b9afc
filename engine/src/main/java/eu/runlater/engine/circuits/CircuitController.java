package eu.runlater.engine.circuits;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.Changed;
import eu.runlater.model.CircuitView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The HTTP edge of target protection (decision 17).
@Controller
class CircuitController {
    private static final FieldNames ACTION = FieldNames.of("reason");
    private static final int PAGE = 1_000;

    /// The request's fields, for the API's document.
    private record CircuitReset(
            @Field(about = "why, for the audit log", maxLength = 500, example = "\"cleaning up\"")
            String reason) {}

    /// @param released runs that waited for the host
    private record Released(String host, int released) {}

    private final CircuitRepository repository;
    private final ChangeNews news;
    private final Wakeups wakeups;
    private final AuditLog audit;

    CircuitController(CircuitRepository repository, ChangeNews news, Wakeups wakeups, AuditLog audit) {
        this.repository = repository;
        this.news = news;
        this.wakeups = wakeups;
        this.audit = audit;
    }

    @ApiCall(
            value = "List hosts with trouble",
            tag = "Circuits",
            replies = @Reply(value = CircuitView.class, form = Reply.Form.LIST))
    @GetMapping("/api/v1/circuits")
    Answer list(Caller caller) {
        return Answer.data(200, repository.list(caller.organizationId()));
    }

    /// Closes a circuit by hand; what waited for the host goes on over half a minute.
    @ApiCall(
            value = "Close a circuit by hand",
            tag = "Circuits",
            body = CircuitReset.class,
            bodyOptional = true,
            idempotencyKey = false,
            replies = @Reply(Released.class))
    @PostMapping("/api/v1/circuits/{host}/reset")
    Answer reset(Caller caller, @PathVariable String host, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        Fields fields = Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, ACTION);
        String reason = fields.optionalText("reason", 500);
        fields.check();
        String name = host.toLowerCase(Locale.ROOT);
        if (!repository.clear(caller.organizationId(), name)) {
            throw ApiProblem.of(
                    404,
                    "not_found",
                    "Nothing is held against host \"" + host + "\"; GET /api/v1/circuits lists those.");
        }
        wakeups.everywhere(Topic.CIRCUITS);
        int released = 0;
        int page;
        do {
            page = repository.release(caller.organizationId(), name, PAGE, released);
            released += page;
        } while (page == PAGE);
        wakeups.everywhere(Topic.RUNS);
        news.tellAlone(caller.organizationId(), "circuit.closed", new Changed(name, name, "reset"));
        audit.record(
                caller,
                AuditAction.of("circuit.reset", "circuit", name, name)
                        .meta("released", released)
                        .reason(reason));
        return Answer.data(
                200,
                new Released(name, released),
                released == 1 ? "1 waiting run goes on." : released + " waiting runs go on.");
    }
}
