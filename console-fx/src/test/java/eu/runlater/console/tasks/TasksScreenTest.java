package eu.runlater.console.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine.Refusal;
import eu.runlater.console.engine.ScriptedTasks;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class TasksScreenTest extends Screens {
    private final ScriptedTasks tasks = ScriptedTasks.night(NOW);

    private void openTasks(String address) throws Exception {
        night.tell(engine);
        engine.learn(tasks);
        open(address);
    }

    private TableView<?> table() {
        return robot.lookup(".live-table .table-view").queryAs(TableView.class);
    }

    private void select(String name) {
        until(() -> !table().getItems().isEmpty());
        int index = IntStream.range(0, table().getItems().size())
                .filter(i -> ((eu.runlater.console.ui.Row<?, ?>)
                                table().getItems().get(i))
                        .value()
                        .toString()
                        .contains("name=" + name))
                .findFirst()
                .orElseThrow();
        robot.interact(() -> {
            table().requestFocus();
            table().getSelectionModel().select(index);
        });
    }

    private void fire(String id) {
        until(() -> shows("#" + id));
        robot.interact(() -> ((ButtonBase) robot.lookup("#" + id).query()).fire());
    }

    @Test
    void the_list_says_when_and_where_each_task_goes_and_the_day_ahead_stands_above() throws Exception {
        openTasks("tasks");

        until(() -> reads("At 02:30 every day Oslo"));
        until(() -> reads("Every 15 minutes"));
        assertThat(reads("disabled")).isTrue();
        until(() -> reads("planned"));
        assertThat(reads("nightly-invoices")).isTrue();
    }

    @Test
    void the_ledger_answers_why_it_did_not_run() throws Exception {
        openTasks("tasks");
        select("nightly-invoices");
        press(KeyCode.ENTER);

        until(() -> reads("No engine was there to run it"));
        until(() -> reads("The run before it was still going on."));
        assertThat(reads("on time")).isTrue();
    }

    @Test
    void the_button_says_what_it_will_do() throws Exception {
        openTasks("tasks");
        select("sync-stock");
        press(KeyCode.ENTER);
        until(() -> reads("Disable"));

        press(KeyCode.S);

        until(() -> reads("Enable"));
    }

    @Test
    void disabling_is_done_at_once_and_can_be_taken_back() throws Exception {
        openTasks("tasks");
        select("sync-stock");
        press(KeyCode.S);

        until(() -> !tasks.named("sync-stock").enabled());
        until(() -> reads("sync-stock is disabled"));
        press(KeyCode.Z);
        until(() -> tasks.named("sync-stock").enabled());
    }

    @Test
    void deleting_asks_first_with_the_focus_on_cancel() throws Exception {
        openTasks("tasks");
        select("cleanup-carts");
        press(KeyCode.DELETE);

        until(() -> shows("#confirm-cancel"));
        assertThat(engine.calls("DELETE ")).isEmpty();
        fire("confirm-go");
        until(() -> engine.calls("DELETE ").size() == 1);
        until(() -> table().getItems().size() == 5);
    }

    @Test
    void running_now_is_one_key_and_leads_to_the_run() throws Exception {
        openTasks("tasks");
        select("sync-stock");
        press(KeyCode.T);

        until(() -> engine.calls("POST /api/v1/tasks/").size() == 1);
        until(() -> reads("sync-stock runs now."));
    }

    @Test
    void problems_only_leaves_what_failed_last() throws Exception {
        openTasks("tasks");
        until(() -> reads("sync-stock"));
        robot.interact(() -> table().requestFocus());
        press(KeyCode.F);

        until(() -> table().getItems().size() == 1);
    }

    @Test
    void the_editor_shows_what_the_engine_computes_while_one_types() throws Exception {
        openTasks("tasks?edit=new");
        until(() -> shows("#editor-cron"));
        robot.interact(() -> ((TextField) robot.lookup("#editor-cron").query()).setText("30 2 * * *"));

        until(() -> reads("At 02:30 every day · 7 runs in a week"));
        until(() -> reads("02:30 does not exist on Sun 28 Mar 2027"));
    }

    @Test
    void an_expression_that_cannot_be_read_says_why_under_its_field() throws Exception {
        openTasks("tasks?edit=new");
        until(() -> shows("#editor-cron"));
        robot.interact(() -> ((TextField) robot.lookup("#editor-cron").query()).setText("61 * * * *"));
        until(() -> texts("#editor-cron-below").getFirst().contains("the minute field \"61\""));

        robot.interact(() -> ((TextField) robot.lookup("#editor-cron").query()).setText("1,".repeat(500)));
        until(() -> texts("#editor-cron-below").getFirst().contains("255 characters"));
    }

    @Test
    void a_new_task_is_stored_by_keys_alone() throws Exception {
        openTasks("tasks");
        until(() -> reads("sync-stock"));
        robot.interact(() -> table().requestFocus());
        press(KeyCode.N);
        until(() -> shows("#editor-url"));
        until(() -> robot.lookup("#editor-url").query().isFocused());
        type("https://shop.acme.test/weekly");
        robot.interact(() -> ((TextField) robot.lookup("#editor-name").query()).setText("weekly-mail"));
        press(KeyCode.SHORTCUT, KeyCode.ENTER);

        until(() -> engine.calls("POST /api/v1/tasks {").size() == 1);
        until(() -> reads("weekly-mail was stored."));
    }

    @Test
    void a_test_call_shows_what_came_back_and_stores_nothing() throws Exception {
        openTasks("tasks?edit=" + tasks.named("sync-stock").id());
        until(() -> robot.lookup("#editor-name").<TextField>query().getText().equals("sync-stock"));
        assertThat(shows("#test-call")).isFalse();
        fire("editor-test");

        until(() -> texts("#test-verdict").contains("A run would have succeeded"));
        assertThat(texts("#test-answer")).containsExactly("200 after 131 ms");
        assertThat(reads("shop/4.2")).isTrue();
        assertThat(robot.lookup("#test-body").<TextArea>query().getText()).contains("1482");

        robot.interact(() -> robot.lookup("#editor-url").<TextField>query().setText("https://broken.acme.test/x"));
        press(KeyCode.SHORTCUT, KeyCode.T);
        until(() -> texts("#test-verdict").contains("A run would have failed: The target answered 503."));
        assertThat(engine.calls("PATCH ")).isEmpty();
    }

    @Test
    void a_test_call_that_is_refused_says_why_under_the_field() throws Exception {
        openTasks("tasks?edit=" + tasks.named("sync-stock").id());
        until(() -> robot.lookup("#editor-name").<TextField>query().getText().equals("sync-stock"));
        engine.refuse(
                "POST /api/v1/tasks/test",
                new Refusal(
                        422,
                        "{\"error\":{\"code\":\"validation_error\",\"message\":\"no\","
                                + "\"details\":{\"url\":[\"is a private address\"]}}}"));
        fire("editor-test");

        until(() -> texts("#editor-url-below").contains("is a private address"));
        assertThat(shows("#test-call")).isFalse();
    }

    @Test
    void a_clone_is_one_key_and_z_takes_it_back() throws Exception {
        openTasks("tasks");
        select("sync-stock");
        press(KeyCode.C);

        until(() -> reads("sync-stock (copy) was made."));
        until(() -> table().getItems().size() == 7);
        press(KeyCode.Z);
        until(() -> engine.calls("DELETE ").size() == 1);
        until(() -> table().getItems().size() == 6);
    }

    @Test
    void a_save_that_meets_a_newer_version_shows_both_and_lets_one_choose() throws Exception {
        openTasks("tasks");
        select("sync-stock");
        press(KeyCode.E);
        until(() -> shows("#editor-cron"));
        until(() -> ((TextField) robot.lookup("#editor-cron").query()).getText().equals("*/15 * * * *"));
        tasks.edited("sync-stock", "*/20 * * * *");
        robot.interact(() -> ((TextField) robot.lookup("#editor-cron").query()).setText("*/30 * * * *"));
        fire("editor-save");

        until(() -> shows("#conflict-keep"));
        assertThat(reads("cron: */20 * * * *  ↔  */30 * * * *")).isTrue();
        fire("conflict-keep");
        until(() -> List.of("*/30 * * * *").contains(tasks.named("sync-stock").cronExpression()));
    }

    @Test
    void ten_thousand_tasks_scroll_a_page_at_a_time() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            tasks.add(String.format("task-%05d", i), "0 0 * * *", "UTC", "success");
        }
        openTasks("tasks");
        until(() -> table().getItems().size() == 100);

        robot.interact(() -> table().scrollTo(99));

        until(() -> table().getItems().size() >= 200);
    }

    @Test
    void whoever_may_only_read_sees_no_buttons() throws Exception {
        night.tell(engine);
        engine.learn(tasks);
        open("tasks", true);

        until(() -> reads("sync-stock"));
        assertThat(shows("#tasks-new")).isFalse();
    }

    @Test
    void without_tasks_one_sentence_says_what_they_are_for() throws Exception {
        night.tell(engine);
        engine.learn(new ScriptedTasks(NOW));
        open("tasks");

        until(() -> reads("No recurring tasks yet"));
        assertThat(shows("#empty-curl")).isTrue();
    }
}
