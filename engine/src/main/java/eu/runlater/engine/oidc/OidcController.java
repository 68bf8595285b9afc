package eu.runlater.engine.oidc;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.people.Origin;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.ClientAddress;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.Open;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.OidcPending;
import eu.runlater.model.OidcProvider;
import eu.runlater.model.OidcStart;
import eu.runlater.model.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/session/oidc`: sign-in with OpenID Connect.
@Controller
@RequestMapping("/api/v1/session/oidc")
class OidcController {
    private static final String TAG = "Session";
    private static final int LONGEST = 4_096;
    private static final FieldNames POLL = FieldNames.of("poll_secret");
    private static final Pattern CONFIRMATION = Pattern.compile("confirm=([A-Za-z0-9_-]{43})");

    private record OidcPoll(
            @Field(about = "as the start answered it", required = true, maxLength = 200)
            String pollSecret) {}

    private final OidcSignIn signIn;
    private final ClientAddress addresses;

    OidcController(OidcSignIn signIn, ClientAddress addresses) {
        this.signIn = signIn;
        this.addresses = addresses;
    }

    @ApiCall(value = "Whether there is sign-in with OpenID Connect", tag = TAG, replies = @Reply(OidcProvider.class))
    @Open
    @GetMapping
    Answer about() {
        return Answer.data(200, signIn.about());
    }

    @ApiCall(
            value = "Begin to sign in with OpenID Connect",
            tag = TAG,
            detail = """
                    Open `authorization_url` in a browser and show `code` beside it; then poll. Good for ten minutes. 404
                    where the installation has no such sign-in, 502 when the provider does not answer as it should.""",
            idempotencyKey = false,
            replies = @Reply(value = OidcStart.class, status = 201),
            errors = {404, 502})
    @Open
    @PostMapping("/start")
    Answer start() {
        return Answer.data(201, signIn.start());
    }

    @ApiCall(
            value = "Where the provider sends the browser back to",
            tag = TAG,
            detail = "For browsers: a page that asks the person whether to go on.",
            parameters = {
                @Parameter(name = "state", about = "of the flow"),
                @Parameter(name = "code", about = "from the provider"),
                @Parameter(name = "error", about = "from the provider, which refused")
            },
            replies = {
                @Reply(media = "text/html", about = "HTML: the question."),
                @Reply(status = 403, media = "text/html", about = "HTML: why nobody is signed in.")
            },
            errors = 404)
    @Open
    @GetMapping("/callback")
    ResponseEntity<String> back(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String error) {
        String flow = state == null || state.length() > LONGEST ? "" : state;
        boolean usable = error == null && code != null && code.length() <= LONGEST;
        return OidcPage.of(signIn.back(flow, usable ? code : null));
    }

    @ApiCall(
            value = "The person's yes, from the browser",
            tag = TAG,
            detail = "For browsers: the form of the page before, `confirm=…`.",
            idempotencyKey = false,
            replies = {
                @Reply(media = "text/html", about = "HTML: done."),
                @Reply(status = 403, media = "text/html", about = "HTML: why nobody is signed in.")
            },
            errors = {404, 408, 413})
    @Open
    @PostMapping("/callback")
    ResponseEntity<String> confirm(HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        Matcher form = CONFIRMATION.matcher(new String(body, StandardCharsets.UTF_8));
        return OidcPage.of(signIn.confirm(form.matches() ? form.group(1) : ""));
    }

    @ApiCall(
            value = "Ask whether somebody has signed in",
            tag = TAG,
            detail = """
                    202 until the browser is done, then once 201 with a session, or 403 `sign_in_refused`; 404 when
                    it took too long.""",
            body = OidcPoll.class,
            idempotencyKey = false,
            replies = {
                @Reply(value = SignedIn.class, status = 201, about = "Signed in."),
                @Reply(value = OidcPending.class, status = 202, about = "Not yet; ask again.")
            },
            errors = {403, 404})
    @Open
    @PostMapping("/poll")
    Answer poll(HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), POLL);
        String secret = fields.text("poll_secret", 200);
        if (fields.value("poll_secret") == null) {
            fields.refuse("poll_secret", "is needed: as the start answered it");
        }
        fields.check();
        if (secret == null) {
            throw ApiProblem.invalid("poll_secret", "is needed");
        }
        Optional<SignedIn> done = signIn.poll(secret, Origin.of(request, addresses));
        return done.map(session -> Answer.data(201, session))
                .orElseGet(() -> Answer.data(202, new OidcPending("pending")));
    }
}
