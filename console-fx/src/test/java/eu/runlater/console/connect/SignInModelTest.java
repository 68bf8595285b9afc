package eu.runlater.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.wire.Answers;
import eu.runlater.console.wire.RawEngine;
import eu.runlater.model.SignedIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInModelTest {
    private final RawEngine engine = new RawEngine();
    private final SignInModel model = new SignInModel(new Background(Runnable::run, Runnable::run));
    private final List<SignedIn> signedIn = new ArrayList<>();
    private final List<ApiFailure> unreached = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private void signIn() {
        model.signIn(Access.address(engine.url()), signedIn::add, unreached::add);
    }

    private void refuse(int status, String code, String message) {
        engine.answer(
                "/api/v1/session",
                status,
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"details\":{\"code\":[\""
                        + message + "\"]}}}");
    }

    private void fill() {
        model.emailProperty().set(" ops@acme.test ");
        model.passwordProperty().set("correct horse battery");
    }

    @Test
    void a_person_gets_a_token_without_any_key_and_the_password_is_forgotten() {
        engine.answer("/api/v1/session", 201, Answers.signedIn("rls_new"));
        fill();
        signIn();
        assertThat(signedIn)
                .singleElement()
                .satisfies(session -> assertThat(session.token()).isEqualTo("rls_new"));
        RawEngine.Asked asked = engine.asked("/api/v1/session").getFirst();
        assertThat(asked.body()).isEqualTo("{\"email\":\"ops@acme.test\",\"password\":\"correct horse battery\"}");
        assertThat(asked.header("Authorization")).isEmpty();
        assertThat(asked.header("User-Agent")).startsWith("Runlater console (");
        assertThat(model.passwordProperty().get()).isEmpty();
    }

    @Test
    void the_code_is_asked_for_only_when_the_engine_wants_one_and_the_password_stays() {
        fill();
        refuse(401, "totp_required", "send the code");
        signIn();
        assertThat(model.codeWantedProperty().get()).isTrue();
        assertThat(model.codeErrorProperty().get()).isEmpty();
        assertThat(model.passwordProperty().get()).isNotEmpty();
        refuse(401, "invalid_code", "The code is wrong.");
        model.codeProperty().set("111 111");
        signIn();
        assertThat(model.codeErrorProperty().get()).isEqualTo("The code is wrong.");
        engine.answer("/api/v1/session", 201, Answers.signedIn("rls_new"));
        model.codeProperty().set("123 456");
        signIn();
        assertThat(engine.asked("/api/v1/session").getLast().body()).contains("\"code\":\"123456\"");
        assertThat(signedIn).hasSize(1);
    }

    @Test
    void a_wrong_password_is_told_in_the_engines_words_under_the_field() {
        fill();
        engine.answer(
                "/api/v1/session",
                401,
                "{\"error\":{\"code\":\"invalid_credentials\",\"message\":\"They do not belong together.\"}}");
        signIn();
        assertThat(model.passwordErrorProperty().get()).isEqualTo("They do not belong together.");
        assertThat(model.troubleProperty().get()).isEmpty();
    }

    @Test
    void an_engine_without_people_says_so() {
        fill();
        signIn();
        assertThat(model.troubleProperty().get()).startsWith("This engine knows API keys only.");
    }

    @Test
    void an_engine_that_is_not_reached_is_handed_on() throws IOException {
        fill();
        engine.close();
        signIn();
        assertThat(unreached).hasSize(1);
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void another_address_forgets_the_code() {
        fill();
        refuse(401, "totp_required", "send the code");
        signIn();
        model.codeProperty().set("123456");
        model.emailProperty().set("ida@acme.test");
        assertThat(model.codeWantedProperty().get()).isFalse();
        assertThat(model.codeProperty().get()).isEmpty();
    }

    @Test
    void what_is_missing_is_not_sent() {
        signIn();
        assertThat(engine.asked("/api/v1/session")).isEmpty();
        assertThat(model.emailErrorProperty().get()).isNotEmpty();
        assertThat(model.passwordErrorProperty().get()).isNotEmpty();
    }
}
