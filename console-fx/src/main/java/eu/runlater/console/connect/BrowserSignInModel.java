package eu.runlater.console.connect;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.OidcStart;
import eu.runlater.model.SignedIn;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// Signing in with OpenID Connect, through the person's own browser: the engine says which page to open and a code that
/// the browser shows as well, and is then asked until the person has said yes there. FX thread.
final class BrowserSignInModel {
    private final Background.Line looking;
    private final Background.Line line;
    private final ReadOnlyStringWrapper provider = new ReadOnlyStringWrapper(this, "provider", "");
    private final ReadOnlyStringWrapper code = new ReadOnlyStringWrapper(this, "code", "");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper(this, "starting", false);
    private @Nullable HttpUrl base;
    private @Nullable OidcStart started;
    private Consumer<SignedIn> done = _ -> {};
    private boolean asking;

    BrowserSignInModel(Background background) {
        this.looking = background.line();
        this.line = background.line();
    }

    /// Whose accounts are accepted; empty = the engine offers no such sign-in, or is not known yet.
    ReadOnlyStringProperty providerProperty() {
        return provider.getReadOnlyProperty();
    }

    /// What the browser must show as well; empty = no sign-in is going on.
    ReadOnlyStringProperty codeProperty() {
        return code.getReadOnlyProperty();
    }

    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /// The page to open; empty = no sign-in is going on.
    String address() {
        OidcStart now = started;
        return now == null ? "" : now.authorizationUrl();
    }

    /// How long to wait between two questions.
    int intervalSeconds() {
        OidcStart now = started;
        return now == null ? 1 : Math.max(1, now.intervalSeconds());
    }

    /// Asks an engine whether it offers this. One that is older, or does not answer, does not.
    void look(HttpUrl engine) {
        looking.ask(
                () -> with(engine, api -> api.session().oidc()),
                about -> provider.set(about.enabled() && about.issuer() != null ? host(about.issuer()) : ""),
                _ -> provider.set(""));
    }

    private static String host(String issuer) {
        HttpUrl url = HttpUrl.parse(issuer);
        return url == null ? issuer : url.host();
    }

    /// @param browser opens a page · @param entered told once, when somebody has signed in
    void start(HttpUrl engine, Consumer<String> browser, Consumer<SignedIn> entered) {
        cancel();
        trouble.set("");
        starting.set(true);
        line.ask(
                () -> with(engine, api -> api.session().startOidc()),
                begun -> {
                    starting.set(false);
                    if (!isPage(begun.authorizationUrl())) {
                        trouble.set(Texts.get("connect.browser.no_page"));
                        return;
                    }
                    base = engine;
                    started = begun;
                    done = entered;
                    code.set(begun.code());
                    browser.accept(begun.authorizationUrl());
                },
                why -> {
                    starting.set(false);
                    trouble.set(said(why));
                });
    }

    /// An engine says what is opened here: nothing but a page of the web is.
    private static boolean isPage(String address) {
        try {
            String scheme = URI.create(address).getScheme();
            return HttpUrl.parse(address) != null && ("https".equals(scheme) || "http".equals(scheme));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Asks whether the person has signed in, unless that question is still open.
    void poll() {
        OidcStart now = started;
        HttpUrl engine = base;
        if (now == null || engine == null || asking) {
            return;
        }
        asking = true;
        line.ask(() -> with(engine, api -> api.session().pollOidc(now.pollSecret())), this::answered, why -> {
            asking = false;
            if (!why.mayPass()) {
                cancel();
                trouble.set(said(why));
            }
        });
    }

    private void answered(Optional<SignedIn> entered) {
        asking = false;
        entered.ifPresent(session -> {
            Consumer<SignedIn> told = done;
            cancel();
            told.accept(session);
        });
    }

    private static String said(ApiFailure why) {
        return why.status() == 0 ? FailureText.sentence(why) : why.text();
    }

    /// Forgets the sign-in that is going on: it ends by itself after ten minutes.
    void cancel() {
        line.forget();
        asking = false;
        starting.set(false);
        started = null;
        base = null;
        done = _ -> {};
        code.set("");
    }

    private interface Way<T> {
        T of(EngineApi api) throws ApiFailure;
    }

    private static <T> T with(HttpUrl engine, Way<T> way) throws ApiFailure {
        try (EngineApi api = EngineApi.of(new Access(engine, ""))) {
            return way.of(api);
        }
    }
}
