package eu.runlater.engine.people;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.EnqueueScope;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.Open;
import eu.runlater.engine.web.Personal;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.SessionView;
import eu.runlater.model.SignedIn;
import eu.runlater.model.WhoAmI;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;

/// `/api/v1/session` and `/api/v1/sessions`: signing in and out, and who one is.
@Controller
class SessionController {
    private static final String TAG = "Session";
    private static final FieldNames SIGN_IN = FieldNames.of("email", "password", "code", "organization_id");
    private static final FieldNames SWITCH = FieldNames.of("organization_id");

    private record SignInRequest(
            @Field(about = "the person's address", required = true, maxLength = 160, example = "\"ida@shop.example\"")
            String email,

            @Field(about = "the person's password", required = true, maxLength = 128)
            String password,

            @Field(about = "six digits of the authenticator app, where there is a second factor", maxLength = 16)
            String code,

            @Field(about = "the organization to work in; left out = the one used last", format = "uuid")
            String organizationId) {}

    private record SwitchRequest(
            @Field(about = "the organization to work in", required = true, format = "uuid")
            String organizationId) {}

    private final SignIn signIn;
    private final Sessions sessions;
    private final ClientAddress addresses;

    SessionController(SignIn signIn, Sessions sessions, ClientAddress addresses) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.addresses = addresses;
    }

    @ApiCall(
            value = "Sign in",
            tag = TAG,
            detail = """
                    The answer's token goes where an API key would: `Authorization: Bearer rls_…`. It is good for 14
                    days, and renewed while it is used. A wrong address and a wrong password answer the same; 401 with
                    code `totp_required` asks for the second factor. After 10 attempts to one account or 50 from one
                    address within 15 minutes the answer is 429.""",
            body = SignInRequest.class,
            idempotencyKey = false,
            replies = @Reply(value = SignedIn.class, status = 201),
            errors = {401, 403, 404})
    @Open
    @PostMapping("/api/v1/session")
    Answer signIn(HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), SIGN_IN);
        String email = PersonFields.needed(fields, "email", 160);
        String password = PersonFields.needed(fields, "password", 128);
        String code = fields.optionalText("code", 16);
        UUID organization = PersonFields.id(fields, "organization_id");
        fields.check();
        Origin origin = Origin.of(request, addresses);
        return Answer.data(201, signIn.withPassword(email, password, code, organization, origin));
    }

    @ApiCall(
            value = "Who am I",
            tag = TAG,
            detail = "For keys, too: what the caller is, where, and what it may do.",
            replies = @Reply(WhoAmI.class))
    @EnqueueScope
    @GetMapping("/api/v1/session")
    Answer who(Caller caller) {
        return Answer.data(200, sessions.who(caller));
    }

    @ApiCall(value = "Sign out", tag = TAG, detail = "Ends the session that asks.", replies = @Reply(status = 204))
    @Personal
    @DeleteMapping("/api/v1/session")
    Answer signOut(Caller caller) {
        sessions.end(caller, caller.credentialId());
        return Answer.noContent();
    }

    @ApiCall(
            value = "Work in another organization",
            tag = TAG,
            detail = "Other nodes follow within five seconds; open streams of the session end.",
            body = SwitchRequest.class,
            replies = @Reply(WhoAmI.class),
            errors = 404)
    @Personal
    @PutMapping("/api/v1/session/organization")
    Answer switchTo(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), SWITCH);
        UUID organization = PersonFields.id(fields, "organization_id");
        if (organization == null && fields.value("organization_id") == null) {
            fields.refuse("organization_id", "is needed");
        }
        fields.check();
        return Answer.data(200, sessions.switchTo(caller, present(organization)));
    }

    private static UUID present(@Nullable UUID checked) {
        if (checked == null) {
            throw new IllegalStateException("a field that was refused is used");
        }
        return checked;
    }

    @ApiCall(
            value = "List own sessions",
            tag = TAG,
            detail = "The one used last first.",
            replies = @Reply(value = SessionView.class, form = Reply.Form.LIST))
    @Personal
    @GetMapping("/api/v1/sessions")
    Answer list(Caller caller) {
        return Answer.data(200, sessions.ofCaller(caller));
    }

    @ApiCall(value = "End one of one's sessions", tag = TAG, replies = @Reply(status = 204))
    @Personal
    @DeleteMapping("/api/v1/sessions/{id}")
    Answer end(Caller caller, @PathVariable UUID id) {
        sessions.end(caller, id);
        return Answer.noContent();
    }
}
