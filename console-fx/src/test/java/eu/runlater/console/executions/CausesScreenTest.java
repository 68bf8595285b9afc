package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedFailures;
import eu.runlater.console.engine.Stage;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class CausesScreenTest extends Screens {
    private final ScriptedFailures failures = ScriptedFailures.of(engine, NOW);

    private TableView<?> table() {
        return robot.lookup("#causes .table-view").queryTableView();
    }

    private void choose(int... lines) {
        robot.interact(() -> {
            table().requestFocus();
            table().getSelectionModel().clearSelection();
            for (int line : lines) {
                table().getSelectionModel().select(line);
            }
        });
    }

    private void write(String selector, String text) {
        robot.interact(() -> ((TextInputControl) robot.lookup(selector).query()).setText(text));
    }

    private boolean disabled(String selector) {
        return robot.lookup(selector).query().isDisabled();
    }

    private void opened() throws Exception {
        open("executions?by=causes");
        until(() -> reads("HTTP 500 · card processor down"));
    }

    private String sent(String path) {
        return engine.calls("POST /api/v1/failures/" + path).getLast();
    }

    @Test
    void each_cause_is_one_line_however_often_it_failed_and_enter_opens_its_runs() throws Exception {
        failures.night();
        Stage stage = open("executions?by=causes");
        until(() -> reads("HTTP 500 · card processor down"));
        assertThat(table().getItems()).hasSize(3);
        assertThat(reads("3 causes · 359 failures")).isTrue();
        assertThat(reads("312×")).isTrue();

        choose(0);
        press(KeyCode.ENTER);

        until(() ->
                stage.session().navigator().current().get("q").equals("cause:" + failures.idOf("nightly-invoices")));
        assertThat(stage.session().navigator().current().get("by")).isEmpty();
    }

    @Test
    void retrying_is_counted_first_and_more_than_a_hundred_have_to_be_typed() throws Exception {
        failures.night();
        opened();

        choose();
        press(KeyCode.SHIFT, KeyCode.R);
        until(() -> reads("Retry 359 failures?"));
        assertThat(sent("retry")).contains("dry_run", "status:failed,timeout");
        assertThat(disabled("#bulk-go")).isTrue();
        write("#bulk-typed", "359");
        write("#bulk-reason", "the receiver is back");
        robot.interact(() -> ((ButtonBase) robot.lookup("#bulk-go").query()).fire());

        until(() -> reads("359 failures are retried in ten seconds."));
        assertThat(sent("retry")).contains("the receiver is back").doesNotContain("dry_run");
        assertThat(shows("#bulk")).isFalse();
        press(KeyCode.Z);
        until(() -> reads("Undone: nothing was sent."));
    }

    @Test
    void what_is_discarded_is_only_the_chosen_causes() throws Exception {
        failures.night();
        opened();

        choose(0, 2);
        until(() -> reads("Discard 2 causes…"));
        press(KeyCode.DELETE);
        until(() -> reads("Discard 47 failures?"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#bulk-go").query()).fire());

        until(() -> reads("47 failures are discarded."));
        assertThat(sent("discard"))
                .contains(failures.idOf("nightly-invoices").toString())
                .contains(failures.idOf("Push to search index").toString())
                .doesNotContain(failures.idOf("Sync stock to ERP").toString());
    }

    @Test
    void nothing_to_look_after_and_nothing_that_matches_are_told_apart() throws Exception {
        open("executions?by=causes");
        until(() -> reads("Nothing to look after"));

        failures.night();
        open("executions?by=causes&q=task:other");
        until(() -> reads("No failure matches"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#causes-clear").query()).fire());
        until(() -> reads("HTTP 500 · card processor down"));
    }

    @Test
    void a_viewer_reads_them_and_reads_why_no_more() throws Exception {
        failures.night();
        ScriptedAccounts.of(engine, NOW).company().as("viewer");
        opened();

        until(() -> disabled("#causes-retry"));
        assertThat(disabled("#causes-discard")).isTrue();
        assertThat(texts("#causes-locked").getFirst()).isNotBlank();
    }
}
