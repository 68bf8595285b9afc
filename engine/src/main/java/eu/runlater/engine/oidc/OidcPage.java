package eu.runlater.engine.oidc;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/// What the browser shows at the end of a sign-in: a page of ours, without scripts and without anything from elsewhere.
final class OidcPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Runlater</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem }
            code { font-size: 1.5rem; letter-spacing: .1em }
            button { font: inherit; padding: .5rem 1.5rem }
            @media (prefers-color-scheme: dark) { body { background: #16181d; color: #e6e6e6 } }
            </style></head><body>
            %s
            </body></html>
            """;

    private OidcPage() {}

    static ResponseEntity<String> of(OidcSignIn.Turn turn) {
        return switch (turn) {
            case OidcSignIn.Turn.Ask(String email, String code, String confirm) ->
                page(200, """
                    <h1>Sign in as %s?</h1>
                    <p>Your console shows a code. Go on only if it is this one:</p>
                    <p><code>%s</code></p>
                    <form method="post" action="callback"><input type="hidden" name="confirm" value="%s">
                    <button>Sign in</button></form>
                    <p>If you have not started this yourself, close this page.</p>""".formatted(text(email), text(code), text(confirm)));
            case OidcSignIn.Turn.Done(String email) -> page(200, """
                    <h1>Signed in as %s</h1><p>Go back to your console; this page can be closed.</p>""".formatted(text(email)));
            case OidcSignIn.Turn.Refused(String why) ->
                page(403, "<h1>Not signed in</h1><p>%s</p>".formatted(text(why)));
        };
    }

    private static String text(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    private static ResponseEntity<String> page(int status, String body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(PAGE.formatted(body));
    }
}
