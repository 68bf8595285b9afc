package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.QueueNight;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedQueues;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Row;
import eu.runlater.model.Changed;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Waiting;
import java.time.Duration;
import java.util.UUID;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

/// Why an execution has not started, and finding one by its address.
class WaitingScreenTest extends Screens {
    private TableView<Row<UUID, ExecutionSummary>> table() {
        return robot.lookup(".live-table .table-view").queryTableView();
    }

    private void fire(String selector) {
        robot.interact(() -> ((ButtonBase) robot.lookup(selector).query()).fire());
    }

    @Test
    void a_paused_queue_explains_itself_and_leads_there() throws Exception {
        new QueueNight(NOW).tell(ScriptedQueues.of(engine, () -> NOW));
        ExecutionSummary waits = Runs.run().due(NOW.minusSeconds(60)).pending();
        engine.record(waits);
        engine.waits(
                waits.id(), new Waiting("queue_paused", "Queue billing was paused by ops@acme.test: ticket 4", null));
        Stage stage = open("executions?sel=" + waits.id());

        until(() -> reads("Queue billing was paused by ops@acme.test: ticket 4"));
        assertThat(reads("Why it waits")).isTrue();
        fire("#note-link");

        until(() -> stage.session().navigator().current().room().equals("queues"));
        until(() -> reads("Nothing starts until it is resumed"));
    }

    @Test
    void an_open_circuit_counts_down_and_leads_to_the_host() throws Exception {
        new QueueNight(NOW).tell(ScriptedQueues.of(engine, () -> NOW));
        ExecutionSummary waits = Runs.run().due(NOW.minusSeconds(60)).pending();
        engine.record(waits);
        engine.waits(
                waits.id(),
                new Waiting(
                        "circuit_open",
                        "Nothing is sent to api.acme.test for the moment, because it keeps failing.",
                        NOW.plusSeconds(25)));
        Stage stage = open("executions?sel=" + waits.id());

        until(() -> reads("because it keeps failing"));
        assertThat(reads("It is tried at 05:08:06 (in 25 s).")).isTrue();
        fire("#note-link");
        until(() -> shows("#hosts"));
        assertThat(stage.session().navigator().current().get("sel")).isEqualTo("api.acme.test");
    }

    @Test
    void a_retry_that_a_queue_holds_up_shows_what_holds_it_and_one_that_waits_for_its_time_the_last_answer()
            throws Exception {
        Runs run = Runs.run().due(NOW.minusSeconds(600));
        engine.record(run.failedWithRetry(503, "database is restarting", Duration.ofMinutes(2)));
        ExecutionSummary next = run.pending();
        engine.record(next);
        engine.waits(next.id(), new Waiting("retry", "The attempt before it failed.", NOW.plusSeconds(60)));
        open("executions?sel=" + next.id());
        until(() -> reads("The target answered 503"));

        engine.waits(next.id(), new Waiting("queue_full", "Queue billing runs 1 at a time.", null));
        robot.interact(() -> {});
        open("executions?sel=" + next.id());
        until(() -> reads("Queue billing runs 1 at a time."));
    }

    @Test
    void it_goes_on_by_itself_once_what_it_waits_for_changed() throws Exception {
        ExecutionSummary waits = Runs.run().due(NOW.minusSeconds(60)).pending();
        engine.record(waits);
        engine.waits(waits.id(), new Waiting("queue_paused", "Queue billing was paused.", null));
        open("executions?sel=" + waits.id());
        until(() -> reads("Queue billing was paused."));

        engine.waits(waits.id(), new Waiting("no_free_worker", "It is due and nothing holds it back.", null));
        engine.tell("queue.resumed", new Changed("billing", "billing", null));
        until(() -> reads("It is due and nothing holds it back."));
    }

    @Test
    void an_execution_opened_by_its_address_is_selected_in_the_list() throws Exception {
        night.tell(engine);
        ExecutionSummary third = night.invoice().execution();
        open("executions?sel=" + third.id());
        until(() -> reads("HTTP 500 · card processor down"));

        until(() -> table().getSelectionModel().getSelectedItem() != null
                && table().getSelectionModel().getSelectedItem().key().equals(third.runId()));
        assertThat(reads("Attempt 4 of 6 follows"))
                .as("the attempt of the address, not the row's")
                .isTrue();
    }

    @Test
    void what_made_a_run_stands_beside_its_name_and_a_missed_firing_was_never_tried() throws Exception {
        engine.record(Runs.run()
                .named("nightly")
                .kind("backfill")
                .due(NOW.minusSeconds(90))
                .succeeded());
        engine.record(Runs.run()
                .named("hourly")
                .kind("cron")
                .due(NOW.minusSeconds(60))
                .missed("engine was down"));
        engine.record(Runs.run()
                .named("by-hand")
                .kind("trigger")
                .due(NOW.minusSeconds(30))
                .succeeded());
        open("executions");

        until(() -> reads("backfill"));
        assertThat(reads("triggered")).isTrue();
        assertThat(reads("missed")).isTrue();
        assertThat(reads("engine was down")).isTrue();
        assertThat(reads("0/")).isFalse();
    }
}
