package eu.runlater.engine.people;

import eu.runlater.engine.accounts.AccountFields;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.Open;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.InviteView;
import eu.runlater.model.Membership;
import eu.runlater.model.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/invites`.
@Controller
@RequestMapping("/api/v1/invites")
class InviteController {
    private static final String TAG = "Team";
    private static final int MAX_TOKEN = 200;
    private static final FieldNames NEW = FieldNames.of("email", "role");
    private static final FieldNames ACCEPT = FieldNames.of("token", "password", "name");

    private record NewInvite(
            @Field(about = "whom to invite", required = true, maxLength = 160, example = "\"ida@shop.example\"")
            String email,

            @Field(
                    about = "what the person may do",
                    values = {"admin", "member", "viewer"},
                    standard = "\"member\"")
            String role) {}

    private record Acceptance(
            @Field(about = "as it was shown when the invite was made", required = true, maxLength = 200)
            String token,

            @Field(about = "for a new account", minLength = 12, maxLength = 128)
            String password,

            @Field(about = "how the new person wants to be called", maxLength = 255)
            String name) {}

    private final Invites invites;
    private final Joining joining;
    private final IdempotentCalls calls;
    private final ClientAddress addresses;

    InviteController(Invites invites, Joining joining, IdempotentCalls calls, ClientAddress addresses) {
        this.invites = invites;
        this.joining = joining;
        this.calls = calls;
        this.addresses = addresses;
    }

    @ApiCall(
            value = "List open invites",
            tag = TAG,
            detail = "Newest first.",
            replies = @Reply(value = InviteView.class, form = Reply.Form.LIST))
    @Needs(Role.ADMIN)
    @GetMapping
    Answer list(Caller caller) {
        return Answer.data(200, invites.open(caller));
    }

    @ApiCall(
            value = "Invite somebody",
            tag = TAG,
            detail = """
                    The answer shows the token, once; hand it to the person. It is good for seven days. A repeat with
                    the same `Idempotency-Key` answers without it.""",
            body = NewInvite.class,
            replies = @Reply(value = InviteView.class, status = 201))
    @Needs(Role.ADMIN)
    @PostMapping
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(
                caller,
                IdempotencyKey.of(request, body),
                () -> {
                    Fields fields = Fields.parse(body, NEW);
                    String email = AccountFields.requiredEmail(fields, "email");
                    String role = fields.word("role", MemberController.ROLES);
                    fields.check();
                    InviteView made = invites.create(caller, email, role == null ? Role.MEMBER : Role.of(role));
                    return Answer.data(201, made, "Hand the token to the person now: it is not shown again.");
                },
                AccountFields::withoutSecrets);
    }

    @ApiCall(
            value = "Take an invite back",
            tag = TAG,
            parameters = @Parameter(name = "reason", about = "why, for the audit log", maxLength = 500),
            replies = @Reply(status = 204))
    @Needs(Role.ADMIN)
    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable String reason) {
        invites.delete(caller, id, AccountFields.reason(reason));
        return Answer.noContent();
    }

    @ApiCall(
            value = "Accept an invite",
            tag = TAG,
            detail = """
                    Who is signed in with the invited address joins the organization (200). Who has no account yet gets
                    one with the password given, and a session (201). Who has one signs in first (401).""",
            body = Acceptance.class,
            idempotencyKey = false,
            replies = {
                @Reply(value = Membership.class, about = "Joined, by somebody who is signed in."),
                @Reply(value = SignedIn.class, status = 201, about = "Joined, with a new account and a session.")
            },
            errors = {401, 403, 404})
    @Open
    @PostMapping("/accept")
    Answer accept(Optional<Caller> caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), ACCEPT);
        String token = PersonFields.needed(fields, "token", MAX_TOKEN);
        String password = fields.value("password") == null ? null : PersonFields.newPassword(fields, "password");
        String name = fields.value("name") == null ? null : AccountFields.requiredName(fields, "name");
        fields.check();
        Optional<Caller> person = caller.filter(Caller::isPerson);
        if (person.isPresent()) {
            return Answer.data(200, joining.join(person.get(), token));
        }
        Joining.Newcomer newcomer = new Joining.Newcomer(password, name);
        return Answer.data(201, joining.join(token, newcomer, Origin.of(request, addresses)));
    }
}
