package eu.runlater.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.wire.Answers;
import eu.runlater.model.OidcPending;
import eu.runlater.model.OidcProvider;
import eu.runlater.model.OidcStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Signing in as a person, a session that ends, signing out.
@ExtendWith(ApplicationExtension.class)
class SignInSceneTest {
    @TempDir
    private Path folder = Path.of("");

    @Nullable
    private ConsoleFixture fixture;

    @Nullable
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    private ConsoleFixture console(FxRobot robot) {
        ConsoleFixture[] made = new ConsoleFixture[1];
        robot.interact(() -> {
            made[0] = new ConsoleFixture(folder);
            Stage window = Objects.requireNonNull(stage);
            window.setScene(made[0].console.scene());
            window.setWidth(1_280);
            window.setHeight(800);
            window.show();
            made[0].console.allProfiles();
        });
        fixture = made[0];
        return made[0];
    }

    @AfterEach
    void close() throws IOException {
        ConsoleFixture open = Objects.requireNonNull(fixture);
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> open.console.close());
        open.engine.close();
    }

    private static void fill(FxRobot robot, String id, String text) {
        await().until(() -> robot.lookup(id).tryQuery().isPresent());
        robot.interact(() -> robot.lookup(id).<TextInputControl>query().setText(text));
    }

    private static void press(FxRobot robot, String id) {
        await().until(() -> robot.lookup(id).tryQuery().isPresent());
        robot.interact(() -> robot.lookup(id).<ButtonBase>query().fire());
    }

    private static void way(FxRobot robot, int index) {
        await().until(() -> robot.lookup("#profile-entry").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#profile-entry .toggle-button").queryAllAs(ToggleButton.class).stream()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private static boolean says(FxRobot robot, String text) {
        return robot.lookup(node -> node instanceof Labeled label
                        && label.isVisible()
                        && String.valueOf(label.getText()).contains(text))
                .tryQuery()
                .isPresent();
    }

    private ConsoleFixture signedIn(FxRobot robot, String token) {
        ConsoleFixture open = console(robot);
        Profile profile = new Profile("local", open.engine.url(), Profile.Colour.TEAL, false, false, "ops@acme.test");
        robot.interact(() -> {
            open.profiles.put(null, profile);
            open.console.open(profile, token, Optional.of(Place.of("local", "executions")));
        });
        return open;
    }

    @Test
    void a_person_signs_in_with_a_code_and_only_the_token_is_kept(FxRobot robot) throws Exception {
        ConsoleFixture open = console(robot);
        open.engine.answer(
                "/api/v1/session", 401, "{\"error\":{\"code\":\"totp_required\",\"message\":\"Send the code.\"}}");
        fill(robot, "#profile-url", open.engine.url());
        way(robot, 0);
        fill(robot, "#profile-email", "ops@acme.test");
        fill(robot, "#profile-password", "correct horse battery");
        press(robot, "#profile-connect");
        await().until(() -> robot.lookup("#profile-code").tryQuery().isPresent());
        await().until(() -> robot.lookup("#profile-code").<Node>query().isFocused());
        open.engine.answer("/api/v1/session", 201, Answers.signedIn("rls_new"));
        fill(robot, "#profile-code", "123456");
        press(robot, "#profile-connect");
        await().until(() -> open.console.session().isPresent());
        assertThat(open.vault.read("local")).contains("rls_new");
        assertThat(open.profiles.find("local").orElseThrow().email()).isEqualTo("ops@acme.test");
    }

    @Test
    void an_invite_makes_an_account_and_opens_the_engine(FxRobot robot) throws Exception {
        ConsoleFixture open = console(robot);
        open.engine.answer("/api/v1/invites/accept", 201, Answers.signedIn("rls_joined"));
        fill(robot, "#profile-url", open.engine.url());
        way(robot, 2);
        fill(robot, "#profile-invite", "rli_token");
        fill(robot, "#profile-password", "correct horse battery");
        press(robot, "#profile-connect");
        await().until(() -> open.console.session().isPresent());
        assertThat(open.vault.read("local")).contains("rls_joined");
        assertThat(open.profiles.find("local").orElseThrow().email()).isEqualTo("ops@acme.test");
    }

    @Test
    void a_session_that_ended_asks_for_the_password_in_place_and_nothing_is_lost(FxRobot robot) throws Exception {
        ConsoleFixture open = signedIn(robot, "rls_old");
        open.engine.nextStream();
        Session session = open.console.session().orElseThrow();
        fill(robot, "#field-of-executions", "half written");
        open.engine.answer(
                "/api/v1/engine", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"It has ended.\"}}");
        AtomicReference<String> said = new AtomicReference<>("");
        session.background().ask(session.api()::engine, _ -> {}, why -> said.set(FailureText.sentence(why)));
        await().until(() -> robot.lookup("#sign-in").tryQuery().isPresent());
        await().until(() -> "Your session has ended – sign in again.".equals(said.get()));
        assertThat(robot.lookup("#sign-in-email").<TextInputControl>query().getText())
                .isEqualTo("ops@acme.test");
        open.engine.answer("/api/v1/session", 201, Answers.signedIn("rls_new"));
        open.engine.answer("/api/v1/engine", 200, Answers.engine());
        fill(robot, "#sign-in-password", "correct horse battery");
        press(robot, "#sign-in-go");
        await().until(() -> session.api().access().key().equals("rls_new"));
        assertThat(open.console.session()).contains(session);
        assertThat(robot.lookup("#field-of-executions")
                        .<TextInputControl>query()
                        .getText())
                .isEqualTo("half written");
        await().until(() -> open.vault.read("local").equals(Optional.of("rls_new")));
    }

    private static String started(String page) {
        return Answers.data(new OidcStart(page, "rlp_secret", "BCDF-GHJK", 1, Instant.parse("2026-05-04T01:17:41Z")));
    }

    private static void offers(ConsoleFixture open, String page) {
        open.engine.answer(
                "/api/v1/session/oidc", 200, Answers.data(new OidcProvider(true, "https://login.acme.test/realm")));
        open.engine.answer("/api/v1/session/oidc/start", 201, started(page));
        open.engine.answer("/api/v1/session/oidc/poll", 202, Answers.data(new OidcPending("pending")));
    }

    private static void endSession(ConsoleFixture open) {
        Session session = open.console.session().orElseThrow();
        open.engine.answer(
                "/api/v1/engine", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"It has ended.\"}}");
        session.background().ask(session.api()::engine, _ -> {}, _ -> {});
    }

    @Test
    void one_signs_in_again_through_the_browser_and_compares_the_code(FxRobot robot) throws Exception {
        ConsoleFixture open = signedIn(robot, "rls_old");
        open.engine.nextStream();
        Session session = open.console.session().orElseThrow();
        offers(open, "https://login.acme.test/authorize?state=1");
        endSession(open);
        await().until(() -> robot.lookup("#browser-go")
                .tryQueryAs(Button.class)
                .filter(button ->
                        button.isVisible() && button.getText().equals("Sign in with login.acme.test in the browser"))
                .isPresent());
        press(robot, "#browser-go");
        await().until(() -> open.pages.equals(List.of("https://login.acme.test/authorize?state=1")));
        await().until(() -> says(robot, "BCDF-GHJK"));
        open.engine.answer("/api/v1/engine", 200, Answers.engine());
        open.engine.answer("/api/v1/session/oidc/poll", 201, Answers.signedIn("rls_new"));
        await().until(() -> session.api().access().key().equals("rls_new"));
        assertThat(open.engine.asked("/api/v1/session/oidc/poll").getLast().body())
                .isEqualTo("{\"poll_secret\":\"rlp_secret\"}");
        await().until(() -> open.vault.read("local").equals(Optional.of("rls_new")));
    }

    @Test
    void a_new_profile_is_made_through_the_browser_without_any_password(FxRobot robot) throws Exception {
        ConsoleFixture open = console(robot);
        offers(open, "https://login.acme.test/authorize");
        open.engine.answer("/api/v1/session/oidc/poll", 201, Answers.signedIn("rls_by_browser"));
        way(robot, 1);
        fill(robot, "#profile-url", open.engine.url());
        way(robot, 0);
        await().until(() ->
                robot.lookup("#browser-go").tryQuery().filter(Node::isVisible).isPresent());
        press(robot, "#browser-go");
        await().until(() -> open.console.session().isPresent());
        assertThat(open.pages).containsExactly("https://login.acme.test/authorize");
        assertThat(open.vault.read("local")).contains("rls_by_browser");
        assertThat(open.profiles.find("local").orElseThrow().email()).isEqualTo("ops@acme.test");
    }

    @Test
    void what_the_provider_refuses_is_said_and_a_page_that_is_none_is_not_opened(FxRobot robot) {
        ConsoleFixture open = signedIn(robot, "rls_old");
        open.engine.nextStream();
        offers(open, "file:///etc/passwd");
        endSession(open);
        await().until(() ->
                robot.lookup("#browser-go").tryQuery().filter(Node::isVisible).isPresent());
        press(robot, "#browser-go");
        await().until(() -> says(robot, "The engine named no page that can be opened in a browser."));
        assertThat(open.pages).isEmpty();
        open.engine.answer("/api/v1/session/oidc/start", 201, started("https://login.acme.test/authorize"));
        open.engine.answer(
                "/api/v1/session/oidc/poll",
                403,
                "{\"error\":{\"code\":\"sign_in_refused\",\"message\":\"Nobody is signed in: no member.\"}}");
        press(robot, "#browser-go");
        await().until(() -> says(robot, "Nobody is signed in: no member."));
        assertThat(robot.lookup("#browser-go").query().isVisible()).isTrue();
    }

    @Test
    void a_stream_that_is_refused_asks_as_well_and_opens_with_the_new_token(FxRobot robot) {
        ConsoleFixture open = signedIn(robot, "rls_old");
        var stream = open.engine.nextStream();
        open.engine.streamAnswers(401);
        stream.cut();
        await().until(() -> robot.lookup("#sign-in").tryQuery().isPresent());
        open.engine.streamAnswers(200);
        open.engine.answer("/api/v1/session", 201, Answers.signedIn("rls_new"));
        fill(robot, "#sign-in-password", "correct horse battery");
        press(robot, "#sign-in-go");
        open.engine.nextStream();
        assertThat(open.engine.asked("/api/v1/events").getLast().header("Authorization"))
                .isEqualTo("Bearer rls_new");
        await().until(() -> says(robot, "Live"));
    }

    @Test
    void signing_out_ends_the_session_and_forgets_the_token_but_not_the_profile(FxRobot robot) throws Exception {
        ConsoleFixture open = console(robot);
        open.vault.write("local", "rls_old");
        Profile profile = new Profile("local", open.engine.url(), Profile.Colour.TEAL, false, false, "ops@acme.test");
        robot.interact(() -> {
            open.profiles.put(null, profile);
            open.console.open(profile, "rls_old", Optional.empty());
        });
        open.engine.answer("/api/v1/session", 200, "{}");
        robot.interact(() -> open.console
                .session()
                .orElseThrow()
                .commands()
                .find("shell.sign_out")
                .orElseThrow()
                .run());
        await().until(() -> open.console.session().isEmpty());
        assertThat(open.engine.asked("/api/v1/session"))
                .anySatisfy(asked -> assertThat(asked.method()).isEqualTo("DELETE"));
        await().until(() -> open.vault.read("local").isEmpty());
        assertThat(open.profiles.find("local")).contains(profile);
    }

    @Test
    void an_api_key_has_nothing_to_sign_out_of(FxRobot robot) {
        ConsoleFixture open = signedIn(robot, "sk_live_test");
        assertThat(open.console.session().orElseThrow().commands().find("shell.sign_out"))
                .isEmpty();
    }
}
