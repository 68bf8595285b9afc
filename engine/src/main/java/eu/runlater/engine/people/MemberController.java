package eu.runlater.engine.people;

import eu.runlater.engine.accounts.AccountFields;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.MemberView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/members`.
@Controller
@RequestMapping("/api/v1/members")
class MemberController {
    static final Set<String> ROLES = Set.of("admin", "member", "viewer");

    private static final String TAG = "Team";
    private static final int MAX_REASON = 500;
    private static final FieldNames EDIT = FieldNames.of("role", "reason");

    private record MemberEdit(
            @Field(
                    about = "what the person may do",
                    required = true,
                    values = {"admin", "member", "viewer"})
            String role,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    private final Members members;
    private final IdempotentCalls calls;

    MemberController(Members members, IdempotentCalls calls) {
        this.members = members;
        this.calls = calls;
    }

    @ApiCall(
            value = "List members",
            tag = TAG,
            detail = "By role, then address.",
            replies = @Reply(value = MemberView.class, form = Reply.Form.LIST))
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, members.all(caller));
    }

    @ApiCall(
            value = "Change a member's role",
            tag = TAG,
            detail = "The owner's role cannot be changed. Takes effect on every node within five seconds.",
            body = MemberEdit.class,
            replies = @Reply(MemberView.class))
    @Needs(Role.ADMIN)
    @PatchMapping("/{userId}")
    Answer edit(Caller caller, @PathVariable UUID userId, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, EDIT);
            String role = fields.word("role", ROLES);
            if (fields.value("role") == null) {
                fields.refuse("role", "is needed: admin, member or viewer");
            }
            String reason = fields.optionalText("reason", MAX_REASON);
            fields.check();
            return Answer.data(200, members.setRole(caller, userId, Role.of(String.valueOf(role)), reason));
        });
    }

    @ApiCall(
            value = "Remove a member",
            tag = TAG,
            detail = "Admins remove anybody but the owner; everybody else can leave. The person's sessions here end.",
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204))
    @Needs(Role.VIEWER)
    @DeleteMapping("/{userId}")
    Answer remove(Caller caller, @PathVariable UUID userId, @RequestParam(required = false) @Nullable String reason) {
        members.remove(caller, userId, AccountFields.reason(reason));
        return Answer.noContent();
    }
}
