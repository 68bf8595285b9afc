package eu.runlater.engine.people;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.Personal;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.TotpSetup;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// `/api/v1/session/password` and `/api/v1/session/totp`: a person's own password and second factor.
@Controller
@RequestMapping("/api/v1/session")
class OwnSecurityController {
    private static final String TAG = "Session";
    private static final FieldNames PASSWORD = FieldNames.of("current_password", "new_password");
    private static final FieldNames AGAIN = FieldNames.of("password");
    private static final FieldNames CONFIRM = FieldNames.of("code");

    private record PasswordChange(
            @Field(about = "as it is now; left out only by those who have none", maxLength = 128)
            String currentPassword,

            @Field(about = "as it is to be", required = true, minLength = 12, maxLength = 128)
            String newPassword) {}

    private record PasswordAgain(
            @Field(about = "the person's password; left out only by those who have none", maxLength = 128)
            String password) {}

    private record CodeOfApp(
            @Field(
                    about = "six digits of the authenticator app",
                    required = true,
                    maxLength = 16,
                    example = "\"123456\"")
            String code) {}

    private final OwnSecurity own;
    private final ClientAddress addresses;

    OwnSecurityController(OwnSecurity own, ClientAddress addresses) {
        this.own = own;
        this.addresses = addresses;
    }

    @ApiCall(
            value = "Change one's password",
            tag = TAG,
            detail = "All other sessions of the person end.",
            body = PasswordChange.class,
            idempotencyKey = false,
            replies = @Reply(status = 204))
    @Personal
    @PostMapping("/password")
    Answer password(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), PASSWORD);
        String current = fields.text("current_password", 128);
        String changed = PersonFields.newPassword(fields, "new_password");
        fields.check();
        own.changePassword(caller, current, changed, addresses.of(request).getHostAddress());
        return Answer.noContent();
    }

    @ApiCall(
            value = "Set up a second factor",
            tag = TAG,
            detail = "Put the secret into an authenticator app, then confirm with a code. Until then nothing changes.",
            body = PasswordAgain.class,
            bodyOptional = true,
            idempotencyKey = false,
            replies = @Reply(value = TotpSetup.class, status = 201),
            errors = 409)
    @Personal
    @PostMapping("/totp")
    Answer setUp(Caller caller, HttpServletRequest request) {
        String password = again(request);
        return Answer.data(
                201,
                own.setUpTotp(caller, password, addresses.of(request).getHostAddress()),
                "Confirm with POST /api/v1/session/totp/confirm.");
    }

    @ApiCall(
            value = "Confirm the second factor",
            tag = TAG,
            detail = "From now on signing in with a password needs a code, each of which counts once.",
            body = CodeOfApp.class,
            idempotencyKey = false,
            replies = @Reply(status = 204),
            errors = 409)
    @Personal
    @PostMapping("/totp/confirm")
    Answer confirm(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), CONFIRM);
        String code = PersonFields.needed(fields, "code", 16);
        fields.check();
        own.confirmTotp(caller, code, addresses.of(request).getHostAddress());
        return Answer.noContent();
    }

    @ApiCall(
            value = "Remove the second factor",
            tag = TAG,
            body = PasswordAgain.class,
            bodyOptional = true,
            replies = @Reply(status = 204),
            errors = 404)
    @Personal
    @DeleteMapping("/totp")
    Answer drop(Caller caller, HttpServletRequest request) {
        own.dropTotp(caller, again(request), addresses.of(request).getHostAddress());
        return Answer.noContent();
    }

    private static @Nullable String again(HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        Fields fields = Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body, AGAIN);
        String password = fields.text("password", 128);
        fields.check();
        return password;
    }
}
