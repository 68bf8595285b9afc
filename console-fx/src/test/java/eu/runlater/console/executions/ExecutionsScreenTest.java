package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Row;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ExecutionsScreenTest extends Screens {
    private TableView<Row<UUID, ExecutionSummary>> table() {
        return robot.lookup(".live-table .table-view").queryTableView();
    }

    private void opened(String address) throws Exception {
        open(address);
        until(() -> robot.lookup(".live-table .table-view").tryQuery().isPresent());
    }

    private void selectFirst() {
        robot.interact(() -> {
            table().requestFocus();
            table().getSelectionModel().select(0);
        });
    }

    @Test
    void runs_are_listed_newest_first_with_how_many_there_are() throws Exception {
        night.tell(engine);
        opened("executions");

        until(() -> table().getItems().size() == 147 || table().getItems().size() == 146);
        assertThat(table().getItems().getFirst().value().state()).isEqualTo(ExecutionStatus.PENDING);
        until(() -> reads(Integer.toString(table().getItems().size())));
    }

    @Test
    void enter_opens_the_run_and_shows_what_the_target_answered() throws Exception {
        night.tell(engine);
        opened("executions?q=task:nightly-invoices");
        until(() -> table().getItems().size() == 1);
        selectFirst();

        press(KeyCode.ENTER);
        until(() -> reads("The target answered 500, which this task does not accept."));
        assertThat(reads("HTTP 500 · card processor down")).isTrue();
        assertThat(reads("Attempt 4 of 6 follows")).isTrue();
        press(KeyCode.DIGIT3);

        until(() -> shows("#response-tab"));
        TextInputControl body = robot.lookup("#response-tab-body .body-text").query();
        assertThat(body.getText()).contains("\"message\": \"card processor down\"");
        assertThat(reads("HTTP 500 Internal Server Error")).isTrue();

        press(KeyCode.DIGIT2);
        until(() -> shows("#request-tab"));
        assertThat(reads("••••")).as("masked secret").isTrue();

        press(KeyCode.ESCAPE);
        until(() -> !shows("#detail"));
    }

    @Test
    void the_timeline_moves_and_speaks_by_keyboard() throws Exception {
        night.tell(engine);
        opened("executions?sel=" + night.invoice().execution().id());
        until(() -> shows("#run-timeline"));

        RunTimeline timeline = robot.lookup("#run-timeline").queryAs(RunTimeline.class);
        until(() -> timeline.getAccessibleText() != null
                && timeline.getAccessibleText().contains("Attempt 3 of 6, failed"));
        robot.interact(timeline::requestFocus);
        press(KeyCode.HOME);
        until(() -> timeline.getAccessibleText().contains("Attempt 1 of 6, failed"));
        press(KeyCode.C);
        assertThat(timeline.trueScaleProperty().get()).isTrue();
    }

    @Test
    void five_hundred_changes_a_second_keep_selection_and_place() throws Exception {
        List<Runs> runs = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Runs run = Runs.run().due(NOW.minusSeconds(i)).attempts(1_000);
            runs.add(run);
            engine.record(run.pending());
        }
        opened("executions");
        until(() -> table().getItems().size() == 150);
        robot.interact(() -> {
            table().scrollTo(60);
            table().getSelectionModel().select(70);
        });
        Row<UUID, ExecutionSummary> selected = table().getItems().get(70);
        List<Row<UUID, ExecutionSummary>> before = List.copyOf(table().getItems());

        for (int message = 0; message < 20; message++) {
            ExecutionSummary[] changed = new ExecutionSummary[50];
            for (int i = 0; i < changed.length; i += 2) {
                Runs run = runs.get((message * 25 + i / 2) % runs.size());
                changed[i] = run.running();
                changed[i + 1] = run.failed(503, "busy");
            }
            engine.happen(changed);
            engine.happen(Runs.run().due(NOW.plusSeconds(message)).pending());
        }

        until(() -> reads("20 new · press ."));
        assertThat(table().getItems()).isEqualTo(before);
        assertThat(table().getSelectionModel().getSelectedItem()).isSameAs(selected);
        assertThat(table().getSelectionModel().getSelectedIndex()).isEqualTo(70);

        robot.interact(() -> table().requestFocus());
        type(".");
        until(() -> table().getItems().size() == 170);
        assertThat(table().getSelectionModel().getSelectedItem()).isSameAs(selected);
    }

    @Test
    void a_change_shows_in_its_row() throws Exception {
        Runs run = Runs.run().due(NOW);
        engine.record(run.pending());
        opened("executions");
        until(() -> table().getItems().size() == 1);
        Row<UUID, ExecutionSummary> row = table().getItems().getFirst();

        engine.happen(run.running());
        engine.happen(run.succeeded());

        until(() -> row.value().state() == ExecutionStatus.SUCCESS);
        assertThat(table().getItems()).containsExactly(row);
    }

    @Test
    void nothing_matches_offers_a_wider_range_and_the_whole() throws Exception {
        night.tell(engine);
        open("executions?q=task:nothing%20since:1h");

        until(() -> reads("Nothing matches"));
        until(() -> shows("#empty-widen"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#empty-widen").query()).fire());
        until(() ->
                ((TextInputControl) robot.lookup("#query").query()).getText().equals("task:nothing since:24h"));
        until(() -> shows("#empty-clear"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#empty-clear").query()).fire());
        until(() -> !table().getItems().isEmpty());
    }

    @Test
    void where_nothing_was_ever_run_it_says_what_this_is_for() throws Exception {
        open("executions");
        until(() -> reads("No runs yet"));
        assertThat(shows("#empty-new")).isTrue();
        robot.interact(() -> ((ButtonBase) robot.lookup("#empty-curl").query()).fire());
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).startsWith("curl ").contains("/api/v1/queue").doesNotContain(ScriptedEngine.KEY);
    }

    @Test
    void an_error_stands_above_the_last_good_rows_with_its_request_id() throws Exception {
        night.tell(engine);
        opened("executions");
        until(() -> !table().getItems().isEmpty());
        int rows = table().getItems().size();
        engine.refuse(
                "GET /api/v1/executions",
                new ScriptedEngine.Refusal(503, ScriptedEngine.error("service_unavailable", "The database is busy.")));

        robot.interact(() -> table().requestFocus());
        press(KeyCode.R);
        until(() -> reads("The database is busy."));
        assertThat(reads("req-1")).isTrue();
        assertThat(table().getItems()).hasSize(rows);

        engine.refuse("GET /api/v1/executions", null);
        press(KeyCode.R);
        until(() -> !reads("The database is busy."));
    }

    @Test
    void sending_again_asks_first_and_names_what_is_sent() throws Exception {
        night.tell(engine);
        Stage stage = open("executions?sel=" + night.invoice().execution().id());
        until(() -> reads("The target answered 500, which this task does not accept."));

        press(KeyCode.SHIFT, KeyCode.R);
        until(() -> shows("#confirm-go"));
        assertThat(reads("POST https://api.acme.test/invoices/render")).isTrue();
        assertThat(engine.calls("POST ")).isEmpty();
        robot.interact(() -> ((ButtonBase) robot.lookup("#confirm-go").query()).fire());

        until(() -> engine.calls("POST /api/v1/executions/").size() == 1);
        assertThat(engine.calls("POST ").getFirst())
                .startsWith(
                        "POST /api/v1/executions/" + night.invoice().execution().id() + "/retry");
        until(() -> reads("is on its way again"));
        assertThat(stage.session().panes().isShown()).isFalse();
    }

    @Test
    void stopping_a_run_that_waits_for_its_next_attempt_takes_back_that_attempt() throws Exception {
        night.tell(engine);
        open("executions?sel=" + night.invoice().execution().id());
        until(() -> reads("Attempt 4 of 6 follows"));

        press(KeyCode.DELETE);
        until(() -> shows("#confirm-go"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#confirm-go").query()).fire());

        UUID waiting = night.invoice().attempts().getLast().id();
        until(() ->
                engine.calls("POST /api/v1/executions/" + waiting + "/cancel").size() == 1);
    }

    @Test
    void a_read_only_profile_offers_nothing_that_changes_anything() throws Exception {
        night.tell(engine);
        open("executions?sel=" + night.invoice().execution().id(), true);
        until(() -> reads("The target answered 500, which this task does not accept."));

        assertThat(shows("#retry")).isFalse();
        press(KeyCode.SHIFT, KeyCode.R);
        assertThat(shows("#confirm-go")).isFalse();
    }
}
