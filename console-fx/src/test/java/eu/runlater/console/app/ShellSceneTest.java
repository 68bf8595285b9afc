package eu.runlater.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.shell.Session;
import eu.runlater.console.wire.Answers;
import eu.runlater.console.wire.RawStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
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

@ExtendWith(ApplicationExtension.class)
class ShellSceneTest {
    @TempDir
    private static Path folder = Path.of("");

    @Nullable
    private ConsoleFixture fixture;

    @Nullable
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        fixture = new ConsoleFixture(folder);
        shown.setScene(console().scene());
        shown.setWidth(1_280);
        shown.setHeight(800);
        shown.show();
        console().open(fixture.profile("local"), "sk_live_test", Optional.of(Place.of("local", "overview")));
    }

    @AfterEach
    void close() throws IOException {
        ConsoleFixture open = fixture();
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> open.console.close());
        open.engine.close();
    }

    private ConsoleFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    private Console console() {
        return fixture().console;
    }

    private Session session() {
        return console().session().orElseThrow();
    }

    private String text(FxRobot robot, String id) {
        return robot.lookup(id).<Labeled>query().getText();
    }

    private String room() {
        return session().navigator().current().room();
    }

    /// Two keys, which count as a pair only when they follow each other quickly: on a busy machine it may take a second
    /// try.
    private void goToExecutions(FxRobot robot) {
        await().until(() -> {
            robot.type(KeyCode.G, KeyCode.E);
            return room().equals("executions");
        });
    }

    /// By its action, not by where it is: layout may be a frame behind.
    private static void press(FxRobot robot, String id) {
        await().until(() -> robot.lookup(id).tryQuery().filter(Node::isVisible).isPresent());
        robot.interact(() -> robot.lookup(id).<Button>query().fire());
    }

    private RawStream live(FxRobot robot) {
        RawStream stream = fixture().engine.nextStream();
        await().until(() -> text(robot, "#freshness").startsWith("Live"));
        return stream;
    }

    @Test
    void freshness_and_the_engine_are_always_in_sight(FxRobot robot) {
        live(robot);
        await().until(() -> text(robot, "#engine-line").contains("engine 1.4.0"));
        assertThat(text(robot, "#engine-line")).contains("12/64 workers").contains("lag 2.00 s");
        assertThat(text(robot, "#screen-title")).isEqualTo("The overview");
    }

    @Test
    void g_e_goes_to_executions_and_alt_left_back(FxRobot robot) {
        goToExecutions(robot);
        assertThat(room()).isEqualTo("executions");
        assertThat(fixture().happened).contains("detach overview", "attach runlater://local/executions");
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        assertThat(room()).isEqualTo("overview");
    }

    @Test
    void single_letters_rest_while_one_writes(FxRobot robot) {
        robot.interact(() -> robot.lookup("#field-of-overview").<Node>query().requestFocus());
        robot.write("ge ru");
        assertThat(robot.lookup("#field-of-overview").<TextField>query().getText())
                .isEqualTo("ge ru");
        assertThat(room()).isEqualTo("overview");
        assertThat(fixture().happened).doesNotContain("refresh overview");
    }

    @Test
    void a_slash_goes_to_the_field_without_writing_itself(FxRobot robot) {
        robot.write("/");
        assertThat(robot.lookup("#field-of-overview").<TextField>query().isFocused())
                .isTrue();
        assertThat(robot.lookup("#field-of-overview").<TextField>query().getText())
                .isEmpty();
    }

    @Test
    void r_refreshes_u_switches_the_zone_and_ctrl_b_folds(FxRobot robot) {
        robot.type(KeyCode.R);
        assertThat(fixture().happened).contains("refresh overview");
        boolean utc = session().times().zoneProperty().get().equals(ZoneOffset.UTC);
        robot.type(KeyCode.U);
        assertThat(fixture().preferences.utcProperty().get())
                .isEqualTo(session().times().zoneProperty().get().equals(ZoneOffset.UTC));
        assertThat(utc).isIn(true, false);
        double wide = robot.lookup("#sidebar").<Node>query().getLayoutBounds().getWidth();
        robot.push(KeyCode.CONTROL, KeyCode.B);
        await().until(() ->
                robot.lookup("#sidebar").<Node>query().getLayoutBounds().getWidth() < wide);
    }

    @Test
    void the_palette_finds_a_room_and_goes_there(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        await().until(() -> robot.lookup("#palette-field").<Node>query().isFocused());
        robot.write("go to keys").type(KeyCode.ENTER);
        assertThat(session().panes().isShown()).isFalse();
        assertThat(room()).isEqualTo("executions");
    }

    @Test
    void escape_closes_the_palette_and_nothing_else(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        await().until(() -> robot.lookup("#palette-field").<Node>query().isFocused());
        robot.write("ge").type(KeyCode.ESCAPE);
        assertThat(session().panes().isShown()).isFalse();
        assertThat(room()).isEqualTo("overview");
    }

    @Test
    void a_question_mark_shows_the_keys_of_this_screen(FxRobot robot) {
        robot.write("?");
        assertThat(robot.lookup("#keys-help").tryQuery()).isPresent();
        robot.type(KeyCode.ESCAPE);
        assertThat(session().panes().isShown()).isFalse();
    }

    @Test
    void losing_the_engine_shows_a_banner_and_refuses_actions_with_the_reason(FxRobot robot) {
        RawStream stream = live(robot);
        fixture().engine.streamAnswers(503);
        stream.cut();
        await().until(() -> robot.lookup("#banner").<HBox>query().isVisible());
        assertThat(text(robot, "#freshness")).startsWith("Not live since");
        robot.push(KeyCode.SHIFT, KeyCode.R);
        assertThat(fixture().happened).doesNotContain("retry");
        assertThat(session().offline().getValue()).isNotEmpty();
        fixture().engine.streamAnswers(200);
        press(robot, "#banner-action");
        live(robot);
        await().until(() -> !robot.lookup("#banner").<HBox>query().isVisible());
        robot.push(KeyCode.SHIFT, KeyCode.R);
        assertThat(fixture().happened).contains("retry");
    }

    @Test
    void a_revoked_key_asks_for_another_one(FxRobot robot) {
        RawStream stream = live(robot);
        fixture().engine.streamAnswers(401);
        stream.cut();
        await().until(() -> text(robot, "#freshness").equals("Key not accepted"));
        press(robot, "#banner-action");
        await().until(() -> robot.lookup("#profile-key").tryQuery().isPresent());
        assertThat(console().session()).isEmpty();
    }

    @Test
    void p_pauses_and_says_so(FxRobot robot) {
        live(robot);
        robot.type(KeyCode.P);
        await().until(() -> text(robot, "#freshness").startsWith("Paused"));
        robot.type(KeyCode.P);
        await().until(() -> text(robot, "#freshness").startsWith("Live"));
    }

    @Test
    void a_resync_is_said(FxRobot robot) {
        live(robot).resync();
        await().until(() -> robot.lookup(".toast").tryQuery().isPresent());
    }

    @Test
    void a_link_is_copied_and_opens_again(FxRobot robot) {
        goToExecutions(robot);
        robot.push(KeyCode.SHIFT, KeyCode.Y);
        String link = WaitForAsyncUtils.waitForAsyncFx(
                60_000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(link).isEqualTo("runlater://local/executions");
        await().until(() -> {
            robot.type(KeyCode.G, KeyCode.O);
            return room().equals("overview");
        });
        robot.push(KeyCode.CONTROL, KeyCode.K);
        await().until(() -> robot.lookup("#palette-field").<Node>query().isFocused());
        robot.write(link).type(KeyCode.ENTER);
        assertThat(room()).isEqualTo("executions");
    }

    @Test
    void z_takes_back_what_was_just_done(FxRobot robot) {
        robot.interact(() ->
                session().toasts().undoable("Paused", () -> fixture().happened.add("undone")));
        robot.type(KeyCode.Z);
        assertThat(fixture().happened).contains("undone");
        robot.type(KeyCode.Z);
        assertThat(fixture().happened.stream().filter("undone"::equals)).hasSize(1);
    }

    @Test
    void each_message_takes_back_its_own_and_z_the_newest_that_is_left(FxRobot robot) {
        robot.interact(() -> {
            session().toasts().undoable("First", () -> fixture().happened.add("first undone"));
            session().toasts().undoable("Second", () -> fixture().happened.add("second undone"));
        });
        robot.interact(() -> robot.lookup(".toast .button")
                .match((Button button) -> "Undo".equals(button.getText()))
                .<Button>queryAll()
                .iterator()
                .next()
                .fire());
        assertThat(fixture().happened).contains("first undone").doesNotContain("second undone");
        robot.type(KeyCode.Z);
        robot.type(KeyCode.Z);
        assertThat(fixture().happened.stream().filter("second undone"::equals)).hasSize(1);
        assertThat(robot.lookup(".toast").tryQuery()).isEmpty();
    }

    @Test
    void something_irreversible_has_to_be_typed_and_the_focus_is_on_cancel(FxRobot robot) {
        robot.interact(() -> session()
                .panes()
                .confirm(
                        "Retry 482",
                        "Sends requests.",
                        "Retry 482",
                        "482",
                        () -> fixture().happened.add("sent")));
        await().until(() -> robot.lookup("#confirm-cancel").<Node>query().isFocused());
        assertThat(robot.lookup("#confirm-go").<Button>query().isDisabled()).isTrue();
        robot.interact(() -> robot.lookup("#confirm-typed").<Node>query().requestFocus());
        robot.write("482");
        press(robot, "#confirm-go");
        assertThat(fixture().happened).contains("sent");
    }

    @Test
    void a_read_only_profile_shows_no_actions_and_no_room_that_only_acts(FxRobot robot) {
        Profile readOnly = Profile.withKey("audit", fixture().engine.url(), Profile.Colour.GREY, false, true);
        robot.interact(() -> console().open(readOnly, "sk_live_test", Optional.empty()));
        assertThat(robot.lookup("#nav-newtask").tryQuery()).isEmpty();
        assertThat(session().commands().find("overview.retry")).isEmpty();
        assertThat(robot.lookup("#nav-executions").tryQuery()).isPresent();
    }

    @Test
    void switching_while_an_answer_is_on_its_way_shows_nothing_of_the_old_profile(FxRobot robot) {
        RawStream old = live(robot);
        var gate =
                fixture().engine.stall("/api/v1/engine", 200, Answers.engine().replace("1.4.0", "9.9.9"));
        Session before = session();
        robot.interact(() -> before.background()
                .ask(before.api()::engine, status -> fixture().happened.add(status.version()), _ -> {}));
        fixture().engine.answer("/api/v1/engine", 200, Answers.engine());
        robot.interact(() -> console().open(fixture().profile("other"), "sk_live_other", Optional.empty()));
        gate.countDown();
        live(robot);
        await().until(() -> text(robot, "#engine-line").contains("engine 1.4.0"));
        assertThat(fixture().happened).doesNotContain("9.9.9");
        assertThat(old.lastEventId()).isEmpty();
    }

    @Test
    void the_place_one_left_is_where_the_profile_opens_again(FxRobot robot) {
        goToExecutions(robot);
        robot.interact(() -> console().open(fixture().profile("local"), "sk_live_test", Optional.empty()));
        assertThat(room()).isEqualTo("executions");
    }

    @Test
    void a_narrow_window_folds_the_navigation(FxRobot robot) {
        robot.interact(() -> Objects.requireNonNull(stage).setWidth(900));
        await().until(() ->
                robot.lookup("#sidebar").<Node>query().getLayoutBounds().getWidth() < 100);
    }

    @Test
    void everything_one_can_press_says_what_it_is(FxRobot robot) {
        assertThat(robot.lookup(".button").<Button>queryAll().stream().filter(Node::isVisible))
                .allSatisfy(button -> assertThat(
                                Optional.ofNullable(button.getText()).orElse("")
                                        + Optional.ofNullable(button.getAccessibleText())
                                                .orElse(""))
                        .as("button %s", button.getId())
                        .isNotBlank());
    }
}
