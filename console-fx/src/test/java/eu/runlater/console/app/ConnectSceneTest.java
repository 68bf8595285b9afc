package eu.runlater.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ConnectSceneTest {
    private @Nullable ConsoleFixture fixture;
    private @Nullable Path folder;

    @Start
    void start(Stage stage) throws IOException {
        folder = Files.createTempDirectory("console");
        fixture = new ConsoleFixture(folder);
        stage.setScene(fixture.console.scene());
        stage.setWidth(1_100);
        stage.setHeight(900);
        stage.show();
        fixture.console.allProfiles();
    }

    @AfterEach
    void close() throws IOException {
        ConsoleFixture open = fixture();
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> open.console.close());
        open.engine.close();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ConsoleFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    private TextField field(FxRobot robot, String id) {
        return robot.lookup(id).query();
    }

    private void fill(FxRobot robot, String id, String text) {
        robot.interact(() -> field(robot, id).setText(text));
    }

    /// By its action, not by where it is: layout may be a frame behind.
    private static void press(FxRobot robot, String id) {
        await().until(() -> robot.lookup(id).tryQuery().isPresent());
        robot.interact(() -> robot.lookup(id).<ButtonBase>query().fire());
    }

    private boolean says(FxRobot robot, String text) {
        return robot.lookup(node -> node instanceof Labeled label
                        && label.isVisible()
                        && String.valueOf(label.getText()).contains(text))
                .tryQuery()
                .isPresent();
    }

    @Test
    void the_first_time_everything_but_the_key_is_filled_in(FxRobot robot) {
        assertThat(field(robot, "#profile-url").getText()).isEqualTo("http://127.0.0.1:8480");
        await().until(() -> robot.lookup("#profile-key").<Node>query().isFocused());
        assertThat(says(robot, "Where is the key?")).isTrue();
        assertThat(says(robot, "no key ring")).isTrue();
    }

    @Test
    void a_good_key_is_stored_and_opens_the_first_room(FxRobot robot) throws Exception {
        fill(robot, "#profile-url", fixture().engine.url());
        fill(robot, "#profile-key", "sk_live_good");
        robot.interact(() -> field(robot, "#profile-key").requestFocus());
        robot.type(KeyCode.ENTER);
        await().until(() -> fixture().console.session().isPresent());
        assertThat(fixture().vault.read("local")).contains("sk_live_good");
        assertThat(fixture().profiles.find("local").orElseThrow().url())
                .isEqualTo(fixture().engine.url());
        assertThat(fixture().console.titleProperty().get()).isEqualTo("local – Runlater");
        assertThat(fixture().happened).contains("attach runlater://local/overview");
    }

    @Test
    void a_failing_step_is_named_and_the_form_stays(FxRobot robot) {
        fixture().engine.answer("/api/v1/overview", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"No.\"}}");
        fill(robot, "#profile-url", fixture().engine.url());
        fill(robot, "#profile-key", "sk_live_wrong");
        press(robot, "#profile-connect");
        await().until(() -> says(robot, "does not accept this API key"));
        assertThat(fixture().console.session()).isEmpty();
        assertThat(fixture().profiles.list()).isEmpty();
        assertThat(field(robot, "#profile-key").getText()).isEqualTo("sk_live_wrong");
    }

    @Test
    void what_is_wrong_with_a_field_stands_under_it(FxRobot robot) {
        fill(robot, "#profile-name", " ");
        fill(robot, "#profile-url", "ftp://x");
        press(robot, "#profile-connect");
        assertThat(says(robot, "Give it a name")).isTrue();
        assertThat(says(robot, "not an http(s) address")).isTrue();
        fill(robot, "#profile-name", "a");
        fill(robot, "#profile-url", "localhost");
        press(robot, "#profile-connect");
        assertThat(says(robot, "The key is missing")).isTrue();
        fill(robot, "#profile-key", "sk_live_a b");
        press(robot, "#profile-connect");
        assertThat(says(robot, "cannot be part of a key")).isTrue();
    }

    @Test
    void a_saved_profile_is_listed_with_its_engines_answer_and_opens_with_enter(FxRobot robot) {
        fill(robot, "#profile-url", fixture().engine.url());
        fill(robot, "#profile-key", "sk_live_good");
        press(robot, "#profile-save");
        await().until(() -> says(robot, "reachable"));
        robot.interact(() -> robot.lookup("#profile-local").<Node>query().requestFocus());
        robot.type(KeyCode.ENTER);
        await().until(() -> fixture().console.session().isPresent());
    }

    @Test
    void renaming_a_profile_takes_its_key_along(FxRobot robot) throws Exception {
        fixture().vault.write("local", "sk_live_kept");
        robot.interact(() -> {
            fixture().profiles.put(null, fixture().profile("local"));
            fixture().console.allProfiles();
        });
        robot.interact(() -> robot.lookup("#profile-local").<Node>query().requestFocus());
        robot.type(KeyCode.E);
        await().until(() -> robot.lookup("#profile-key").tryQuery().isPresent());
        assertThat(field(robot, "#profile-key").getText()).isEmpty();
        fill(robot, "#profile-name", "renamed");
        press(robot, "#profile-save");
        await().until(() -> fixture().profiles.find("renamed").isPresent());
        assertThat(fixture().vault.read("renamed")).contains("sk_live_kept");
        assertThat(fixture().vault.read("local")).isEmpty();
    }

    @Test
    void a_profile_without_a_key_asks_for_it(FxRobot robot) {
        robot.interact(() -> {
            fixture().profiles.put(null, fixture().profile("local"));
            fixture().console.open(fixture().profile("local"), Optional.empty());
        });
        await().until(() -> robot.lookup("#profile-key").tryQuery().isPresent());
    }

    @Test
    void no_key_stands_in_any_text_on_screen(FxRobot robot) {
        fill(robot, "#profile-url", fixture().engine.url());
        fill(robot, "#profile-key", "sk_live_hidden");
        press(robot, "#profile-test");
        await().until(() -> says(robot, "live changes arrive"));
        assertThat(says(robot, "sk_live_hidden")).isFalse();
    }
}
