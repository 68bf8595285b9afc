package eu.runlater.console.connect;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.SignedIn;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import okhttp3.HttpUrl;

/// Signing in with e-mail address and password, with a code when the engine asks for one, or with an invite. Nothing
/// typed here is kept: only the token that comes of it. FX thread.
final class SignInModel {
    private final Background.Line line;
    private final StringProperty email = new SimpleStringProperty(this, "email", "");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final StringProperty code = new SimpleStringProperty(this, "code", "");
    private final StringProperty invite = new SimpleStringProperty(this, "invite", "");
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final ReadOnlyBooleanWrapper codeWanted = new ReadOnlyBooleanWrapper(this, "codeWanted", false);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyStringWrapper emailError = new ReadOnlyStringWrapper(this, "emailError", "");
    private final ReadOnlyStringWrapper passwordError = new ReadOnlyStringWrapper(this, "passwordError", "");
    private final ReadOnlyStringWrapper codeError = new ReadOnlyStringWrapper(this, "codeError", "");
    private final ReadOnlyStringWrapper inviteError = new ReadOnlyStringWrapper(this, "inviteError", "");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    SignInModel(Background background) {
        this.line = background.line();
        // A code belongs to one account.
        email.addListener((_, _, _) -> {
            emailError.set("");
            codeWanted.set(false);
            code.set("");
        });
        password.addListener((_, _, _) -> passwordError.set(""));
        code.addListener((_, _, _) -> codeError.set(""));
        invite.addListener((_, _, _) -> inviteError.set(""));
    }

    StringProperty emailProperty() {
        return email;
    }

    StringProperty passwordProperty() {
        return password;
    }

    StringProperty codeProperty() {
        return code;
    }

    StringProperty inviteProperty() {
        return invite;
    }

    StringProperty nameProperty() {
        return name;
    }

    /// The engine asks for the second factor.
    ReadOnlyBooleanProperty codeWantedProperty() {
        return codeWanted.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty emailErrorProperty() {
        return emailError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty passwordErrorProperty() {
        return passwordError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty codeErrorProperty() {
        return codeError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty inviteErrorProperty() {
        return inviteError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// @param unreached the engine did not answer at all, or not as an engine does
    void signIn(HttpUrl base, Consumer<SignedIn> done, Consumer<ApiFailure> unreached) {
        String who = email.get().strip();
        String secret = password.get();
        String digits = code.get().replace(" ", "");
        emailError.set(who.isEmpty() ? Texts.get("connect.error.email") : "");
        passwordError.set(secret.isEmpty() ? Texts.get("connect.error.password") : "");
        codeError.set(codeWanted.get() && digits.isEmpty() ? Texts.get("connect.error.code") : "");
        if (who.isEmpty() || secret.isEmpty() || !codeError.get().isEmpty()) {
            return;
        }
        ask(base, api -> api.session().signIn(who, secret, digits), done, unreached);
    }

    /// Makes an account with the invite.
    void accept(HttpUrl base, Consumer<SignedIn> done, Consumer<ApiFailure> unreached) {
        String token = invite.get().strip();
        String secret = password.get();
        inviteError.set(token.isEmpty() ? Texts.get("connect.error.invite") : "");
        passwordError.set(secret.isEmpty() ? Texts.get("connect.error.password") : "");
        if (token.isEmpty() || secret.isEmpty()) {
            return;
        }
        ask(base, api -> api.session().acceptInvite(token, name.get().strip(), secret), done, unreached);
    }

    private interface Way {
        SignedIn in(EngineApi api) throws ApiFailure;
    }

    private void ask(HttpUrl base, Way way, Consumer<SignedIn> done, Consumer<ApiFailure> unreached) {
        trouble.set("");
        busy.set(true);
        line.ask(
                () -> {
                    try (EngineApi api = EngineApi.of(new Access(base, ""))) {
                        return way.in(api);
                    }
                },
                signedIn -> {
                    busy.set(false);
                    password.set("");
                    code.set("");
                    codeWanted.set(false);
                    done.accept(signedIn);
                },
                why -> {
                    busy.set(false);
                    refused(why, unreached);
                });
    }

    private void refused(ApiFailure why, Consumer<ApiFailure> unreached) {
        switch (why.code()) {
            case "totp_required" -> codeWanted.set(true);
            case "invalid_code" -> {
                codeWanted.set(true);
                code.set("");
                codeError.set(why.text());
            }
            case "invalid_credentials" -> passwordError.set(why.text());
            default -> other(why, unreached);
        }
    }

    private void other(ApiFailure why, Consumer<ApiFailure> unreached) {
        if (why.status() == 0) {
            unreached.accept(why);
            return;
        }
        boolean placed = place(why, "email", emailError)
                | place(why, "password", passwordError)
                | place(why, "token", inviteError);
        if (why.status() == 404 && why.details().isEmpty() && invite.get().isEmpty()) {
            trouble.set(Texts.get("connect.trouble.no_people"));
        } else if (!placed) {
            // The engine's own words: a refused sign-in says nothing of keys.
            trouble.set(why.text() + "\n" + FailureText.details(why));
        }
    }

    private static boolean place(ApiFailure why, String field, ReadOnlyStringWrapper error) {
        List<String> problems = why.details().getOrDefault(field, List.of());
        if (!problems.isEmpty()) {
            error.set(String.join(", ", problems));
        }
        return !problems.isEmpty();
    }
}
