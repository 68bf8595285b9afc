package eu.runlater.console.newtask;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class NewTaskScreenTest extends Screens {
    private void filledIn() throws Exception {
        night.tell(engine);
        open("new-task");
        until(() -> shows("#task-url"));
        robot.interact(() -> robot.lookup("#task-url").query().requestFocus());
        type("http://127.0.0.1:8482/echo");
    }

    @Test
    void ctrl_enter_sends_and_the_run_is_watched() throws Exception {
        filledIn();
        press(KeyCode.SHORTCUT, KeyCode.ENTER);

        until(() -> engine.calls("POST /api/v1/tasks").size() == 1);
        assertThat(engine.calls("POST /api/v1/tasks").getFirst())
                .isEqualTo("POST /api/v1/tasks {\"url\":\"http://127.0.0.1:8482/echo\"}");
        until(() -> shows("#watch"));
        until(() -> reads("Stored as run"));
    }

    @Test
    void the_curl_follows_the_form_and_hides_the_key() throws Exception {
        filledIn();
        assertThat(texts("#curl").getFirst())
                .contains("\"url\": \"http://127.0.0.1:8482/echo\"")
                .contains("$RUNLATER_KEY")
                .doesNotContain(ScriptedEngine.KEY);
    }

    @Test
    void what_the_engine_finds_wrong_stands_under_its_field() throws Exception {
        filledIn();
        engine.refuse(
                "POST /api/v1/tasks",
                new ScriptedEngine.Refusal(
                        422,
                        "{\"error\":{\"code\":\"validation_error\",\"message\":\"no\",\"details\":{\"url\":[\"is a private address\"]}}}"));
        press(KeyCode.SHORTCUT, KeyCode.ENTER);

        until(() -> texts("#task-url-below").contains("is a private address"));
        assertThat(shows("#task-trouble")).isFalse();
        assertThat(shows("#watch")).isFalse();
    }

    @Test
    void nothing_is_sent_while_the_form_is_wrong_and_the_field_says_why() throws Exception {
        night.tell(engine);
        open("new-task");
        until(() -> shows("#task-send"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#task-send").query()).fire());

        until(() -> texts("#task-url-below").getFirst().startsWith("Where should the request go?"));
        assertThat(engine.calls("POST ")).isEmpty();
    }
}
