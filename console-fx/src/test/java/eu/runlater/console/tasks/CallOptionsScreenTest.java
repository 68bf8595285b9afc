package eu.runlater.console.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedCredentials;
import eu.runlater.console.engine.ScriptedEngine.Refusal;
import eu.runlater.console.engine.ScriptedTasks;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

/// Credential and callbacks in both forms.
class CallOptionsScreenTest extends Screens {
    private final ScriptedTasks tasks = ScriptedTasks.night(NOW);

    private void start(String address) throws Exception {
        night.tell(engine);
        engine.learn(tasks);
        ScriptedCredentials.of(engine, NOW).shop();
        open(address);
        until(() -> shows("#call-options-fold"));
    }

    private void edit(String name) throws Exception {
        start("tasks?edit=" + tasks.named(name).id());
        until(() -> robot.lookup("#editor-name").<TextField>query().getText().equals(name));
    }

    private void unfold() {
        robot.interact(
                () -> robot.lookup("#call-options-fold").<ToggleButton>query().setSelected(true));
    }

    private void choose(String name) {
        until(() -> robot.lookup("#option-credential")
                .<ComboBox<String>>query()
                .getItems()
                .contains(name));
        robot.interact(() ->
                robot.lookup("#option-credential").<ComboBox<String>>query().setValue(name));
    }

    private void write(String id, String text) {
        robot.interact(() -> robot.lookup(id).<TextField>query().setText(text));
    }

    private void fire(String id) {
        robot.interact(() -> robot.lookup(id).<ButtonBase>query().fire());
    }

    @Test
    void the_section_is_folded_until_something_is_filled_in() throws Exception {
        edit("sync-stock");
        assertThat(shows("#option-credential")).isFalse();
        assertThat(texts("#call-options-summary")).containsExactly("none");
    }

    @Test
    void a_task_that_has_a_credential_shows_it_with_what_it_is() throws Exception {
        tasks.withOptions("sync-stock", "crm", "https://hooks.acme.test/failed");
        edit("sync-stock");

        until(() -> shows("#option-credential"));
        until(() -> texts("#option-credential-below").contains("Bearer token, for api.crm.test, *.crm.test only"));
        assertThat(texts("#call-options-summary")).containsExactly("crm · 1 callback");
        assertThat(robot.lookup("#option-on-failure-url").<TextField>query().getText())
                .isEqualTo("https://hooks.acme.test/failed");
    }

    @Test
    void what_is_chosen_is_stored_and_stands_in_the_definition() throws Exception {
        edit("sync-stock");
        unfold();
        choose("crm");
        write("#option-on-recovery-url", "https://hooks.acme.test/fine");
        fire("#editor-save");

        until(() -> "crm".equals(tasks.named("sync-stock").credential()));
        assertThat(tasks.named("sync-stock").onRecoveryUrl()).isEqualTo("https://hooks.acme.test/fine");
        until(() -> shows("#task-pane"));
        robot.interact(() -> robot.lookup("#task-tabs .toggle-button").queryAllAs(ToggleButton.class).stream()
                .skip(2)
                .findFirst()
                .orElseThrow()
                .fire());
        until(() -> reads("https://hooks.acme.test/fine"));
        assertThat(reads("on_recovery_url")).isTrue();
    }

    @Test
    void what_the_engine_refuses_opens_the_section_and_stands_under_its_field() throws Exception {
        edit("sync-stock");
        engine.refuse(
                "PATCH /api/v1/tasks/" + tasks.named("sync-stock").id(),
                new Refusal(
                        422,
                        "{\"error\":{\"code\":\"validation_error\",\"message\":\"no\","
                                + "\"details\":{\"on_failure_url\":[\"is a private address\"]}}}"));
        fire("#editor-save");

        until(() -> texts("#option-on-failure-url-below").contains("is a private address"));
        assertThat(shows("#option-on-failure-url")).isTrue();
    }

    @Test
    void a_one_time_task_takes_them_too_and_its_curl_says_so() throws Exception {
        start("new-task");
        write("#task-url", "https://shop.acme.test/hook");
        unfold();
        choose("erp batch");
        write("#option-callback-url", "https://hooks.acme.test/runs");
        assertThat(texts("#curl").getFirst()).contains("\"credential\": \"erp batch\"");
        fire("#task-send");

        until(() -> !engine.calls("POST /api/v1/tasks").isEmpty());
        assertThat(engine.calls("POST /api/v1/tasks").getFirst())
                .contains("\"credential\":\"erp batch\"")
                .contains("\"callback_url\":\"https://hooks.acme.test/runs\"")
                .doesNotContain("on_failure_url");
    }

    @Test
    void an_engine_that_will_not_list_credentials_says_why_at_the_field() throws Exception {
        engine.refuse(
                "GET /api/v1/credentials",
                new Refusal(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"This key may not.\"}}"));
        start("new-task");
        unfold();

        until(() -> texts("#option-credential-below").contains("The credentials cannot be listed: This key may not."));
    }
}
